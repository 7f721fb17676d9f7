#!/bin/sh
# Reports of the real list: each form well-formed, and the places true to the file.
. "$TOP_SRCDIR/tests/cli/lib.sh"
plan 9
sarif=$IBID_SHARED/schemas/sarif-schema-2.1.0.json
python=/usr/bin/python3
[ -x "$python" ] || python=python3

check() { # FORMAT OUTPUT
  "$IBID" check --offline --all --today 2026-11-23 --fail-on never --format "$1" -o "$2" "$list" 2>"$tmp/err"
}
for format in text json html sarif; do
  ok "check --format $format" check $format "$tmp/report.$format"
done
check html "$tmp/again.html"
is "the same again is the same to the byte" "$(cksum <"$tmp/report.html")" "$(cksum <"$tmp/again.html")"

if ! have "$python"; then
  skip "places are bytes, lines and columns of the file" "no python3"
  skip "html marks each spot" "no python3"
  skip "sarif is valid" "no python3"
  skip "the page asks for nothing" "no python3"
  exit $failed
fi

ok "places are bytes, lines and columns of the file" "$python" - "$tmp/report.json" "$list" <<'PY'
import json, sys
report, data = json.load(open(sys.argv[1], encoding="utf-8")), open(sys.argv[2], "rb").read()
lines = data.decode("utf-8").split("\n")
assert len(report["references"]) == 45 and report["findings"]
for f in report["findings"]:
    s = f["source"]
    if s is None:
        continue
    before = data[: s["start"]].decode("utf-8")
    assert s["line"] == before.count("\n") + 1, f
    assert s["column"] == len(before) - (before.rfind("\n") + 1) + 1, f
    assert s["start"] < s["end"] <= len(data), f
for r in report["references"]:
    s = r["source"]
    text = " ".join(data[s["start"] : s["end"]].decode("utf-8").split())
    assert " ".join(r["text"].split()) == text, (r["text"], text)
    assert all(report["findings"][i]["key"] == r["key"] for i in r["findings"])
PY
ok "html marks each spot" "$python" - "$tmp/report.html" "$tmp/report.json" <<'PY'
import html.parser, json, sys
class Page(html.parser.HTMLParser):
    marks, findings, inside = [], 0, 0
    def handle_starttag(self, tag, attrs):
        self.inside += tag == "mark"
        if tag == "mark":
            self.marks.append("")
        self.findings += tag == "li" and "finding" in (dict(attrs).get("class") or "")
    def handle_endtag(self, tag):
        self.inside -= tag == "mark"
    def handle_data(self, data):
        if self.inside:
            self.marks[-1] += data
page = Page()
page.feed(open(sys.argv[1], encoding="utf-8").read())
findings = json.load(open(sys.argv[2], encoding="utf-8"))["findings"]
assert page.findings == len(findings), (page.findings, len(findings))
assert "http://www. huffingtonpost.com" in " ".join(page.marks), page.marks
PY
if [ -e "$sarif" ] && "$python" -c 'import jsonschema' 2>/dev/null; then
  ok "sarif is valid" "$python" - "$sarif" "$tmp/report.sarif" <<'PY'
import json, sys, jsonschema
schema, doc = (json.load(open(f, encoding="utf-8")) for f in sys.argv[1:])
jsonschema.validators.validator_for(schema)(schema).validate(doc)
PY
else
  skip "sarif is valid" "no schema or no python3-jsonschema"
fi
ok "the page asks for nothing" "$python" - "$tmp/report.html" <<'PY'
import html.parser, sys
class Page(html.parser.HTMLParser):
    def handle_starttag(self, tag, attrs):
        assert tag not in ("script", "img", "link", "iframe", "object", "embed", "form", "audio", "video"), tag
        for name, value in attrs:
            assert not name.startswith("on") and name not in ("src", "style", "srcset", "action"), name
            if name == "href":
                assert value.startswith(("#", "http://", "https://")), value
                assert value.startswith("#") or dict(attrs).get("rel") == "noreferrer", value
Page().feed(open(sys.argv[1], encoding="utf-8").read())
PY
exit $failed
