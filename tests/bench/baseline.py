#!/usr/bin/python3
"""The baseline of end_to_end_bench: what a good Python programmer builds in a day from Debian's packages.

feedparser, NFKC with case folding and str.translate to simplified characters, one pyahocorasick automaton over the terms of every
rule, SQLite in WAL mode with executemany of 1,000. It knows no sentences, stories, heat, levels or incidents.

    baseline.py FOLDER [--rounds N] [--json FILE]     the folder that `end_to_end_bench --write-feeds` wrote

Prints documents a second of process CPU time, the best round, and where its time went.
"""

import argparse
import calendar
import html
import json
import pathlib
import re
import sqlite3
import tempfile
import time
import unicodedata

import ahocorasick
import feedparser

ROWS_AT_ONCE = 1000
TAG = re.compile(r"<[^>]*>")


class Rules:
    def __init__(self, folder):
        self.simplified = str.maketrans(json.loads((folder / "fold.json").read_text()))
        self.automaton = ahocorasick.Automaton()
        self.rules = []
        owners = {}
        for rule in json.loads((folder / "rules.json").read_text()):
            groups = [rule["any"], rule["none"], *rule["all"]]
            numbers = []
            for group in groups:
                number = (len(self.rules), len(numbers))
                numbers.append([re.compile(pattern) for pattern in group["patterns"]])
                for term in group["terms"]:
                    owners.setdefault(term, []).append(number)
            self.rules.append((rule["id"], numbers))
        for term, numbers in owners.items():
            self.automaton.add_word(term, (len(term), tuple(numbers)))
        self.automaton.make_automaton()

    def fold(self, text):
        return unicodedata.normalize("NFKC", text).casefold().translate(self.simplified)

    def find(self, text):
        """The rules that find a folded text, with the places of their terms."""
        found = {}
        for end, (length, numbers) in self.automaton.iter(text):
            for rule, group in numbers:
                found.setdefault(rule, {}).setdefault(group, []).append((end + 1 - length, end + 1))
        matches = []
        for rule, groups in found.items():
            name, patterns = self.rules[rule]
            if 1 in groups:
                continue
            if self.holds(0, groups, patterns, text) or (
                len(patterns) > 2 and all(self.holds(group, groups, patterns, text) for group in range(2, len(patterns)))
            ):
                matches.append({"rule": name, "spans": sorted(span for spans in groups.values() for span in spans)})
        return matches

    @staticmethod
    def holds(group, groups, patterns, text):
        return group in groups or any(pattern.search(text) for pattern in patterns[group])


def read(body, url):
    """Documents of one feed: id, url, title, text, seconds."""
    # The HTML of a text is taken off below; feedparser's sanitizer would only be thrown away.
    feed = feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False, response_headers={"content-location": url})
    for entry in feed.entries:
        text = html.unescape(TAG.sub("", entry.get("summary", "")))
        published = entry.get("published_parsed")
        yield (
            entry.get("id") or entry.get("link"),
            entry.get("link", ""),
            html.unescape(TAG.sub("", entry.get("title", ""))),
            text,
            calendar.timegm(published) if published else None,
        )


class Archive:
    def __init__(self, path):
        self.database = sqlite3.connect(path)
        self.database.execute("PRAGMA journal_mode=WAL")
        self.database.execute("PRAGMA synchronous=NORMAL")
        self.database.execute(
            "CREATE TABLE documents (id TEXT PRIMARY KEY, source TEXT, url TEXT, title TEXT, text TEXT, published INTEGER,"
            " matches TEXT) WITHOUT ROWID"
        )
        self.rows = []

    def put(self, row):
        self.rows.append(row)
        if len(self.rows) >= ROWS_AT_ONCE:
            self.flush()

    def flush(self):
        with self.database:
            self.database.executemany("INSERT OR IGNORE INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)", self.rows)
        self.rows.clear()


def run(feeds, rules, path):
    """Seconds of CPU time by stage, and the numbers of documents and of those that a rule found."""
    seconds = {"parse": 0.0, "match": 0.0, "store": 0.0}
    documents = matched = 0
    archive = Archive(path)
    for source, url, body in feeds:
        began = time.process_time()
        items = list(read(body, url))
        parsed = time.process_time()
        rows = []
        for key, link, title, text, published in items:
            matches = rules.find(rules.fold(title + "\n" + text))
            matched += bool(matches)
            rows.append((source + "/" + key, source, link, title, text, published, json.dumps(matches)))
        judged = time.process_time()
        for row in rows:
            archive.put(row)
        documents += len(rows)
        seconds["parse"] += parsed - began
        seconds["match"] += judged - parsed
        seconds["store"] += time.process_time() - judged
    began = time.process_time()
    archive.flush()
    archive.database.close()
    seconds["store"] += time.process_time() - began
    return seconds, documents, matched


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--json", type=pathlib.Path)
    arguments = parser.parse_args()
    rules = Rules(arguments.folder)
    feeds = [
        ("bench-" + path.stem, f"https://news{path.stem}.example/rss.xml", path.read_bytes())
        for path in sorted(arguments.folder.glob("*.xml"))
    ]
    best = None
    for _ in range(arguments.rounds):
        with tempfile.TemporaryDirectory() as folder:
            result = run(feeds, rules, folder + "/documents.sqlite")
        if best is None or sum(result[0].values()) < sum(best[0].values()):
            best = result
    seconds, documents, matched = best
    total = sum(seconds.values())
    rate = documents / total
    shares = ", ".join(f"{stage} {100 * part / total:.0f} %" for stage, part in seconds.items())
    print(f"end_to_end/python: {rate:.0f} documents/s of CPU time, {documents} documents, {matched} matched; {shares}")
    if arguments.json:
        arguments.json.write_text(json.dumps({"documents_per_second": rate, "documents": documents, "matched": matched}))


if __name__ == "__main__":
    main()
