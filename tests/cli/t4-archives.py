#!/usr/bin/env python3
"""t4: web archives as they really answer (recorded exchanges of ../shared, where it is there), and what
becomes of a copy that was found: in the report, in the library, in what is exported."""
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.environ.get("TOP_SRCDIR", "."), "tests", "cli"))
import web_server as web  # noqa: E402
from web_run import IBID, Cases, main, rules_of, run  # noqa: E402

SHARED = os.path.join(os.environ.get("IBID_SHARED", os.path.join(os.environ.get("TOP_SRCDIR", "."), "..", "shared")), "services", "archives")
# Answers of CDX, TimeGate and Availability in turn; the day of reading; the copy that is right, "none" where
# the archive has none, NULL where nothing can be said.
RECORDED = [
    ("search-basic", "cdx/search-basic.txt", None, None, (1997, 1, 1), "1996-12-31"),
    ("excluded", "cdx/search-blocked-403.txt", "memento/timegate-accept-datetime.txt", None, (2016, 7, 9), "2016-07-17"),
    ("broken-stamp", "cdx/bad_timestamp_cdx.txt", None, None, (2000, 7, 1), "2000-03-11"),
    ("old-429", "cdx/search-blocked-403.txt", "memento/archived-429-with-memento-datetime.html", "availability/found-with-query.json", (2020, 9, 1), "2020-09-05"),
    ("resume-key", "cdx/json-with-resumekey.json", None, None, (1997, 12, 11), "1997-12-11"),
    ("nothing", "cdx/search-blocked-403.txt", "errors/memento-not-archived-404.html", None, (2017, 9, 29), "none"),
    ("port-80", "cdx/prefix-odd-rows.txt", None, None, (2018, 6, 4), "2018-06-16"),
    ("no-proof", "cdx/search-blocked-403.txt", "errors/memento-blocked-403.html", "availability/empty-though-archived.json", (1994, 2, 15), None),
    ("window", "cdx/malformed_cdx.txt", None, None, (2020, 4, 18), "2020-04-18"),
    ("no-link", "cdx/search-blocked-403.txt", "memento/target-window-0.html", None, (2017, 11, 1), "2017-11-24"),
]


def recorded(name):
    """Status, headers and body of an exchange: "# HTTP 302 …" and "# < Name: value", or curl -I's output."""
    with open(os.path.join(SHARED, name), encoding="utf-8", errors="replace") as f:
        text = f.read()
    status, headers, body = "200 OK", [], text
    if "\n# HTTP " in text:
        head, _, body = text.partition("\n#\n")
        status = head.split("\n# HTTP ")[1].split("\n")[0]
        headers = [line[4:] for line in head.split("\n") if line.startswith("# < ")]
    elif text.startswith("# curl"):
        lines = text.split("\n")[1:]
        status, headers, body = lines[0].split(" ", 1)[1].strip() or "302 Found", [h for h in lines[1:] if ":" in h], ""
    kept = [h for h in headers if h.split(":")[0].lower() in ("location", "link", "memento-datetime", "vary")]
    return web.answer(body.encode(), status if " " in status else status + " Found", kept)


def replay(column):
    async def handler(req):
        for row in RECORDED:
            if f"rec-{row[0]}" in req.path:
                await req.send(recorded(row[column]) if row[column] else web.answer(b"", "500 Asked for nothing"))
    return handler


def check_recorded(tap, folder, thread):
    if not os.path.isdir(SHARED):
        tap.skip("../shared is absent", len(RECORDED))
        return
    port, usual = thread.ports["plain"], dict(web.SERVICES)
    for name, column in (("cdx", 1), ("gate", 2), ("available", 3)):
        web.SERVICES[name] = replay(column)
    cases = Cases(port)
    for n, (name, _, _, _, day, _) in enumerate(RECORDED):
        cases.add(name, f"gone-404-{n}.test", f"/articles/rec-{name}/border-union.html", accessed={"date-parts": [list(day)]})
    report, seconds, _ = run(folder, cases, cache="recorded", archives="broken", services=f"http://services-0.test:{port}/{{}}",
                             resolve=[f"services-0.test:{port}:127.0.0.1"])
    web.SERVICES.update(usual)
    for n, (name, _, _, _, day, right) in enumerate(RECORDED):
        archive = report["references"][n]["url"]["archive"] or {}
        rules = rules_of(report, n)
        if right and right != "none":
            tap.ok(archive.get("date") == right, f"{name}: the copy of {right}", str(archive))
        elif right:
            tap.ok(not archive.get("url") and "accessed.no-snapshot" in rules, f"{name}: no copy", f"{archive} {rules.keys()}")
        else:
            tap.ok(not archive.get("url") and "accessed.no-snapshot" not in rules and "run.incomplete" in {f["rule"] for f in report["findings"]},
                   f"{name}: nothing can be said", f"{archive} {rules.keys()}")
    tap.ok(seconds > len(RECORDED) - 2, "one request a second", f"{seconds:.1f} s")


def ibid(folder, *args):
    environment = {**os.environ, "XDG_CACHE_HOME": os.path.join(folder, "lib-cache"), "XDG_DATA_HOME": os.path.join(folder, "data"), "no_proxy": "*"}
    done = subprocess.run([IBID, "--config", os.path.join(folder, "ibid.conf"), *args], env=environment, capture_output=True, text=True, check=False)
    return done.stdout


def check_kept(tap, folder, thread):
    """What is found about a reference of the library stays with it."""
    port = thread.ports["plain"]
    cases = Cases(port)
    cases.add("gone", "gone-404-30.test", "/articles/has-cdx/border-union.html", accessed={"date-parts": [[2018, 1, 17]]})
    base = {"archives": "broken", "services": f"http://services-0.test:{port}/{{}}", "resolve": [f"services-0.test:{port}:127.0.0.1"]}
    run(folder, cases, cache="kept", **base)
    listing = os.path.join(folder, "list.json")
    ibid(folder, "import", listing)
    text = ibid(folder, "check", "--all")
    tap.ok("archived copy of 2018-01-20, 3 days after" in text and "20180120103000" in text, "the text report offers the copy", text)
    tap.ok('href="http://services-0' in ibid(folder, "check", "--format", "html"), "the HTML report links to it")
    stored = json.loads(ibid(folder, "export", "--to", "csl-json"))[0]
    tap.ok(stored.get("archive_location", "").endswith("20180120103000/http://x.test:80/page") and stored["custom"]["archive-date"] == "2018-01-20",
           "CSL-JSON has its address and day", str(stored))
    for form, words in (("biblatex", ["20180120103000", "2018-01-20"]), ("bibtex", ["20180120103000", "2018-01-20"]), ("ris", ["20180120103000", "2018-01-20"])):
        out = ibid(folder, "export", "--to", form)
        tap.ok(all(w in out for w in words), f"{form} too", out)
    tap.ok("1 already there" in ibid(folder, "import", listing), "and the same list is no variant for it")
    tap.ok("archived copy noted" in ibid(folder, "show", "r0"), "its history tells")


def check_asked(tap, folder, thread):
    """Who is asked, by network.archives."""
    port = thread.ports["plain"]
    services = {"services": f"http://services-0.test:{port}/{{}}", "resolve": [f"services-0.test:{port}:127.0.0.1"]}
    cases = Cases(port)
    for n, name in enumerate(("gone-404", "plain", "drifted", "status-403", "server-500")):
        cases.add(name, f"{name}-{40 + n}.test", f"/articles/all-fine-{name}/border-union.html", accessed={"date-parts": [[2018, 1, 17]]})
    for mode, expected in (("broken", {"gone-404", "drifted"}), ("never", set()), ("all", {"gone-404", "plain", "drifted", "status-403", "server-500"})):
        thread.server.asked.clear()
        report, _, _ = run(folder, cases, cache=f"mode-{mode}", archives=mode, **services)
        asked = {name for name in (c for c in cases.names) if any(f"all-fine-{name}" in path for _, path in thread.server.asked)}
        tap.ok(asked == expected, f"archives={mode} asks about {', '.join(sorted(expected)) or 'nothing'}", str(asked))
        if mode == "all":
            rules = rules_of(report, 1)
            tap.ok("url.archive" in rules and rules["url.archive"]["fix"]["safety"] == "review", "a living page's copy is offered to review", str(rules))
            tap.ok(rules["url.archive"]["evidence"].get("changed-since") == "yes", "and that it differs before and after", str(rules))


def check_silent(tap, folder, thread):
    """A DOI service that did not answer is asked again by the next run, however soon that is."""
    port = thread.ports["plain"]
    cases = Cases(port)
    cases.references.append({"id": "r0", "type": "article-journal", "title": "A Study", "DOI": "10.1000/phantom"})
    resolve = [f"services-0.test:{port}:127.0.0.1"]
    report, _, _ = run(folder, cases, cache="silent", services="http://services-0.test:1/{}", resolve=["services-0.test:1:127.0.0.1"])
    tap.ok("doi.unregistered" not in rules_of(report, 0), "nothing is said about a DOI while its service is silent", str(report))
    report, _, _ = run(folder, cases, cache="silent", services=f"http://services-0.test:{port}/{{}}", resolve=resolve)
    tap.ok("doi.unregistered" in rules_of(report, 0), "and it is asked again as soon as that answers", str(report))


if __name__ == "__main__":
    sys.exit(main(check_recorded, check_kept, check_asked, check_silent))
