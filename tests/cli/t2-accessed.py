#!/usr/bin/env python3
"""Access dates end to end: the references of tests/data/accessed/references.test through
`ibid parse --lines`.  The date is read as it should be, the title is whole, and the phrase and
the date stay in no other field."""
import json
import os
import pathlib
import subprocess

FILE = pathlib.Path(os.environ["TOP_SRCDIR"], "tests/data/accessed/references.test")


def edtf(date):
    """As the test file writes it."""
    parts = ["-".join(f"{n:02d}" if k else f"{n:04d}" for k, n in enumerate(p)) for p in date.get("date-parts", [])]
    shown = "/".join(parts) or date.get("literal", "")
    return shown + (f" raw={date['raw']}" if "raw" in date else "")


def complaint(record, date, title):
    found = edtf(record.get("accessed", {}))
    if found != date:
        return f"access date {found!r}, not {date!r}"
    if title != "-" and record.get("title") != title:
        return f"title {record.get('title')!r}, not {title!r}"
    if record.get("issued", {}).get("date-parts", [[0]])[0][0] != 2019:
        return f"date {record.get('issued')!r}"
    rest = {k: v for k, v in record.items() if k not in ("accessed", "issued", "custom", "id")}
    if "2020" in json.dumps(rest, ensure_ascii=False) or "۱۳۹۹" in json.dumps(rest, ensure_ascii=False):
        return f"the date is left in {rest}"
    if not record.get("URL", "").startswith(("https://www.example.org/", "www.example.org/")) or " " in record["URL"]:
        return f"URL {record.get('URL')!r}"
    return "note" in rest and f"note {rest['note']!r}"


def main():
    rows = [line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    text = "".join(row[0] + "\n" for row in rows)
    done = subprocess.run([os.environ["IBID"], "parse", "--lines", "--to", "csl-json", "-"], input=text.encode(), stdout=subprocess.PIPE, check=False)
    records = json.loads(done.stdout)
    print(f"1..{len(rows)}")
    for k, (reference, date, title) in enumerate(rows):
        why = complaint(records[k], date, title) if k < len(records) else "no record"
        print(f"{'not ok' if why else 'ok'} {k + 1} - {reference.replace('#', '')}")
        if why:
            print(f"# {why}")


if __name__ == "__main__":
    main()
