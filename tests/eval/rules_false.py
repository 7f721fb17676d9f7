#!/usr/bin/env python3
"""What the offline rules say about real references.

    rules_false.py [-v RULE] [--labels] [--ibid PROGRAM] FILE...

FILE is a plain list (.txt), or labelled references (.jsonl), which are grouped by document
(those without one by --group) and set as plain lists, one a paragraph; with --labels the
labelled spans are taken instead of the parser's.  Prints findings in 100 references, rule by
rule, and with -v each finding of RULE ("all", "E", "W" too) beside its reference.  Whether a
finding is false, a reader has to say.
"""
import argparse
import collections
import json
import os
import pathlib
import subprocess
import sys
import tempfile


def documents(path, group):
    """(name, references) of a file of labelled references."""
    docs = collections.OrderedDict()
    loose = 0
    for line in path.open(encoding="utf-8"):
        item = json.loads(line)
        name = item.get("doc")
        if name is None:
            name, loose = f"loose{loose // group}", loose + 1
        docs.setdefault(name, []).append(line)
    return docs.items()


def as_list(lines):
    """Labelled references as a plain list, one a paragraph."""
    return "".join(json.loads(line)["text"] + "\n\n" for line in lines)


def check(ibid, path, today):
    done = subprocess.run([*ibid, "check", "--offline", "--all", "--today", today, "--fail-on", "never", "--format",
                           "json", str(path)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return json.loads(done.stdout)


def reports(args):
    """(name, report) of every list."""
    with tempfile.TemporaryDirectory() as folder:
        for path in map(pathlib.Path, args.files):
            if path.suffix != ".jsonl":
                yield path.name, check(args.ibid.split(), path, args.today)
                continue
            for name, lines in documents(path, args.group):
                made = pathlib.Path(folder, "list.jsonl" if args.labels else "list.txt")
                made.write_text("".join(lines) if args.labels else as_list(lines), encoding="utf-8")
                yield f"{path.stem}:{name}", check(args.ibid.split(), made, args.today)


def is_wanted(finding, wanted):
    return wanted in ("all", finding["rule"], finding["severity"][0].upper()) or \
        (wanted == "EW" and finding["severity"] != "info")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("-v", metavar="RULE", default="")
    parser.add_argument("--labels", action="store_true")
    parser.add_argument("--group", type=int, default=40)
    parser.add_argument("--today", default="2026-11-24")
    parser.add_argument("--ibid", default=os.environ.get("IBID", "./ibid"))
    parser.add_argument("files", nargs="+")
    args = parser.parse_args()
    counts, references = collections.Counter(), 0
    for name, report in reports(args):
        references += report["summary"]["references"]
        texts = {r["key"]: r["text"] for r in report["references"]}
        for finding in report["findings"]:
            counts[finding["severity"][0].upper() + " " + finding["rule"]] += 1
            if args.v and is_wanted(finding, args.v):
                print(f"{name}\t{finding['severity'][0].upper()} {finding['rule']}\t{finding['message']}\t"
                      f"{texts.get(finding['key'], '')}")
    print("rule\tfindings\tin 100 references", file=sys.stderr)
    for rule, n in sorted(counts.items(), key=lambda item: -item[1]):
        print(f"{rule}\t{n}\t{100 * n / max(references, 1):.2f}", file=sys.stderr)
    loud = sum(n for rule, n in counts.items() if rule[0] != "I")
    print(f"E and W\t{loud}\t{100 * loud / max(references, 1):.2f}\nreferences\t{references}", file=sys.stderr)


if __name__ == "__main__":
    main()
