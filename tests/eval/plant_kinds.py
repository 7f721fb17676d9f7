"""The defects that plant_styles.py plants: of one record, of a list's records, of its lines.

A function changes what it is given, or raises Skip where its defect cannot stand.
"""
import copy
import re

FORMATS = ("bib", "ris", "json")
AUTHOR_DATE = "apa chicago-author-date harvard-cite-them-right elsevier-harvard american-political-science-association american-sociological-association".split()
FULL_NAMES = ("chicago-author-date chicago-note-bibliography chicago-fullnote-bibliography modern-language-association "
              "american-political-science-association american-sociological-association modern-humanities-research-association").split()
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
    need(rec.get("language", "en").startswith("en"))  # of others the language decides
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


def is_shown(rule, line, rec):
    """Does the style print what was planted?"""
    date = rec.get("issued", {}).get("literal", "")
    if rule.startswith("accessed.") and rule != "accessed.missing":
        year, _month, day = rec["accessed"]["date-parts"][0]
        bare = line.replace(rec.get("URL", " "), "")
        early = rule != "accessed.before-published" or str(year_of(rec)) in bare
        return early and str(year) in bare.replace(str(year_of(rec)), "", 1) and re.search(rf"\b0?{day}\b", bare)
    if rule == "date.missing":
        return not re.search(r"n\.\s?d\.|s\.\s?d\.|s\.\s?f\.|o\.\s?J\.|no date|\bn\.d|без даты|б\. ?д|ohne Datum|b\. ?d\.|sans date|sem data|senza data", line)
    if rule == "author.missing":
        return not re.search(r"\bAnon|Anónimo|Anonyme|^O A\.", line)
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
