#!/bin/bash
# Kills crawls of a still site at random moments, and looks at the archive after each: nothing that was committed
# is lost, the archive is whole, at most what was in flight is fetched again, and in the end it holds the same as
# after a crawl that nobody disturbed.
# usage: kills.sh NEWSARC FAULTSITE-DIRECTORY [KILLS [SEED]]
set -eu
if [ -z "${NEWSARC_KILLS_IN_NETWORK:-}" ]; then
  NEWSARC_KILLS_IN_NETWORK=1 exec sh "$2/netns.sh" bash "$0" "$(realpath "$1")" "$(realpath "$2")" "${3:-200}" "${4:-1}"
fi
newsarc=$1 faultsite=$2 kills=$3 seed=$4
port=8800 concurrency=4
place=$(mktemp -d "${TMPDIR:-/tmp}/newsarc-kills.XXXXXX")
python3 "$faultsite/faultsite.py" --port $port --still --log-file "$place/requests.jsonl" > "$place/site.log" 2>&1 &
site=$!
trap 'kill $site; rm -rf "$place"' EXIT
until python3 -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:$port/__manifest')" 2> "$place/wait.log"; do
  kill -0 $site && sleep 0.2
done

"$newsarc" -C "$place" init > "$place/init.log"
cat > "$place/sites.d/still.toml" <<PROFILE
[site]
name = "still"
start = ["http://127.0.0.1:$port/", "http://127.0.0.1:$port/zgsdt/", "http://127.0.0.1:$port/hysx/",
         "http://127.0.0.1:$port/jtxw/", "http://127.0.0.1:$port/dqgz/"]
[fetch]
delay = "20ms"
concurrency = $concurrency
PROFILE

# A crawl that was killed as it made its archive leaves a database with nothing in it, which is whole.
# Lines that --verbose prints after a commit: "200 new URL".
bash "$faultsite/killtest.sh" --runs "$kills" --seed "$seed" --min-ms 20 --max-ms 1500 --dir "$place/kills" \
  --cmd "'$newsarc' -C '$place' -A \"\$DB\" -v crawl --allow 127.0.0.1:$port 2>&1" \
  --keys "SELECT u.url FROM fetch f JOIN url u ON u.id = f.url_id WHERE f.status = 200" \
  --ack '^ *200 [a-z]+ (http[^ #]*).*$' \
  --check "'$newsarc' -A \"\$DB\" verify --quick || [ \"\$(sqlite3 \"\$DB\" 'SELECT count(*) FROM sqlite_schema')\" = 0 ]" \
  --final "SELECT url, title, published, authors, body, versions, state FROM articles ORDER BY url" || result=$?

# A page is in flight from its request until its commit: at the server, in the queues, in a group of the writer's.
python3 - "$place/requests.jsonl" "$kills" <<'COUNT'
import collections, json, sys
requests = [json.loads(line) for line in open(sys.argv[1])]
pages = [r["target"] for r in requests if r["role"] == "site" and not r["path"].startswith("/robots")]
archives = min(collections.Counter(pages).values())
again = sum(count - archives for count in collections.Counter(pages).values())
print(f"{len(pages)} pages asked for, {again} of them again: {again / int(sys.argv[2]):.1f} a kill")
COUNT
exit "${result:-0}"
