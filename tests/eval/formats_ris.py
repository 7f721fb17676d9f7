#!/usr/bin/env python3
"""Field recall of the RIS, nbib and long-tail readers on other programs' test cases.

usage: formats_ris.py [-v] [--ibid PROGRAM] [--fixtures DIR] [FORMAT...]

Each case is a file beside a .bib file that its own program expects of it.  A field of that
file is found when its value stands in one of the CSL variables that may hold it (FIELDS),
letters and digits compared.  Prints one line a format: items, fields expected, found, percent.
-v names each field that was not found.  Exit status 77 where the cases are absent.
"""
import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import unicodedata

# format: patterns of the files of cases
CASES = {
    "ris": ["Ris*.ris"],
    "nbib": ["Nbib*.nbib", "MedlinePlain*.txt"],
    "endnote-xml": ["EndnoteXml*.xml"],
    "endnote": ["Endnote*.enw", "refer*.ref"],
    "pubmed": ["MedlineImporter*.xml"],
    "mods": ["MODS*.xml"],
    "word": ["MsBib*.xml"],
    "copac": ["Copac*.txt"],
}
# field of BibTeX: CSL variables
FIELDS = {
    "title": ["title"],
    "author": ["author"],
    "editor": ["editor", "collection-editor", "container-author"],
    "year": ["issued"],
    "month": ["issued"],
    "date": ["issued"],
    "journal": ["container-title", "container-title-short", "collection-title"],
    "booktitle": ["container-title", "event-title", "collection-title", "title"],
    "series": ["collection-title", "container-title"],
    "volume": ["volume", "collection-number"],
    "number": ["issue", "number", "collection-number", "archive_location", "PMCID", "PMID"],
    "issue": ["issue"],
    "pages": ["page", "number-of-pages"],
    "publisher": ["publisher"],
    "school": ["publisher"],
    "institution": ["publisher"],
    "organization": ["publisher"],
    "address": ["publisher-place", "event-place", "custom"],
    "doi": ["DOI"],
    "url": ["URL"],
    "isbn": ["ISBN", "ISSN"],
    "issn": ["ISSN", "ISBN"],
    "pmid": ["PMID"],
    "language": ["language"],
    "keywords": ["keyword"],
    "abstract": ["abstract"],
    "note": ["note", "custom"],
    "comment": ["note", "custom", "PMID", "PMCID"],
    "edition": ["edition"],
    "database": ["archive", "source"],
}
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def fold(text):
    text = unicodedata.normalize("NFD", text.replace("ß", "ss").replace("ø", "o").replace("—", "-").replace("–", "-"))
    return re.sub(r"[^a-z0-9\u0370-\u1fff\u2c00-\uffff]+", " ", "".join(c for c in text.lower() if not unicodedata.combining(c))).strip()


def read_value(text, at):
    """The value that begins at AT: braces, quotation marks or a word."""
    if text[at] in '{"':
        close, depth, i = {"{": "}", '"': '"'}[text[at]], 0, at
        while i < len(text):
            c = text[i]
            if c == "{":
                depth += 1
            elif c == "}":
                depth -= 1
            if (close == "}" and depth == 0) or (close == '"' and i > at and c == '"' and depth == 0):
                return text[at + 1:i], i + 1
            i += 1
        return text[at + 1:], len(text)
    m = re.compile(r"[^,}\s]*").match(text, at)
    return m.group(), m.end()


def read_bib(text):
    entries = []
    for m in re.finditer(r"@(\w+)\s*\{([^,\s]*)\s*,", text):
        if m.group(1).lower() == "comment":
            continue
        entry, at = {"ENTRYTYPE": m.group(1).lower()}, m.end()
        while True:
            f = re.compile(r"[\s,]*([\w-]+)\s*=\s*").match(text, at)
            if not f or f.end() >= len(text):
                break
            value, at = read_value(text, f.end())
            entry[f.group(1).lower()] = re.sub(r"\s+", " ", value).strip()
        entries.append(entry)
    return entries


def date_words(date):
    parts = (date or {}).get("date-parts") or [[]]
    return [str(int(p)) for p in parts[0]] + [date.get("literal", "") if date else ""]


def person(name):
    if "literal" in name:
        return fold(name["literal"])
    family = " ".join(filter(None, [name.get("non-dropping-particle"), name.get("family")]))
    return fold(family) + " " + fold(name.get("given", ""))[:1]


def expected_person(text):
    text = text.strip().strip("{}")
    if "," in text:
        family, given = text.split(",", 1)
        return fold(family) + " " + fold(given.split(",")[-1])[:1]
    words = text.split()
    return fold(words[-1]) + " " + (fold(words[0])[:1] if len(words) > 1 else "")


def complete(pages):
    """454-81 is 454-481."""
    first, _, last = re.sub(r"[-\u2013]+", "-", pages).partition("-")
    return first + "-" + (first[: len(first) - len(last)] + last if last else "")


def names_found(value, item, variables):
    have = {person(n).strip() for v in variables for n in item.get(v, [])}
    whole = " ".join(fold(n.get("literal", "") or n.get("family", "")) for v in variables for n in item.get(v, []))
    return all(expected_person(n).strip() in have or fold(n) in whole
               for n in re.split(r"\s+and\s+", value) if n.strip())


def found(field, value, item):
    if field in ("author", "editor"):
        return names_found(value, item, FIELDS[field])
    if field == "pages" and complete(value) == complete(str(item.get("page", ""))):
        return True
    if field in ("year", "month", "date"):
        words = date_words(item.get("issued"))
        wanted = [str(MONTHS.index(w[:3]) + 1) if w[:3] in MONTHS else w for w in fold(value).split()]
        if field == "month":
            low = value.lower().strip("#")[:3]
            wanted = [str(MONTHS.index(low) + 1)] if low in MONTHS else [str(int(value))] if value.isdigit() else []
        return all(w.lstrip("0") in [x.lstrip("0") for x in words] for w in wanted)
    have = " ; ".join(str(item.get(v, "")) for v in FIELDS[field])
    if field == "language":
        return fold(value)[:2] == fold(have)[:2] or {"ger": "de", "chi": "zh", "spa": "es"}.get(value) == have[:2]
    wanted = [value]
    if field in ("keywords", "comment", "note", "abstract"):
        wanted = re.split(r"\s*[,;]\s*|\s{2,}", value) if field == "keywords" else [value]
    joined = fold(have)
    return all(fold(w) in joined or fold(w).replace(" ", "") in joined.replace(" ", "") for w in wanted)


def run(ibid, fmt, path):
    done = subprocess.run([*ibid, "parse", "--from", fmt, "--to", "csl-json", str(path)],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    try:
        return json.loads(done.stdout or b"[]")
    except json.JSONDecodeError:
        return []


def evaluate(ibid, fmt, folder, verbose):
    items = expected = hits = 0
    for pattern in CASES[fmt]:
        for path in sorted(folder.glob(pattern)):
            bib = path.with_suffix(".bib")
            if not bib.exists():
                continue
            wanted, got = read_bib(bib.read_text(encoding="utf-8", errors="replace")), run(ibid, fmt, path)
            for i, entry in enumerate(wanted):
                item = got[i] if i < len(got) else {}
                items += 1
                for field, value in entry.items():
                    if field not in FIELDS or not fold(value):
                        continue
                    expected += 1
                    hit = found(field, value, item)
                    hits += hit
                    if verbose and not hit:
                        print(f"  {path.name}[{i}] {field} = {value[:90]!r}", file=sys.stderr)
    return items, expected, hits


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    shared = os.environ.get("IBID_SHARED", "../shared")
    parser.add_argument("-v", action="store_true")
    parser.add_argument("--ibid", default=os.environ.get("IBID", "./ibid"))
    parser.add_argument("--fixtures", default=os.path.join(shared, "fixtures/formats/jabref/importer/fileformat"))
    parser.add_argument("formats", nargs="*", default=list(CASES))
    args = parser.parse_args()
    folder = pathlib.Path(args.fixtures)
    if not folder.is_dir():
        print(f"no cases in {folder}", file=sys.stderr)
        return 77
    print("format\titems\tfields\tfound\tpercent")
    for fmt in args.formats:
        items, expected, hits = evaluate(args.ibid.split(), fmt, folder, args.v)
        print(f"{fmt}\t{items}\t{expected}\t{hits}\t{100 * hits / max(expected, 1):.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
