#!/usr/bin/env python3
"""clang-tidy over source files of the project, several in one go.

usage: .ci/tidy.py BUILD_DIRECTORY FILE...

Most of what clang-tidy does for a file it does for the headers of others, so files that are
compiled alike are given to it as one. Where two of them name the same thing in their unnamed
namespaces, the bundle is parted until each part compiles. Findings are told by file and line.
"""
import concurrent.futures
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile

BUNDLE = 8
PLACE = re.compile(r"^\S*/bundle_\w+\.cc:(?P<line>\d+)", re.MULTILINE)
ERROR = re.compile(PLACE.pattern + r":\d+: error: .*\[clang-diagnostic-", re.MULTILINE)


def flags_of(entry):
    _, *words = shlex.split(entry["command"])
    out = words.index("-o")
    return [word for word in words[:out] + words[out + 2:] if word not in ("-c", entry["file"])]


def bundles_of(entries):
    alike = {}
    for entry in entries:
        alike.setdefault((entry["directory"], *flags_of(entry)), []).append(entry["file"])
    for (directory, *flags), files in alike.items():
        for start in range(0, len(files), BUNDLE):
            yield directory, flags, files[start:start + BUNDLE]


def write(bundle, files):
    """Writes the files one behind the other; returns the first line of each."""
    starts = []
    line = 1
    for file in files:
        starts.append((line, file))
        with open(file, encoding="utf-8") as source:
            text = source.read()
        bundle.write(text)
        line += text.count("\n")
    bundle.flush()
    return starts


def place_of(starts, line):
    return [at for at in starts if at[0] <= line][-1]


def told(starts, line):
    start, file = place_of(starts, line)
    return f"{os.path.relpath(file)}:{line - start + 1}"


def parted(files, starts, found):
    """Those that compile in the company of the others, and those that do not."""
    lines = [int(at["line"]) for at in ERROR.finditer(found)]
    strange = {place_of(starts, line)[1] for line in lines}
    if not strange or len(strange) == len(files):
        return files[:len(files) // 2], files[len(files) // 2:]
    return [file for file in files if file not in strange], [file for file in files if file in strange]


def check(work, directory, flags, files):
    """What clang-tidy finds in the files; empty where it finds nothing."""
    # The builds warn. Here a name would be warned of that hides one of another file.
    quiet = ["-w"] if len(files) > 1 else []
    with tempfile.NamedTemporaryFile("w", prefix="bundle_", suffix=".cc", dir=work, encoding="utf-8") as bundle:
        starts = write(bundle, files)
        found = subprocess.run(["clang-tidy", "--quiet", bundle.name, "--", *flags, *quiet],
                               cwd=directory, capture_output=True, text=True)
    if found.returncode == 0:
        return ""
    is_whole = found.stdout.strip() and "[clang-diagnostic-" not in found.stdout
    if len(files) > 1 and not is_whole:
        return "".join(check(work, directory, flags, part) for part in parted(files, starts, found.stdout))
    findings = PLACE.sub(lambda at: told(starts, int(at["line"])), found.stdout) + found.stderr
    return findings or f"{files[0]}: clang-tidy ended with {found.returncode} and no word\n"


def main():
    build, *wanted = sys.argv[1:]
    build = os.path.abspath(build)
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as database:
        entries = json.load(database)
    wanted = {os.path.abspath(file) for file in wanted}
    entries = [entry for entry in entries if entry["file"] in wanted]
    missing = wanted - {entry["file"] for entry in entries}
    if missing:
        sys.exit("tidy: not in the build: " + " ".join(sorted(missing)))
    work = os.path.join(build, "lint")
    os.makedirs(work, exist_ok=True)
    failed = False
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for findings in pool.map(lambda bundle: check(work, *bundle), bundles_of(entries)):
            failed = failed or bool(findings)
            print(findings, end="", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
