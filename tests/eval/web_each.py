#!/usr/bin/env python3
"""Every behaviour of the hostile servers alone: its verdict, seconds, processor time and peak memory, each in a process
of its own.

    web_each.py web      # the table of tests/cli/t4-web.py
    web_each.py sites    # that of tests/cli/t4-sites.py

Prints a line for each that was judged wrongly or left its bounds, the worst of each kind, and the totals.
IBID, IBID_DATA and TOP_SRCDIR as for the tests.
"""
import concurrent.futures
import os
import sys

sys.path.insert(0, os.path.join(os.environ.get("TOP_SRCDIR", "."), "tests", "cli"))
import web_server as web  # noqa: E402
from web_run import Cases, Run, Thread  # noqa: E402

PATIENCE = 6                                    # seconds: network.timeout
BOUNDS = {"seconds": 6 * PATIENCE, "cpu": 1.0, "peak": 48}  # a page, a neighbour, three attempts; seconds; MB
AT_ONCE = 6


def behaviours(which):
    """Name, references, and the classes or verdicts that are right."""
    if which == "sites":
        import sites
        import sites_dead  # noqa: F401
        import sites_living  # noqa: F401
        import sites_refusing  # noqa: F401
        from importlib.machinery import SourceFileLoader
        table = SourceFileLoader("t4_sites", os.path.join(os.path.dirname(sites.__file__), "t4-sites.py")).load_module()
        for name, c in sites.CASES.items():
            yield name, lambda port, name=name: table.cite([name], port), table.RIGHT[c.truth]
        return
    import web_more  # noqa: F401
    for name, (_, truth, verdicts) in web.BEHAVIOURS.items():
        def cite(port, name=name, truth=truth, verdicts=verdicts):
            cases = Cases(port)
            cases.add(name, f"{name}-0.test", verdicts=verdicts, truth=truth)
            return cases
        if name not in web.ALONE:
            yield name, cite, set(verdicts)


def main():
    which = sys.argv[1] if len(sys.argv) > 1 else "sites"
    port, rows, bad = Thread({}).ports["plain"], [], 0
    listed = list(behaviours(which))
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        runs = pool.map(lambda b: Run(b[1](port), network={"timeout": PATIENCE}), listed)
        for (name, _, right), run in zip(listed, runs):
            url = run.report["references"][0]["url"] if run.report else {"class": "none", "verdict": "none", "reason": run.said[-90:]}
            beyond = [k for k, most in BOUNDS.items() if getattr(run, k) > most]
            rows.append((name, run))
            if beyond or not right & {url["class"], url["verdict"]}:
                bad += 1
                print(f"{name}\t{url['verdict']}\t{url['reason']}\t{' '.join(beyond)}\t{run.seconds:.1f} s\t{run.cpu:.2f} s\t{run.peak:.0f} MB")
    for kind in BOUNDS:
        worst = sorted(rows, key=lambda row: -getattr(row[1], kind))[:5]
        print(f"# most {kind}:", ", ".join(f"{name} {getattr(run, kind):.2f}" for name, run in worst))
    print(f"# {len(rows)} behaviours, {bad} judged wrongly or out of bounds; together {sum(r.cpu for _, r in rows):.1f} s of processor time")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
