#!/usr/bin/env python3
"""generate.py N FORMAT: N made-up references, the same each time, as csl-json, text or bibtex."""
import json
import random
import sys

FAMILIES = ("Archer Becker Chen Dubois Eriksson Fontaine García Hassan Ivanova Jansen Kowalski López Müller Nakamura "
            "O'Neil Petrov Quintana Rossi Schäfer Tanaka Ueda Vogel Weber Xu Yılmaz Zielińska").split()
GIVENS = "Anna Boris Carla David Elena Franz Grace Hugo Irina Jakob Karin Luis Maria Nils Olga Paul".split()
WORDS = ("analysis border change climate coast data decline energy faith forest growth health history identity justice "
         "knowledge labour language market memory migration network ocean policy power protein region river society "
         "space trade transition union urban value voting water welfare youth").split()
JOURNALS = ["Journal of " + a + " Studies" for a in ("Regional", "Energy", "Historical", "Political", "Urban", "Coastal")]
PLACES = [("London", "Harbour Press"), ("Berlin", "Nordverlag"), ("Paris", "Éditions du Quai"), ("Boston", "Elm Books")]


def titled(rnd, n):
    words = [rnd.choice(WORDS) for _ in range(n)]
    return " ".join(words).capitalize()


def item(rnd, i):
    people = [{"family": rnd.choice(FAMILIES), "given": rnd.choice(GIVENS)} for _ in range(rnd.randint(1, 3))]
    year = rnd.randint(1950, 2025)
    rec = {"id": "k%d" % i, "author": people, "issued": {"date-parts": [[year]]},
           "title": "%s: %s %d" % (titled(rnd, 4), titled(rnd, 3), i)}
    if i % 4 == 0:
        place, press = rnd.choice(PLACES)
        rec.update({"type": "book", "publisher": press, "publisher-place": place})
    elif i % 4 == 1:
        rec.update({"type": "webpage", "URL": "https://www.example.org/%d/%s" % (i, rnd.choice(WORDS)),
                    "accessed": {"date-parts": [[2025, rnd.randint(1, 12), rnd.randint(1, 28)]]}})
    else:
        first = rnd.randint(1, 800)
        rec.update({"type": "article-journal", "container-title": rnd.choice(JOURNALS), "volume": str(year - 1940),
                    "issue": str(rnd.randint(1, 12)), "page": "%d-%d" % (first, first + rnd.randint(3, 30)),
                    "DOI": "10.5555/x.%d" % i})
    return rec


def as_text(rec):
    names = "; ".join("%s, %s" % (p["family"], p["given"]) for p in rec["author"])
    head = "%s (%d), “%s”, " % (names, rec["issued"]["date-parts"][0][0], rec["title"])
    if rec["type"] == "book":
        return head + "%s: %s." % (rec["publisher-place"], rec["publisher"])
    if rec["type"] == "webpage":
        y, m, d = rec["accessed"]["date-parts"][0]
        return head + "Available at: %s, (Accessed on: %d/%d/%d)." % (rec["URL"], d, m, y)
    return head + "%s, Vol. %s, No. %s, pp. %s." % (rec["container-title"], rec["volume"], rec["issue"], rec["page"])


def as_bibtex(rec):
    kind = {"book": "book", "webpage": "misc"}.get(rec["type"], "article")
    fields = [("author", " and ".join("%s, %s" % (p["family"], p["given"]) for p in rec["author"])),
              ("title", rec["title"]), ("year", str(rec["issued"]["date-parts"][0][0]))]
    for csl, bib in (("container-title", "journal"), ("volume", "volume"), ("issue", "number"), ("publisher", "publisher"),
                     ("publisher-place", "address"), ("URL", "url"), ("DOI", "doi")):
        if csl in rec:
            fields.append((bib, rec[csl]))
    if "page" in rec:
        fields.append(("pages", rec["page"].replace("-", "--")))
    return "@%s{%s,\n%s\n}\n" % (kind, rec["id"], ",\n".join("  %s = {%s}" % f for f in fields))


def main():
    count, form = int(sys.argv[1]), sys.argv[2]
    rnd = random.Random(1)
    out = sys.stdout
    if form == "csl-json":
        out.write("[\n")
    for i in range(count):
        rec = item(rnd, i)
        if form == "csl-json":
            out.write(("" if i == 0 else ",\n") + json.dumps(rec, ensure_ascii=False))
        else:
            out.write(as_text(rec) + "\n" if form == "text" else as_bibtex(rec))
    if form == "csl-json":
        out.write("\n]\n")


main()
