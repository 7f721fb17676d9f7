#!/bin/sh
# What every source file keeps to: a first comment, config.h first, no name without a prefix,
# no path of a machine, no file past what can be read at one go.
cd "$TOP_SRCDIR" || exit 1
n=0
result() { # FAILURES NAME
  n=$((n + 1))
  if [ -z "$1" ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; printf '%s\n' "$1" | sed 's/^/# /'; fi
}
echo 1..5
result "$(for f in $(find src include -name '*.[ch]'); do head -c 2 "$f" | grep -q '/\*' || echo "$f"; done)" \
  "every file begins with a comment that says what it is for"
result "$(for f in $(find src -name '*.c'); do [ "$(grep -m1 '^#include' "$f")" = '#include "config.h"' ] || echo "$f"; done)" \
  "config.h is included first"
result "$(for f in $(find src -name '*.c'); do lines=$(wc -l <"$f"); [ "$lines" -le 800 ] || echo "$f has $lines lines"; done)" \
  "no source file is longer than 800 lines"
lib=$TOP_BUILDDIR/.libs/libibid-core.a
if [ -e "$lib" ] && command -v nm >/dev/null; then
  result "$(nm -g --defined-only "$lib" 2>/dev/null | awk 'NF==3 && $3 !~ /^(ib_|ibid_|__|_)/ {print $3}' | sort -u)" \
    "every name that the linker sees has our prefix"
else
  n=$((n + 1))
  echo "ok $n # SKIP no static library or no nm"
fi
result "$(grep -rnE '/(work|home|root)/[a-z]|/tmp/[a-z]+/' src include refs doc README.md HACKING.md 2>/dev/null | grep -v 'refs/belarus' | head)" \
  "no path of a machine"
