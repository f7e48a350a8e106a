#!/usr/bin/python3
"""The baseline of parse/real_feeds: Debian's feedparser over the same files.

    feedparser_speed.py FOLDER [--rounds N] [--json FILE]     a folder of feeds, however deep; what feedparser cannot name is left out
    feedparser_speed.py FOLDER --list FILE                    the files that count, one a line, for parse_bench (FENGHUO_REAL_FEEDS)

Prints bytes a second of process CPU time, the best round.
"""

import argparse
import json
import pathlib
import time

import feedparser


def feeds(folder):
    """Files that feedparser knows as a feed; its mending of broken ones counts as work done."""
    found = []
    for path in sorted(p for p in folder.rglob("*") if p.suffix in (".xml", ".rss", ".atom")):
        body = path.read_bytes()
        parsed = feedparser.parse(body)
        if parsed.get("version") and parsed.entries:
            found.append((path, body))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--list", type=pathlib.Path)
    arguments = parser.parse_args()
    found = feeds(arguments.folder)
    if arguments.list:
        arguments.list.write_text("".join(f"{path}\n" for path, _ in found))
        return
    best = None
    for _ in range(arguments.rounds):
        before = time.process_time()
        for _, body in found:
            feedparser.parse(body)
        spent = time.process_time() - before
        best = spent if best is None else min(best, spent)
    size = sum(len(body) for _, body in found)
    print(f"parse/feedparser: {size / best / 1e6:.2f} MB/s of CPU time, {len(found)} feeds, {size} bytes")
    if arguments.json:
        arguments.json.write_text(json.dumps({"bytes_per_second": size / best, "feeds": len(found)}))


if __name__ == "__main__":
    main()
