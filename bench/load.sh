#!/bin/bash
# What the commands take for an archive of FEW articles and for one of MANY, and whether it grows faster than the number of
# articles does: seconds of CPU (threads together), MB of memory, and CPU time per article in the large archive over that in the small.
# usage: bench/load.sh [FEW [MANY [DIRECTORY]]]     10,000 and 1,000,000 unless given; needs GNU time; 14 KB an article in DIRECTORY
set -eu
few=${1:-10000} many=${2:-1000000}
build=$(cd "$(dirname "$0")/.." && pwd)/build/release
newsarc=$build/cli/newsarc
work=$(mktemp -d "${3:-${TMPDIR:-/tmp}}/newsarc-load.XXXXXX")
trap 'rm -r "$work"' EXIT

# measure NAME COMMAND...: a line "NAME|CPU|MB" in the figures of this size.
measure() {
  local name=$1 code=0
  shift
  command time -o "$work/time" -f '%U %S %M' "$@" > "$work/out" 2> "$work/err" || code=$?
  [ $code -le 3 ] || { echo "$name: exit code $code: $(tail -1 "$work/err")" >&2; exit 1; }
  tail -1 "$work/time" | awk -v name="$name" '{ printf "%s|%.2f|%.0f\n", name, $1 + $2, $3 / 1024 }' >> "$work/figures.$articles"
}

for articles in "$few" "$many"; do
  file=$work/$articles.db
  "$build/bench/make_warc" "$work/pages.warc" "$articles"
  measure 'import' "$newsarc" -A "$file" -q import "$work/pages.warc"
  rm "$work/pages.warc"
  stat -c '%s' "$file" | awk '{ printf "size of the archive, MB|%.2f|0\n", $1 / 1e6 }' >> "$work/figures.$articles"
  say() { "$newsarc" -A "$file" sql --format csv "SELECT $1 FROM articles WHERE article_id = $((few / 2))" | tail -1; }
  title=$(say 'substr(title, 3, 5)') character=$(say 'substr(body, 1, 1)')
  measure 'search: a phrase of a title' "$newsarc" -A "$file" search "\"$title\""
  measure 'search: a frequent character' "$newsarc" -A "$file" search "$character"
  measure 'search: newest first' "$newsarc" -A "$file" search "$character" --sort newest
  measure 'show one article' "$newsarc" -A "$file" show $((few / 2))
  measure 'sql: count of the view' "$newsarc" -A "$file" sql 'SELECT count(*), sum(versions) FROM articles'
  measure 'sql: by month' "$newsarc" -A "$file" sql "SELECT substr(published_date, 1, 7), count(*) FROM articles GROUP BY 1"
  measure 'sql: as of a day, count' "$newsarc" -A "$file" sql --as-of 2020-09-14 'SELECT count(*) FROM articles'
  measure 'export: JSON lines' "$newsarc" -A "$file" export --format jsonl
  measure 'export: Parquet' "$newsarc" -A "$file" export --format parquet --out "$work/a.parquet"
  rm -f "$work/a.parquet"
  measure 'verify --quick' "$newsarc" -A "$file" verify --quick
  measure 'verify' "$newsarc" -A "$file" verify
  measure 'backup' "$newsarc" -A "$file" backup "$work/copy.db"
  rm -f "$work/copy.db"
done

printf '| %-28s | %18s | %18s | %10s |\n' '' "$few articles" "$many articles" 'an article'
printf '| --- | ---: | ---: | ---: |\n'
paste -d '|' "$work/figures.$few" "$work/figures.$many" | awk -F '|' -v few="$few" -v many="$many" '
  { unit = $3 == 0 ? "      " : " s"; memory = $3 == 0 ? "" : ", " $3 " MB"; more = $3 == 0 ? "" : ", " $6 " MB"
    ratio = $2 > 0.02 ? sprintf("%.2fx", ($5 / many) / ($2 / few)) : "-"
    printf "| %-28s | %18s | %18s | %10s |\n", $1, $2 unit memory, $5 unit more, ratio }'
