#!/usr/bin/env python3
"""t4: what a page says about the reference that cites it, each rule with lines that raise it and lines
that don't; and which rule each verdict raises."""
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.environ.get("TOP_SRCDIR", "."), "tests", "cli"))
import web_server as web  # noqa: E402
import web_more  # noqa: E402,F401
from web_run import IBID, Cases, main, rules_of, run  # noqa: E402

DOE, SMITH = {"family": "Doe", "given": "Jane"}, {"family": "Smith", "given": "John"}


def meta(**names):
    return "".join(f'<meta name="{n.replace("__", ":")}" content="{v}">' for n, v in names.items())


def ld(text):
    return f'<script type="application/ld+json">{{"@type":"NewsArticle",{text}}}</script>'


def on(year, month=None, day=None):
    return {"date-parts": [[p for p in (year, month, day) if p]]}


def cited(**fields):
    return fields


# rule, raised or not (a severity says which), what it is, the page's head, the reference
LINES = [
    ("page.author", "info", "another name", meta(author="John Smith"), cited(author=[DOE])),
    ("page.author", "info", "others in JSON-LD", ld('"author":[{"name":"John Smith"},{"name":"Ann Lee"}]'), cited(author=[DOE])),
    ("page.author", None, "the same name", meta(author="Jane Doe"), cited(author=[DOE])),
    ("page.author", None, "inverted, with a title", meta(citation_author="Doe, Dr. Jane"), cited(author=[DOE])),
    ("page.author", None, "one of two", meta(author="John Smith and Jane Doe"), cited(author=[DOE])),
    ("page.author", None, "the second of the page's", meta(author="John Smith") + meta(citation_author="Jane Doe"), cited(author=[DOE])),
    ("page.author", None, "the second of the cited", meta(author="John Smith"), cited(author=[DOE, SMITH])),
    ("page.author", None, "diacritics", meta(author="Zofia Kłysińska"), cited(author=[{"family": "Klysinska", "given": "Z."}])),
    ("page.author", None, "another script", meta(author="Иван Иванов"), cited(author=[{"family": "Ivanov", "given": "I."}])),
    ("page.author", None, "a body is cited", meta(author="John Smith"), cited(author=[{"literal": "Ministry of Rivers"}])),
    ("page.author", None, "the site itself", meta(author="The Daily Border", og__site_name="Daily Border"), cited(author=[DOE])),
    ("page.author", None, "an account", meta(author="admin"), cited(author=[DOE])),
    ("page.author", None, "nobody", meta(author="Editorial Board"), cited(author=[DOE])),
    ("page.author", None, "a link", meta(article__author="https://www.facebook.com/john.smith.1"), cited(author=[DOE])),
    ("page.author", None, "none said", "", cited(author=[DOE])),
    ("page.site", "info", "another paper", meta(og__site_name="Der Grenzbote"), cited(**{"container-title": "Journal of Rivers"})),
    ("page.site", "info", "another journal", meta(citation_journal_title="Journal of Rivers"),
     cited(type="article-journal", **{"container-title": "Acta Mathematica"})),
    ("page.site", None, "the same", meta(og__site_name="The Daily Border"), cited(**{"container-title": "Daily Border"})),
    ("page.site", None, "abbreviated", meta(citation_journal_title="The Journal of Physical Chemistry"),
     cited(type="article-journal", **{"container-title": "J. Phys. Chem."})),
    ("page.site", None, "initials", meta(citation_journal_title="Proceedings of the National Academy of Sciences"),
     cited(type="article-journal", **{"container-title": "PNAS"})),
    ("page.site", None, "a platform", meta(og__site_name="ScienceDirect"), cited(type="article-journal", **{"container-title": "Acta Mathematica"})),
    ("page.site", None, "the journal on a platform", meta(og__site_name="ScienceDirect", citation_journal_title="Acta Mathematica"),
     cited(type="article-journal", **{"container-title": "Acta Mathematica"})),
    ("page.site", None, "another script", meta(og__site_name="Вестник границы"), cited(**{"container-title": "Border Herald"})),
    ("page.site", None, "the host's name", meta(og__site_name="Rivers Online"), cited(**{"container-title": "Plain"})),
    ("page.published", "warning", "years apart", meta(article__published_time="2018-12-25T10:00:00Z"), cited(issued=on(2015))),
    ("page.published", "warning", "JSON-LD", ld('"datePublished":"2012-05-03"'), cited(issued=on(2015, 5, 3))),
    ("page.published", "warning", "the only time element", "<time datetime=2012-05-03>May</time>", cited(issued=on(2015))),
    ("page.published", "warning", "an article's own date", meta(citation_publication_date="2009/04/01"),
     cited(type="article-journal", issued=on(2015), **{"container-title": "Acta Mathematica"})),
    ("page.published", None, "the same year", meta(article__published_time="2018-12-25"), cited(issued=on(2018))),
    ("page.published", None, "the turn of the year", meta(article__published_time="2019-01-02"), cited(issued=on(2018, 12, 31))),
    ("page.published", None, "online first", meta(citation_publication_date="2014/11/01"),
     cited(type="article-journal", issued=on(2015), **{"container-title": "Acta Mathematica"})),
    ("page.published", None, "an old article on a new page", meta(article__published_time="2018-12-25"),
     cited(type="article-journal", issued=on(1987), **{"container-title": "Acta Mathematica"})),
    ("page.published", None, "a book in a shop", meta(article__published_time="2018-12-25"), cited(type="book", issued=on(1950), publisher="Sage")),
    ("page.published", None, "changed in the cited year", ld('"datePublished":"2012-05-03","dateModified":"2018-03-01"'), cited(issued=on(2018))),
    ("page.published", None, "several time elements", "<time datetime=2012-05-03>a</time><time datetime=2013-05-03>b</time>", cited(issued=on(2015))),
    ("page.published", None, "no year cited", meta(article__published_time="2018-12-25"), cited()),
    ("page.published", None, "about", meta(article__published_time="2018-12-25"), cited(issued={**on(2015), "circa": True})),
    ("page.published", None, "where clocks begin", meta(article__published_time="1970-01-01T00:00:00Z"), cited(issued=on(2015))),
    ("page.published", None, "no date", meta(date="yesterday"), cited(issued=on(2015))),
    ("page.changed", "warning", "published after it was read", meta(article__published_time="2021-02-03"), cited(accessed=on(2020, 7, 16))),
    ("page.changed", "info", "changed after it was read", meta(article__modified_time="2021-02-03"), cited(accessed=on(2020, 7, 16))),
    ("page.changed", None, "the same day", meta(article__published_time="2020-07-16T23:00:00Z"), cited(accessed=on(2020, 7, 16))),
    ("page.changed", None, "a time zone further", meta(article__published_time="2020-07-17"), cited(accessed=on(2020, 7, 16))),
    ("page.changed", None, "before", meta(article__published_time="2020-07-01", article__modified_time="2020-07-02"), cited(accessed=on(2020, 7, 16))),
    ("page.changed", None, "the month alone", meta(article__published_time="2020-07-20"), cited(accessed=on(2020, 7))),
    ("page.changed", None, "never read", meta(article__published_time="2021-02-03"), cited()),
]

# what each verdict raises
RULES = {
    "dead": ("url.dead", "error"), "loop": ("url.dead", "error"), "protocol": ("url.dead", "error"), "soft-404": ("url.soft-404", "error"),
    "homepage": ("url.soft-404", "error"), "parked": ("url.soft-404", "error"), "moved": ("url.moved", "warning"), "degraded": ("url.degraded", "info"),
    "blocked": ("url.blocked", "info"), "login": ("url.blocked", "info"), "legal": ("url.blocked", "info"), "script": ("url.blocked", "info"),
    "tls": ("url.unreachable", "info"), "server-error": ("url.unreachable", "info"), "timeout": ("url.unreachable", "info"),
    "unsafe": ("url.unsafe", "warning"), "drifted": ("page.title", "warning"), "ok": None, "redirected": None, "flaky": None,
}
SHOWN = {"dead": "gone-404", "loop": "loop", "protocol": "http09", "soft-404": "soft-en", "homepage": "to-home", "parked": "parked", "moved": "moved-301",
         "degraded": "truncated", "blocked": "cloudflare-403", "login": "status-401", "legal": "status-451", "script": "wall-script",
         "server-error": "server-500", "timeout": "hang", "unsafe": "unsafe-0", "drifted": "drifted", "ok": "plain", "redirected": "moved-302", "flaky": "flaky-503"}


def check_lines(tap, folder, thread):
    cases = Cases(thread.ports["plain"])
    for n, (_, _, _, head, fields) in enumerate(LINES):
        web.fixed(f"line{n}", "living", [], web.answer(web.page(head=head)))
        cases.add("line", f"line{n}-plain.test" if "container-title" in fields and fields["container-title"] == "Plain" else f"line{n}-0.test", **fields)
    report, _, _ = run(folder, cases, cache="lines")
    for n, (rule, severity, what, _, _) in enumerate(LINES):
        finding = rules_of(report, n).get(rule)
        tap.ok((finding or {}).get("severity") == severity, f"{rule}: {what} is {severity or 'nothing'}", str(finding))
        if finding:
            tap.ok(finding["message"] and finding["evidence"].get("url") and finding["evidence"].get("checked"), "with evidence", str(finding))


def check_rules(tap, folder, thread):
    cases = Cases(thread.ports["plain"])
    for name in SHOWN.values():
        cases.add(name, f"{name}-0.test")
    cases.add("tls", "plain-0.test", scheme="https")
    report, _, _ = run(folder, cases, cache="rules")
    for n, verdict in enumerate([*SHOWN, None]):
        found = {r: f["severity"] for r, f in rules_of(report, n).items() if r.startswith(("url.", "page."))}
        verdict = verdict or report["references"][n]["url"]["verdict"]
        expected = dict([RULES[verdict]]) if RULES[verdict] else {}
        tap.ok(report["references"][n]["url"]["verdict"] == verdict and found == expected, f"{verdict} raises {expected or 'nothing'}",
               f"{report['references'][n]['url']} {found}")
    moved = rules_of(report, list(SHOWN).index("moved"))["url.moved"]
    tap.ok(moved["fix"]["safety"] == "safe" and moved["fix"]["new"].endswith("border-union-moved.html"), "the new address is a safe fix", str(moved))
    dead = rules_of(report, 0)["url.dead"]
    tap.ok(dead["evidence"].get("method") == "GET" and dead["evidence"].get("status") in (404, "404"), "the evidence says what was asked", str(dead))


EVIL = "Ten\x1b]0;owned\x07 recipes \x9b31m\u202ecabbage\u2066 <script>alert(1)</script>\x00 <img src=x onerror=alert(1)>\r\nTY  - BOOK"


def check_escaped(tap, folder, thread):
    """What a page calls itself reaches no terminal and no browser as it is."""
    text = f"<html><head><title>{EVIL.replace('<', '&lt;')}</title><meta name=author content='{EVIL.replace('<', '&lt;')}'></head><body>{web.BODY}</body></html>"
    web.fixed("evil", "unknown", [], web.answer(text.encode()))
    web.fixed("evil-author", "living", [], web.answer(text.replace("<title>", f"<title>{web.TITLE} ").encode()))
    web.fixed("evil-status", "unknown", [], web.answer(b"x", "503 \x1b[31mred", ["Server: \x1b[2J"]))
    web.redirects("evil-moved", "living", [], "301 Moved Permanently", web.MOVED + "?x=\x1b[31m\"><script>alert(1)</script>")
    cases = Cases(thread.ports["plain"])
    for name in ("evil", "evil-author", "evil-status", "evil-moved"):
        cases.add(name, f"{name}-0.test", author=[DOE])
    run(folder, cases, cache="evil")
    for form in ("text", "html", "json", "sarif"):
        done = subprocess.run([IBID, "--config", f"{folder}/ibid.conf", "--color", "always" if form == "text" else "never", "check", "--all", "--format", form, f"{folder}/list.json"],
                              env={**os.environ, "XDG_CACHE_HOME": f"{folder}/evil", "no_proxy": "*"}, capture_output=True, check=False)
        out = done.stdout.decode()
        kept = re.sub(r"\x1b\[[0-9;]*m", "", out) if form == "text" else out
        bad = [c for c in ("\x1b", "\x07", "\x9b", "\x00", "\r", *(("\u202e", "\u2066") if form == "text" else ())) if c in kept]
        tap.ok("recipes" in out and not bad, f"{form}: no control character of a page comes through", repr(bad))
        if form == "text":
            tap.ok(not re.search(r"\x1b\[(31mred|2J)", out), "nor a colour of its own")
        if form == "html":
            tap.ok("<script" not in out and "<img" not in out and "default-src 'none'" in out, "html: nor an element")
            links = re.findall(r'href="([^"#][^"]*)"', out)
            tap.ok(links and all(link.startswith(("http://", "https://")) for link in links), "links lead to the web alone", str(links[:3]))


if __name__ == "__main__":
    sys.exit(main(check_lines, check_rules, check_escaped))
