#!/usr/bin/env python3
"""Crawls a site that misbehaves on purpose, in a network of its own, and judges what came of it.

The site (faultsite.py) knows the truth of its articles and of its faults, and keeps a log of requests. A row of
the table is one crawl; the exit code is 0 when every row is as it must be, 1 when one is not.

usage: judge.py --newsarc PROGRAM --faultsite DIRECTORY [--rates 0,0.2,0.5] [--seeds 1,2,3,4,5] [--faults] [--robots]
                [--keep DIRECTORY]        exit code 77: there is no such site here, or no network of one's own
  --rates, --seeds   a crawl of the articles for each pair; of a share of the requests, some fail for a time
  --faults           the crawl that meets every fixed fault and every trap
  --robots           a crawl of each host with a robots.txt of its own
  --keep             where the workspaces, reports and logs stay; otherwise they go
"""
import argparse
import contextlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.request

PORT = 8800
SITE = f"http://127.0.0.1:{PORT}"
IN_NETWORK = "NEWSARC_JUDGE_IN_NETWORK"
UNLIMITED = "NEWSARC_JUDGE_UNLIMITED"  # set: a slow build, whose time and memory say nothing
SKIPPED = 77  # as CTest knows it
WAIT_FOR_SITE = 20  # seconds


def fetch(path):
    with urllib.request.urlopen(SITE + path, timeout=10) as answer:
        return answer.read().decode()


@contextlib.contextmanager
def running_site(directory, place, *options):
    command = [sys.executable, str(directory / "faultsite.py"), "--port", str(PORT), *options]
    with open(place / "site.log", "w") as log:
        site = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            end = time.monotonic() + WAIT_FOR_SITE
            while True:
                try:
                    manifest = json.loads(fetch("/__manifest"))
                    break
                except OSError:
                    if site.poll() is not None or time.monotonic() > end:
                        raise SystemExit(f"the site does not start: {(place / 'site.log').read_text()}")
                    time.sleep(0.1)
            fetch("/__reset")
            yield manifest
        finally:
            site.terminate()
            site.wait()


class Crawl:
    """A workspace with one profile, and what a crawl of it came to."""

    def __init__(self, program, place, start, allow, extra="", options=()):
        self.program, self.place = program, place
        self.newsarc("init")
        profile = f'[site]\nname = "faultsite"\ntimezone = "Asia/Shanghai"\nstart = {json.dumps(start)}\n'
        (place / "sites.d" / "faultsite.toml").write_text(profile + '[fetch]\ndelay = "20ms"\n' + extra)
        options = [*options, *(option for host in allow for option in ("--allow", f"{host}:{PORT}"))]
        begun = time.monotonic()
        self.code, self.megabytes = self.measured("crawl", *options)
        self.seconds = time.monotonic() - begun
        self.report = json.loads(fetch("/__report"))
        self.log = [json.loads(line) for line in fetch("/__log").splitlines()]
        (place / "report.json").write_text(json.dumps(self.report, ensure_ascii=False, indent=1))
        (place / "requests.jsonl").write_text("\n".join(map(json.dumps, self.log)))

    def newsarc(self, *arguments, output=None):
        with open(output or os.devnull, "w") as out:
            return subprocess.run([self.program, *arguments], cwd=self.place, stdout=out, stderr=subprocess.STDOUT)

    def measured(self, *arguments):
        """Exit code and the most memory, in MB."""
        with open(self.place / "crawl.log", "w") as out:
            child = subprocess.Popen([self.program, *arguments], cwd=self.place, stdout=out, stderr=subprocess.STDOUT)
            _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        return child.returncode, usage.ru_maxrss / 1024

    def rows(self, *arguments):
        text = subprocess.run([self.program, *arguments], cwd=self.place, stdout=subprocess.PIPE, check=True).stdout
        return [json.loads(line) for line in text.decode().splitlines()]

    def articles(self):
        return {row["url"]: row for row in self.rows("export")}

    def fetches(self):
        return self.rows("sql", "--format", "jsonl", "SELECT asked_url AS url, url AS final_url, status, error FROM fetches")


def squeezed(text):
    return re.sub(r"\s+", " ", text or "").strip()


def visible(text):
    """A title as a page may say it: control characters are no text, blanks count once."""
    return squeezed("".join(c for c in text or "" if c == "\n" or c >= " " and not "\x7f" <= c < "\xa0"))


def lines_of(article):
    return [squeezed(line) for line in (article["body"] or "").splitlines()]


def text_differs(got, truth):
    lines = [line for line in lines_of(got) if not re.fullmatch(r"\(記者.*\)", line)]
    wanted = [[squeezed(line) for line in version["paragraphs_clean"]] for version in truth["versions"]]
    return "".join(lines).replace(" ", "") not in ["".join(v).replace(" ", "") for v in wanted]


def differences(got, truth):
    """Which of title, time, body, credits are not the truth's."""
    wrong = []
    if truth["title"] and visible(got["title"]) != visible(truth["title"]):
        wrong.append("title")
    if (got["published"] or "")[:19].replace("T", " ") != truth["time"]:
        wrong.append("time")
    if text_differs(got, truth):
        wrong.append("body")
    if sorted(credit["name"] for credit in got["credits"]) != sorted(truth["credits"]):
        wrong.append("credits")
    return wrong


def judge_articles(crawl, manifest):
    """(exact, problems)"""
    articles, exact, problems = crawl.articles(), 0, []
    known = {url for truth in manifest["articles"] for url in [truth["url"], *absolute(truth["aliases"])]}
    for truth in manifest["articles"]:
        got = next((articles[url] for url in [truth["url"], *absolute(truth["aliases"])] if url in articles), None)
        wrong = differences(got, truth) if got else ["missing"]
        exact += not wrong
        problems += [f"{truth['kind']} {truth['path']}: {what}" for what in wrong]
    problems += [f"no article: {url}" for url in articles if url not in known and "/f/" not in url]
    return exact, problems


def absolute(paths):
    return [path if path.startswith("http") else SITE + path for path in paths]


def common_problems(crawl, manifest):
    problems = [f"violation: {found['what']} {found.get('target', '')}" for found in crawl.report["violations"]]
    text = "".join(f"{row['title']}{row['body']}" for row in crawl.articles().values())
    problems += ["a secret is in the archive" for secret in manifest["must_not_appear_anywhere"] if secret in text]
    if crawl.newsarc("verify", output=crawl.place / "verify.log").returncode != 0:
        problems.append("verify finds damage")
    if UNLIMITED in os.environ:
        return problems
    if crawl.seconds > manifest["limits"]["seconds"]:
        problems.append(f"took {crawl.seconds:.0f} s")
    if crawl.megabytes * 2**20 > manifest["limits"]["rss_bytes"]:
        problems.append(f"took {crawl.megabytes:.0f} MB")
    return problems


def crawl_articles(program, directory, place, rate, seed):
    with running_site(directory, place, "--seed", str(seed), "--rate", str(rate)) as manifest:
        crawl = Crawl(program, place, manifest["seeds"], ["127.0.0.1"])
        exact, problems = judge_articles(crawl, manifest)
        return crawl, f"{exact}/{len(manifest['articles'])}", problems + common_problems(crawl, manifest)


def fault_problem(name, fault, articles, fetches):
    """How a fixed fault ended otherwise than it must, or nothing."""
    rows = fetches.get(fault["url"], [])
    article = next((articles[row["final_url"]] for row in rows if row["final_url"] in articles), None)
    if not rows:
        return "never asked for"
    if fault["expect"] in ("article", "retry"):
        truth = fault["article"]
        if not article:
            return f"no article; {rows[-1]}"
        wrong = differences(article, truth)
        return f"wrong {', '.join(wrong)}" if wrong else None
    if fault["expect"] in ("none", "refuse") and article:
        return f"an article came of it: {article['title']!r}"
    return None


def crawl_faults(program, directory, place):
    with running_site(directory, place, "--seed", "1", "--link-faults", "--tls", "--foreign-targets") as manifest:
        crawl = Crawl(program, place, manifest["seeds"], ["127.0.0.1", "127.0.0.2"], "concurrency = 8\n")
        exact, problems = judge_articles(crawl, manifest)
        articles, fetches = crawl.articles(), {}
        for row in crawl.fetches():
            fetches.setdefault(row["url"], []).append(row)
        ended = {name: fault_problem(name, fault, articles, fetches) for name, fault in manifest["faults"].items()}
        problems += [f"{name} ({manifest['faults'][name]['expect']}): {what}" for name, what in ended.items() if what]
        right = sum(what is None for what in ended.values())
        counts = f"{exact}/{len(manifest['articles'])}, faults {right}/{len(ended)}"
        return crawl, counts, problems + common_problems(crawl, manifest)


def robots_problem(variant, log, crawl):
    """What a host's rules were taken for otherwise than they must be, or nothing."""
    asked = [entry["path"] for entry in log]
    pages = [path for path in asked if not path.startswith("/robots")]
    gaps = [after["t"] - before["t"] for before, after in zip(log, log[1:]) if not after["path"].startswith("/robots")]
    if not asked or not asked[0].startswith("/robots"):
        return "robots.txt was not asked for first"
    unreachable = not any(entry["status"] in (200, 404) for entry in log if entry["path"].startswith("/robots"))
    if variant == "all" or (unreachable and variant not in ("loop", "crosshost")):
        return f"fetched {pages[0]} though all is disallowed" if pages else None
    if variant != "loop" and not pages:
        return "nothing was fetched"
    if variant == "delay" and min(gaps[1:], default=9) < 2:
        return f"a gap of {min(gaps[1:]):.2f} s"
    if variant == "loop" and crawl.seconds > 60:
        return "did not end quickly"
    return None


def crawl_robots(program, directory, place, host, told):
    with running_site(directory, place, "--seed", "1") as manifest:
        few = ["--max-pages", "10"] if told["variant"] == "delay" else []
        crawl = Crawl(program, place, [told["seed"]], [host, "127.0.0.1", "127.0.0.2"], options=few)
        log = [entry for entry in crawl.log if entry["host"] == host and entry["role"] == "site"]
        problem = robots_problem(told["variant"], log, crawl)
        problems = [found for found in common_problems(crawl, manifest)] + ([problem] if problem else [])
        return crawl, f"{len(log)} requests", problems


def rows_to_judge(options):
    for rate in filter(None, options.rates.split(",")):
        for seed in options.seeds.split(","):
            yield f"rate {rate} seed {seed}", crawl_articles, (rate, seed)
    if options.faults:
        yield "fixed faults and traps", crawl_faults, ()
    if options.robots:
        hosts = robots_hosts(options.faultsite)
        for host, told in hosts.items():
            yield f"robots {told['variant']} {host}", crawl_robots, (host, told)


def robots_hosts(directory):
    with tempfile.TemporaryDirectory() as place, running_site(directory, pathlib.Path(place)) as manifest:
        return manifest["robots_hosts"]


def run(options):
    failed = 0
    print(f"{'crawl':28} {'exact':>22} {'exit':>4} {'s':>6} {'MB':>5}  problems")
    for name, crawl_and_judge, arguments in rows_to_judge(options):
        with contextlib.ExitStack() as stack:
            place = pathlib.Path(options.keep or stack.enter_context(tempfile.TemporaryDirectory())) / name.replace(" ", "-")
            place.mkdir(parents=True)
            crawl, counts, problems = crawl_and_judge(options.newsarc, options.faultsite, place, *arguments)
        failed += bool(problems)
        print(f"{name:28} {counts:>22} {crawl.code:4} {crawl.seconds:6.1f} {crawl.megabytes:5.0f}  {len(problems) or ''}", flush=True)
        for problem in problems:
            print(f"    {problem[:300]}", flush=True)
    return 1 if failed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--newsarc", type=lambda name: str(pathlib.Path(name).resolve()), required=True)
    parser.add_argument("--faultsite", type=pathlib.Path, required=True)
    parser.add_argument("--rates", default="")
    parser.add_argument("--seeds", default="1")
    parser.add_argument("--faults", action="store_true")
    parser.add_argument("--robots", action="store_true")
    parser.add_argument("--keep")
    options = parser.parse_args()
    if not (options.faultsite / "faultsite.py").exists():
        print(f"skipped: there is no {options.faultsite / 'faultsite.py'}")
        sys.exit(SKIPPED)
    if subprocess.run(["unshare", "-rn", "ip", "link", "set", "lo", "up"], stderr=subprocess.DEVNULL).returncode != 0:
        print("skipped: no network of its own can be made here (unshare -rn, ip link)")
        sys.exit(SKIPPED)
    if IN_NETWORK not in os.environ:
        os.environ[IN_NETWORK] = "1"
        os.execvp("sh", ["sh", str(options.faultsite / "netns.sh"), sys.executable, *sys.argv])
    sys.exit(run(options))


if __name__ == "__main__":
    main()
