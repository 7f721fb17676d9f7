#!/usr/bin/env python3
"""The false alarms of the offline rules, counted: a fixed sample of real references, and a
reader's judgement of each finding.

    rules_count.py [--sample N] [--seed WORD] [--show all|open|false] [--judgements FILE] [--ibid PROGRAM] FILE...

FILE is a plain list (.txt), taken whole, or labelled references (.jsonl), of which whole
documents are drawn until N references are reached and set as plain lists, one a paragraph.
The file of judgements, tests/eval/rules_count.tsv, has a line "HASH RULE true|false" for each E
or W finding that somebody has read; the hash is of the rule and the reference, so that no
text stands in it.  Prints how many findings are true, false and not yet judged; --show open
prints those beside their references, as lines that need only the verdict.  Exit status 1 when
something is not judged, or more than --limit findings in 100 references are false.
"""
import argparse
import collections
import hashlib
import os
import pathlib
import random
import sys
import tempfile

import rules_false


def sample(path, wanted, seed=""):
    """Whole documents of a file, in an order of chance that is always the same."""
    documents = list(rules_false.documents(path, 40))
    random.Random(path.stem + seed).shuffle(documents)
    taken = 0
    for name, lines in documents:
        if taken >= wanted:
            return
        taken += len(lines)
        yield name, lines


def reports(args):
    """(name of the source, report) of every list."""
    ibid = args.ibid.split()
    with tempfile.TemporaryDirectory() as folder:
        made = pathlib.Path(folder, "list.txt")
        for path in map(pathlib.Path, args.files):
            if path.suffix != ".jsonl":
                yield path.stem, rules_false.check(ibid, path, args.today)
                continue
            for _name, lines in sample(path, args.sample, args.seed):
                made.write_text(rules_false.as_list(lines), encoding="utf-8")
                yield path.stem, rules_false.check(ibid, made, args.today)


def key_of(rule, text):
    return hashlib.sha256(f"{rule}\n{' '.join(text.split())}".encode()).hexdigest()[:16]


def judgements(path):
    lines = pathlib.Path(path).read_text(encoding="utf-8").splitlines()
    return {fields[0]: fields[2] for fields in (line.split() for line in lines if not line.startswith("#")) if len(fields) > 2}


def judged(args, known, report):
    """(judgement, key, finding, text of the reference) of every E or W finding."""
    texts = {r["key"]: r["text"] for r in report["references"]}
    for finding in report["findings"]:
        if finding["severity"] == "info":
            continue
        text = texts.get(finding["key"], "")
        key = key_of(finding["rule"], text)
        yield known.get(key, "open"), key, finding, text


def main():
    here = pathlib.Path(__file__).parent
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--sample", type=int, default=250, help="references of each labelled file")
    parser.add_argument("--seed", default="", help="another sample")
    parser.add_argument("--show", choices=("all", "open", "false"))
    parser.add_argument("--judgements", default=here / "rules_count.tsv")
    parser.add_argument("--limit", type=float, default=2, help="false findings in 100 references")
    parser.add_argument("--today", default="2026-11-24")
    parser.add_argument("--ibid", default=os.environ.get("IBID", "./ibid"))
    parser.add_argument("files", nargs="+")
    args = parser.parse_args()
    known = judgements(args.judgements)
    rows, rules = collections.OrderedDict(), collections.defaultdict(collections.Counter)
    for source, report in reports(args):
        row = rows.setdefault(source, collections.Counter())
        row["references"] += report["summary"]["references"]
        for verdict, key, finding, text in judged(args, known, report):
            row[verdict] += 1
            rules[finding["rule"]][verdict] += 1
            if args.show in ("all", verdict):
                print(f"{key}\t{finding['rule']}\t{verdict}\t{source}\t{finding['message']}\t{' '.join(text.split())}")
    total = sum(rows.values(), collections.Counter())
    print("source\treferences\ttrue\tfalse\topen\tfalse in 100", file=sys.stderr)
    for source, row in [*rows.items(), *sorted(rules.items()), ("all", total)]:
        share = f"{100 * row['false'] / row['references']:.2f}" if row["references"] else ""
        print(f"{source}\t{row['references'] or ''}\t{row['true']}\t{row['false']}\t{row['open']}\t{share}", file=sys.stderr)
    sys.exit(1 if total["open"] or 100 * total["false"] > args.limit * total["references"] else 0)


if __name__ == "__main__":
    main()
