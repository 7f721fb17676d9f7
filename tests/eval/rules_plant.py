#!/usr/bin/env python3
"""Plants defects in lists that are in good order, and prints how many the offline rules find.

    rules_plant.py [-v] [--ibid PROGRAM] [--seeds N] [--style STYLE] [RULE...]

Each defect stands alone in its list; it counts as found when its rule is reported of the
entry that it was planted in (of any, for rules about pairs).  The lists without defects are
checked too: what is said about them is false.
"""
import argparse
import collections
import copy
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

import plant_lists as lists

PLANTS = []  # (rule, types, styles, what is changed, function)


def plant(rule, types="article book chapter page", styles="quoted apa ieee vancouver chicago", where="ref"):
    def keep(function):
        PLANTS.append((rule, types.split(), styles.split(), where, function))
        return function
    return keep


class Skip(Exception):
    """The defect cannot be planted here."""


def swapped_in(line, old, new):
    if old not in line:
        raise Skip
    return line.replace(old, new, 1)


# Fields: REF is changed before it is set.

@plant("author.missing", "article book", "quoted apa chicago", "line")
def no_author(_rnd, line, ref, style):
    if style == "chicago":
        return line[line.index(". ") + 2:]
    head = f"({ref['date']}){',' if style == 'quoted' else '.'} "
    rest = line[line.index(head) + len(head):]
    end = rest.index(ref["title"]) + len(ref["title"]) + (style == "quoted")
    return rest[:end].rstrip(".,") + f" ({ref['date']})" + rest[end:]


@plant("author.surname-only", "article book chapter", "quoted apa chicago")
def surname_alone(rnd, ref):
    if len(ref["authors"]) < 2:
        raise Skip
    ref["alone"] = len(ref["authors"]) - 1


@plant("author.surname-only", "article", "quoted apa vancouver")
def lone_surname(_rnd, ref):
    if len(ref["authors"]) > 1:
        raise Skip
    ref["alone"] = 0


@plant("author.digits")
def digits(rnd, ref):
    if not ref["authors"]:
        raise Skip
    k = rnd.randrange(len(ref["authors"]))
    family, given = ref["authors"][k]
    ref["authors"][k] = (family + rnd.choice("12"), given)


@plant("author.inverted-body", "book page", "quoted apa chicago")
def inverted(rnd, ref):
    ref["authors"] = [rnd.choice((("Nations", "United"), ("Bank", "World"), ("Commission", "European"), ("Union", "African")))]
    ref["whole"] = True


@plant("author.generic", "page", "quoted apa vancouver chicago")
def generic(rnd, ref):
    ref["authors"] = []
    ref["site"] = rnd.choice(("News Desk", "Staff", "Editorial Board"))


@plant("title.caps")
def capitals(_rnd, ref):
    ref["title"] = ref["title"].upper()


@plant("title.page-debris", "page")
def debris(rnd, ref):
    ref["title"] = rnd.choice(("404 Not Found", "Just a moment...", "Access Denied", "Page not found"))


@plant("title.page-debris", "page")
def site_behind(rnd, ref):
    ref["title"] += rnd.choice((" | Reuters", " | " + ref["site"], " - BBC News"))


@plant("title.is-container", "article")
def same_as_journal(_rnd, ref):
    ref["title"] = ref["container"]


@plant("title.truncated")
def cut_title(_rnd, ref):
    ref["title"] = " ".join(ref["title"].split()[:5]) + "…"


@plant("title.retracted", "article")
def retracted(rnd, ref):
    ref["title"] = rnd.choice(("RETRACTED: ", "WITHDRAWN: ")) + ref["title"]


@plant("date.not-a-year")
def letters_in_year(rnd, ref):
    year = str(ref["year"])
    if "0" not in year[1:]:
        raise Skip
    at = year.index("0", 1)
    ref["date"] = year[:at] + "O" + year[at + 1:]
    ref["fulldate"] = False


@plant("date.future")
def future(rnd, ref):
    ref["date"], ref["fulldate"] = str(rnd.randint(2028, 2060)), False
    if ref["type"] == "article":
        ref["volume"] += int(ref["date"]) - ref["year"]


@plant("date.impossible", "page", "apa ieee chicago")
def no_such_day(rnd, ref):
    ref["month"], ref["day"] = rnd.choice(((4, 31), (2, 30), (6, 31), (9, 31)))


@plant("date.implausible", "book")
def old(_rnd, ref):
    ref["date"] = "1210"


@plant("date.two-digit", "page", "quoted")
def two_digits(_rnd, ref):
    y, m, d = ref["accessed"]
    ref["seen"], ref["seen_ok"] = f"{d}/{m}/{y % 100:02d}", False


@plant("date.url-year", "page")
def other_year(rnd, ref):
    ref["url"] = f"{ref['base']}/{ref['year'] - rnd.choice((1, 2))}/{ref['month']:02d}/{ref['day']:02d}/{lists.slug(ref['title'])}"


@plant("date.two-dates", "page", "quoted")
def two_dates(rnd, ref):
    ref["behind"] = f"{ref['day']} {lists.MONTHS[ref['month'] - 1]} {ref['year'] - 1}, "


@plant("accessed.future", "page")
def seen_later(rnd, ref):
    ref["accessed"] = (rnd.randint(2028, 2040), rnd.randint(1, 12), rnd.randint(13, 28))


@plant("accessed.impossible", "page", "quoted")
def seen_never(rnd, ref):
    ref["seen"], ref["seen_ok"] = rnd.choice(("31/4/2022", "30/2/2022", "31/6/2022")), False


@plant("accessed.before-published", "page")
def seen_before(_rnd, ref):
    ref["accessed"] = (ref["year"] - 2, ref["accessed"][1], ref["accessed"][2])


@plant("accessed.before-web", "page")
def seen_in_1985(_rnd, ref):
    ref["accessed"] = (1985, ref["accessed"][1], ref["accessed"][2])


@plant("accessed.odd", "page")
def seen_long_ago(_rnd, ref):
    ref["year"] = 2009
    ref["accessed"] = (2010, ref["accessed"][1], ref["accessed"][2])


@plant("number.swapped", "article")
def exchanged(_rnd, ref):
    if ref["volume"] <= 12:
        raise Skip
    ref["volume"], ref["issue"] = ref["issue"], ref["volume"]


@plant("number.volume-year", "article", where="refs")
def off_the_line(rnd, refs, i):
    journal = refs[i]["container"]
    same = [r for k, r in enumerate(refs) if k != i and r.get("container") == journal and r["type"] == "article"]
    years = sorted(r["year"] for r in same)
    if len(same) < 2 or years[-1] - years[0] < 2 or not years[0] <= refs[i]["year"] <= years[-1]:
        raise Skip
    refs[i]["volume"] += rnd.choice((-4, 3, 5))


@plant("pages.reversed", "article chapter")
def backwards(_rnd, ref):
    first, last = ref["pages"]
    if len(str(first)) != len(str(last)):
        raise Skip
    ref["pages"] = (last, first)


@plant("pages.span", "article")
def too_many(_rnd, ref):
    ref["pages"] = (ref["pages"][0], ref["pages"][0] + 350)


@plant("publisher.place-swapped", "book chapter")
def place_exchanged(_rnd, ref):
    if ref["place"] in ("Cambridge", "Oxford", "Princeton"):
        raise Skip
    ref["place"], ref["publisher"] = ref["publisher"], ref["place"]


@plant("publisher.host", "page")
def elsewhere(_rnd, ref):
    ref["url"] = f"https://www.valuewalk.com/{lists.slug(ref['title'])}"


@plant("list.journal-variant", "article", where="refs")
def other_spelling(_rnd, refs, i):
    journal = refs[i]["container"]
    if not any(k != i and r.get("container") == journal for k, r in enumerate(refs)):
        raise Skip
    refs[i]["container"] = "The " + journal if " and " not in journal else journal.replace(" and ", " & ")


@plant("list.name-variant", "article book", "quoted chicago", "refs")
def other_name(_rnd, refs, i):
    j = (i + 5) % len(refs)
    if not refs[j]["authors"] or refs[j]["type"] == "page" or not refs[i]["authors"]:
        raise Skip
    family, given = refs[j]["authors"][0]
    refs[i]["authors"] = [(family, given[0] + ".")] + refs[i]["authors"][1:]


@plant("doi.syntax", "article", "apa ieee chicago")
def no_doi(_rnd, ref):
    ref["doi"] = "11.1016" + ref["doi"][7:]


@plant("doi.truncated", "article", "apa ieee chicago")
def prefix_alone(rnd, ref):
    ref["doi"] = rnd.choice(("10.1093", "10.1016/"))


# Addresses.

def with_url(rule, change, types="page", styles="quoted apa ieee vancouver chicago"):
    def planted(rnd, ref):
        ref["url"] = change(rnd, ref)
    plant(rule, types, styles)(planted)


def path(ref):
    return ref["url"].split("://", 1)[1]


with_url("url.whitespace", lambda rnd, ref: ref["url"].replace("/", "/ ", 4).replace("/ ", "/", 3) if ref["url"].count("/") > 3 else ref["url"].replace(".", ". ", 1))
with_url("url.whitespace", lambda rnd, ref: ref["url"].replace("www.", "www. ", 1) if "www." in ref["url"] else ref["url"].replace("org/", "org/ ", 1))
with_url("url.scheme", lambda rnd, ref: rnd.choice(("http//", "hhttp://", "http://https://", "http:/", "htp://", "ttps://")) + path(ref))
with_url("url.host", lambda rnd, ref: ref["url"].replace("www.", "www,", 1) if "www." in ref["url"] else ref["url"].replace(".org", ",org", 1))
with_url("url.cut", lambda rnd, ref: ref["url"][:-8].rstrip("-") + "…", styles="quoted apa vancouver")
with_url("url.cut", lambda rnd, ref: ref["url"][:-8].rstrip("-") + "-", styles="quoted apa vancouver")
with_url("url.tracking", lambda rnd, ref: ref["url"] + rnd.choice(("?utm_source=newsletter&utm_medium=email", "?fbclid=IwAR1x2y3z")))
with_url("url.tracking", lambda rnd, ref: "https://" + path(ref).split("/")[0].replace(".", "-") + ".ezproxy.example.edu/" + path(ref).split("/", 1)[1])
with_url("url.shortener", lambda rnd, ref: rnd.choice(("https://bit.ly/3aBcDe", "https://tinyurl.com/y7abcd", "https://t.co/AbC123x")))
with_url("url.search", lambda rnd, ref: "https://www.google.com/search?q=" + lists.slug(ref["title"]).replace("-", "+"))
with_url("url.homepage", lambda rnd, ref: "/".join(ref["url"].split("/")[:3]) + "/")
with_url("url.local", lambda rnd, ref: rnd.choice(("file:///C:/Users/me/paper.pdf", "C:\\Users\\me\\paper.pdf", "http://localhost:8080/paper", "http://intranet/docs/paper.pdf")))
with_url("text.debris", lambda rnd, ref: ref["url"] + "?utm_source=chatgpt.com")


# Lines: the text is changed after it is set.

@plant("text.mojibake", where="line")
def misread(rnd, line, ref, _style):
    word = rnd.choice(("Kłysinski", "Żuławski", "Çelik", "Šimić", "Gonçalves"))
    bad = word.encode().decode("cp1252", "ignore")
    return swapped_in(line, ref["authors"][0][0] if ref["authors"] else ref["site"], bad)


@plant("text.replacement", where="line")
def lost_letter(rnd, line, ref, _style):
    word = max(ref["title"].split(), key=len)
    return swapped_in(line, word, word[:3] + rnd.choice("\ufffd?") + word[4:])


@plant("text.invisible", where="line")
def unseen(rnd, line, ref, _style):
    word = max(ref["title"].split(), key=len)
    return swapped_in(line, word, word[:3] + rnd.choice("\u200b\u00ad\u200e") + word[3:])


@plant("text.html", where="line")
def entity(rnd, line, ref, _style):
    return swapped_in(line, ref["title"], rnd.choice((f"<i>{ref['title']}</i>", ref["title"].replace(" ", "&nbsp;", 1), ref["title"] + " &amp; after")))


@plant("text.latex", where="line")
def escape(rnd, line, ref, _style):
    return swapped_in(line, ref["title"], rnd.choice((ref["title"] + " \\& after", "\\textit{" + ref["title"] + "}", ref["title"].replace("e", "{\\'e}", 1))))


@plant("text.homoglyph", where="line")
def lookalike(rnd, line, ref, _style):
    word = max(ref["title"].split(), key=len)
    for latin, other in rnd.sample(list(zip("aeopc", "аеорс")), 5):
        if latin in word[1:]:
            return swapped_in(line, word, word[0] + word[1:].replace(latin, other, 1))
    raise Skip


@plant("text.quotes", "article page chapter", "quoted ieee chicago", "line")
def no_closing(_rnd, line, _ref, _style):
    return swapped_in(line, "”", "")


@plant("text.quotes", "article page chapter", "quoted ieee chicago", "line")
def no_opening(_rnd, line, _ref, _style):
    return swapped_in(line, "“", "")


@plant("text.quotes", "article page chapter", "quoted ieee chicago", "line")
def mixed(rnd, line, _ref, _style):
    return swapped_in(line, "”", "\"") if rnd.random() < .5 else swapped_in(line, "“", "\"")


@plant("text.brackets", styles="quoted apa", where="line")
def no_bracket(rnd, line, ref, _style):
    return swapped_in(line, f"({ref['date']})", rnd.choice((f"({ref['date']}", f"{ref['date']})", f"({ref['date']}]"))) if f"({ref['date']})" in line else swapped_in(line, ")", "")


@plant("text.placeholder", where="line")
def unfilled(rnd, line, ref, _style):
    return swapped_in(line, ref["title"], rnd.choice(("[Title]", "XXXX", "Title of article", "[insert title here]", "TODO")))


@plant("text.debris", where="line")
def token(rnd, line, _ref, _style):
    return line + rnd.choice((" :contentReference[oaicite:2]{index=2}", " citeturn0search1", " [oaicite:4]"))


@plant("date.missing", "article book chapter", where="line")
def no_date(_rnd, line, ref, style):
    for old, new in ((f" ({ref['date']})", ""), (f"{ref['date']};", ""), (f", {ref['date']}", ""), (f"; {ref['date']}", ""), (f"{ref['date']}, ", "")):
        if old in line:
            gone = line.replace(old, new, 1)
            return gone if style != "ieee" else gone.split(", doi:")[0] + "."
    raise Skip


@plant("container.missing", "article", "quoted ieee", "line")
def no_journal(_rnd, line, ref, _style):
    return swapped_in(line, f" {ref['container']},", "")


@plant("title.missing", "article", "quoted ieee chicago", "line")
def no_title(_rnd, line, ref, _style):
    start = line.index("“")
    end = line.index("”")
    return line[:start] + line[end + 1:].lstrip(", ")


@plant("accessed.no-url", "page", where="line")
def no_address(_rnd, line, ref, _style):
    for lead in ("Available at: ", "Available from: ", "Available: ", ", from ", ""):
        if lead + ref["url"] in line:
            return line.replace(lead + ref["url"], "", 1)
    raise Skip


@plant("accessed.missing", "page", where="line")
def no_access(_rnd, line, ref, _style):
    y, m, d = ref["accessed"]
    month = lists.MONTHS[m - 1]
    for gone in (f", (Accessed on: {ref['seen']})", f" [Accessed: {d}-{month[:3]}-{y}].", f" [cited {y} {month[:3]} {d}]", f" Accessed {month} {d}, {y}.",
                 f" {month} {d}, {y}, from"):
        if gone in line:
            return line.replace(gone, " from" if gone.endswith("from") else "", 1)
    raise Skip


@plant("isbn.check", "book", where="line")
def bad_isbn(rnd, line, _ref, _style):
    return line + rnd.choice((" ISBN 978-3-16-148410-1.", " ISBN 0-8044-2957-1.", " ISBN 978-0-306-40615-8."))


@plant("issn.check", "article", where="line")
def bad_issn(_rnd, line, _ref, _style):
    return line + " ISSN 0378-5956."


@plant("arxiv.form", "article", where="line")
def bad_arxiv(rnd, line, _ref, _style):
    return line + rnd.choice((" arXiv:1399.99999.", " arXiv:2113.01234.", " arXiv:1502.1234."))


@plant("pmid.form", "article", where="line")
def bad_pmid(_rnd, line, _ref, _style):
    return line + " PMID: 1234567890."


# Lists: all lines.

@plant("list.merged", styles="quoted apa", where="lines")
def merged(_rnd, lines, i):
    if i + 1 >= len(lines):
        raise Skip
    lines[i] += " " + lines.pop(i + 1)


@plant("list.merged", "article book chapter", styles="ieee vancouver", where="text")
def merged_numbers(_rnd, text, i):
    entries = text.rstrip("\n").split("\n\n")
    if i + 1 >= len(entries):
        raise Skip
    entries[i] += " " + entries.pop(i + 1)
    return "\n\n".join(entries) + "\n"


@plant("list.order", styles="quoted apa chicago", where="lines")
def misplaced(rnd, lines, i):
    line = lines.pop(i)
    at = (i + rnd.randint(4, 20)) % len(lines)
    if abs(at - i) < 3:
        raise Skip
    lines.insert(at, line)
    return at


@plant("list.numbering", styles="ieee vancouver", where="text")
def number_gap(rnd, text, i):
    entries = text.rstrip("\n").split("\n\n")
    if not 2 < i < len(entries) - 3:
        raise Skip
    if rnd.random() < .5:
        entries.pop(i)
    else:
        head, rest = entries[i].split(" ", 1)
        entries[i] = head.replace(str(i + 1), str(i)) + " " + rest
    return "\n\n".join(entries) + "\n"


@plant("list.suffix", styles="quoted apa", where="refs")
def same_year(rnd, refs, i):
    ref = copy.deepcopy(refs[i])
    ref["title"] = lists.title(rnd)
    if not ref["authors"] or ref["type"] == "page" or any(r["title"] == ref["title"] for r in refs):
        raise Skip
    ref["doi"] = "10.5555/other.1"
    refs.insert(i + 1, ref)


@plant("list.suffix", styles="quoted apa", where="refs")
def suffix_gap(rnd, refs, i):
    ref = copy.deepcopy(refs[i])
    ref["title"] = lists.title(rnd)
    if not ref["authors"] or ref["type"] == "page" or any(r["title"] == ref["title"] for r in refs):
        raise Skip
    ref["doi"] = "10.5555/other.1"
    refs[i]["date"], ref["date"] = f"{ref['year']}a", f"{ref['year']}c"
    refs.insert(i + 1, ref)


@plant("list.duplicate", where="refs")
def twice(rnd, refs, i):
    ref = copy.deepcopy(refs[i])
    if ref["type"] in ("article", "chapter") and rnd.random() < .5:
        word = max(ref["title"].split(), key=len)
        ref["title"] = ref["title"].replace(word, word[:2] + word[3:], 1)
    refs.insert(i + 1, ref)


@plant("list.same-id", "article", "apa ieee chicago", "refs")
def same_doi(_rnd, refs, i):
    others = [r for k, r in enumerate(refs) if k != i and "doi" in r]
    if not others:
        raise Skip
    refs[i]["doi"] = others[0]["doi"]


@plant("list.same-id", "page", where="refs")
def same_url(_rnd, refs, i):
    others = [r for k, r in enumerate(refs) if k != i and "url" in r and r["site"] == refs[i]["site"]]
    if not others:
        raise Skip
    refs[i]["url"] = others[0]["url"]


# Running.

def set_alone(ref, line):
    """Takes the given name of one author away, as printed."""
    if "alone" not in ref:
        return line
    family, given = ref["authors"][ref["alone"]]
    for printed in (f"{family}, {given}", f"{family}, {given[0]}.", f"{given} {family}", f"{given[0]}. {family}", f"{family} {given[0]}"):
        if printed in line:
            return line.replace(printed, family, 1)
    raise Skip


def set_whole(ref, line):
    if not ref.get("whole"):
        return line
    family, given = ref["authors"][0]
    return line.replace(f"{family}, {given[0]}.", f"{family}, {given}", 1)


def set_line(ref, style):
    line = lists.STYLES[style](lists.complete(ref))
    line = set_whole(ref, set_alone(ref, line))
    if "behind" in ref:
        line = line.replace("Available at:", ref["behind"] + "Available at:", 1)
    return line


def planted(seed, style, kind, i):
    """The text of a list with one defect, the line that it should be found in, or None."""
    _rule, types, _styles, where, function = kind
    rnd = random.Random(f"{seed} {style} {function.__name__} {i}")
    refs = lists.arranged(lists.references(seed), style)
    if refs[i]["type"] not in types:
        raise Skip
    target = refs[i]
    if where == "refs":
        function(rnd, refs, i)
        target = None
    elif where == "ref":
        function(rnd, refs[i])
    lines = [set_line(ref, style) for ref in refs]
    at = i if target else None
    if where == "line":
        lines[i] = function(rnd, lines[i], refs[i], style)
    elif where == "lines":
        function(rnd, lines, i)
        at = None
    text = lists.as_list(lines, style)
    if where == "text":
        text = function(rnd, text, i)
        at = None
    return text, at


def check(ibid, text, folder):
    file = pathlib.Path(folder, "list.txt")
    file.write_text(text, encoding="utf-8")
    done = subprocess.run([*ibid, "check", "--offline", "--all", "--today", "2026-11-24", "--fail-on", "never", "--format", "json", str(file)],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return json.loads(done.stdout)


def is_found(report, rule, text, at):
    lines = text.split("\n\n")
    for finding in report["findings"]:
        if finding["rule"] != rule:
            continue
        if at is None or finding["source"]["line"] == 2 * at + 1 or not lines:
            return True
    return False


def measure(args, kind, folder):
    found = tried = 0
    rule, _types, styles, _where, function = kind
    for style in styles:
        if args.style and style != args.style:
            continue
        for seed in range(args.seeds):
            candidates = list(range(32))
            random.Random(f"{seed}{function.__name__}").shuffle(candidates)
            done = 0
            for i in candidates:
                if done == args.each:
                    break
                try:
                    text, at = planted(seed, style, kind, i)
                except Skip:
                    continue
                done += 1
                tried += 1
                report = check(args.ibid.split(), text, folder)
                hit = is_found(report, rule, text, at)
                found += hit
                if args.v and not hit:
                    told = [f["rule"] for f in report["findings"] if at is None or f["source"]["line"] == 2 * at + 1]
                    print(f"missed {rule} ({function.__name__}, {style}): {text.split(chr(10) * 2)[min(i, text.count(chr(10) * 2))]} {told}", file=sys.stderr)
    return found, tried


def false_findings(args, folder):
    references, counts = 0, collections.Counter()
    for style in lists.STYLES:
        for seed in range(args.seeds * 5):
            refs = lists.arranged(lists.references(seed), style)
            report = check(args.ibid.split(), lists.as_list(lists.as_lines(refs, style), style), folder)
            references += len(refs)
            for finding in report["findings"]:
                counts[finding["severity"][0].upper() + " " + finding["rule"]] += 1
                if args.v:
                    print(f"false {finding['rule']} ({style}): {finding['message']}", file=sys.stderr)
    return references, counts


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("-v", action="store_true", help="show what was missed")
    parser.add_argument("--ibid", default=os.environ.get("IBID", "./ibid"))
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--each", type=int, default=4, help="defects of a kind in a list's copies")
    parser.add_argument("--style", default="")
    parser.add_argument("rules", nargs="*")
    args = parser.parse_args()
    totals = collections.OrderedDict()
    with tempfile.TemporaryDirectory() as folder:
        for kind in PLANTS:
            if args.rules and kind[0] not in args.rules:
                continue
            found, tried = measure(args, kind, folder)
            old = totals.get(kind[0], (0, 0))
            totals[kind[0]] = (old[0] + found, old[1] + tried)
        print("rule\tplanted\tfound\tpercent")
        for rule, (found, tried) in sorted(totals.items()):
            print(f"{rule}\t{tried}\t{found}\t{100 * found / max(tried, 1):.0f}")
        found, tried = (sum(n[k] for n in totals.values()) for k in (0, 1))
        print(f"all\t{tried}\t{found}\t{100 * found / max(tried, 1):.1f}")
        if not args.rules:
            references, counts = false_findings(args, folder)
            loud = sum(n for rule, n in counts.items() if rule[0] != "I")
            print(f"false E and W in {references} references\t{loud}\t{dict(counts)}")


if __name__ == "__main__":
    main()
