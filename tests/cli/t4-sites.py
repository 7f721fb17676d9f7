#!/usr/bin/env python3
"""t4: the web check against sites as they are: nearly 900 living, dead and refusing pages (sites_living.py,
sites_dead.py, sites_refusing.py), with menus, log-in boxes, counters and the words of their kind around them.

Those that could cost time or memory run in a process of their own, each within bounds of its own.
ONLY="name ..." keeps to some and shows what is said of each; tests/eval/web_each.py runs every one alone.
"""
import collections
import concurrent.futures
import os
import sys

sys.path.insert(0, os.path.join(os.environ.get("TOP_SRCDIR", "."), "tests", "cli"))
import web_server as web  # noqa: E402
import sites  # noqa: E402
import sites_dead  # noqa: E402,F401
import sites_living  # noqa: E402,F401
import sites_refusing  # noqa: E402,F401
from web_run import Cases, Run, Tap, Thread  # noqa: E402

RIGHT = {"living": {"alive"}, "living?": {"alive", "unknown"}, "dead": {"dead"}, "dead?": {"dead", "unknown"}, "refusal": {"unknown"}}
SANITIZED = bool(os.environ.get("IBID_SANITIZE"))
# Bodies, headers, nesting, packing and waiting without end.
HEAVY = ["huge", "deep", "attributes", "endless", "endless-blanks", "pdf-huge", "big-cookies", "many-headers", "net-bomb",
         "raw-endless-line", "raw-endless-header", "raw-headers", "title-late", "small-chunks", "shell-state", "chain-19"]
SLOW = ["drip", "slow-headers", "stalls-after", "net-silence", "net-silence-in-body", "net-drip", "net-drip-body"]
PATIENCE = 6      # seconds of network.timeout for those that wait
MOST_SECONDS = 40  # for one page: its deadline, a neighbour's, retries, and a machine with other things to do
MOST_CPU = 5 if SANITIZED else 1
MOST_MB = 400 if SANITIZED else 48


def cite(names, port):
    cases = Cases(port)
    for name in names:
        c = sites.CASES[name]
        cases.add(name, c.host, c.path, title=c.title, truth=c.truth, author=[{"family": c.author}], **c.record)
        cases.hosts += [(host + "-0.test", port) for host in c.hosts]
    return cases


def judge(names, port, timeout):
    """The run, and a line for each page of which something wrong was said."""
    run = Run(cite(names, port), network={"concurrency": 24, "timeout": timeout})
    wrong, said = [], []
    for name, ref in zip(names, run.report["references"] if run.report else []):
        url, truth = ref["url"], sites.CASES[name].truth
        said.append((truth, url["class"]))
        if url["class"] not in RIGHT[truth] or os.environ.get("ONLY"):
            wrong.append(f"{name} ({truth}): {url['verdict']}, {url['reason']} (status {url['status']}, title {url['title']})")
    return run, wrong, said


def table(counts):
    print("# what it is      alive    dead unknown")
    for truth in RIGHT:
        print(f"# {truth:<14}" + "".join(f"{counts[truth, c]:>8}" for c in ("alive", "dead", "unknown")))


def main():
    only = os.environ.get("ONLY", "").split()
    names = [n for n in sites.CASES if not only or n in only]
    alone = [n for n in HEAVY + SLOW if n in names]
    tap, counts, port = Tap(), collections.Counter(), Thread({}).ports["plain"]
    groups = [[n] for n in alone]
    for kind in (sites_living, sites_dead, sites_refusing):
        groups.append([n for n in names if n not in alone and sites.CASES[n].made_by == kind.__name__])
    groups = sorted(filter(None, groups), key=len, reverse=True)
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        done = pool.map(lambda g: judge(g, port, PATIENCE if g[0] in SLOW else 25), groups)
    for group, (run, wrong, said) in zip(groups, done):
        what = group[0] if len(group) == 1 else f"{len(group)} of {sites.CASES[group[0]].made_by}"
        tap.ok(run.report is not None and not wrong, f"{what}: judged rightly", "\n".join(wrong) or run.said[-500:])
        if len(group) == 1:
            tap.ok(run.seconds < MOST_SECONDS and run.cpu < MOST_CPU and run.peak < MOST_MB, f"{what}: within its bounds",
                   f"{run.seconds:.1f} s, {run.cpu:.2f} s of processor time, {run.peak:.0f} MB")
        counts.update(said)
        print(f"# {what}: {run.seconds:.1f} s, {run.cpu:.2f} s of processor time, {run.peak:.0f} MB")
    table(counts)
    print(f"1..{tap.n}")
    return 1 if tap.bad else 0


if __name__ == "__main__":
    sys.exit(main())
