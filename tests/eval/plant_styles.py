#!/usr/bin/env python3
"""Plants defects in real references set in many styles and formats, and prints how many the
offline rules find.

    plant_styles.py [-v] [--csl DIR] [--locale LANG] [--style NAME]... [--ibid PROGRAM] FILE... [-- RULE...]

FILE is CSL-JSON or labelled references (.jsonl), read where they lie.  pandoc sets the records
in each CSL style of DIR; beside them stand .bib, .ris and CSL-JSON.  Each defect stands alone in
its list; it counts as found when its rule is reported of the entry that it was planted in.
Lists without defects are checked too: what is said about them may be false.
"""
import argparse
import collections
import copy
import html
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

FORMATS = ("bib", "ris", "json")
PLANTS = []  # (rule, types, outputs, function)
TEXT = "text"  # the output that is a printed list
ALL = (TEXT, *FORMATS)


class Skip(Exception):
    """The defect cannot be planted here."""


def plant(rule, types="article-journal book chapter webpage", outputs=ALL):
    def keep(function):
        PLANTS.append((rule, types.split(), outputs, function))
        return function
    return keep


def need(condition):
    if not condition:
        raise Skip


def year_of(rec):
    return rec["issued"]["date-parts"][0][0]


def longest(rec):
    word = max(re.findall(r"[^\W\d_]+", rec["title"]), key=len)
    need(len(word) > 5)
    return word


def in_title(rec, word, other):
    rec["title"] = rec["title"].replace(word, other, 1)


# Text.

@plant("text.mojibake")
def mojibake(rnd, rec):
    need(rec.get("author") and "family" in rec["author"][0])
    rec["author"][0]["family"] = rnd.choice(("Kłysinski", "Gonçalves", "Schröder", "Müller", "Dvořák", "Nuñez")).encode().decode("cp1252", "replace")
    need("\ufffd" not in rec["author"][0]["family"])


@plant("text.mojibake")
def mojibake_title(rnd, rec):
    word = longest(rec)
    in_title(rec, word, word[:3] + rnd.choice(("Ã©", "Ã¼", "Ã¤", "Ã³")) + word[4:])


@plant("text.replacement")
def replacement(rnd, rec):
    word = longest(rec)
    in_title(rec, word, word[:3] + rnd.choice("\ufffd?") + word[4:])


@plant("text.invisible")
def invisible(rnd, rec):
    word = longest(rec)
    in_title(rec, word, word[:3] + rnd.choice("\u200b\u00ad\u200e\u2060") + word[3:])


@plant("text.html", outputs=(TEXT, "ris"))
def entity(rnd, rec):
    word = longest(rec)
    in_title(rec, word, rnd.choice((f"<i>{word}</i>", word + " &amp; more", word + "&nbsp;more", f"<sub>{word}</sub>")))


@plant("text.latex", outputs=(TEXT, "ris"))
def latex(rnd, rec):
    word = longest(rec)
    in_title(rec, word, rnd.choice((word + r" \& more", r"\textit{" + word + "}", word[:2] + r"{\'e}" + word[3:], word[:2] + r'\"{o}' + word[3:], word + r"\_b")))


@plant("text.homoglyph")
def homoglyph(rnd, rec):
    word = longest(rec)
    pairs = list(zip("aeopcxABEHKMOPT", "аеорсхАВЕНКМОРТ"))
    rnd.shuffle(pairs)
    for latin, other in pairs:
        if latin in word:
            return in_title(rec, word, word.replace(latin, other, 1))
    raise Skip


@plant("text.quotes")
def quotes(rnd, rec):
    word = longest(rec)
    in_title(rec, word, rnd.choice(("“" + word, "„" + word, "“" + word + '"', "«" + word, '"' + word)))


@plant("text.brackets")
def brackets(rnd, rec):
    word = longest(rec)
    in_title(rec, word, rnd.choice(("(" + word, "[" + word, word + ")", word + "]")))


@plant("text.placeholder")
def placeholder(rnd, rec):
    rec["title"] = rnd.choice(("[Title]", "XXXX", "Title of article", "[insert title here]", "TODO", "Lorem ipsum dolor sit amet"))


@plant("text.placeholder")
def placeholder_author(rnd, rec):
    rec["author"] = [{"literal": rnd.choice(("[Author]", "[Author name]", "XXXX", "[Insert author]"))}]


@plant("text.placeholder", "webpage")
def placeholder_url(rnd, rec):
    rec["URL"] = rnd.choice(("http://yourURL", "https://www.yoururl.com/page", "https://XXXX", "[URL]"))


@plant("text.debris", "webpage")
def debris_url(rnd, rec):
    rec["URL"] += ("&" if "?" in rec["URL"] else "?") + rnd.choice(("utm_source=chatgpt.com", "utm_source=openai", "utm_source=perplexity"))


@plant("text.debris")
def debris(rnd, rec):
    rec["title"] += rnd.choice((" :contentReference[oaicite:2]{index=2}", " citeturn0search1", " [oaicite:4]", " turn0search12"))


# Authors and titles.

@plant("author.missing", "article-journal book chapter")
def no_author(_rnd, rec):
    rec.pop("author", None)
    rec.pop("editor", None)


@plant("author.surname-only", "article-journal book chapter")
def surname(rnd, rec):
    need(len(rec.get("author", [])) > 1)
    name = rnd.choice(rec["author"])
    need(name.get("given") and len(name.get("family", "")) > 3)
    del name["given"]


@plant("author.digits", "article-journal book chapter")
def digits(rnd, rec):
    name = rnd.choice(rec["author"])
    need("family" in name)
    name["family"] += rnd.choice("123")


@plant("author.digits", "article-journal book")
def mail(_rnd, rec):
    name = rec["author"][0]
    need("family" in name and name["family"].isascii() and name["family"].isalpha())
    name["given"] = name["family"].lower() + "@example.org"


@plant("author.inverted-body", "book webpage")
def inverted(rnd, rec):
    family, given = rnd.choice((("Nations", "United"), ("Bank", "World"), ("Commission", "European"), ("Organization", "World Health"), ("Fund", "International Monetary"), ("Union", "European")))
    rec["author"] = [{"family": family, "given": given}]


@plant("author.generic", "webpage")
def generic(rnd, rec):
    rec["author"] = [{"literal": rnd.choice(("Staff", "Admin", "Editorial", "News Desk", "Staff Writer"))}]


@plant("title.missing", "article-journal book chapter")
def no_title(_rnd, rec):
    rec.pop("title")


@plant("title.caps")
def caps(_rnd, rec):
    rec["title"] = rec["title"].upper()
    need(len(rec["title"].split()) > 2 and len(rec["title"]) > 20 and re.match(r"https?://[^/]+/.|www\.[^/]+/.", rec.get("URL", "http://a/b")))


@plant("title.page-debris", "webpage")
def page_debris(rnd, rec):
    rec["title"] = rnd.choice(("404", "Just a moment…", "404 Not Found", "Page not found", "Access Denied", "Attention Required! | Cloudflare"))


@plant("title.page-debris", "webpage")
def page_site(rnd, rec):
    rec["title"] += rnd.choice((" | Reuters", " - BBC News", " | The Guardian", " | Der Spiegel", " — Al Jazeera"))


@plant("title.is-container", "article-journal")
def is_container(_rnd, rec):
    rec["title"] = rec["container-title"]


@plant("title.truncated")
def truncated(rnd, rec):
    words = rec["title"].split()
    need(len(words) > 6)
    rec["title"] = " ".join(words[:5]).rstrip(",:;.") + rnd.choice(("…", "..."))


@plant("title.retracted", "article-journal")
def retracted(rnd, rec):
    rec["title"] = rnd.choice(("RETRACTED: ", "WITHDRAWN: ", "RETRACTED ARTICLE: ", "Retracted: ")) + rec["title"]


# Dates.

@plant("date.missing", "article-journal book chapter")
def no_date(_rnd, rec):
    rec.pop("issued")


@plant("date.not-a-year", "article-journal book chapter")
def not_a_year(_rnd, rec):
    year = str(year_of(rec))
    need("0" in year[1:] or "1" in year[1:])
    at = year.index("0", 1) if "0" in year[1:] else year.index("1", 1)
    rec["issued"] = {"literal": year[:at] + ("O" if year[at] == "0" else "l") + year[at + 1:]}


@plant("date.future")
def future(rnd, rec):
    rec["issued"] = {"date-parts": [[rnd.randint(2029, 2061)]]}
    rec.pop("volume", None) if rec["type"] == "book" else None


@plant("date.impossible", "webpage")
def no_day(rnd, rec):
    day, month = rnd.choice(((31, 4), (30, 2), (31, 6), (31, 9)))
    rec["issued"] = {"date-parts": [[2018, month, day]]}


@plant("date.implausible", "book")
def old(rnd, rec):
    rec["issued"] = {"date-parts": [[rnd.randint(1020, 1440)]]}


@plant("date.two-digit", "webpage")
def two_digit(rnd, rec):
    rec["issued"] = {"literal": f"{rnd.randint(13, 28)}/{rnd.randint(1, 12)}/{rnd.randint(13, 19)}"}


@plant("date.ambiguous", "webpage")
def ambiguous(rnd, rec):
    need("accessed" not in rec or rec["accessed"]["date-parts"])
    rec["issued"] = {"literal": f"{rnd.randint(2, 6)}/{rnd.randint(7, 12)}/2018"}


@plant("date.url-year", "webpage")
def url_year(rnd, rec):
    year = year_of(rec)
    rec["URL"] = "https://www.example.org/news/" + f"{year - rnd.choice((1, 2, -1))}/{rnd.randint(1, 12):02d}/{rnd.randint(1, 28):02d}/a-long-story"


@plant("accessed.missing", "webpage")
def not_accessed(_rnd, rec):
    need(rec.pop("accessed", None))


@plant("accessed.no-url", "webpage")
def no_url(_rnd, rec):
    need("accessed" in rec)
    rec.pop("URL")


@plant("accessed.future", "webpage")
def accessed_future(rnd, rec):
    rec["accessed"] = {"date-parts": [[rnd.randint(2028, 2045), rnd.randint(1, 12), rnd.randint(1, 28)]]}


@plant("accessed.impossible", "webpage")
def accessed_never(rnd, rec):
    day, month = rnd.choice(((31, 4), (30, 2), (31, 6), (31, 9)))
    rec["accessed"] = {"date-parts": [[2021, month, day]]}


@plant("accessed.before-published", "webpage")
def accessed_early(rnd, rec):
    rec["accessed"] = {"date-parts": [[year_of(rec) - rnd.choice((1, 2)), rnd.randint(1, 12), rnd.randint(1, 28)]]}


@plant("accessed.before-web", "webpage")
def accessed_before_web(rnd, rec):
    rec["accessed"] = {"date-parts": [[rnd.randint(1971, 1990), rnd.randint(1, 12), rnd.randint(1, 28)]]}
    rec["issued"] = {"date-parts": [[rec["accessed"]["date-parts"][0][0]]]}


@plant("accessed.odd", "webpage")
def accessed_odd(rnd, rec):
    rec["issued"] = {"date-parts": [[2008]]}
    rec["accessed"] = {"date-parts": [[2009, rnd.randint(1, 12), rnd.randint(1, 28)]]}


# Numbers, container, publisher.

@plant("number.swapped", "article-journal")
def swapped(rnd, rec):
    rec["volume"], rec["issue"] = str(rnd.randint(1, 6)), str(rnd.randint(22, 60))


@plant("pages.reversed", "article-journal chapter")
def reversed_pages(_rnd, rec):
    pages = re.fullmatch(r"(\d+)-(\d+)", rec["page"])
    need(pages and len(pages[1]) == len(pages[2]) and pages[1] != pages[2])
    rec["page"] = f"{pages[2]}-{pages[1]}"


@plant("pages.span", "article-journal")
def span(_rnd, rec):
    first = re.match(r"\d+", rec["page"])
    need(first and len(first[0]) < 4)
    rec["page"] = f"{first[0]}-{int(first[0]) + 450}"


@plant("container.missing", "article-journal chapter")
def no_container(_rnd, rec):
    rec.pop("container-title")


@plant("publisher.missing", "book")
def no_publisher(_rnd, rec):
    rec.pop("publisher")


@plant("publisher.place-swapped", "book")
def place_swapped(rnd, rec):
    rec["publisher-place"], rec["publisher"] = rnd.choice((("Routledge", "London"), ("Springer", "Berlin"), ("Cambridge University Press", "Cambridge"), ("Suhrkamp", "Frankfurt am Main"), ("Einaudi", "Torino"), ("Gallimard", "Paris")))


@plant("publisher.host", "webpage")
def other_host(rnd, rec):
    rec["author"] = [{"literal": rnd.choice(("The Guardian", "BBC News", "Le Monde", "El País", "Der Spiegel", "The New York Times"))}]
    rec["URL"] = "https://www.valuewalk.com/2015/a-long-story"
    rec["issued"] = {"date-parts": [[2015]]}
    rec.pop("container-title", None)


# Identifiers.

@plant("doi.syntax", "article-journal")
def bad_doi(rnd, rec):
    rec["DOI"] = rnd.choice(("11.1016/j.x.2009.01.004", "1O.1016/j.x.2009.01.004", "10:1016/j.x.2009"))


@plant("doi.truncated", "article-journal")
def cut_doi(rnd, rec):
    rec["DOI"] = rnd.choice(("10.1093", "10.1016/"))


@plant("doi.trailing", "article-journal")
def trailing_doi(rnd, rec):
    rec["DOI"] = "10.1016/j.xyz.2009.01.004" + rnd.choice((").", "?cookieSet=1", ".,"))


@plant("doi.in-url", "article-journal")
def doi_in_url(_rnd, rec):
    rec.pop("DOI", None)
    rec["URL"] = "https://onlinelibrary.example.com/doi/10.1111/j.1468-5965.2009.02021.x"


def with_url(rule, change, types="webpage", outputs=ALL):
    def planted(rnd, rec):
        rec["URL"] = change(rnd, rec)
    planted.__name__ = rule
    plant(rule, types, outputs)(planted)


def rest(rec):
    return rec["URL"].split("://", 1)[1]


with_url("url.whitespace", lambda rnd, rec: rec["URL"].replace("/", "/ ", 3).replace("/ / ", "//", 1) if rnd.random() < .5 else rec["URL"].replace(".", ". ", 1))
with_url("url.scheme", lambda rnd, rec: rnd.choice(("http//", "hhttp://", "http://https://", "http:/", "htp://", "ttps://", "http:///", "https;//")) + rest(rec))
with_url("url.host", lambda rnd, rec: "https://" + rnd.choice(("www,example.com/a/story", "www..example.com/a/story", "www.example.con/a/story")))
with_url("url.trailing", lambda rnd, rec: rec["URL"].rstrip("/") + rnd.choice((").", "),", "\".")))
with_url("url.cut", lambda rnd, rec: rec["URL"].rstrip("/")[:-3] + rnd.choice(("…", "-", "%", "...", "(")))
with_url("url.tracking", lambda rnd, rec: rec["URL"].split("?")[0] + rnd.choice(("?utm_source=newsletter&utm_medium=email", "?fbclid=IwAR1x2y3z", ";jsessionid=ABCDEF0123456789")))
with_url("url.tracking", lambda rnd, rec: "https://" + rest(rec).split("/")[0].replace(".", "-") + ".ezproxy.example.edu/" + rest(rec).partition("/")[2])
with_url("url.shortener", lambda rnd, rec: rnd.choice(("https://bit.ly/3aBcDe", "https://tinyurl.com/y7abcd", "https://t.co/AbC123x", "https://goo.gl/Ab12Cd", "https://ow.ly/Ab12Cd")))
with_url("url.search", lambda rnd, rec: rnd.choice(("https://www.google.com/search?q=long+union", "https://www.bing.com/search?q=long+union", "https://scholar.google.com/scholar?q=long+union", "https://webcache.googleusercontent.com/search?q=cache:abc")))
with_url("url.homepage", lambda rnd, rec: rnd.choice(("https://www.example.org/", "http://www.example.com", "https://news.example.net/index.html")))
with_url("url.local", lambda rnd, rec: rnd.choice(("file:///C:/Users/me/paper.pdf", "C:\\Users\\me\\paper.pdf", "http://localhost:8080/paper", "http://intranet/docs/paper.pdf", "file:///home/me/paper.pdf")))


def extra(rule, field, values, label, types="book article-journal"):
    def planted(rnd, rec):
        value = rnd.choice(values)
        rec[field] = value
        rec["_behind"] = f" {label} {value}."
    planted.__name__ = rule
    plant(rule, types)(planted)


extra("isbn.check", "ISBN", ("978-3-16-148410-1", "0-8044-2957-1", "978-0-306-40615-8", "978030640615"), "ISBN", "book")
extra("issn.check", "ISSN", ("0378-5956", "2049-3631", "1234-567"), "ISSN", "article-journal")
extra("arxiv.form", "number", ("arXiv:1399.99999", "arXiv:2113.01234", "arXiv:1502.1234"), "", "article-journal")
extra("pmid.form", "PMID", ("1234567890", "012345678"), "PMID:", "article-journal")
PLANTS[-1] = (*PLANTS[-1][:2], (TEXT, "bib", "json"), PLANTS[-1][3])


# Lists.

def merged(_rnd, lines, i, _style):
    need(i + 1 < len(lines))
    lines[i] += " " + re.sub(r"^(?:\[\d+\]|\d+\.) ", "", lines.pop(i + 1))


def broken(rnd, lines, i, _style):
    words = lines[i].split(" ")
    need(len(words) > 14)
    at = rnd.randint(6, len(words) - 5)
    lines[i] = " ".join(words[:at])
    lines.insert(i + 1, " ".join(words[at:]))


def misplaced(rnd, lines, i, style):
    need(style in AUTHOR_DATE or style in FULL_NAMES)
    line = lines.pop(i)
    at = (i + rnd.randint(4, 15)) % len(lines)
    need(abs(at - i) > 2)
    lines.insert(at, line)


def misnumbered(rnd, lines, i, _style):
    need(re.match(r"\[?\d", lines[0]) and 2 < i < len(lines) - 2)
    lines.pop(i)


def twice(_rnd, lines, i, _style):
    need(not re.match(r"\[?\d", lines[0]))
    lines.insert(i + 1, lines[i])


LINES = (("list.merged", merged), ("list.merged", broken), ("list.order", misplaced), ("list.numbering", misnumbered), ("list.duplicate", twice))


def suffix(_rnd, recs, i):
    rec = copy.deepcopy(recs[i])
    rec.update(id=rec["id"] + "x", title="Quite another story of rivers and lakes")
    rec.pop("DOI", None)
    rec.pop("page", None)
    recs.append(rec)


def same_doi(_rnd, recs, i):
    others = [r for k, r in enumerate(recs) if k != i and r["type"] == "article-journal"]
    need(others and recs[i]["type"] == "article-journal")
    recs[i]["DOI"] = others[0]["DOI"] = "10.5555/12345678"


def typo_twice(_rnd, recs, i):
    rec = copy.deepcopy(recs[i])
    word = longest(rec)
    in_title(rec, word, word[:2] + word[3:])
    rec["id"] += "x"
    recs.append(rec)


def same_url(_rnd, recs, i):
    others = [r for k, r in enumerate(recs) if k != i and r["type"] == "webpage"]
    need(others and recs[i]["type"] == "webpage")
    recs[i]["URL"] = others[0]["URL"]


def journal_variant(_rnd, recs, i):
    need(recs[i]["type"] == "article-journal")
    other = next((r for k, r in enumerate(recs) if k != i and r["type"] == "article-journal"), None)
    need(other and not other["container-title"].lower().startswith("the "))
    recs[i]["container-title"] = "The " + other["container-title"]


def name_variant(_rnd, recs, i):
    need(recs[i].get("author"))
    for other in recs:
        name = other.get("author", [{}])[0]
        if other is not recs[i] and len(name.get("given", "")) > 3 and "." not in name["given"] and name.get("family"):
            recs[i]["author"] = [{"family": name["family"], "given": name["given"][0] + "."}]
            return
    raise Skip


RECORDS = (("list.duplicate", typo_twice), ("list.same-id", same_doi), ("list.same-id", same_url), ("list.suffix", suffix),
           ("list.journal-variant", journal_variant), ("list.name-variant", name_variant))


# Real records.

def is_whole(rec):
    wanted = {"article-journal": ("author", "title", "issued", "container-title", "volume", "page"),
              "book": ("author", "title", "issued", "publisher", "publisher-place"),
              "chapter": ("author", "title", "issued", "container-title", "publisher"), "webpage": ("title", "issued", "URL")}
    fields = wanted.get(rec["type"])
    return fields and all(rec.get(f) for f in fields) and "date-parts" in rec["issued"] and len(rec["title"]) > 20


def load(ibid, path):
    form = "labels" if path.endswith(".jsonl") else "csl-json" if path.endswith(".json") else "text"
    done = subprocess.run([*ibid, "parse", "--from", form, "--to", "csl-json", path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    recs = []
    for rec in json.loads(done.stdout):
        if not is_whole(rec):
            continue
        rec.pop("custom", None)
        rec.pop("note", None)
        rec["issued"]["date-parts"] = rec["issued"]["date-parts"][:1]
        if rec["type"] == "webpage":
            rec.setdefault("accessed", {"date-parts": [[2021, 3, 17]]})
            need_parts = rec["accessed"].get("date-parts", [[0]])[0]
            if len(need_parts) < 3 or need_parts[0] < year_of(rec) or need_parts[0] < 2014:
                rec["accessed"] = {"date-parts": [[max(2021, year_of(rec)), 3, 17]]}
        recs.append(rec)
    return recs


def groups(recs, size, count, seed):
    """Lists of SIZE records, most of them of one source and the pages beside."""
    rnd = random.Random(seed)
    by_type = collections.defaultdict(list)
    for rec in recs:
        by_type[rec["type"]].append(rec)
    made = []
    for _ in range(count):
        group = []
        for kind, share in (("article-journal", 9), ("book", 5), ("chapter", 4), ("webpage", 7)):
            pool = by_type[kind]
            group += copy.deepcopy(rnd.sample(pool, min(len(pool), share)))
        for k, rec in enumerate(group):
            rec["id"] = f"r{k}"
        made.append(group)
    return made


# Setting.

def set_in_style(csl, recs, lang):
    """id -> the entry as printed; ids in the style's order."""
    with tempfile.TemporaryDirectory() as folder:
        style = re.sub(r'disambiguate-add-year-suffix="true"|subsequent-author-substitute="[^"]*"', "", pathlib.Path(csl).read_text(encoding="utf-8"))
        pathlib.Path(folder, "style.csl").write_text(style, encoding="utf-8")
        clean = [{k: v for k, v in rec.items() if not k.startswith("_")} for rec in recs]
        pathlib.Path(folder, "refs.json").write_text(json.dumps(clean), encoding="utf-8")
        pathlib.Path(folder, "doc.md").write_text(f"---\nnocite: '@*'\nlang: {lang}\n---\n", encoding="utf-8")
        done = subprocess.run(["pandoc", "--citeproc", "--wrap=none", "--csl", "style.csl", "--bibliography", "refs.json", "-t", "html", "doc.md"],
                              cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    entries = {}
    for part in re.split(r'<div id="ref-', done.stdout.decode())[1:]:
        key, _, body = part.partition('"')
        body = body[body.index(">") + 1:]
        body = re.sub(r'<div class="csl-left-margin">.*?</div>', "", body, flags=re.S)
        text = html.unescape(re.sub(r"<(?!!)/?[a-z][^>]*>", "", body))
        entries[key] = " ".join(text.split())
    return entries


NAMES = {"article-journal": ("article", "JOUR"), "book": ("book", "BOOK"), "chapter": ("incollection", "CHAP"), "webpage": ("online", "ELEC")}


def date_text(date, mark):
    if "literal" in date:
        return date["literal"]
    return mark.join(f"{n:02d}" if k else str(n) for k, n in enumerate(date["date-parts"][0]))


def name_text(name):
    return "{" + name["literal"] + "}" if "literal" in name else ", ".join(filter(None, (name.get("family"), name.get("given"))))


def as_bib(recs):
    out = []
    for rec in recs:
        fields = {"title": rec.get("title"), "volume": rec.get("volume"), "number": rec.get("issue"), "publisher": rec.get("publisher"),
                  "location": rec.get("publisher-place"), "doi": rec.get("DOI"), "url": rec.get("URL"), "isbn": rec.get("ISBN"), "issn": rec.get("ISSN"),
                  "pages": rec.get("page", "").replace("-", "--"), "author": " and ".join(map(name_text, rec.get("author", []))),
                  "editor": " and ".join(map(name_text, rec.get("editor", []))), "eprint": rec.get("number", "").removeprefix("arXiv:"),
                  "pmid": rec.get("PMID"), "eprinttype": "arxiv" if rec.get("number") else "",
                  "journaltitle" if rec["type"] == "article-journal" else "booktitle" if rec["type"] == "chapter" else "organization": rec.get("container-title"),
                  "date": date_text(rec["issued"], "-") if "issued" in rec else "", "urldate": date_text(rec["accessed"], "-") if "accessed" in rec else ""}
        body = "".join(f"  {k} = {{{v}}},\n" for k, v in fields.items() if v)
        body = re.sub(r"(?<!\\)([&%#])(?=[^\n]*\},\n)", r"\\\1", body)
        out.append(f"@{NAMES[rec['type']][0]}{{{rec['id']},\n{body}}}\n")
    return "\n".join(out)


def as_ris(recs):
    out = []
    for rec in recs:
        pages = rec.get("page", "").split("-")
        fields = [("TI", rec.get("title")), *(("AU", name_text(n).strip("{}")) for n in rec.get("author", [])), *(("ED", name_text(n).strip("{}")) for n in rec.get("editor", [])),
                  ("T2", rec.get("container-title")), ("VL", rec.get("volume")), ("IS", rec.get("issue")), ("SP", pages[0]), ("EP", pages[1] if len(pages) > 1 else ""),
                  ("PB", rec.get("publisher")), ("CY", rec.get("publisher-place")), ("DO", rec.get("DOI")), ("UR", rec.get("URL")), ("SN", rec.get("ISBN") or rec.get("ISSN")),
                  ("AN", rec.get("PMID")), ("M1", rec.get("number")),
                  ("PY", date_text(rec["issued"], "/") if "literal" in rec.get("issued", {}) else year_of(rec) if "issued" in rec else ""),
                  ("DA", date_text(rec["issued"], "/") + "/" if "issued" in rec and "literal" not in rec["issued"] and len(rec["issued"]["date-parts"][0]) == 3 else ""),
                  ("Y2", date_text(rec["accessed"], "/") + "/" if "accessed" in rec else "")]
        body = "".join(f"{tag}  - {value}\n" for tag, value in fields if value)
        out.append(f"TY  - {NAMES[rec['type']][1]}\n{body}ER  - \n")
    return "\n".join(out)


def as_json(recs):
    return json.dumps([{k: v for k, v in rec.items() if not k.startswith("_")} for rec in recs], ensure_ascii=False)


WRITERS = {"bib": as_bib, "ris": as_ris, "json": as_json}


# Running.

class Bench:
    def __init__(self, args):
        self.args, self.folder = args, tempfile.mkdtemp()
        self.cache, self.counts, self.false, self.references = {}, collections.OrderedDict(), collections.Counter(), 0

    def check(self, text, ending):
        file = pathlib.Path(self.folder, "list." + ending)
        file.write_text(text, encoding="utf-8")
        done = subprocess.run([*self.args.ibid.split(), "check", "--offline", "--all", "--today", "2026-11-24", "--fail-on", "never", "--format", "json", str(file)],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
        report = json.loads(done.stdout or b'{"findings": [], "references": []}')
        places = {r["key"]: k for k, r in enumerate(report["references"])}
        for finding in report["findings"]:
            finding["record"] = places[finding["key"]]
        return report

    def count(self, rule, name, output, report, index, shown):
        told = [f["rule"] for f in report["findings"]
                if index is None or f["source"]["line"] == 2 * index + 1 or (output in FORMATS and f["record"] == index)]
        found = rule in told
        row = self.counts.setdefault(rule, collections.Counter())
        row["tried"] += 1
        row["found"] += found
        row["tried " + output] += 1
        row["found " + output] += found
        if self.args.v and not found:
            print(f"missed\t{rule}\t{name}\t{output}\t{told}\t{shown}", file=sys.stderr)


def variants(group, seed, rules, each):
    """(rule, name, outputs, index, changed record) of every plant."""
    for rule, types, outputs, function in PLANTS:
        if rules and rule not in rules:
            continue
        rnd = random.Random(f"{seed}{rule}{function.__name__}")
        order = list(range(len(group)))
        rnd.shuffle(order)
        done = 0
        for i in order:
            if done == each:
                break
            if group[i]["type"] not in types or (rule == "number.swapped" and any(r.get("issue", "0").isdigit() and int(r.get("issue", "0")) > 12 for r in group)):
                continue
            rec = copy.deepcopy(group[i])
            try:
                function(rnd, rec)
            except (Skip, KeyError, IndexError, ValueError):
                continue
            done += 1
            yield rule, function.__name__, outputs, i, rec


def is_shown(rule, line, rec):
    """Does the style print what was planted?"""
    date = rec.get("issued", {}).get("literal", "")
    if rule.startswith("accessed.") and rule not in ("accessed.missing", "accessed.no-url"):
        return str(rec["accessed"]["date-parts"][0][0]) in line.replace(str(year_of(rec)), "", 1)
    if rule == "accessed.no-url":
        return str(rec["accessed"]["date-parts"][0][0]) in line
    if rule == "date.missing":
        return not re.search(r"n\.\s?d\.|s\.\s?d\.|s\.\s?f\.|o\.\s?J\.|no date|\bn\.d|без даты|б\. д", line)
    if rule == "author.missing":
        return not re.search(r"\bAnon|Anónimo|Anonyme", line)
    if rule == "author.inverted-body":
        return rec["author"][0]["given"] in line
    if rule == "date.impossible":
        return str(rec["issued"]["date-parts"][0][2]) in line
    if rule == "author.digits" and "@" in rec["author"][0].get("given", ""):
        return rec["author"][0]["given"] in line
    if rule == "date.ambiguous" and "3.17.2021" in line:
        return False  # the list tells that the month comes first
    if rule == "date.url-year":
        return str(year_of(rec)) in line.replace(rec["URL"], "")
    if rule in ("date.two-digit", "date.ambiguous"):
        return line.count(date) == 1
    if rule == "publisher.place-swapped":
        return rec["publisher-place"] in line and rec["publisher"] in line
    if rule == "number.swapped":
        return re.search(rf"\b{rec['issue']}\b", line)
    return True


AUTHOR_DATE = "apa chicago-author-date harvard-cite-them-right elsevier-harvard american-political-science-association american-sociological-association".split()
FULL_NAMES = ("chicago-author-date chicago-note-bibliography chicago-fullnote-bibliography modern-language-association "
              "american-political-science-association american-sociological-association modern-humanities-research-association").split()


def numbered(lines, style):
    mark = {"ieee": "[{}] ", "american-chemical-society": "({}) ", "nature": "{}. "}.get(style)
    return [(mark.format(k + 1) if mark else "") + line for k, line in enumerate(lines)]


def run_text(bench, group, seed, csl):
    args, style = bench.args, pathlib.Path(csl).stem
    kinds = [v for v in variants(group, seed, args.rules, args.each) if TEXT in v[2]]
    extra_sets = []
    for rule, function in RECORDS:
        if args.rules and rule not in args.rules:
            continue
        if (rule == "list.suffix" and style not in AUTHOR_DATE) or (rule == "list.name-variant" and style not in FULL_NAMES):
            continue
        for i in random.Random(f"{seed}{rule}").sample(range(len(group)), len(group)):
            recs = copy.deepcopy(group)
            try:
                function(None, recs, i)
            except Skip:
                continue
            extra_sets.append((rule, function.__name__, i, recs))
            break
    everything = [{**rec, "id": f"v{k}"} for k, (*_, rec) in enumerate(kinds)]
    for k, (_, _, _, recs) in enumerate(extra_sets):
        everything += [{**rec, "id": f"x{k}-{m}"} for m, rec in enumerate(recs)]
    entries = set_in_style(csl, group + everything, args.locale)
    behind = {f"v{k}": rec.get("_behind", "") for k, (*_, rec) in enumerate(kinds)}
    keys = [key for key in entries if key.startswith("r")]
    base = [entries[key] for key in keys]
    report = bench.check("\n\n".join(numbered(base, style)) + "\n", "txt")
    bench.references += len(base)
    for f in report["findings"]:
        bench.false[f"{f['severity'][0].upper()} {f['rule']}"] += 1
        if args.v:
            text = next((r["text"] for r in report["references"] if r["key"] == f["key"]), "")
            print(f"false\t{f['rule']}\t{style}\t{f['message']}\t{text}", file=sys.stderr)
    for k, (rule, name, _outputs, i, _rec) in enumerate(kinds):
        line = entries.get(f"v{k}", "")
        at = keys.index(f"r{i}")
        line += behind[f"v{k}"] if behind[f"v{k}"].split(" ")[-1].rstrip(".") not in line else ""
        if line == base[at] or not is_shown(rule, line, _rec):
            continue  # the style does not print it
        lines = base[:at] + [line] + base[at + 1:]
        bench.count(rule, name, style, bench.check("\n\n".join(numbered(lines, style)) + "\n", "txt"), at, line)
    for k, (rule, name, i, recs) in enumerate(extra_sets):
        lines = [entries[key] for key in entries if key.startswith(f"x{k}-")]
        if name == "same_doi" and "10.5555/12345678" not in " ".join(lines):
            continue
        bench.count(rule, name, style, bench.check("\n\n".join(numbered(lines, style)) + "\n", "txt"), None, recs[i].get("title"))
    for rule, function in LINES:
        if args.rules and rule not in args.rules:
            continue
        rnd = random.Random(f"{seed}{rule}{style}")
        done = 0
        for i in rnd.sample(range(len(base)), len(base)):
            lines = numbered(base, style)
            try:
                function(rnd, lines, i, style)
            except Skip:
                continue
            bench.count(rule, function.__name__, style, bench.check("\n\n".join(lines) + "\n", "txt"), None, lines[min(i, len(lines) - 1)])
            done += 1
            if done == args.each:
                break


def run_format(bench, group, seed, form):
    args = bench.args
    report = bench.check(WRITERS[form](group), form)
    bench.references += len(group)
    for f in report["findings"]:
        bench.false[f"{f['severity'][0].upper()} {f['rule']}"] += 1
        if args.v:
            print(f"false\t{f['rule']}\t{form}\t{f['message']}", file=sys.stderr)
    for rule, name, outputs, i, rec in variants(group, seed, args.rules, args.each):
        if form not in outputs:
            continue
        recs = group[:i] + [rec] + group[i + 1:]
        bench.count(rule, name, form, bench.check(WRITERS[form](recs), form), i, json.dumps(rec, ensure_ascii=False))
    for rule, function in RECORDS:
        if (args.rules and rule not in args.rules) or rule == "list.suffix":
            continue
        recs = copy.deepcopy(group)
        try:
            function(None, recs, random.Random(seed).randrange(len(recs)))
        except Skip:
            continue
        bench.count(rule, function.__name__, form, bench.check(WRITERS[form](recs), form), None, "")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("-v", action="store_true", help="show what was missed")
    parser.add_argument("--ibid", default=os.environ.get("IBID", "./ibid"))
    parser.add_argument("--csl", default="/usr/share/texlive/texmf-dist/tex/latex/citation-style-language/styles")
    parser.add_argument("--locale", default="en-US")
    parser.add_argument("--style", action="append", help="a style's name, or bib, ris, json")
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--each", type=int, default=1, help="defects of a kind in a list's copies")
    parser.add_argument("--rules", default=[], type=lambda s: s.split(","))
    parser.add_argument("files", nargs="+")
    args = parser.parse_args()
    recs = [rec for path in args.files for rec in load(args.ibid.split(), path)]
    bench = Bench(args)
    for seed, group in enumerate(groups(recs, 25, args.seeds, "ibid")):
        for csl in sorted(pathlib.Path(args.csl).glob("*.csl")):
            if not args.style or csl.stem in args.style:
                run_text(bench, group, seed, csl)
        for form in FORMATS:
            if not args.style or form in args.style:
                run_format(bench, group, seed, form)
    total = collections.Counter()
    print("rule\tplanted\tfound\tpercent\twhere missed")
    for rule, row in sorted(bench.counts.items()):
        total.update(row)
        missed = {key[6:]: row[key] - row["found " + key[6:]] for key in row if key.startswith("tried ") and row[key] != row["found " + key[6:]]}
        print(f"{rule}\t{row['tried']}\t{row['found']}\t{100 * row['found'] / row['tried']:.0f}\t{missed or ''}")
    for key in sorted(total):
        if key.startswith("tried "):
            print(f"  {key[6:]}\t{total[key]}\t{total['found ' + key[6:]]}\t{100 * total['found ' + key[6:]] / total[key]:.0f}")
    print(f"all\t{total['tried']}\t{total['found']}\t{100 * total['found'] / max(total['tried'], 1):.1f}")
    loud = sum(n for rule, n in bench.false.items() if rule[0] != "I")
    print(f"E and W without defects in {bench.references} references\t{loud}\t{dict(bench.false)}")


if __name__ == "__main__":
    main()
