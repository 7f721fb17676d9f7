#!/bin/sh
# What scripts rely on: results and nothing else on standard output, one line and a status when something
# is wrong, odd names and places, readers that leave, disks that are full.
. "$TOP_SRCDIR/tests/cli/lib.sh"
plan 40
cd "$tmp" || exit 99

said() { tr '\n' '|' <"$tmp/err"; }

is "no command is misuse" "2, 0 bytes" "$(status "$IBID"), $(wc -c <out | tr -d ' ') bytes"
is "and one line" "ibid: no command named (ibid help lists them)|" "$(said)"
is "an empty library is no failure" 0 "$(status "$IBID" list)"
is "but it is said" "ibid: the library is empty (ibid import adds references)|" "$(said)"
is "also by a check" "0 references: 0 errors, 0 warnings, 0 infos" "$("$IBID" check --offline 2>err)"
is "whose user may have forgotten the file" "ibid: the library is empty (ibid import adds references)|" "$(said)"

# Settings: what is wrong and what would be right.
status "$IBID" --set network.timeout=soon list >/dev/null
is "a number out of range" 'ibid: network.timeout cannot be "soon" (seconds for one page in all: from 1 to 600)|' "$(said)"
status "$IBID" --set network.archives=perhaps list >/dev/null
ok "a word that is none of three" grep -q 'broken, all or never' err
status "$IBID" --set services.wayback-cdx=archive.example list >/dev/null
ok "an address without its scheme" grep -q 'begins with http://' err
is "no list of suppressions" 3 "$(status "$IBID" check --offline --suppress none.txt "$list")"
is "is said once" "ibid: cannot read none.txt: No such file or directory|" "$(said)"
printf '\377\376' >sup.txt
printf 'url.whitespace * : seen\r\n' | iconv -t UTF-16LE >>sup.txt
is "one that Notepad wrote is read" "45 references: 1 error, 6 warnings, 1 info (--all lists them), 2 suppressed" \
  "$("$IBID" check --offline --suppress sup.txt "$list" | tail -n 1)"

# Names.
cp "$list" ./-dash.txt
cp "$list" 'two words, 100%.txt'
is "behind -- a name may begin with a dash" 45 "$("$IBID" parse -- -dash.txt | grep -c '"id"')"
is "also for a check" 1 "$(status "$IBID" check --offline -- -dash.txt)"
ok "an address in SARIF is escaped" sh -c '"$IBID" check --offline --format sarif "two words, 100%.txt" | grep -q "two%20words%2C%20100%25.txt\|two%20words,%20100%25.txt"'
is "- is standard input" 45 "$("$IBID" parse - <"$list" | grep -c '"id"')"
is "- is standard output" 45 "$("$IBID" parse --to csl-json -o - "$list" | grep -c '"id"')"

# The ending says what is written, as it does for parse and export.
"$IBID" check --offline -o report.html "$list"
ok "report.html is a page" grep -qi '^<!doctype html>' report.html
"$IBID" check --offline -o report.sarif "$list"
ok "report.sarif is SARIF" grep -q '"sarif\|sarif-schema\|"runs"' report.sarif
"$IBID" check --offline -o report.json "$list"
is "report.json has the references" 45 "$(python3 -c 'import json; print(len(json.load(open("report.json"))["references"]))')"
"$IBID" check --offline --format text -o report.json "$list"
ok "unless --format says otherwise" grep -q '^45 references:' report.json

# Standard output that takes nothing, and readers that leave.
"$IBID" import -q "$list" >/dev/null
for command in "list" "show knudsen2002small" "export --to ris" "parse $list" "check --offline $list" "formats" "help" "--version"; do
  is "$command, and the disk is full" 3 "$("$IBID" $command >/dev/full 2>err; echo $?)"
done
is "a full disk is said in one line" 1 "$(lines err)"
for i in 1 2 3 4 5 6 7 8; do cat "$list"; done >many.txt
"$IBID" parse many.txt 2>err | head -n 1 >/dev/null
is "a reader that leaves hears nothing" "" "$(said)"
is "a report that cannot be written leaves nothing behind" "3 " "$(status "$IBID" check --offline -o none/report.html "$list") $(ls none 2>/dev/null)"

# Files cut short say so.
cut() { # FORMAT
  "$IBID" parse --to "$1" "$list" >whole 2>/dev/null
  head -c $(($(wc -c <whole) * 6 / 10)) whole >cut
  "$IBID" parse --from "$1" cut 2>&1 >/dev/null | grep -c 'this entry does not end; it may be incomplete \[bibutils.cut\]'
}
is "ISI cut short" 1 "$(cut isi)"
is "Word cut short" 1 "$(cut word)"
printf '<?xml version="1.0"?><xml><records><record><ref-type name="Book">6</ref-type><titles><title>Whole</title></titles></record><record><ref-type name="Book">6</ref-type><titles><title>Half' >cut.xml
is "EndNote XML cut short" 1 "$("$IBID" parse --from endnote-xml cut.xml 2>&1 >out | grep -c 'bibutils.cut')"
is "and what was there is kept" 2 "$(grep -c '"title"' out)"

# Nowhere to write to, no home, no locale: what needs none of these works.
same() { cmp -s "$1" "$2"; }
"$IBID" check --offline --format json "$list" >here
env -i IBID_DATA="$IBID_DATA" IBID_LIBEXEC="$IBID_LIBEXEC" LC_ALL=C TZ=Asia/Tokyo HOME=/nonexistent "$IBID" check --offline --format json "$list" >there 2>err
ok "the same bytes without home and locale" same here there
is "and nothing to complain of" "" "$(said)"
is "a library where none can be" 3 "$(status "$IBID" --library /proc/none/library.db import "$list")"
is "one line" 1 "$(lines err)"
exit $failed
