#!/bin/bash
# Crawls the benchmark's news site with newsarc, with its peers, and with the least that could be done, and prints
# one table: pages, pages a second, seconds of CPU, pages a second of CPU, MB of memory at the most.
# usage: bench/site_bench.sh FOLDER_OF_SERVE.SH [NEWSARC]   needs nginx, python3 and GNU time
# A peer that is not installed (wget, wget2, scrapy) is skipped. ONLY='newsarc|limit' runs those rows alone; SITE=DIR
# keeps the generated site for the next time.
set -eu
serve=${1:?the folder of serve.sh}/serve.sh
build=$(cd "$(dirname "$0")/.." && pwd)/build/release
newsarc=$(realpath "${2:-$build/cli/newsarc}")
[ -f "$serve" ] || { echo "skipped: no $serve"; exit 0; }
[ -x "$newsarc" ] || { echo "no $newsarc: build the release preset"; exit 1; }
work=$(mktemp -d)
site=${SITE:-$work/served}
bash "$serve" start "$site" 5000 > /dev/null
trap 'bash "$serve" stop "$site" 2> /dev/null; rm -r "$work"' EXIT

# row NAME TOOL COUNT COMMAND...: COUNT prints the pages that came, from what the command left.
row() {
  local name=$1 tool=$2 count=$3
  shift 3
  [[ $name =~ ${ONLY:-.} ]] || return 0
  command -v "$tool" > /dev/null || { printf '%-44s skipped: not installed\n' "$name"; return; }
  rm -rf "$work/run" && mkdir "$work/run" && cd "$work/run"
  command time -o "$work/time" -f '%e %U %S %M' "$@" > "$work/out" 2> "$work/err" || true
  local pages
  pages=$($count)
  tail -1 "$work/time" | awk -v name="$name" -v pages="$pages" '{
    printf "%-44s %6d %8.0f %7.2f %8.0f %6.0f\n", name, pages, pages / $1, $2 + $3, pages / ($2 + $3), $4 / 1024 }'
}

crawl() {
  mkdir sites.d && touch newsarc.toml
  cat > sites.d/bench.toml << TOML
[site]
name = "bench"
start = ["http://127.0.0.1:$1/"]
[fetch]
delay = "0s"
concurrency = 32
TOML
  "$newsarc" --quiet crawl --allow "127.0.0.1:$1"
}
export -f crawl
export newsarc

cat > "$work/spider.py" << 'PYTHON'
import scrapy

class Spider(scrapy.Spider):
    name = 'bench'
    start_urls = ['http://127.0.0.1:8081/']
    custom_settings = {'CONCURRENT_REQUESTS': 32, 'CONCURRENT_REQUESTS_PER_DOMAIN': 32, 'LOG_LEVEL': 'ERROR'}

    def parse(self, response):
        yield {'url': response.url, 'title': response.css('title::text').get(),
               'text': response.xpath('string(//body)').get()}
        for href in response.css('a::attr(href)').getall():
            if '.html' in href and '#' not in href:
                yield response.follow(href, self.parse)
PYTHON

said_pages() { awk '{ print $1; exit }' "$work/out"; }
archived_pages() { "$newsarc" --json sql "SELECT count(*) AS n FROM fetches WHERE kind IN ('article', 'list')" | tr -dc 0-9; }
stored_pages() { find . -name '*.html' | wc -l; }
lines() { wc -l < pages.jsonl; }

printf '%-44s %6s %8s %7s %8s %6s\n' '' pages pages/s 'CPU s' '/CPU s' MB
row 'newsarc crawl' "$newsarc" archived_pages bash -c 'crawl 8081'
[ ! -f "$work/run/newsarc.db" ] || cp "$work/run/newsarc.db" "$work/crawled.db"
row 'newsarc crawl, 20 ms an answer' "$newsarc" archived_pages bash -c 'crawl 8082'
row 'limit: libcurl, 32 connections' "$build/bench/crawl_limit" said_pages \
  "$build/bench/crawl_limit" http://127.0.0.1:8081/ fetch
row 'limit: libcurl and gumbo, one thread' "$build/bench/crawl_limit" said_pages \
  "$build/bench/crawl_limit" http://127.0.0.1:8081/
if [ -f "$work/crawled.db" ]; then
  "$build/bench/keep_limit" "$site/site" "$work/crawled.db" | while read -r pages _ packing indexing; do
    printf '%-44s %6d %8s %7.2f\n' 'limit: zstd' "$pages" - "$packing" 'limit: FTS5' "$pages" - "$indexing"
  done
fi
row 'wget -r, WARC.gz' wget stored_pages \
  wget --quiet --recursive --level=inf --no-parent --warc-file=bench http://127.0.0.1:8081/
row 'wget2 -r, 30 threads, files only' wget2 stored_pages \
  wget2 --quiet --recursive --level=inf --no-parent --max-threads=30 http://127.0.0.1:8081/
row 'Scrapy, 32 at a time, JSON lines' scrapy lines \
  scrapy runspider --output pages.jsonl "$work/spider.py"
