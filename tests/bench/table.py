#!/usr/bin/python3
"""The table that ends ./tests/run --bench; exit code 1 when a ratio is below its goal or a figure is missing.

    table.py FOLDER      *.txt as the benchmarks printed them (tests/bench/ratios.h), end_to_end.json, baseline.json
"""

import json
import pathlib
import re
import sys

END_TO_END_GOAL = 20.0
# "ok   1.57 (goal 1.00) fold/ours / fold/icu_normalizeUTF8: what is compared"
RATIO = re.compile(r"^(?:ok  |MISS) (\d+\.\d+) \(goal (\d+\.\d+)\) (\S+) / (\S+): (.*)$")


def end_to_end(folder):
    runs = json.loads((folder / "end_to_end.json").read_text())["benchmarks"]
    ours = max(run["items_per_second"] for run in runs if run["run_type"] == "iteration" and run["name"].startswith("end_to_end/fenghuo"))
    baseline = json.loads((folder / "baseline.json").read_text())
    return ours, baseline["documents_per_second"]


def main():
    folder = pathlib.Path(sys.argv[1])
    rows = []
    for log in sorted(folder.glob("*.txt")):
        for line in log.read_text().splitlines():
            if found := RATIO.match(line):
                ratio, goal, ours, baseline, says = found.groups()
                rows.append((ours, baseline, float(ratio), float(goal), says))
    ours, baseline = end_to_end(folder)
    says = f"{ours:.0f} against {baseline:.0f} documents/s of CPU time"
    rows.append(("end_to_end/fenghuo", "end_to_end/python", ours / baseline, END_TO_END_GOAL, says))
    print(f"{'ours':<28} {'baseline':<32} {'ratio':>8} {'goal':>7}")
    missed = 0
    for ours, baseline, ratio, goal, says in rows:
        missed += ratio < goal
        print(f"{ours:<28} {baseline:<32} {ratio:>8.2f} {goal:>7.2f} {'    ' if ratio >= goal else 'MISS'} {says}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
