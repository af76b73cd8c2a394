#!/bin/bash
# How fast newsarc sql and newsarc export write rows, beside the sqlite3 shell on the same file: a line a query and format, with
# seconds of CPU (the least of ROUNDS, each round asks both in turn), MB written a second, the ratio, and the MB of memory newsarc took.
# usage: bench/sql_output.sh [ARTICLES] [FILE]   FILE: an archive, made when it is not there, and kept; needs sqlite3, GNU time
# ROUNDS=9 for figures that last on a busy machine.
set -eu
articles=${1:-200000}
build=$(cd "$(dirname "$0")/.." && pwd)/build/release
newsarc=$build/cli/newsarc
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
file=${2:-$work/made.db}
[ -f "$file" ] || { ninja -C "$build" make_archive > /dev/null && "$build/bench/make_archive" "$file" "$articles"; }
cat "$file" > /dev/null  # both read it from memory

# measure NAME COMMAND...: notes the seconds of CPU and the memory of one run, and the bytes it wrote.
measure() {
  local name=$1
  shift
  command time -o "$work/time" -f '%U %S %M' "$@" > "$work/out"
  echo "$(tail -1 "$work/time") $(stat -c %s "$work/out")" >> "$work/$name"
}

# compare WHAT FORMAT SHELL_FORMAT QUERY OURS...: OURS with the shell's answer to QUERY.
compare() {
  local what=$1 format=$2 shell=$3 query=$4
  shift 4
  rm -f "$work/shell" "$work/ours"
  for ((i = 0; i < ${ROUNDS:-5}; ++i)); do
    measure shell sqlite3 -readonly -header "-$shell" "$file" "$query"
    measure ours "$@"
  done
  awk -v what="$what" -v format="$format" '
    { seconds = $1 + $2; if (!(FILENAME in best) || seconds < best[FILENAME]) best[FILENAME] = seconds
      bytes[FILENAME] = $4; if ($3 > memory[FILENAME]) memory[FILENAME] = $3 }
    END { s = ARGV[1]; o = ARGV[2]
      printf "%-34s %-6s sqlite3 %6.2f s %5.0f MB/s   newsarc %6.2f s %5.0f MB/s   %5.2fx   %4.0f MB\n", what, format,
        best[s], bytes[s] / best[s] / 1e6, best[o], bytes[o] / best[o] / 1e6,
        bytes[o] / best[o] / (bytes[s] / best[s]), memory[o] / 1024 }' "$work/shell" "$work/ours"
}

sql() {  # WHAT QUERY
  compare "$1" csv csv "$2" "$newsarc" -A "$file" sql --format csv "$2"
  compare "$1" jsonl json "$2" "$newsarc" -A "$file" sql --format jsonl "$2"
  compare "$1" json json "$2" "$newsarc" -A "$file" sql --format json "$2"
}

sql "sql: id and body of a table" "SELECT id, body FROM text"
sql "sql: six columns of the view" "SELECT article_id, site, url, title, published, body FROM articles"
sql "sql: all columns of the view" "SELECT * FROM articles"
compare "export, beside the view" csv csv "SELECT * FROM articles" "$newsarc" -A "$file" export --format csv
compare "export, beside the view" jsonl json "SELECT * FROM articles" "$newsarc" -A "$file" export --format jsonl
