#!/usr/bin/python3
"""The second baseline of scan_bench: pyahocorasick over the same terms and texts.

    baseline_scan.py FOLDER --json FILE      the folder that `scan_bench --write-texts` wrote

Prints bytes a second of process CPU time for each number of terms, the best of three rounds; the texts are decoded beforehand.
"""

import argparse
import json
import pathlib
import time

import ahocorasick

ROUNDS = 3


def rate(terms, texts):
    automaton = ahocorasick.Automaton()
    for number, term in enumerate(terms):
        automaton.add_word(term, number)
    automaton.make_automaton()
    size = sum(len(text.encode()) for text in texts)
    best = 0.0
    for _ in range(ROUNDS):
        began = time.process_time()
        found = 0
        for text in texts:
            found += len(list(automaton.iter(text)))
        best = max(best, size / (time.process_time() - began))
    return best


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--json", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    rates = {}
    for path in sorted(arguments.folder.glob("*.json")):
        written = json.loads(path.read_text())
        rates[path.stem] = rate(written["terms"], written["texts"])
        print(f"scan_{path.stem}/pyahocorasick: {rates[path.stem] / 1e6:.1f} MB/s of CPU time")
    arguments.json.write_text(json.dumps(rates))


if __name__ == "__main__":
    main()
