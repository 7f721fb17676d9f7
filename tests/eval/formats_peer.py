#!/usr/bin/env python3
"""What libbibutils' own programs keep of a file and ibid loses.

usage: formats_peer.py [-v] [--ibid PROGRAM] [--fixtures DIR] [FORMAT...]

Reading: each case goes through FORMAT2xml and through ibid; every value in the MODS that comes
out of the first has to stand somewhere in the CSL-JSON of the second.  Writing: ibid's own
FORMAT of a case against xml2FORMAT of the same case's MODS, values compared by reading both
with FORMAT2xml.  Prints one line a format and direction: files, values, kept, percent.  -v names what is lost:
what is left of the visible cases is what they misread (months that are years, Y2 as a date).  Exit
status 77 where the cases or the programs are absent.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ET

# format: reader, writer of libbibutils, patterns of the files of cases
CASES = {
    "isi": ("isi2xml", "xml2isi", ["Isi*.isi", "formats/isi/*.isi"]),
    "endnote": ("end2xml", "xml2end", ["Endnote*.enw", "refer*.ref", "formats/endnote/*.enw"]),
    "endnote-xml": ("endx2xml", None, ["EndnoteXml*.xml", "formats/endnote-xml/*.xml"]),
    "pubmed": ("med2xml", None, ["MedlineImporter*.xml", "formats/pubmed/*.xml"]),
    "word": ("wordbib2xml", "xml2wordbib", ["MsBib*.xml", "formats/word/*.xml"]),
    "copac": ("copac2xml", None, ["Copac*.txt", "formats/copac/*.txt"]),
    "ebi": ("ebi2xml", None, ["formats/ebi/*.xml"]),
    "ris": ("ris2xml", "xml2ris", ["Ris*.ris", "formats/ris/*.ris"]),
    "nbib": ("nbib2xml", None, ["Nbib*.nbib", "MedlinePlain*.txt"]),
}
# Elements whose text is libbibutils' own: kinds, roles, how the entry is stored.
OWN = {"roleTerm", "genre", "typeOfResource", "issuance", "languageTerm", "internetMediaType", "recordIdentifier"}
# Attributes of identifiers and notes that it makes up.
MADE_UP = {"citekey"}
MONTHS = {name: str(i + 1) for i, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split())}


def fold(text):
    text = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ø", "o"))
    return re.sub(r"[^a-z0-9\u0370-\u1fff\u2c00-\uffff]+", "",
                  "".join(c for c in text.lower() if not unicodedata.combining(c)))


def run(command, data):
    try:
        return subprocess.run(command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False,
                              timeout=20).stdout
    except subprocess.TimeoutExpired:
        return b""


def mods_values(xml):
    """The values of MODS: text of leaves, by element."""
    values, seen = [], set()
    try:
        root = ET.fromstring(xml.decode("utf-8", "replace").lstrip("\ufeff"))
    except ET.ParseError:
        return values
    for node in root.iter():
        name = node.tag.split("}")[-1]
        if name == "mods":
            seen.clear()
        if len(node) or not (node.text or "").strip() or name in OWN or node.get("type") in MADE_UP:
            continue
        kind = node.get("type")
        if kind in ("pubmed", "pmid") and kind in seen:  # it adds those of the works that are cited
            continue
        seen.add(kind if node.tag.endswith("identifier") else None)
        values.append((name, node.text.strip()))
    return values


def everything(items):
    """All strings and numbers of CSL-JSON, folded, in one."""
    parts = []

    def walk(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                if key != "source":
                    walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)
        else:
            parts.append(str(value))
    walk(items)
    return "|".join(fold(p) for p in parts)


def kept(name, value, whole, before):
    """Dates part by part, ends of ranges as printed ("123-8"), numbers without what is behind them."""
    if name in ("dateIssued", "date"):
        return all((str(int(p)) if p.isdigit() else MONTHS.get(p[:3].lower(), fold(p))) in whole
                   for p in re.split(r"[-/ ,.]+", value) if p)
    if name == "end":
        return fold(value) in whole or any(fold(before + value[i:]) in whole for i in range(len(value)))
    if name == "identifier":
        value = re.sub(r"\(.*?\)|\[pm.*\]", " ", value)
    return fold(value) in whole or all(fold(word) in whole for word in value.split())


def count(peer, whole, where, verbose):
    """How many of the peer's values there are, and how many of them WHOLE has."""
    hits, before = 0, ""
    for name, value in peer:
        hit = kept(name, value, whole, before)
        before = value
        hits += hit
        if verbose and not hit:
            print(f"  {where} {name} = {value[:90]!r}", file=sys.stderr)
    return len(peer), hits


def reading(args, fmt, paths, verbose):
    reader = CASES[fmt][0]
    total = hits = 0
    for path in paths:
        data = path.read_bytes()
        peer = mods_values(run([reader], data))
        try:
            items = json.loads(run([*args.ibid, "parse", "--from", fmt, "--to", "csl-json", "-"], data) or b"[]")
        except json.JSONDecodeError:
            items = []
        n, found = count(peer, everything(items), path.name, verbose)
        total, hits = total + n, hits + found
    return total, hits


def writing(args, fmt, paths, verbose):
    reader, writer = CASES[fmt][:2]
    total = hits = 0
    for path in paths:
        data = path.read_bytes()
        peer = mods_values(run([reader], run([writer], run([reader], data))))
        whole = "|".join(fold(value) for _, value in mods_values(run([reader], run(
            [*args.ibid, "parse", "--from", fmt, "--to", fmt, "-"], data))))
        n, found = count(peer, whole, f"{path.name} written:", verbose)
        total, hits = total + n, hits + found
    return total, hits


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    shared = os.environ.get("IBID_SHARED", "../shared")
    top = os.environ.get("TOP_SRCDIR", ".")
    parser.add_argument("-v", action="store_true")
    parser.add_argument("--ibid", default=os.environ.get("IBID", "./ibid"), type=str.split)
    parser.add_argument("--fixtures", default=os.path.join(shared, "fixtures/formats/jabref/importer/fileformat"))
    parser.add_argument("formats", nargs="*")
    args = parser.parse_args()
    folders = [pathlib.Path(args.fixtures), pathlib.Path(top) / "tests/data"]
    formats = [f for f in args.formats or CASES if shutil.which(CASES[f][0])]
    if not formats:
        print("libbibutils' programs are not installed", file=sys.stderr)
        return 77
    print("format\tdirection\tfiles\tvalues\tkept\tpercent")
    for fmt in formats:
        paths = sorted(p for folder in folders for pattern in CASES[fmt][2] for p in folder.glob(pattern)
                       if p.suffix != ".json" and p.suffix != ".bib")
        for direction, measure in (("read", reading), ("write", writing)):
            if direction == "write" and not CASES[fmt][1]:
                continue
            total, hits = measure(args, fmt, paths, args.v)
            print(f"{fmt}\t{direction}\t{len(paths)}\t{total}\t{hits}\t{100 * hits / max(total, 1):.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
