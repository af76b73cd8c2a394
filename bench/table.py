#!/usr/bin/env python3
"""One table of what each stage does a second, and how that compares with a limit or a peer measured in the same run.

usage: table.py BUILD [--quick] [--pages DIRECTORY] [--site DIRECTORY]      ./run bench [--quick] [--pages DIRECTORY] [--site DIRECTORY]
  --quick   a tenth of the time for each figure
  --pages   HTML files to parse and extract; without it the golden pages of the tests, which are short
  --site    the folder of serve.sh, for the rows of whole crawls; without it they are left out

A ratio is the time that newsarc takes for the same work, in times that of its limit: 1.0 is as fast, 2.0 twice as slow. Beside a peer it
says how many times as fast newsarc is. Rates are by CPU time, of all threads together, so that what else the machine does counts little.
"""
import argparse
import json
import os
import pathlib
import re
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
ROUNDS = 5  # of all benchmarks of a program, in turn: the best counts, as others use the machine too

# Stage, program, benchmark; limit or peer, its benchmark in the same program, how they compare.
STAGES = [
    ("content coding: gzip", "coding", "decode/gzip", "zlib alone", "zlib_alone", "limit"),
    ("content coding: zstd", "coding", "decode/zstd", "zstd alone", "zstd_alone", "limit"),
    ("charset: gb18030 to UTF-8", "charset", "decode/gb18030", "ICU", "icu/gb18030", "peer"),
    ("parse: bytes to a document", "extract", "decode_and_parse", "gumbo alone", "gumbo_alone", "limit"),
    ("extract: bytes to article and forms", "extract", "read_pages", "gumbo alone", "gumbo_alone", "limit"),
    ("URL: resolve and key", "url", "resolve_and_key", None, None, None),
    ("frontier: take in", "frontier", "take_in/10000/100/iterations:3", None, None, None),
    ("text: to simplified", "text", "simplify", "OpenCC", "simplify_by_opencc", "peer"),
    ("text: to traditional", "text", "traditionalise", "OpenCC", "traditionalise_by_opencc", "peer"),
    ("text: folding", "text", "folding", None, None, None),
    ("text: search terms", "text", "making_terms", None, None, None),
    ("store: new articles, 16 a commit", "store", "put_new_articles/16", "zstd and FTS5 alone",
     ("zstd_alone", "fts5_alone"), "limit"),
    ("store: pages alone, 16 a commit", "store", "put_captures/16", "zstd alone", "zstd_alone", "limit"),
    ("store: unchanged articles", "store", "put_unchanged_articles", None, None, None),
    ("store: records read", "store", "read_records", None, None, None),
    ("WARC: read", "warc", "read/plain", "a copy of the file", "copy_alone", "limit"),
    ("WARC: write, gzip", "warc", "write/gzip", None, None, None),
    ("Parquet: write", "parquet", "write_records/3", "a copy of the text", "copy_of_the_text", "limit"),
]


def measured(program, options):
    """A rate for each benchmark, and its unit."""
    seconds = "0.05" if options.quick else "0.5"
    command = [f"{options.build}/bench/{program}_bench", "--benchmark_format=json", f"--benchmark_min_time={seconds}",
               f"--benchmark_repetitions={ROUNDS}", "--benchmark_enable_random_interleaving=true"]
    wanted = set()
    for _, of, stage, _, limit, _ in STAGES:
        if of == program:
            wanted |= {stage, *(limit if isinstance(limit, tuple) else [limit] if limit else [])}
    command.append("--benchmark_filter=^(" + "|".join(sorted(wanted)) + ")(/process_time)?(/real_time)?$")
    pages = {"NEWSARC_BENCH_PAGES": options.pages} if options.pages else {}
    answer = subprocess.run(command, cwd=HERE.parent, env={**os.environ, **pages}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    text = answer.stdout.decode()
    rates = {}
    for row in json.loads(text[text.index("{"):])["benchmarks"]:
        if row["run_type"] != "iteration":
            continue
        name = row["run_name"].removesuffix("/real_time").removesuffix("/process_time")
        if "items_per_second" in row:
            of_wall = row["real_time"] / row["cpu_time"] if row["run_name"].endswith("/real_time") else 1
            rate = row["items_per_second"] * of_wall, "/s"
        elif "bytes_per_second" in row:
            rate = row["bytes_per_second"] / 1e6, "MB/s"
        else:
            scale = {"ns": 1e9, "us": 1e6, "ms": 1e3, "s": 1}[row["time_unit"]]
            rate = scale / row["cpu_time"], "runs/s"
        rates[name] = max(rate, rates.get(name, rate))
    return rates


def line(stage, rate, limit="", of_limit="", ratio=""):
    print(f"| {stage:42} | {rate:>14} | {limit:26} | {of_limit:>14} | {ratio:>6} |", flush=True)


def shown(rate, unit):
    return f"{rate:,.0f} {unit}" if rate >= 100 else f"{rate:.2f} {unit}"


def stages(options):
    rates = {program: measured(program, options) for program in dict.fromkeys(of for _, of, *_ in STAGES)}
    for stage, program, benchmark, name, limit, kind in STAGES:
        rate, unit = rates[program][benchmark]
        if name is None:
            line(stage, shown(rate, unit))
            continue
        parts = limit if isinstance(limit, tuple) else (limit,)
        bound = 1 / sum(1 / rates[program][part][0] for part in parts)  # one after the other
        ratio = bound / rate if kind == "limit" else rate / bound
        line(stage, shown(rate, unit), name, shown(bound, unit), f"{ratio:.2f}" + ("x" if kind == "peer" else ""))


def output(options):
    """newsarc sql beside the sqlite3 shell, from bench/sql_output.sh."""
    articles = "5000" if options.quick else "50000"
    environment = {**os.environ, "ROUNDS": "3"}
    answer = subprocess.run(["bash", HERE / "sql_output.sh", articles], env=environment, stdout=subprocess.PIPE, check=True)
    for row in answer.stdout.decode().splitlines():
        what, _, rest = row.partition(" sqlite3 ")
        shell, ours, ratio = re.findall(r"(\d+) MB/s", rest) + re.findall(r"([\d.]+x)", rest)
        line(" ".join(what.split()), f"{ours} MB/s", "sqlite3 shell", f"{shell} MB/s", ratio)


def crawls(options):
    """Whole crawls beside what could be done at least, and beside peers, from bench/site_bench.sh."""
    answer = subprocess.run(["bash", HERE / "site_bench.sh", options.site], stdout=subprocess.PIPE, check=True)
    rows = {}
    for row in answer.stdout.decode().splitlines()[1:]:
        figures = row[44:].split()
        if figures and figures[0].isdigit():  # not one that was skipped
            rows[row[:44].strip()] = float(figures[0]) / float(figures[2])
    ours = rows.pop("newsarc crawl")
    parts = "limit: libcurl and gumbo, one thread", "limit: zstd", "limit: FTS5"
    rows["limit: all four, one by one"] = 1 / sum(1 / rows[part] for part in parts)
    for name, rate in rows.items():
        if name.startswith("limit"):
            line("crawl: pages a CPU second", shown(ours, "/s"), name.removeprefix("limit: ")[:26], shown(rate, "/s"), f"{rate / ours:.2f}")
        elif not name.startswith("newsarc"):
            line("crawl: pages a CPU second", shown(ours, "/s"), name[:26], shown(rate, "/s"), f"{ours / rate:.2f}x")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=lambda name: str(pathlib.Path(name).resolve()))
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--pages")
    parser.add_argument("--site")
    options = parser.parse_args()
    line("stage", "newsarc", "limit, or peer", "that", "ratio")
    line("---", "---:", "---", "---:", "---:")
    stages(options)
    output(options)
    if options.site:
        crawls(options)


if __name__ == "__main__":
    main()
