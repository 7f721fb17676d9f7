#!/bin/sh
# Checking the real list offline: exactly the findings that an editor would want; reports; statuses.
. "$TOP_SRCDIR/tests/cli/lib.sh"
plan 20

today=2026-11-24
check() { status "$IBID" check --offline --today "$today" "$@"; }
json() { python3 -c "import json,sys; d=json.load(open('$tmp/out')); $1"; }

is "findings are exit 1" 1 "$(check --format json "$list")"
is "these errors and warnings, no others" \
  "author.surname-only date.url-year doi.truncated number.swapped publisher.host text.mojibake text.quotes url.whitespace url.whitespace" \
  "$(json 'print(" ".join(sorted(f["rule"] for f in d["findings"] if f["severity"] != "info")))')"
is "at these references" \
  "archer2006introduction attar2020game eurasianet2015worried klysinski2017risk marples2008russia ramani2016belarus themoscowtimes2019russia themoscowtimes2019russia thorhallsson2017small" \
  "$(json 'print(" ".join(sorted(f["key"] for f in d["findings"] if f["severity"] != "info")))')"
is "each with a message and a place" "" "$(json 'print("".join(f["rule"] for f in d["findings"] if not f["message"] or not f["source"]["line"]))')"
is "infos are counted, and listed with --all only" yes "$(json 'print("yes" if d["summary"]["infos"] > 0 and not any(f["severity"]=="info" for f in d["findings"]) else d["summary"])')"
is "offline there is no verdict" "" "$(json 'print("".join(str(r["url"]) for r in d["references"] if "url" in r and r["url"].get("verdict")))')"
check --format json "$list" >/dev/null; cp "$tmp/out" "$tmp/first"
check --format json "$list" >/dev/null
ok "the same answer twice" cmp "$tmp/first" "$tmp/out"
check --all --format json "$list" >/dev/null
is "one author in two spellings is an info" 1 "$(json 'print(sum(f["rule"]=="list.name-variant" for f in d["findings"]))')"
is "3/6/2018 is settled by the list" 0 "$(json 'print(sum(f["rule"]=="date.ambiguous" for f in d["findings"]))')"
is "the blanks of a URL have a safe fix" "safe http://www.huffingtonpost.com/samuel-ramani/belaruss-antikremlin-tilt_b_9052152.html" \
  "$(json 'print([f["fix"]["safety"]+" "+f["fix"]["new"] for f in d["findings"] if f["rule"]=="url.whitespace"][0])')"

"$IBID" import "$list" >/dev/null
is "the library gives the same findings" 1 "$(check --format json)"
is "by number" "$(python3 -c "import json; print(json.load(open('$tmp/first'))['summary']['warnings'])")" "$(json 'print(d["summary"]["warnings"])')"
printf 'Becker, Anna (2015), “Rivers of the Alps”, Journal of Rivers, Vol. 3, No. 2, pp. 11-19.\n' >"$tmp/later.txt"
"$IBID" import "$tmp/later.txt" >/dev/null
is "what was imported later need not stand in order" False \
  "$(check --format json >/dev/null; json 'print(any(f["rule"] == "list.order" for f in d["findings"]))')"
cat "$list" "$tmp/later.txt" >"$tmp/one.txt"
is "in one list it must" True \
  "$(check --format json "$tmp/one.txt" >/dev/null; json 'print(any(f["rule"] == "list.order" for f in d["findings"]))')"
printf 'M\303\203\302\274ller, J\303\203\302\274rgen (2010): Die St\303\203\302\244dte der T\303\203\302\274rkei. Berlin: Beck Verlag.\n' >"$tmp/misread.txt"
is "words of one field that were misread are one finding" "Müller, Jürgen / Städte der Türkei" \
  "$(check --format json "$tmp/misread.txt" >/dev/null; json 'print(" / ".join(f["fix"]["new"] for f in d["findings"]))')"
is "--fail-on never" 0 "$(check --fail-on never "$list")"
is "--fail-on error" 1 "$(check --fail-on error "$list")"
is "files and a query together are misuse" 2 "$(check "$list" knudsen2002small)"
is "a missing file" 3 "$(check nothing/here.txt)"
ok "the page is made" sh -c '"$IBID" check --offline --format html -o "$1/r.html" "$2"; grep -q "Content-Security-Policy" "$1/r.html"' - "$tmp" "$list"
exit $failed
