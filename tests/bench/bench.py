#!/usr/bin/env python3
"""bench.py: what ibid costs, as TSV, with what a user would take instead beside it.

Columns: what, tool, references, seconds, references a second, peak MB.  Peers that are not
installed are left out, with a word on standard error.  Sizes: 1,000, 10,000 and 100,000
(BENCH_SIZES changes them).
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
IBID = os.environ["IBID"]
SIZES = [int(n) for n in os.environ.get("BENCH_SIZES", "1000 10000 100000").split()]


def run(command, out):
    """Wall seconds and peak MB of COMMAND, its output in the file OUT."""
    with open(out, "wb") as target:
        began = time.monotonic()
        process = subprocess.Popen(command, stdout=target, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = 0
        took = time.monotonic() - began
    if os.WEXITSTATUS(status) > 1 or os.WIFSIGNALED(status):
        return None
    return took, usage.ru_maxrss / 1024


def row(what, tool, n, command, out="/dev/null", best_of=1):
    results = [r for r in (run(command, out) for _ in range(best_of)) if r]
    if not results:
        print("%s\t%s\t%d\tfailed" % (what, tool, n), flush=True)
        return
    took, peak = min(results)
    print("%s\t%s\t%d\t%.3f\t%.0f\t%.1f" % (what, tool, n, took, n / took, peak), flush=True)


def generate(folder, n, form):
    path = os.path.join(folder, "%d.%s" % (n, form))
    with open(path, "wb") as target:
        subprocess.run([sys.executable, os.path.join(HERE, "generate.py"), str(n), form], stdout=target, check=True)
    return path


def peer(what, tool, n, command):
    if shutil.which(tool):
        row(what, tool, n, command)
    else:
        print("%s is not installed: left out" % tool, file=sys.stderr)


def size(folder, n):
    text, csl, bib = (generate(folder, n, form) for form in ("text", "csl-json", "bibtex"))
    ris, library = os.path.join(folder, "out.ris"), os.path.join(folder, "%d.db" % n)
    row("parse text", "ibid", n, [IBID, "parse", "--lines", "--to", "csl-json", text])
    row("import csl-json", "ibid", n, [IBID, "--library", library, "import", "--from", "csl-json", csl])
    row("search, one found", "ibid", n, [IBID, "--library", library, "list", str(n - 7)], best_of=5)
    row("search, 1 % found", "ibid", n, [IBID, "--library", library, "list", "climate", "harbour"], best_of=5)
    row("list all", "ibid", n, [IBID, "--library", library, "list"])
    row("export bibtex", "ibid", n, [IBID, "--library", library, "export", "--to", "bibtex"])
    row("check offline", "ibid", n, [IBID, "check", "--offline", "--from", "csl-json", csl])
    row("bibtex to ris", "ibid", n, [IBID, "parse", "--from", "bibtex", "--to", "ris", bib], out=ris)
    row("ris to bibtex", "ibid", n, [IBID, "parse", "--from", "ris", "--to", "bibtex", ris])
    if n <= 10000: # the peers' cost grows faster than the input
        peer("bibtex to mods", "bib2xml", n, ["bib2xml", bib])
        peer("bibtex to csl-json", "pandoc", n, ["pandoc", "-f", "bibtex", "-t", "csljson", bib])


def main():
    with tempfile.TemporaryDirectory() as folder:
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
            os.environ[name] = folder
        print("what\ttool\treferences\tseconds\treferences/s\tpeak MB")
        row("start", "ibid", 1, [IBID, "formats"], best_of=10)
        for n in SIZES:
            size(folder, n)


main()
