#!/bin/sh
# Compares newsarc url with Node's URL on every link of the pages in FOLDER/html. Exits with 1 where they differ.
# usage: bench/hrefs_against_node.sh [NEWSARC [FOLDER]]   needs node (20 or later) and iconv
set -eu
here=$(dirname "$0")
newsarc=${1:-$here/../build/release/cli/newsarc}
folder=${2:-$here/../../shared/eval/extract}
[ -d "$folder/html" ] || { echo "hrefs_against_node: $folder/html is not here" >&2; exit 0; }
exec node "$here/hrefs_against_node.mjs" "$newsarc" "$folder"
