#!/usr/bin/env python3
"""t4: the web check and time: hosts that ask for patience, how long verdicts stand, pages that fail day
after day; and addresses that are never offered as moved."""
import json
import os
import sqlite3
import sys
import time

sys.path.insert(0, os.path.join(os.environ.get("TOP_SRCDIR", "."), "tests", "cli"))
import web_server as web  # noqa: E402
from web_run import Cases, main, run  # noqa: E402

PAGE = "/articles/2018/{}/border-union.html"


def busy(name, header):
    """The first request of all is turned away."""
    async def handler(req):
        req.server.counts[name] = req.server.counts.get(name, 0) + 1
        first = req.server.counts[name] == 1
        await req.send(web.answer(b"", "429 Too Many Requests", [f"Retry-After: {header()}"]) if first else web.answer(web.page()))
    web.BEHAVIOURS[name] = (handler, "living", [])


def in_three_seconds():
    return time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 3.9))


busy("busy-seconds", lambda: 3)
busy("busy-date", in_three_seconds)


def times_of(server, name):
    return [t for t, (host, _) in zip(server.times, server.paths) if host.startswith(name)]


def check_patience(tap, folder, thread):
    server, port = thread.server, thread.ports["plain"]
    for name in ("busy-seconds", "busy-date"):
        cases = Cases(port)
        for i in range(6):
            cases.add(name, f"{name}-0.test", PAGE.format(i))
        for i in range(12):
            cases.add("slow", f"slow-{i % 2}.test", PAGE.format(i))
        server.paths.clear()
        server.times.clear()
        report, _, _ = run(folder, cases, cache=name)
        asked, others = times_of(server, name), times_of(server, "slow")
        early = [t - asked[0] for t in asked if 0.5 < t - asked[0] < 2.6]
        tap.ok(not early, f"{name}: the host has its rest", str(early))
        tap.ok(len([t for t in others if 0.5 < t - asked[0] < 2.6]) >= 2, "while others go on", str(others))
        tap.ok(report and {r["url"]["class"] for r in report["references"]} == {"alive"}, "and all is well in the end")
        rest = sorted(t for t in asked if t - asked[0] >= 2.6)
        tap.ok(min(b - a for a, b in zip(rest, rest[1:])) > 0.4, "one at a time from then on", str(rest))


def check_jitter(tap, folder, thread):
    """Failures are not asked again in step."""
    cases, server = Cases(thread.ports["plain"]), thread.server
    for i in range(20):
        cases.add("flaky-500", f"flaky-500-{100 + i}.test", PAGE.format(i))
    server.paths.clear()
    server.times.clear()
    run(folder, cases, cache="jitter")
    gaps = []
    for i in range(20):
        asked = times_of(server, f"flaky-500-{100 + i}.")
        gaps.append(asked[1] - asked[0])
    tap.ok(len(set(round(g, 2) for g in gaps)) > 5 and min(gaps) > 0.3, "another attempt comes later, at a time of its own", str(gaps))


def age(folder, cache, days):
    """Every verdict in the cache becomes so many days older."""
    with sqlite3.connect(os.path.join(folder, cache, "ibid", "web.db")) as db:
        for url, text in db.execute("SELECT url, json FROM answer").fetchall():
            value = json.loads(text)
            value["at"] = int(value["at"] - days * 86400)
            db.execute("UPDATE answer SET json = ?, at = at - ? WHERE url = ?", (json.dumps(value), days * 86400, url))


def check_ages(tap, folder, thread):
    cases, server = Cases(thread.ports["plain"]), thread.server
    for name in ("plain", "gone-404"):
        cases.add(name, f"{name}-70.test")
    for days, expected in ((0, {"plain", "gone-404"}), (0.9, set()), (0.2, {"gone-404"}), (5, {"gone-404"}), (1.1, {"plain", "gone-404"})):
        if os.path.exists(os.path.join(folder, "ages")):
            age(folder, "ages", days)
        server.paths.clear()
        run(folder, cases, cache="ages")
        asked = {web.name_of(host) for host, path in server.paths if "border-union" in path}
        tap.ok(asked == expected, f"{days} days later {' and '.join(sorted(expected)) or 'nothing'} is asked again", str(asked))


def check_three_days(tap, folder, thread):
    """No answer is no proof; none on three different days is."""
    cases = Cases(thread.ports["plain"])
    for name in ("server-500", "always-reset", "status-403"):
        cases.add(name, f"{name}-71.test")
    found = []
    for day in range(3):
        if day:
            age(folder, "days", 1.5)
        report, _, _ = run(folder, cases, cache="days")
        found.append([r["url"]["verdict"] for r in report["references"]])
        again, _, _ = run(folder, cases, "--recheck", cache="days")
        tap.ok([r["url"]["verdict"] for r in again["references"]] == found[-1], "twice on one day is once")
    unknown = ["server-error", "server-error", "blocked"]
    tap.ok(found[:2] == [unknown, unknown], "a server that fails is unknown for two days", str(found))
    tap.ok(found[2] == ["dead", "dead", "blocked"], "and dead on the third; a refusal never is", str(found))


def check_moved(tap, folder, thread):
    """A new address is offered for pages alone."""
    port, base = thread.ports["plain"], []

    async def handler(req):
        if req.path.startswith("/new"):
            await req.send(web.answer(web.page()))
        else:
            await req.send(web.answer(b"", "301 Moved Permanently", [f"Location: http://new-home.test:{port}/new/place.html"]))
    for name in ("doi.org", "mover", "www.mover"):
        web.BEHAVIOURS[web.name_of(name + ".test" if name != "doi.org" else name)] = (handler, "living", [])
    web.BEHAVIOURS["new"] = (handler, "living", [])
    cases = Cases(port)
    for url in (f"http://doi.org:{port}/10.1000/xyz", f"http://mover-1.test:{port}/", f"http://mover-1.test:{port}/page.html", f"http://me:pw@mover-1.test:{port}/page.html"):
        cases.add("moved", "mover-1.test")
        cases.references[-1]["URL"] = url
    cases.hosts += [("new-home.test", port)]
    report, _, _ = run(folder, cases, cache="moved", resolve=[f"doi.org:{port}:127.0.0.1", *base])
    found = [r["url"]["verdict"] for r in report["references"]]
    tap.ok(found == ["redirected", "redirected", "moved", "degraded"], "no new address for a DOI or a home page, none with a password", str(found))


if __name__ == "__main__":
    sys.exit(main(check_patience, check_jitter, check_ages, check_three_days, check_moved))
