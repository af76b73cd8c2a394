#!/bin/sh
# Makes pages that mean harm and prints what newsarc extract needs for each: seconds of CPU, MB, outcome.
# usage: bench/hostile_pages.sh [NEWSARC]   needs python3 and GNU time
set -eu
newsarc=${1:-build/release/cli/newsarc}
pages=$(mktemp -d)
trap 'rm -r "$pages"' EXIT

python3 - "$pages" <<'PYTHON'
import sys

def page(name, body, head='<title>t</title>'):
    with open(f'{sys.argv[1]}/{name}.html', 'w') as file:
        file.write(f'<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}')

def ld(text):
    return f'<script type="application/ld+json">{text}</script>'

mega = 1_000_000
story = '<p>' + 'The bridge over the river opened on Monday, the town said. ' * 9 + '</p>'
page('nested_divs_200000', '<div>' * 200_000)
page('nested_divs_2000_deep', ('<div>' * 2_000 + '</div>' * 2_000) * 74 + story)
page('hidden_in_an_svg_title', '<svg><title>' + '<div>' * 100_000)
page('hidden_by_a_comment', '<!-- --!><p ' + ' '.join(f'a{i}' for i in range(100_000)) + '>' + story)
page('paragraphs_2000_spans_deep', '<span>' * 2_000 + '<p></p>' * 148_000)
page('attribute_1_mb', '<p title="' + 'a' * mega + '">' + story)
page('attributes_500_of_600_tags', ('<p ' + ' '.join(f'a{i}=b' for i in range(500)) + '>') * 600)
page('links_50000', ''.join(f'<a href="/news/{i}.html">Bridge number {i} opens</a> ' for i in range(50_000)))
page('line_5_mb', '<p>' + 'word, ' * (5 * mega // 6))
page('line_5_mb_chinese', '<p>' + '记者王小明，' * (5 * mega // 18))
page('unclosed_tags_20000', '<b><i><p>x' * 6_667)
page('unclosed_formatting_400', ''.join(f'<font color={i}>' for i in range(400)) + '<p>x' * 20_000)
formatting = ''.join(f'<{tag}>' * 3 for tag in 'b i u s em strong small big code tt'.split())
page('unclosed_in_27000_paragraphs', story + '<p>' + formatting + '<p>x' * 27_000)
page('unclosed_behind_4_mb', story + '<p>' + 'word. ' * (4 * mega // 6) + formatting + '<p>x' * 24_000)
page('open_link_of_1_mb', story + '<p><a href="' + 'a' * mega + '">' + '<p>x' * 100_000)
page('nul_5_mb', 'a' + '\0' * (5 * mega))
page('nul_among_text', '<p>' + ('a' * 99 + '\0') * 50_000)
page('json_ld_blocks_100000', story, ld('{"@type":"NewsArticle","headline":"a"}') * 100_000)
page('json_ld_nested_100000', story, ld('[' * 100_000 + '{"a":' * 100_000 + '"' + 'a' * (4 * mega)))
page('json_ld_5_mb_of_arrays', story, ld('{"@type":"NewsArticle","author":[' + '[],' * (5 * mega // 3) + '{}]}'))
page('json_ld_50000_authors', story, ld('{"@graph":[' + ','.join(
    f'{{"@type":"Person","@id":"#{i}","name":"Ann Lee {i}"}}' for i in range(50_000)) + ',' +
    '{"@type":"NewsArticle","author":[' + ','.join(f'{{"@id":"#{i}"}}' for i in range(50_000)) + ']}]}'))
page('date_lines_50000', story + ''.join(f'<div>2020-10-13 1{i % 10}:25:26</div>' for i in range(50_000)))
page('ambiguous_dates_50000', story + ''.join(f'<div>0{i % 9 + 1}/05/2020</div>' for i in range(50_000)))
page('digits_5_mb', '<p>' + '2020-1' * (5 * mega // 6))
page('title_1_mb', story, '<title>' + 'Bridge | ' * (mega // 9) + '</title>')
page('title_1_mb_thrice', '<h1>' + 'Bridge opens ' * (mega // 13) + '</h1>' + story,
     '<title>' + 'Bridge opens | ' * (mega // 15) + '</title><meta property=og:title content="' + 'Bridge opens - ' * (mega // 15) + '">')
page('meta_elements_100000', story, '<meta name=author content="Ann Lee">' * 100_000)
page('meta_titles_100000', story, ''.join(f'<meta property="og:title" content="Bridge {i}">' for i in range(100_000)))
page('headings_50000', story + ''.join(f'<h1>Bridge {i} opens</h1>' for i in range(50_000)), '<title>Bridge opens</title>')
page('credit_lines_50000', story + '<div>责任编辑：王小明 李芳（记者 赵海）</div>' * 50_000)
page('brackets_2_mb', '<p>' + '（记者' * (2 * mega // 9))
page('bylines_50000', '<h1>Bridge opens</h1>' + '<div class=author>By Ann Lee and Li Wei</div>' * 50_000 + story)
page('glosses_2_mb', '<p>' + '創(chuàng)新' * (2 * mega // 14))
page('comments_5_mb', '<!--' + '-' * (5 * mega))
page('entities_5_mb', '<p>' + '&notit;' * (5 * mega // 7))
page('tables_in_tables', '<table><tr><td>' * 5_000 + story)
page('select_options_100000', '<select>' + '<option>Bridge opens' * 100_000)
page('images_100000', story + '<img src=/a.jpg alt=a>' * 100_000)
PYTHON

printf '%-28s %8s %6s  %s\n' page seconds MB outcome
for page in "$pages"/*.html; do
  /usr/bin/time -f '%U %S %M' -o "$pages/time" timeout 60 "$newsarc" extract "$page" \
    --url http://news.example/2020/10/13/1.html >"$pages/out" 2>/dev/null || true
  outcome=$(python3 -c 'import json, sys
line = open(sys.argv[1]).read()
print((json.loads(line)["error"] or "an article") if line else "NOTHING")' "$pages/out")
  tail -1 "$pages/time" | while read -r user system kilobytes; do
    printf '%-28s %8s %6s  %s\n' "$(basename "$page" .html)" "$(echo "$user $system" | awk '{print $1 + $2}')" "$((kilobytes / 1024))" "$outcome"
  done
done
