#!/bin/sh
# Lists as people have them: marks of entries, page numbers among the lines, columns side by side,
# and files that are no text at all.
. "$TOP_SRCDIR/tests/cli/lib.sh"
plan 37

json() { python3 -c "import json,sys; d=json.load(open('$tmp/out')); $1"; }

# What marks an entry is its number, and nothing else.
printf '%s\n' '1 Vgl. Hans Maier, Das Dorf im Krieg, Göttingen 1985, S. 12.' '2 Ebd., S. 14.' \
  '3 Karin Schulz: „Hunger und Recht“, in: Archiv für Sozialgeschichte 33 (1993), S. 101–130.' >"$tmp/notes.txt"
is "notes of bare numbers" 0 "$(status "$IBID" parse "$tmp/notes.txt")"
is "a number is no volume" "1:None 3:33" "$(json 'print(*[r["citation-number"] + ":" + str(r.get("volume")) for r in d])')"
is "a note that points back is no record, and kept with the work" "2 Ebd., S. 14." "$(json 'print(d[0]["custom"]["cited-again"])')"
is "one line tells of it" "$tmp/notes.txt:2:1: 1 note (“2 Ebd., S. 14.”) points back to a reference before, and no record is made of it [text.back-reference]" \
  "$(cat "$tmp/err")"
is "in the corrected list it stands" "2 Ebd., S. 14." "$("$IBID" parse --to text "$tmp/notes.txt" 2>&1 | sed -n 2p)"
is "alone it is a record" 1 "$(echo 'Ebd., S. 14.' | "$IBID" parse --lines - | grep -c '"id"')"
is "and nothing is missed of it" "" "$("$IBID" check --offline --all "$tmp/notes.txt" 2>/dev/null | grep -E 'Ebd|numbering')"
printf '%s\n' '[^1]: Adams, J. (2001). The first of all. Journal of Firsts, 1(2), 3-4.' \
  '[^2]: Brown, K. (2002). The second of all. Journal of Seconds, 2(3), 5-6.' >"$tmp/footnotes.md"
status "$IBID" parse "$tmp/footnotes.md" >/dev/null
is "notes of Markdown" "1 Adams None, 2 Brown None" \
  "$(json 'print(", ".join("%s %s %s" % (r["citation-number"], r["author"][0]["family"], r.get("note")) for r in d))')"
printf '%s\n' '¹ Adams, J. (2001). The first of all. Journal of Firsts, 1(2), 3-4.' \
  '² Brown, K. (2002). The second of all. Journal of Seconds, 2(3), 5-6.' >"$tmp/raised.txt"
status "$IBID" parse "$tmp/raised.txt" >/dev/null
is "raised numbers" "1 None, 2 None" "$(json 'print(", ".join("%s %s" % (r["citation-number"], r.get("note")) for r in d))')"
printf '%s\n' '[Ada01] J. Adams. The first of all. Journal of Firsts, 1(2):3–4, 2001.' \
  '[BC+02] K. Brown et al. The second of all. Journal of Seconds, 2(3):5–6, 2002.' >"$tmp/keys.txt"
status "$IBID" parse "$tmp/keys.txt" >/dev/null
is "keys" "Ada01 None, BC+02 None" "$(json 'print(", ".join("%s %s" % (r["citation-number"], r.get("note")) for r in d))')"

# A page ends inside an entry.
printf '%s\n' '1. Adams J. The first of all. J Firsts.' '2001;1:3-4.' '2. Brown K. The second of all. London:' '' '17' '' \
  'Arnold; 2002.' '3. Clark L. The third of all. J Thirds.' '2003;3:7-8.' >"$tmp/pages.txt"
status "$IBID" parse "$tmp/pages.txt" >/dev/null
is "a page's number inside an entry is no part of it" "2. Brown K. The second of all. London: Arnold; 2002." "$(json 'print(d[1]["custom"]["text"])')"
is "and the publisher is whole" "London Arnold" "$(json 'print(d[1]["publisher-place"], d[1]["publisher"])')"
is "in the corrected list neither" "2. Brown K. The second of all. London: Arnold; 2002." "$("$IBID" parse --to text "$tmp/pages.txt" 2>/dev/null | grep Brown)"
ok "but it is counted" grep -q ':5:1: 1 line is no part of a reference' "$tmp/err"

# Running heads with the number of the page before them, behind a tab or beside other figures.
for i in 1 2 3; do
  printf 'Adams, J. (200%d). The first of all firsts, a study of beginnings. Journal of\n\tFirsts, 1(2), 3-4.\n' $i
  printf '\n4%d\tBEGINNINGS AND ENDS\n\n' $i
done >"$tmp/heads.txt"
status "$IBID" parse --to text "$tmp/heads.txt" >/dev/null
is "a page's number and a running head are no reference" 3 "$(lines "$tmp/out")"
for i in 1 2 3; do
  printf '%d. Adams J. The first of all. J Firsts.\n2001;1:3-4.\n\n4%d J Begin Med 2022; 14: 200-218\n\n' $i $i
done >"$tmp/heads.txt"
status "$IBID" parse --to text "$tmp/heads.txt" >/dev/null
is "nor is a head with figures of its own" "" "$(grep Begin "$tmp/out")"
for i in 1 4 7; do
  printf '%d Ebd., S. 1%d.\n\n%d Karin Schulz: „Hunger und Recht“, in: Archiv für Sozialgeschichte 33 (1993), S. 101–130.\n\n' $i $i $((i + 1))
done >"$tmp/heads.txt"
status "$IBID" parse --to text "$tmp/heads.txt" >/dev/null
is "but notes that say the same are notes" 3 "$(grep -c Ebd "$tmp/out")"

# Wrapped lines in Cyrillic have twice as many bytes as characters, and are no prose for that.
russian() {
  printf '%s\n' "Берёзкин Г. С. Общественные кооперативы Северного региона: опыт исследования [Электронный" \
    "    ресурс] // Портовый вестник. – 0$1.03.2018. – URL:" "    https://portvest.example.ru/2018/03/0$1/news-7023$1 (дата обращения:" "    21.08.2021)."
}
(echo 'Список использованных источников и литературы'; for i in 1 2 3 4 5 6 7 8; do russian $i; done) >"$tmp/russian.txt"
status "$IBID" parse --to text "$tmp/russian.txt" >/dev/null
is "a list in Russian is read to its end" "8, " "$(lines "$tmp/out"), $(cat "$tmp/err")"

# A mail that quotes a list; an entry that ends in an address with a slash, and no full stop.
for i in 1 2 3 4; do
  printf '> Adams, J. (200%d). The first of all firsts, a study of the beginnings. Retrieved\n' $i
  printf '> May 3, 2010, from https://first.example.org/200%d/05/article-8240%d/\n' $i $i
done >"$tmp/mail.txt"
status "$IBID" parse "$tmp/mail.txt" >/dev/null
is "the marks of a quoted mail are none of the entries'" "4 Retrieved May 3, 2010, from https://first.example.org/2001/05/article-82401/" \
  "$(json 'print(len(d), d[0]["custom"]["text"].split("beginnings. ")[1])')"
sed 's/^> //' "$tmp/mail.txt" >"$tmp/slash.txt"
is "an address that ends in a slash may end an entry" 4 "$("$IBID" parse --to text "$tmp/slash.txt" 2>/dev/null | wc -l | tr -d ' ')"

# A page ends inside an entry; form feeds are all that pdftotext tells of it.
for i in 1 2 3; do
  printf 'Adams, J. (200%d). The first of all firsts, a study of the beginnings of all of the firsts. Journal\n' $i
  printf '21%d\n\fA. Hill: On Beginnings\nof Firsts, 1(2), 3-4.\n' $i
done >"$tmp/feeds.txt"
status "$IBID" parse --to text "$tmp/feeds.txt" >/dev/null
is "number and head of a page inside an entry" "" "$(grep 'Hill\|21[123]' "$tmp/out")"

# Typed with double space: the short last line of an entry stands alone as a running head does.
for i in 1 2 3 4 5; do
  printf 'Adams, Josephine (200%d): The first of all firsts, a study of beginnings. In:\n\n\tJournal of Beginnings, online at https://first.example.org/article-8240%d\n\n\t(Zugriff: 28.10.201%d).\n\n' $i $i $i
done >"$tmp/double.txt"
status "$IBID" parse --to text "$tmp/double.txt" >/dev/null
is "the ends of entries typed with double space are kept" "5 5" "$(lines "$tmp/out") $(grep -c 'Zugriff: 28' "$tmp/out")"

# "– Т. 21" and "// Журнал" go on with a reference after GOST.
for i in 1 2 3 4 5 6; do
  printf 'Зимнухов В. Д., Щербатенко М. Н. Социальные общины в малых городах 1890–1914 гг. – 200%d.\n– Т. 21, № 3. – С. 245–257.\n' $i
done >"$tmp/gost.txt"
is "a volume begins no reference" 6 "$("$IBID" parse --to text "$tmp/gost.txt" 2>/dev/null | wc -l | tr -d ' ')"

printf '%s\n' 'Amt für Statistik (Hrsg.) (2012): Pendler in der Schweiz. Bern: Amt.' \
  'Dies. (2013): Wohnen am Rand. In: Zeitschrift für Stadtforschung 14 (2003), H. 2, S. 33–51.' >"$tmp/same.txt"
status "$IBID" parse "$tmp/same.txt" >/dev/null
is "the same again may be the editor before" "Amt für Statistik" "$(json 'print(d[1]["author"][0]["literal"])')"

for i in 1 2 3 4 5 6 7 8; do
  printf '%d. Adams J. The first of all. 2001;   1%d. Brown K. The second. 2002.\n' $i $i
done >"$tmp/columns.txt"
status "$IBID" parse "$tmp/columns.txt" >/dev/null
ok "columns side by side are said" grep -q 'columns.txt:1:1: two columns .*pdftotext.*\[text.columns\]' "$tmp/err"

# The same list as another program keeps it: marks, wide blanks, cut words are none of the entry's.
printf '%s\n' '1. Adams J. The first of all in Edinburgh. J Firsts. 2001;1:3-4.' '2. Brown K. The second of all. London: Arnold; 2002.' \
  >"$tmp/once.txt"
printf '1. Adams\302\240J. The first of all in Edin-\nburgh. J Firsts. 2001;1:3-4.\n2. Br\302\255own K. The second of all. London: Arnold; 2002.\n' \
  >"$tmp/again.txt"
"$IBID" import "$tmp/once.txt" >/dev/null 2>&1
is "what shows nothing makes no variant" "2 read, 0 added, 2 already there" "$("$IBID" import "$tmp/again.txt" 2>/dev/null)"
sed 's/1:3-4/1:3-5/' "$tmp/again.txt" >"$tmp/corrected.txt"
is "another page does" "2 read, 0 added, 1 already there, 1 variant left out (--replace takes it)" "$("$IBID" import "$tmp/corrected.txt" 2>/dev/null)"
rm -f "$IBID_LIBRARY"

# No text at all: one line that says what it is and what to try, and exit 3.
refused() { # NAME FILE WHAT
  is "$1 is exit 3, one line, with advice" "3 1 yes" \
    "$(status "$IBID" parse "$2") $(lines "$tmp/err") $(grep -q "cannot read .*: it is $3 (.*)" "$tmp/err" && echo yes)"
}
printf '%%PDF-1.4\n%%\342\343\317\323\n1 0 obj\n' >"$tmp/a.pdf"
refused "a PDF" "$tmp/a.pdf" "a PDF"
printf '{\\rtf1\\ansi{\\fonttbl{\\f0 Times;}}\\pard Adams, J. (2001). One.\\par}\n' >"$tmp/a.rtf"
refused "RTF" "$tmp/a.rtf" "an RTF document"
printf 'PK\003\004\024\000\006\000[Content_Types].xml\000PK\003\004\024\000word/document.xml' >"$tmp/a.docx"
refused "a Word document" "$tmp/a.docx" "a Word document"
printf '\320\317\021\340\241\261\032\341\000\000\000\000\000' >"$tmp/a.doc"
refused "an old Word document" "$tmp/a.doc" "a document of old Microsoft Office"
printf '\\begin{thebibliography}{9}\n\\bibitem{one} J.~Adams. The first. 2001.\n' >"$tmp/a.bbl"
refused "a list for LaTeX" "$tmp/a.bbl" "a list for LaTeX"
printf '@book{a, title = {One}, abstract = {Of \\bibitem and \\refsection{ in lists}}}\n@book{b, title = {Two}}\n' >"$tmp/a.bib"
is "a .bib file that speaks of \\bibitem is none" "0 2" "$(status "$IBID" parse --to csl-json "$tmp/a.bib") $(grep -c '"id"' "$tmp/out")"
printf 'Authors,Title,Year,DOI\n"Adams, J.","The first of all",2001,\n' >"$tmp/a.csv"
refused "a table" "$tmp/a.csv" "a table"
is "and not imported either" 3 "$(status "$IBID" import "$list" "$tmp/a.csv")"
is "nor is what stood beside it" "" "$("$IBID" list 2>/dev/null)"
printf 'Title and Author, Year and Place\nAdams, J. (2001), One, London: Sage.\n' >"$tmp/prose.txt"
is "words alone make no table" 0 "$(status "$IBID" parse "$tmp/prose.txt")"
exit $failed
