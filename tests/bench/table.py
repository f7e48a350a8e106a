#!/usr/bin/python3
"""The table that ends ./tests/run --bench; exit code 1 when a ratio is below its goal or a figure is missing.

    table.py FOLDER      *.txt as the benchmarks printed them (tests/bench/ratios.h), end_to_end.json, baseline_*.json; parse.json and feedparser.json
"""

import json
import pathlib
import re
import sys

END_TO_END_GOAL = 20.0
FEEDPARSER_GOAL = 50.0
# "ok   1.57 (goal 1.00) fold/ours / fold/icu_normalizeUTF8: what is compared"
RATIO = re.compile(r"^(?:ok  |MISS) (\d+\.\d+) \(goal (\d+\.\d+)\) (\S+) / (\S+): (.*)$")


def end_to_end(folder):
    """What the baseline does and no more, for comparison only; and the whole, which has the goal."""
    runs = json.loads((folder / "end_to_end.json").read_text())["benchmarks"]
    for load in ("posts", "articles"):
        baseline = json.loads((folder / f"baseline_{load}.json").read_text())["documents_per_second"]
        for step, goal in (("same_work", 0.0), ("fenghuo", END_TO_END_GOAL)):
            name = f"end_to_end/{load}/{step}"
            rates = [run["items_per_second"] for run in runs if run["run_type"] == "iteration" and run["name"].startswith(name + "/")]
            says = f"{max(rates):.0f} against {baseline:.0f} documents/s of CPU time"
            yield name, "end_to_end/python", max(rates) / baseline, goal, says


def real_feeds(folder):
    """Against feedparser, where there were real feeds to read."""
    log = folder / "feedparser.json"
    if not log.exists():
        return
    baseline = json.loads(log.read_text())
    runs = json.loads((folder / "parse.json").read_text())["benchmarks"]
    rates = [run["bytes_per_second"] for run in runs if run["run_type"] == "iteration" and run["name"] == "parse/real_feeds"]
    says = f"{max(rates) / 1e6:.0f} against {baseline['bytes_per_second'] / 1e6:.2f} MB/s of CPU time, {baseline['feeds']} real feeds"
    yield "parse/real_feeds", "parse/feedparser", max(rates) / baseline["bytes_per_second"], FEEDPARSER_GOAL, says


def scan(folder):
    """Finding terms against pyahocorasick, by the number of terms."""
    runs = json.loads((folder / "scan.json").read_text())["benchmarks"]
    baseline = json.loads((folder / "baseline_scan.json").read_text())
    for terms, goal in (("10000", 80.0), ("100000", 40.0)):
        name = f"scan_{terms}/ours"
        rates = [run["bytes_per_second"] for run in runs if run["run_type"] == "iteration" and run["name"].startswith(name)]
        yield name, f"scan_{terms}/pyahocorasick", max(rates) / baseline[terms], goal, "terms with their places"


def main():
    folder = pathlib.Path(sys.argv[1])
    rows = []
    for log in sorted(folder.glob("*.txt")):
        for line in log.read_text().splitlines():
            if found := RATIO.match(line):
                ratio, goal, ours, baseline, says = found.groups()
                rows.append((ours, baseline, float(ratio), float(goal), says))
    rows.extend(real_feeds(folder))
    rows.extend(scan(folder))
    rows.extend(end_to_end(folder))
    print(f"{'ours':<28} {'baseline':<32} {'ratio':>8} {'goal':>7}")
    missed = 0
    for ours, baseline, ratio, goal, says in rows:
        missed += ratio < goal
        print(f"{ours:<28} {baseline:<32} {ratio:>8.2f} {goal:>7.2f} {'    ' if ratio >= goal else 'MISS'} {says}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
