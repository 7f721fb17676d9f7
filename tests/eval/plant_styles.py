#!/usr/bin/env python3
"""Plants defects in real references set in many styles and formats, and prints how many the
offline rules find.

    plant_styles.py [-v] [--csl DIR] [--locale LANG] [--style NAME]... [--ibid PROGRAM] [--rules RULE,RULE] FILE...

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

from plant_kinds import AUTHOR_DATE, FORMATS, FULL_NAMES, LINES, PLANTS, RECORDS, TEXT, Skip, is_shown, year_of

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
