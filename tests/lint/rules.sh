#!/bin/sh
# The rules of src/check, of refs/rules.tsv and of tests/data/rules are the same: each has its words for
# people, and each that looks at a reference or a list has a line that it flags and one that it must not.
cd "$TOP_SRCDIR" || exit 1
n=0
result() { # FAILURES NAME
  n=$((n + 1))
  if [ -z "$1" ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; printf '%s\n' "$1" | sed 's/^/# /'; fi
}
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
table() { awk -F'\t' -v asks="$1" '!/^#/ && NF && (asks == "" || $5 == asks) {print $1}' refs/rules.tsv | sort -u; }
cased() { sed -n "s/^$1 \([a-z]*\.[a-z-]*\).*/\1/p" tests/data/rules/*.test tests/data/rules/*.lists | sort -u; }

# Ids are string literals; other words with a dot begin with no family of the table.
families=$(table | sed 's/\..*//' | sort -u | tr '\n' '|' | sed 's/|$//')
grep -ohE "\"($families)\.[a-z0-9-]+\"" src/check/*.c src/report/*.c | tr -d '"' | grep -vE '\.(org|com|net)$' | sort -u >"$tmp/code"
table >"$tmp/table"
table offline >"$tmp/offline"
cased + >"$tmp/flagged"
cased - >"$tmp/spared"

echo 1..5
result "$(comm -23 "$tmp/code" "$tmp/table")" "every rule of src/check has its row in refs/rules.tsv"
result "$(comm -13 "$tmp/code" "$tmp/table")" "every row of refs/rules.tsv is a rule of src/check"
result "$(awk -F'\t' '!/^#/ && NF && (NF != 5 || $2 !~ /^(error|warning|info)$/ || $5 !~ /^(offline|web|run)$/)' refs/rules.tsv)" \
  "every row has id, severity, what is the matter, what to do, what it asks"
result "$(comm -13 "$tmp/flagged" "$tmp/offline")" "every offline rule has a line in tests/data/rules that it flags"
result "$(comm -13 "$tmp/spared" "$tmp/offline")" "and one that it must not"
