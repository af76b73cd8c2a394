#!/bin/sh
# Makes feeds that mean harm and prints what newsarc feed needs for each: seconds of CPU, MB, outcome.
# usage: bench/hostile_feeds.sh [NEWSARC]   needs python3 and GNU time
set -eu
newsarc=${1:-build/release/cli/newsarc}
feeds=$(mktemp -d)
trap 'rm -r "$feeds"' EXIT

python3 - "$feeds" <<'PYTHON'
import gzip, sys

item = '<item><title>A</title><link>http://news.example/a</link></item>'
mega = 1 << 20

def feed(name, within='', before='', after=item):
    with open(f'{sys.argv[1]}/{name}', 'w') as file:
        file.write(before + '<rss><channel>' + within + after + '</channel></rss>')

def full(text, size=31 * mega):  # nearly as long as a body may be
    return text * (size // len(text.encode()))

feed('plain')
feed('nested_200000', '<a>' * 200_000)
feed('nested_200000_closed', '<a>' * 200_000 + '</a>' * 200_000)
feed('attribute_1_mb', '<a b="' + 'x' * mega + '"/>')
feed('attributes_200000', '<a ' + ' '.join(f'a{i}="x"' for i in range(200_000)) + '/>')
feed('namespaces_200000', ''.join(f'<a xmlns:n{i}="x"/>' for i in range(200_000)))
feed('names_500000', ''.join(f'<n{i}/>' for i in range(500_000)))
feed('entities_200000', '', '<!DOCTYPE rss [' + ''.join(f'<!ENTITY e{i} "x">' for i in range(200_000)) + ']>')
feed('billion_laughs', '<title>&l9;</title>', '<!DOCTYPE rss [<!ENTITY l0 "lol">' + ''.join(
    f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10)) + ']>')
feed('quadratic_blowup', '<title>' + '&a;' * 100_000 + '</title>', '<!DOCTYPE rss [<!ENTITY a "' + 'x' * 100_000 + '">]>')
feed('external_entity', '<title>&a;</title>', '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY a SYSTEM "file:///etc/passwd">]>')
feed('items_31_mib', full(item))
feed('items_unclosed_31_mib', full('<item><title>A<link>http://news.example/a'))
feed('title_31_mib', '<title>' + full('衡') + '</title>')
feed('title_of_tags_31_mib', '<item><title>' + full('&lt;a') + '</title></item>')
feed('text_31_mib', full('x'))
feed('ampersands_31_mib', full('&'))
feed('open_tags_31_mib', full('<a b="'))
feed('end_tags_31_mib', full('</a>'))
feed('elements_31_mib', full('<a/>'))
feed('bases_31_mib', full('<a xml:base="http://a/b/c/d/e">' + '<b/>' * 50))
feed('cdata_31_mib', full('<![CDATA[' + '<' * 1000 + ']]>'))
feed('comment_31_mib', '<!--' + full('-'))
feed('controls_31_mib', full('\x01'))
with open(f'{sys.argv[1]}/sitemap_50000', 'w') as file:
    file.write('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">' + ''.join(
        f'<url><loc>https://news.example/2026/11/02/article-{i}.html</loc><lastmod>2026-11-02T10:00:00+08:00</lastmod></url>\n'
        for i in range(50_000)) + '</urlset>')
with gzip.open(f'{sys.argv[1]}/gzip_bomb_1_gib', 'wb') as file:
    for _ in range(1024):
        file.write(b' ' * mega)
PYTHON

printf '%-24s %8s %6s  %s\n' feed seconds MB outcome
for feed in "$feeds"/*; do
  /usr/bin/time -f '%U %S %M' -o "$feeds/.time" timeout 120 "$newsarc" feed --json "$feed" >"$feeds/.out" 2>"$feeds/.error" || true
  outcome=$(python3 -c 'import json, sys
line = open(sys.argv[1]).read()
if line:
    feed = json.loads(line)
    print(len(feed["entries"]), "entries," if len(feed["entries"]) != 1 else "entry,", "whole" if feed["whole"] else "cut")
else:
    print(open(sys.argv[2]).read().strip().split(": ", 2)[-1] or "NOTHING")' "$feeds/.out" "$feeds/.error")
  tail -1 "$feeds/.time" | while read -r user system kilobytes; do
    printf '%-24s %8s %6s  %s\n' "$(basename "$feed")" "$(echo "$user $system" | awk '{print $1 + $2}')" "$((kilobytes / 1024))" "$outcome"
  done
done
