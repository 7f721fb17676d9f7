#!/bin/sh
# kill -9 at any moment of an import leaves the library as it was before or as it is after.
. "$TOP_SRCDIR/tests/cli/lib.sh"
count=8000
plan 17

awk -v n=$count 'BEGIN {
  print "["
  for (i = 0; i < n; i++)
    printf "%s{\"id\":\"k%d\",\"type\":\"book\",\"title\":\"Volume %d of the collected papers\",\"author\":[{\"family\":\"Nobody%d\"}],\"issued\":{\"date-parts\":[[1990]]}}\n", i ? "," : "", i, i, i
  print "]"
}' >"$tmp/many.json"
fresh() {
  rm -f "$IBID_LIBRARY" "$IBID_LIBRARY"-*
  "$IBID" import "$list" >/dev/null
}
fresh
old=$("$IBID" list | wc -l | tr -d ' ')
new=$((old + count))

for delay in 0.02 0.06 0.10 0.15 0.20 0.30 0.45 0.70; do
  "$IBID" import "$tmp/many.json" >/dev/null 2>&1 &
  pid=$!
  sleep $delay
  kill -9 $pid 2>/dev/null
  wait $pid 2>/dev/null
  is "killed after $delay s: the library opens" 0 "$(status "$IBID" list)"
  got=$(lines "$tmp/out")
  case $got in
  "$old" | "$new") is "killed after $delay s: $got references" "$got" "$got" ;;
  *) is "killed after $delay s: the old or the new state" "$old or $new" "$got" ;;
  esac
  [ "$got" = "$old" ] || fresh
done
"$IBID" import "$tmp/many.json" >/dev/null 2>&1
is "an import that is let live is whole" $new "$("$IBID" list | wc -l | tr -d ' ')"
exit $failed
