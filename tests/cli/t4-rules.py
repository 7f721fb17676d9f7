#!/usr/bin/env python3
"""The lists of tests/data/rules/printed.lists through `ibid check --offline`: each with one entry
changed, and the rule that must, or must not, be reported."""
import json
import os
import pathlib
import subprocess
import tempfile

FILE = pathlib.Path(os.environ["TOP_SRCDIR"], "tests/data/rules/printed.lists")


def cases():
    """(number of the line, sign, rule, entries)"""
    entries, open_list = [], False
    for number, line in enumerate(FILE.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("@"):
            entries, open_list = [], True
        elif line[:2] in ("+ ", "- "):
            open_list = False
            rule, *change = line[2:].split("\t")
            changed = list(entries)
            if change:
                changed[int(change[0]) - 1] = change[1].replace(" ¶ ", "\n\n")
            yield number, line[0], rule, changed
        elif open_list:
            entries.append(line)


def reported(entries, folder):
    file = pathlib.Path(folder, "list.txt")
    file.write_text("\n\n".join(entries) + "\n", encoding="utf-8")
    done = subprocess.run([os.environ["IBID"], "check", "--offline", "--all", "--today", "2026-11-24", "--fail-on", "never", "--format", "json", str(file)],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return {finding["rule"] for finding in json.loads(done.stdout)["findings"]}


def main():
    rows = list(cases())
    print(f"1..{len(rows)}")
    with tempfile.TemporaryDirectory() as folder:
        for k, (number, sign, rule, entries) in enumerate(rows, 1):
            found = reported(entries, folder)
            good = (rule in found) == (sign == "+")
            print(f"{'ok' if good else 'not ok'} {k} - line {number}: {sign} {rule}")
            if not good:
                print(f"# reported: {sorted(found)}")


if __name__ == "__main__":
    main()
