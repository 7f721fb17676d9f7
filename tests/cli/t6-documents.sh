#!/bin/sh
# What README.md and the manual show is what the program does: the run, line by line, and every example.
. "$TOP_SRCDIR/tests/cli/lib.sh"

# Lines of "    ibid …" in README.md and of ".Dl ibid …" in the manual, without comments.
examples() {
  sed -n 's/^    \(ibid .*\)$/\1/p' "$TOP_SRCDIR/README.md" | sed 's/ *#.*//'
  sed -n 's/^\.Dl \(ibid .*\)$/\1/p' "$TOP_SRCDIR"/doc/man/*.1
}
plan $(($(examples | wc -l) + 2))

mkdir "$tmp/bin" "$tmp/here"
printf '#!/bin/sh\nexec "%s" "$@"\n' "$IBID" >"$tmp/bin/ibid"
chmod +x "$tmp/bin/ibid"
PATH=$tmp/bin:$PATH
cd "$tmp/here" || exit 99
cp "$list" list.txt
cp "$list" references.txt
printf 'M\374ller, J. (2001), Das Werk, Berlin: Springer.\n' >old.txt
ibid parse --to bibtex -o paper.bib list.txt
ibid parse --to ris -o old.ris list.txt
ibid parse --to nbib -o more.nbib list.txt 2>/dev/null

# Each on a library of its own; checks ask nothing of the network.
n_done=0
examples >"$tmp/examples"
while read -r line; do
  n_done=$((n_done + 1))
  rm -f "$IBID_LIBRARY"
  ibid import list.txt >/dev/null
  case $line in "ibid check"*) line="$line --offline" ;; esac
  ok "$line" sh -c "$line || [ \$? = 1 ]"
done <"$tmp/examples"
ok "there are examples" test "$n_done" -ge 15

# The run: the lines between the words that lead to it and the next heading.
cd "$TOP_SRCDIR" && ibid check --offline refs/belarus-russia.txt >"$tmp/run"
sed -n '/^## A real run/,/^## What/s/^    //p' README.md >"$tmp/shown"
is "the run in README.md is what the program prints" "" "$(grep -vxFf "$tmp/run" "$tmp/shown")"
exit $failed
