#!/usr/bin/env python3
"""t4: the web check against a hostile server on loopback; every verdict, time and memory.

With a number as argument, so many URLs are checked and the table of what was called what is
printed.  ONLY="name ..." keeps to some behaviours.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.join(os.environ.get("TOP_SRCDIR", "."), "tests", "cli"))
import web_server as web  # noqa: E402
import web_more  # noqa: E402,F401
from web_run import TIMEOUT, Cases, Tap, Thread, certificates, rules_of, run  # noqa: E402

def table(cases, report):
    counts = {}
    for (truth, _), ref in zip(cases.expected, report["references"]):
        counts.setdefault(truth, {}).setdefault(ref["url"]["class"], 0)
        counts[truth][ref["url"]["class"]] += 1
    print("# what it is      alive    dead unknown")
    for truth in ("living", "dead", "refusal", "unknown"):
        row = counts.get(truth, {})
        print(f"# {truth:<14}" + "".join(f"{row.get(c, 0):>8}" for c in ("alive", "dead", "unknown")))
    return counts


def check_verdicts(tap, cases, report):
    for name, (truth, verdicts), ref in zip(cases.names, cases.expected, report["references"]):
        url = ref.get("url") or {}
        tap.ok(url.get("verdict") in verdicts, f"{name} is {' or '.join(verdicts)}",
               f"{url.get('verdict')}: {url.get('reason')} (status {url.get('status')}, title {url.get('title')})")


def check_services(tap, folder, thread):
    """Archives, the DOI service, and what none of them is told."""
    port = thread.ports["plain"]
    cases, base = Cases(port), f"http://services-0.test:{port}/{{}}"
    read = {"accessed": {"date-parts": [[2018, 1, 17]]}}
    for i, what in enumerate(("has-cdx", "has-gate", "has-available", "has-none", "has-nothing")):
        cases.add(what, f"gone-404-{i}.test", f"/articles/{what}/border-union.html", **read)
    cases.add("confidential", "gone-404-5.test", "/articles/has-cdx/border-union.html?sid=1234", **read)
    cases.add("alive", "plain-6.test", "/articles/has-cdx/border-union.html", **read)
    cases.add("blocked", "status-403-7.test", DOI="10.1000/known.1")
    for doi in ("10.1000/known.2", "10.1000/phantom"):
        cases.add("doi", "plain-8.test", DOI=doi)
        del cases.references[-1]["URL"]
    report, _, _ = run(folder, cases, cache="services", archives="broken", services=base,
                       resolve=[f"services-0.test:{port}:127.0.0.1"])
    tap.ok(report is not None, "the run with services ends well")
    if not report:
        return
    urls = [ref.get("url") for ref in report["references"]]
    for n, source in ((0, "the CDX server"), (1, "the TimeGate")):
        archive = urls[n]["archive"] or {}
        tap.ok((archive.get("date"), archive.get("days")) == ("2018-01-20", 3), f"{source} gives the nearest capture", str(urls[n]))
        fix = rules_of(report, n).get("url.dead", {}).get("fix") or {}
        tap.ok("20180120103000" in fix.get("new", ""), "which is offered as the fix", str(fix))
    tap.ok((urls[2]["archive"] or {}).get("date") == "2018-01-17", "Availability is asked last", str(urls[2]))
    tap.ok("accessed.no-snapshot" in rules_of(report, 3), "an archive that has none says so", str(rules_of(report, 3).keys()))
    tap.ok("accessed.no-snapshot" not in rules_of(report, 4), "an archive that fails or says {} proves nothing")
    tap.ok(any(f["rule"] == "run.incomplete" for f in report["findings"]), "what could not be asked is said")
    tap.ok(not any("sid" in path for _, path in thread.server.asked), "an address with a session is told to nobody")
    tap.ok(not any("plain-6" in path for _, path in thread.server.asked), "archives are asked for what is broken only")
    tap.ok("registered" in urls[7]["reason"], "a refused DOI is told to be registered", str(urls[7]))
    tap.ok(urls[8] is None and not rules_of(report, 8).get("doi.unregistered"), "a registered DOI raises nothing")
    tap.ok("doi.unregistered" in rules_of(report, 9), "a DOI that nobody registered is an error")
    times = [t for t, path in thread.server.asked if not path.startswith("/handles")]
    gaps = [b - a for a, b in zip(times, times[1:])]
    tap.ok(gaps and min(gaps) > 0.8, "an archive is asked once a second", str(gaps))


def check_offline(tap, folder, thread):
    """A portal that stands before three sites; old verdicts stand."""
    cases = Cases(thread.ports["plain"])
    for i in range(3):
        cases.add("portal", f"portal-{i}.test")
    cases.hosts.append(("portal-login.test", thread.ports["plain"]))
    report, _, _ = run(folder, cases, cache="portal")
    tap.ok(report and all(r["url"]["verdict"] == "offline" for r in report["references"]), "a captive portal is no network")


def check_cache(tap, folder, thread):
    """A second run asks nothing; an interrupted one goes on."""
    cases, server = Cases(thread.ports["plain"]), thread.server
    for i in range(8):
        cases.add("plain", f"plain-{i}.test", f"/articles/cached/{i}/border-union.html")
    first, _, _ = run(folder, cases, cache="again")
    n = len(server.paths)
    second, _, _ = run(folder, cases, cache="again")
    tap.ok(len(server.paths) == n, "a fresh verdict is not asked again")
    tap.ok(first and second and [r["url"] for r in first["references"]] == [r["url"] for r in second["references"]],
           "and is the same")
    run(folder, cases, "--recheck", cache="again")
    tap.ok(len(server.paths) == n + 8, "unless --recheck says so")
    for signal in ("INT", "KILL"):
        check_interrupted(tap, folder, thread, signal)
    check_killed(tap, folder, thread, int(os.environ.get("KILLED", "3000")))


def check_killed(tap, folder, thread, count):
    """kill -9 amid COUNT pages over 200 hosts: what was answered more than a second before is not asked again."""
    cases, server = Cases(thread.ports["plain"]), thread.server
    for i in range(count):
        cases.add("plain", f"plain-{i % 200}.test", f"/articles/killed/{i}/border-union.html")
    server.paths.clear()
    server.times.clear()
    killed = []

    def kill():
        while len(server.paths) < count // 2:
            time.sleep(0.05)
        run.child.kill()
        killed.append(time.monotonic())
    threading.Thread(target=kill, daemon=True).start()
    run(folder, cases, cache="killed")
    before = dict(zip((h + p for h, p in server.paths), server.times))
    server.paths.clear()
    report, _, peak = run(folder, cases, cache="killed")
    again = [before[h + p] for h, p in server.paths if h + p in before]
    lost = [t for t in again if t < killed[0] - 1.3]
    tap.ok(report and all(r["url"]["verdict"] == "ok" for r in report["references"]), f"killed amid {count}, the next run ends it")
    tap.ok(not lost and len(before) < count, "and lost at most the last second", f"{len(lost)} of {len(before)}, {len(again)} asked again")
    print(f"# killed after {len(before)} of {count}: {len(again)} asked again, {len(lost)} older than a second; {peak:.0f} MB")


def check_interrupted(tap, folder, thread, signal):
    cases, server = Cases(thread.ports["plain"]), thread.server
    for i in range(40):  # 1.2 s each, two at once: 24 s in all
        cases.add("slow", f"slow-{signal.lower()}.test", f"/articles/{signal}/{i}/border-union.html")
    timer = threading.Timer(6, lambda: subprocess.run(["kill", f"-{signal}", str(run.child.pid)], check=False))
    timer.start()
    run(folder, cases, cache="stopped")
    asked = {p for h, p in server.paths if f"/{signal}/" in p}
    status = run.child.returncode
    tap.ok(status == (130 if signal == "INT" else -9), f"SIG{signal} ends the run", str(status))
    before = len(server.paths)
    cases.references = cases.references[:8]
    report, _, _ = run(folder, cases, cache="stopped")
    again = len([p for h, p in server.paths[before:] if p in asked])
    tap.ok(report and again <= 5, f"after SIG{signal} the next run goes on", f"{again} of {len(asked)} asked again")


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else len(web.BEHAVIOURS)
    if not shutil.which("openssl"):
        print("1..0 # SKIP openssl is not installed")
        return 0
    folder = tempfile.mkdtemp(prefix="ibid-web-")
    tap = Tap()
    try:
        contexts = certificates(folder)
        thread = Thread(contexts)
        cases = Cases(thread.ports["plain"])
        cases.fill(count)
        closed = 1  # tcpmux: nothing listens
        cases.add("refused", "refused-0.test", port=closed, verdicts=["dead"], truth="dead")
        for name, host, verdict in (("tls-expired", "plain-expired.test", "tls"), ("tls-host", "plain-host.test", "tls"),
                                    ("tls-self", "plain-self.test", "tls"), ("tls-good", "plain-tls.test", "ok")):
            cases.add(name, host, scheme="https", port=thread.ports[name], verdicts=[verdict],
                      truth="living" if verdict == "ok" else "unknown")
        cases.add("tls-on-plain", "plain-1.test", scheme="https", verdicts=["tls", "protocol", "timeout"], truth="unknown")
        cases.add("literal", "127.0.0.1", verdicts=["dead"], truth="dead")
        for host in ("10.0.0.1", "[::1]", "0x7f.1.example", "169.254.169.254", "[::ffff:192.168.0.1]"):
            if "example" not in host:
                cases.add("unsafe " + host, host, verdicts=["unsafe"], truth="unknown")
        cases.add("fragment", "plain-2.test", "/articles/2018/border-union.html#nowhere", verdicts=["degraded"], truth="living")
        cases.add("fragment-top", "plain-3.test", "/articles/2018/border-union.html#top", verdicts=["ok"], truth="living")
        cases.add("blank", "plain-4.test", "/articles/2018/border-union.html?q=a b", verdicts=["ok"], truth="living")
        cases.add("sici", "plain-5.test", "/articles/border-union/10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O",
                  verdicts=["ok"], truth="living")
        cases.add("escaped", "plain-6.test", "/articles/a%2Fb/border-union", verdicts=["ok"], truth="living")
        cases.add("iri", "plain-7.test", "/articles/border-union/Лукашенко", verdicts=["ok"], truth="living")
        cases.add("translated", "header" + "cp1251-8.test", title="An Entirely English Title of It", language="ru",
                  verdicts=["ok"], truth="living")
        for i in range(12):
            cases.add("slow", "slow-many.test", f"/articles/2018/{i}/border-union.html", verdicts=["ok"], truth="living")
        extra = ["--set", f"network.ca-file={folder}/ca.pem"]
        report, seconds, peak = run(folder, cases, *extra)
        tap.ok(report is not None, "the run ends well")
        if report:
            if len(sys.argv) < 2:
                check_verdicts(tap, cases, report)
            counts = table(cases, report)
            for truth in ("living", "dead", "refusal"):
                counts.setdefault(truth, {})
            dead = sum(counts.get("dead", {}).values())
            tap.ok(counts["living"].get("dead", 0) == 0, "no living page is called dead")
            tap.ok(counts["refusal"].get("dead", 0) == 0, "no refusal is called dead")
            tap.ok(counts["dead"].get("alive", 0) * 100 <= dead, "at most 1 % of the dead are called fine")
            slow = [n for h, n in thread.server.peaks.items() if h.startswith("slow-many")]
            tap.ok(slow == [2], "never more than two at once to one host")
            tap.ok(all("mailto:me@example.org" in a for a in thread.server.agents), "the user agent names the reader")
            sent = {p for h, p in thread.server.paths}
            tap.ok("/articles/a%2Fb/border-union" in sent, "%2F is sent as it is")
            tap.ok("/articles/border-union/10.1002/(SICI)1097-4571(199806)49:8%3C693::AID-ASI4%3E3.0.CO;2-O" in sent,
                   "a SICI keeps its marks")
            tap.ok("/articles/2018/border-union.html?q=a%20b" in sent, "a blank is encoded")
        if len(sys.argv) < 2:
            check_services(tap, folder, thread)
            check_offline(tap, folder, thread)
            check_cache(tap, folder, thread)
        print(f"# {len(cases.references)} URLs in {seconds:.1f} s, peak {peak:.0f} MB")
        tap.ok(seconds < 12 * TIMEOUT + len(cases.references) / 20, "in bounded time", f"{seconds:.1f} s")
        # AddressSanitizer keeps up to 256 MB that were freed.
        tap.ok(peak < (500 if os.environ.get("IBID_SANITIZE") else 100), "in bounded memory", f"{peak:.0f} MB")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"1..{tap.n}")
    return 1 if tap.bad else 0


if __name__ == "__main__":
    sys.exit(main())
