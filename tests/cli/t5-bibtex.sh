#!/bin/sh
# BibTeX and biblatex of the real list, read by programs that nobody here wrote; access dates.
. "$TOP_SRCDIR/tests/cli/lib.sh"
plan 11

"$IBID" parse --to bibtex -o "$tmp/list.bib" "$list"
"$IBID" parse --to biblatex -o "$tmp/latex.bib" "$list"
is "45 BibTeX entries" 45 "$(grep -c '^@' "$tmp/list.bib")"
is "15 web pages are @misc with an access date" 15 "$(grep -c '^  urldate = {20[0-9-]*},$' "$tmp/list.bib")"
is "15 are @online in biblatex" 15 "$(grep -c '^@online' "$tmp/latex.bib")"
ok "ISO access dates" grep -q 'urldate = {2018-06-03}' "$tmp/latex.bib"
ok "languages by their babel names" grep -q 'langid = {persian}' "$tmp/latex.bib"

if have biber; then
  biber --tool --validate-datamodel --output-file "$tmp/out.bib" --logfile "$tmp/biber" "$tmp/latex.bib" >"$tmp/biber.out" 2>&1
  is "biber has nothing to say" "" "$(grep -E 'WARN|ERROR' "$tmp/biber.out")"
else
  skip "biber" "biber is not installed"
fi
if have pandoc; then
  is "pandoc reads 45" 45 "$(pandoc -f bibtex -t csljson "$tmp/list.bib" | grep -c '"id"')"
else
  skip "pandoc" "pandoc is not installed"
fi
if have bib2xml; then
  is "bib2xml reads 45" 45 "$(bib2xml "$tmp/list.bib" 2>/dev/null | grep -c '<mods ID')"
else
  skip "bib2xml" "bibutils is not installed"
fi
if have bibtex && kpsewhich plain.bst >/dev/null 2>&1; then
  printf '\\relax\n\\citation{*}\n\\bibstyle{plain}\n\\bibdata{list}\n' >"$tmp/list.aux"
  "$IBID" parse --to bibtex --ascii -o "$tmp/list.bib" "$list"
  (cd "$tmp" && bibtex list >bibtex.out 2>&1)
  is "BibTeX with plain.bst sets 45" 45 "$(grep -c '^.bibitem' "$tmp/list.bbl")"
  is "--ascii is ASCII" 0 "$(LC_ALL=C grep -c '[^ -~]' "$tmp/list.bib")"
else
  skip "BibTeX with plain.bst" "bibtex is not installed"
  skip "--ascii" "bibtex is not installed"
fi
is "what is read back is written the same" same "$("$IBID" parse --to biblatex "$tmp/latex.bib" | cmp -s - "$tmp/latex.bib" && echo same)"
exit $failed
