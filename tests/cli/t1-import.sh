#!/bin/sh
# Import: once, again, corrected; odd files; what is said and the exit status.
. "$TOP_SRCDIR/tests/cli/lib.sh"
plan 25

is "the list is imported" "45 read, 45 added, 0 already there" "$("$IBID" import "$list")"
is "again adds nothing" "45 read, 0 added, 45 already there" "$("$IBID" import "$list")"
is "45 are listed" 45 "$("$IBID" list | wc -l | tr -d ' ')"

sed 's/401- 416/401-417/' "$list" >"$tmp/corrected.txt"
is "a corrected entry is a variant" "45 read, 0 added, 44 already there, 1 variant left out (--replace takes it)" \
  "$("$IBID" import "$tmp/corrected.txt" 2>/dev/null)"
is "--replace takes it" "45 read, 0 added, 44 already there, 1 replaced" "$("$IBID" import --replace "$tmp/corrected.txt" 2>/dev/null)"
ok "the replaced pages are there" sh -c '"$IBID" show martinsen2002russian | grep -q "401-417"'
is "a dry run says the same and adds nothing" "45" "$("$IBID" remove knudsen2002small >/dev/null; "$IBID" import --dry-run "$tmp/corrected.txt" >/dev/null; "$IBID" import "$tmp/corrected.txt" >/dev/null; "$IBID" list | wc -l | tr -d ' ')"

: >"$tmp/empty.txt"
is "an empty file is no failure" 0 "$(status "$IBID" import "$tmp/empty.txt")"
ok "and is said" grep -q 'no references found' "$tmp/err"
head -c 100000 /dev/urandom >"$tmp/binary.dat"
is "a binary file is no crash" yes "$(case $(status "$IBID" parse "$tmp/binary.dat") in 0|1|3) echo yes;; esac)"
is "a missing file is exit 3" 3 "$(status "$IBID" import "$tmp/none.txt")"
is "and one line" 1 "$(lines "$tmp/err")"
is "a folder is exit 3" 3 "$(status "$IBID" import "$tmp")"
is "no file named is exit 2" 2 "$(status "$IBID" import)"
is "an unknown option is exit 2" 2 "$(status "$IBID" import --nonsense "$list")"
is "an unknown format is exit 2" 2 "$(status "$IBID" import --from nonsense "$list")"

iconv -f UTF-8 -t UTF-16 "$list" >"$tmp/utf16.txt"
is "UTF-16 is read" 45 "$("$IBID" parse "$tmp/utf16.txt" 2>/dev/null | grep -c '"id"')"
printf 'M\374ller, J. (2001), Das Werk, Berlin: Springer.\n' >"$tmp/latin1.txt"
ok "Latin-1 is read" sh -c '"$IBID" parse --lines "$1" 2>"$2" | grep -q "Müller"' - "$tmp/latin1.txt" "$tmp/err"
ok "and said" grep -q 'windows-1252' "$tmp/err"
printf 'Smith, J. (2001), A\000 Title, London: Sage.\n' >"$tmp/nul.txt"
is "a NUL byte is no crash" 0 "$(status "$IBID" parse --lines "$tmp/nul.txt")"
head -c 5000000 /dev/zero | tr '\0' 'x' >"$tmp/long.txt"
is "five megabytes of one line are no crash" yes "$(case $(status "$IBID" parse --lines "$tmp/long.txt") in 0|1) echo yes;; esac)"
is "a reader that leaves is no complaint" "" "$("$IBID" parse "$list" 2>&1 >/dev/full | grep -v 'No space left')"
cat "$list" "$list" "$list" "$list" "$list" "$list" >"$tmp/many.txt"
is "| head ends quietly" "" "$("$IBID" parse "$tmp/many.txt" 2>&1 1>"$tmp/fifo.out" | head -n 1)"
ok "standard input is read" sh -c '"$IBID" parse - <"$1" | grep -q knudsen2002small' - "$list"
# Longer than what is kept in memory of a pipe.
is "ten megabytes through a pipe are read whole" 10000000 \
  "$( (printf '[{"id":"a","title":"'; head -c 10000000 /dev/zero | tr '\0' x; printf '"}]') | "$IBID" parse --from csl-json - 2>"$tmp/err" | tr -cd x | wc -c | tr -d ' ')"
exit $failed
