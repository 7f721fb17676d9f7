#!/usr/bin/env python3
"""formats_bibtex.py [--show N]: field recall of the BibTeX reader on other projects' test cases.

Reads the fixtures of ../shared ($IBID_SHARED) where they are: better-bibtex's .bib files with the
Zotero items that they should become, citation-js' mapping tests with their CSL-JSON,
pandoc's biblatex cases.  Prints, for
each set, how many of the expected fields ibid gives, then the round trips: bibtex -> bibtex and
bibtex -> biblatex -> bibtex, in fields that are the same afterwards.
"""
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata

IBID = os.environ["IBID"]
FIXTURES = os.path.join(os.environ.get("IBID_SHARED", "../shared"), "fixtures", "formats")

# Zotero's field -> CSL's variables, any of which may hold it.
ZOTERO = {
    "title": ["title"], "bookTitle": ["container-title"], "publicationTitle": ["container-title"],
    "proceedingsTitle": ["container-title"], "encyclopediaTitle": ["container-title"], "websiteTitle": ["container-title", "publisher"],
    "blogTitle": ["container-title"], "series": ["collection-title"], "seriesTitle": ["collection-title"],
    "seriesNumber": ["collection-number"], "volume": ["volume"], "issue": ["issue"], "pages": ["page"],
    "numPages": ["number-of-pages"], "numberOfVolumes": ["number-of-volumes"], "edition": ["edition"],
    "publisher": ["publisher"], "institution": ["publisher"], "university": ["publisher"], "place": ["publisher-place", "event-place"],
    "DOI": ["DOI"], "url": ["URL"], "ISBN": ["ISBN"], "ISSN": ["ISSN"], "language": ["language"], "abstractNote": ["abstract"],
    "shortTitle": ["title-short"], "journalAbbreviation": ["container-title-short"], "conferenceName": ["event-title"],
    "reportNumber": ["number"], "reportType": ["genre"], "thesisType": ["genre"], "type": ["genre"], "patentNumber": ["number"],
    "number": ["number"], "versionNumber": ["version"], "callNumber": ["call-number"], "archive": ["archive"],
    "archiveLocation": ["archive_location"], "section": ["section"], "company": ["publisher"], "committee": ["authority"],
}
ROLES = {"author": "author", "editor": "editor", "translator": "translator", "bookAuthor": "container-author",
         "seriesEditor": "collection-editor", "inventor": "author", "programmer": "author", "director": "director",
         "presenter": "author", "artist": "author", "podcaster": "author", "contributor": None, "commenter": None}


def squash(value):
    value = re.sub(r"<[^>]*>", "", str(value))
    value = unicodedata.normalize("NFKD", value).casefold()
    return "".join(c for c in value if c.isalnum())


def parse(path, *options, text=None):
    out = subprocess.run([IBID, "--quiet", "parse", *options, path], input=text and text.encode(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    return json.loads(out or b"[]")


def name_of(person):
    return squash("".join(person.get(k, "") for k in ("given", "dropping-particle", "non-dropping-particle", "family", "suffix", "literal")))


def values(rec, variables):
    return [squash(rec[v]) for v in variables if isinstance(rec.get(v), (str, int, float))]


def date_matches(rec, variable, expected):
    parts = rec.get(variable, {})
    years = re.findall(r"\d{4}", str(expected))
    given = json.dumps(parts)
    return bool(parts) and all(y in given for y in years)


LANGUAGES = {"english": "en", "german": "de", "french": "fr", "spanish": "es", "portuguese": "pt", "hebrew": "he", "dutch": "nl",
             "russian": "ru"}


def zotero_fields(item):
    for name, value in item.items():
        if name == "language":
            value = LANGUAGES.get(value.lower(), value)
        if name in ZOTERO and value:
            yield name, lambda rec, n=name, v=value: any(squash(v) == g or squash(v) in g for g in values(rec, ZOTERO[n])), value
        elif name == "date" and value:
            yield name, lambda rec, v=value: date_matches(rec, "issued", v), value
        elif name == "accessDate" and value:
            yield name, lambda rec, v=value: date_matches(rec, "accessed", v), value
        elif name == "creators":
            for person in value:
                role = ROLES.get(person.get("creatorType"), None)
                if not role:
                    continue
                want = squash(person.get("firstName", "") + person.get("lastName", "") + person.get("name", ""))
                yield name, lambda rec, w=want, r=role: any(sorted(w) == sorted(name_of(p)) for p in rec.get(r, [])), want
        elif name == "tags":
            for tag in value:
                yield name, lambda rec, t=tag: squash(t["tag"] if isinstance(t, dict) else t) in squash(rec.get("keyword", "")), tag


def match_item(item, records):
    key = item.get("citationKey") or item.get("citekey")
    for rec in records:
        if key and rec["id"] == key:
            return rec
    title = squash(item.get("title", ""))
    for rec in records:
        if title and squash(rec.get("title", "")) == title:
            return rec
    return None


class Score:
    def __init__(self, name, show):
        self.name, self.show, self.right, self.all, self.items = name, show, 0, 0, 0

    def add(self, ok, what):
        self.all += 1
        self.right += ok
        if not ok and self.show > 0:
            self.show -= 1
            print("  missed", what)

    def tell(self):
        if self.all:
            print("%-34s %5d items  %6d fields  recall %.2f %%" % (self.name, self.items, self.all, 100.0 * self.right / self.all))


def better_bibtex(show):
    score = Score("better-bibtex .bib -> Zotero", show)
    for path in sorted(glob.glob(os.path.join(glob.escape(FIXTURES), "better-bibtex", "*.bib"))):
        expected = json.load(open(path[:-4] + ".json", encoding="utf-8"))
        records = parse(path, "--from", "bibtex")
        for item in expected.get("items", []):
            score.items += 1
            rec = match_item(item, records) or (records[0] if len(records) == len(expected["items"]) == 1 else {})
            for name, test, value in zotero_fields(item):
                score.add(test(rec), (os.path.basename(path)[:40], item.get("citationKey"), name, str(value)[:80],
                                      str({k: rec.get(k) for k in ZOTERO.get(name, ["author", "editor", "issued"])})[:120]))
    score.tell()


def csl_fields(item):
    for name, value in item.items():
        if name in ("id", "citation-key", "citation-label", "_graph"):
            continue
        if isinstance(value, list):
            for person in value:
                yield name, lambda rec, n=name, p=person: any(sorted(name_of(p)) == sorted(name_of(q)) for q in rec.get(n, [])), person
        elif isinstance(value, dict):
            if "date-parts" in value:
                yield name, lambda rec, n=name, v=value: rec.get(n, {}).get("date-parts") == v["date-parts"], value
        else:
            want = LANGUAGES.get(str(value).lower(), value) if name == "language" else value
            yield name, lambda rec, n=name, v=want: squash(rec.get(n, "")) == squash(v), value


def citation_js(show):
    score = Score("citation-js mapping", show)
    base = os.path.join(FIXTURES, "citationjs", "packages", "plugin-bibtex", "test", "mapping")
    for kind in ("bibtex", "biblatex"):
        bib, csl = os.path.join(base, kind + "-input.bib"), os.path.join(base, kind + "-csl.json")
        if not os.path.exists(bib):
            continue
        records = {r["id"]: r for r in parse(bib, "--from", "bibtex")}
        for item in json.load(open(csl, encoding="utf-8")):
            score.items += 1
            rec = records.get(str(item["id"]), {})
            for name, test, value in csl_fields(item):
                score.add(test(rec), (kind, item["id"], name, str(value)[:90], str(rec.get(name))[:90]))
    score.tell()


def pandoc(show):
    """pandoc's biblatex cases: the .bib and what it should become, in one Markdown file."""
    score = Score("pandoc biblatex -> CSL", show)
    if not shutil.which("pandoc"):
        return
    case = re.compile(r"^```\n% pandoc -f bib\w+ -t markdown -s\n(.*?)\n\^D\n(.*?)^```", re.S | re.M)
    for path in sorted(glob.glob(os.path.join(glob.escape(FIXTURES), "pandoc", "test", "command", "*.md"))):
        for bib, expected in case.findall(open(path, encoding="utf-8").read()):
            csl = json.loads(subprocess.run(["pandoc", "-f", "markdown", "-t", "csljson"], input=expected.encode(), stdout=subprocess.PIPE).stdout)
            records = {r["id"]: r for r in parse("-", "--from", "bibtex", text=bib)}
            for item in csl:
                score.items += 1
                rec = records.get(str(item["id"]), {})
                for name, test, value in csl_fields(item):
                    ok = test(rec) or (name == "language" and rec.get(name, "").split("-")[0] == value.split("-")[0])
                    score.add(ok, (os.path.basename(path), item["id"], name, str(value)[:90], str(rec.get(name))[:90]))
    score.tell()


def comparable(rec):
    return {k: v for k, v in rec.items() if k != "custom"}


def round_trip(show, via):
    score = Score("bibtex -> " + " -> ".join(via), show)
    paths = glob.glob(os.path.join(glob.escape(FIXTURES), "better-bibtex", "*.bib")) + \
        glob.glob(os.path.join(glob.escape(FIXTURES), "jabref", "**", "*.bib"), recursive=True) + \
        glob.glob(os.path.join(glob.escape(FIXTURES), "biber", "t", "tdata", "*.bib"))
    for path in sorted(paths):
        before = parse(path, "--from", "bibtex")
        data, previous = open(path, "rb").read(), None
        for target in via:
            run = subprocess.run([IBID, "--quiet", "parse", "--from", "bibtex", "--to", target, path if previous is None else "-"],
                                 input=previous, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            previous = run.stdout
        run = subprocess.run([IBID, "--quiet", "parse", "--from", "bibtex", "-"], input=previous, stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL)
        after = json.loads(run.stdout or b"[]")
        again = subprocess.run([IBID, "--quiet", "parse", "--from", "bibtex", "--to", via[-1], "-"], input=previous,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
        if again != previous:
            print("  second round differs:", os.path.basename(path))
        for i, rec in enumerate(before):
            score.items += 1
            other = comparable(after[i]) if i < len(after) else {}
            for name, value in comparable(rec).items():
                score.add(other.get(name) == value, (os.path.basename(path)[:40], rec["id"], name, str(value)[:70], str(other.get(name))[:70]))
            extras = {k: v for k, v in rec.get("custom", {}).items() if k not in ("source", "text", "confidence")}
            for name, value in extras.items():
                got = after[i].get("custom", {}).get(name) if i < len(after) else None
                score.add(got == value, (os.path.basename(path)[:40], rec["id"], "custom." + name, str(value)[:70], str(got)[:70]))
    score.tell()


def main():
    show = int(sys.argv[2]) if sys.argv[1:2] == ["--show"] else 0
    if not os.path.isdir(FIXTURES):
        print("the fixtures of other projects are absent: nothing measured")
        return
    better_bibtex(show)
    citation_js(show)
    pandoc(show)
    round_trip(show, ["bibtex"])
    round_trip(show, ["biblatex", "bibtex"])


main()
