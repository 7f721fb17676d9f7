#!/bin/sh
# Parsing: --lines, formats told from content, what goes where, exit statuses.
. "$TOP_SRCDIR/tests/cli/lib.sh"
plan 27

json() { python3 -c "import json,sys; d=json.load(open('$tmp/out')); $1"; }

is "the list is parsed" 0 "$(status "$IBID" parse "$list")"
is "into 45 references" 45 "$(json 'print(len(d))')"
is "in source order" "archer2006introduction zulys2005union" "$(json 'print(d[0]["id"], d[-1]["id"])')"
is "with their place in the file" "45 1" "$(json 'print(d[-1]["custom"]["source"]["line"], d[-1]["custom"]["source"]["column"])')"
is "bytes of the file" yes "$(json "
raw=open('$list','rb').read()
s=d[7]['custom']['source']
print('yes' if raw[s['start']:s['end']].decode().startswith('Eurasianet (2015)') else raw[s['start']:s['end']])")"
is "and the reference as printed" "KÅ‚ysinski, Kamil (2017)" "$(json 'print([r for r in d if r["id"].startswith("klysinski")][0]["custom"]["text"][:24])')"

{ sed -n 1p "$list"; echo; sed -n 2p "$list"; printf '%s\r\n' "$(sed -n 3p "$list")"; } >"$tmp/lines.txt"
is "--lines: done" 0 "$(status "$IBID" parse --lines --to labels "$tmp/lines.txt")"
is "--lines: one result a line" 4 "$(lines "$tmp/out")"
is "--lines: the empty line too" '""' "$(sed -n 2p "$tmp/out" | python3 -c 'import json,sys; print(json.dumps(json.loads(sys.stdin.read())["text"]))')"
is "labels are JSON Lines whose spans are in the text" ok "$(python3 - "$tmp/out" <<'P'
import json, sys
for line in open(sys.argv[1], encoding="utf-8"):
    r = json.loads(line)
    last = 0
    for label, start, end in r["spans"]:
        assert last <= start < end <= len(r["text"]), r
        assert r["text"][start:end].strip() == r["text"][start:end], r
        last = end
print("ok")
P
)"

printf 'Bergmann, Lena (2014): Die Stadt am Fluss, 3., überarb. Aufl., Wiesbaden: Springer VS, S. 47 ff.\n' >"$tmp/de"
is "a German book is read" 0 "$(status "$IBID" parse --lines "$tmp/de")"
is "its edition and pages are whole" "3., überarb. 47 ff." "$(json 'print(d[0]["edition"], d[0]["page"])')"
printf '@article{a, title={T},journal={J}, year=2001}\n' >"$tmp/x"
is "BibTeX is told from the content" 0 "$(status "$IBID" parse --to csl-json "$tmp/x")"
is "its key is kept" a "$(json 'print(d[0]["id"])')"
printf 'TY  - JOUR\nTI  - Title\nER  - \n' >"$tmp/y"
is "RIS is told from the content" 0 "$(status "$IBID" parse "$tmp/y")"
is "and read" Title "$(json 'print(d[0]["title"])')"
ok "-o names the format" sh -c '"$IBID" parse -o "$1/o.ris" "$2" && grep -q "^TY  - JOUR" "$1/o.ris"' - "$tmp" "$tmp/y"
is "an unwritable file is exit 3" 3 "$(status "$IBID" parse -o "$tmp/no/such/folder.ris" "$tmp/y")"
is "and leaves one line" 1 "$(lines "$tmp/err")"
is "a missing file is exit 3" 3 "$(status "$IBID" parse "$tmp/missing.ris")"
is "and prints no empty result" "" "$(cat "$tmp/out")"
is "one missing behind another ends the result well" "3 Title" \
  "$(status "$IBID" parse "$tmp/y" "$tmp/missing.ris") $(json 'print(d[0]["title"])')"
is "options may stand behind" 0 "$(status "$IBID" parse "$tmp/y" --to bibtex --quiet)"
is "global options before the command" 0 "$(status "$IBID" --quiet parse "$tmp/y")"
is "--set takes what there is" 2 "$(status "$IBID" --set network.nonsense=1 parse "$tmp/y")"
is "a model that is none is exit 3" 3 "$(status "$IBID" --set parser.model="$list" parse "$list")"
is "no command is exit 2" 2 "$(status "$IBID")"
exit $failed
