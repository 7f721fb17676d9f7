#!/bin/sh
# The library: queries, removal, and each way in which it cannot be used.
. "$TOP_SRCDIR/tests/cli/lib.sh"
plan 21

"$IBID" import "$list" >/dev/null
is "a key selects its reference" 1 "$("$IBID" list knudsen2002small | wc -l | tr -d ' ')"
is "several keys are a union" 2 "$("$IBID" list knudsen2002small knudsen1988lambs | wc -l | tr -d ' ')"
is "words must all occur" 1 "$("$IBID" list tajmiri russian-european | wc -l | tr -d ' ')"
is "diacritics do not matter" 1 "$("$IBID" list klysinski | wc -l | tr -d ' ')"
is "FTS syntax is text" 1 "$(status "$IBID" list 'title:' 'OR' '"*')"
is "nothing found is exit 1" 1 "$(status "$IBID" list xyzzy)"
is "remove" "1 removed" "$("$IBID" remove knudsen2002small)"
is "an unknown key is exit 1" 1 "$(status "$IBID" remove knudsen2002small)"
is "show of an unknown key is exit 1" 1 "$(status "$IBID" show knudsen2002small)"
ok "show tells where it came from" sh -c '"$IBID" show pace2002small | grep -q "belarus-russia.txt:28"'
is "export keeps the order of import" "archer2006introduction attar2020game" \
  "$("$IBID" export --to csl-json | grep -o '"id": *"[^"]*"' | head -n 2 | sed 's/.*: *"//; s/"//' | tr '\n' ' ' | sed 's/ $//')"

refused() { # NAME FILE
  is "$1: exit 3" 3 "$(status "$IBID" --library "$2" list)"
  is "$1: one line that names the file" 1 "$(grep -c "$(basename "$2")" "$tmp/err")"
}
echo "this is no library at all, but some text of another program" >"$tmp/text.db"
refused "a text file" "$tmp/text.db"
mkdir "$tmp/folder.db"
refused "a folder" "$tmp/folder.db"
cp "$tmp/library.db" "$tmp/damaged.db"
dd if=/dev/urandom of="$tmp/damaged.db" bs=1 seek=200 count=20000 conv=notrunc 2>/dev/null
refused "a damaged file" "$tmp/damaged.db"
before=$(cksum <"$tmp/text.db")
"$IBID" --library "$tmp/text.db" import "$list" >/dev/null 2>&1
is "a foreign file is left as it was" "$before" "$(cksum <"$tmp/text.db")"

if [ "$(id -u)" = 0 ] && have setpriv && id nobody >/dev/null 2>&1; then
  mkdir "$tmp/readonly"
  chmod 755 "$tmp" "$tmp/readonly"
  as_nobody() { setpriv --reuid=nobody --regid=65534 --clear-groups "$@"; }
  is "a read-only folder: exit 3" 3 "$(status as_nobody "$IBID" --library "$tmp/readonly/l.db" import "$list")"
else
  mkdir "$tmp/readonly"
  chmod 555 "$tmp/readonly"
  is "a read-only folder: exit 3" 3 "$(status "$IBID" --library "$tmp/readonly/l.db" import "$list")"
fi
is "and one line" 1 "$(lines "$tmp/err")"
is "/dev/full: exit 3" 3 "$(status "$IBID" export --to bibtex -o /dev/full)"
exit $failed
