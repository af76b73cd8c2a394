#!/bin/bash
# How long after its time limit a query that never ends is stopped: the wall time of newsarc sql with --timeout 200ms, less
# those 200 ms and less that of SELECT 1; the worst and the middle of ROUNDS. Each must be under 50 ms.
# usage: bench/sql_limits.sh ARCHIVE [ROUNDS]
set -eu
archive=${1:?an archive}
rounds=${2:-9}
newsarc=$(cd "$(dirname "$0")/.." && pwd)/build/release/cli/newsarc
limit=200

# milliseconds QUERY: of each of the rounds, sorted.
milliseconds() {
  for ((i = 0; i < rounds; ++i)); do
    local began ended
    began=$(date +%s%N)
    "$newsarc" -A "$archive" sql --timeout ${limit}ms "$1" > /dev/null 2>&1 || true
    ended=$(date +%s%N)
    echo $(((ended - began) / 1000000))
  done | sort -n
}

middle() { sed -n "$((rounds / 2 + 1))p"; }

base=$(milliseconds "SELECT 1" | middle)
echo "SELECT 1: $base ms"
counting="WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
while IFS= read -r query; do
  times=$(milliseconds "$query")
  printf '%4d ms, worst %4d ms past the limit: %.110s\n' $(($(middle <<< "$times") - limit - base)) \
    $(($(tail -1 <<< "$times") - limit - base)) "$query"
done << END
$counting SELECT count(*) FROM n
$counting SELECT i FROM n
$counting SELECT count(*) FROM n WHERE hex(randomblob(1000)) LIKE '%zz%'
$counting SELECT i FROM n ORDER BY i * 7919 % 1000003
SELECT count(*) FROM version a, version b, version c, version d, version e, version f WHERE a.id + f.id < 0
SELECT hex(zeroblob(20000000)) LIKE '%0%0%0%0%0%0%0%1'
SELECT instr(hex(zeroblob(40000000)), hex(zeroblob(20000000)) || '1')
SELECT text_diff(hex(randomblob(3000000)), hex(randomblob(3000000)))
SELECT count(*) FROM articles a, articles b WHERE text_diff(a.body, b.body) = ''
END
