# What is written, as programs that no one here wrote read it: all references of the list that
# started the project, with their access dates.
. "$TOP_SRCDIR/tests/cli/lib.sh"
plan 13

count() { grep -c "$@" || :; }

for format in ris csl-json nbib; do
  "$IBID" parse --to $format -o "$tmp/list.$format" "$list" 2>"$tmp/$format.err"
done

is 'RIS has every reference' 45 "$(count '^TY  - ' <"$tmp/list.ris")"
is 'RIS begins no line but with a tag' 0 "$(count -vE '^([A-Z][A-Z0-9]  - |$)' <"$tmp/list.ris")"
is 'PY and DA stand where Y2 does' "$(count '^Y2  - ' <"$tmp/list.ris")" \
  "$(awk '/^TY/ { py = da = 0 } /^PY/ { py = 1 } /^DA/ { da = 1 } /^Y2/ { y2 = 1 } /^ER/ { n += y2 && py && da; y2 = 0 } END { print n }' "$tmp/list.ris")"
ok 'an access date is YYYY/MM/DD/' grep -qx 'Y2  - 2020/07/16/' "$tmp/list.ris"
ok 'a web page is ELEC' grep -qx 'TY  - ELEC' "$tmp/list.ris"

if have ris2xml; then
  ris2xml "$tmp/list.ris" >"$tmp/list.xml" 2>"$tmp/ris2xml.err"
  is 'ris2xml reads every reference' 45 "$(count '<mods ' <"$tmp/list.xml")"
else
  skip 'ris2xml reads every reference' 'bibutils is not installed'
fi
if have nbib2xml; then
  nbib2xml "$tmp/list.nbib" >"$tmp/nbib.xml" 2>"$tmp/nbib2xml.err"
  is 'nbib2xml reads every reference' 45 "$(count '<mods ' <"$tmp/nbib.xml")"
else
  skip 'nbib2xml reads every reference' 'bibutils is not installed'
fi

python=
for p in python3 /usr/bin/python3; do
  if [ -z "$python" ] && $p -c 'import jsonschema' 2>/dev/null; then python=$p; fi
done
if [ -z "$python" ]; then
  skip 'CSL-JSON is valid' 'python3-jsonschema is not installed'
elif [ ! -f "$IBID_SHARED/schemas/csl-data.json" ]; then
  skip 'CSL-JSON is valid' 'the schema of CSL data is absent'
else
  ok 'CSL-JSON is valid' $python -W ignore -m jsonschema -i "$tmp/list.csl-json" "$IBID_SHARED/schemas/csl-data.json"
fi

# There and back: the same references, the same access dates.
"$IBID" parse --from ris --to csl-json -o "$tmp/back.json" "$tmp/list.ris" 2>"$tmp/back.err"
is 'RIS comes back whole' "$(count '"id": ' <"$tmp/list.csl-json")" "$(count '"id": ' <"$tmp/back.json")"
is 'access dates come back' "$(count '"accessed": {' <"$tmp/list.csl-json")" "$(count '"accessed": {' <"$tmp/back.json")"
"$IBID" parse --to ris -o "$tmp/second.ris" "$tmp/list.ris" 2>"$tmp/second.err"
ok 'a second round changes no byte' cmp "$tmp/list.ris" "$tmp/second.ris"

# The long tail.
for format in mods word; do
  "$IBID" parse --to $format -o "$tmp/list.$format" "$list" 2>"$tmp/$format.err"
  if have xmllint; then
    ok "$format is well formed" xmllint --noout "$tmp/list.$format"
  else
    ok "$format is written" test -s "$tmp/list.$format"
  fi
done
exit $failed
