#!/bin/sh
# run.sh SECONDS TARGET...: runs the fuzz targets of a folder configured with --enable-fuzzing,
# one after the other, each in a corpus of its own that begins with ours and, where they are,
# with test files of other projects.  One line a target; 1 when something was found.
seconds=$1
shift
failed=0

# Files of up to 20 kB of other projects that TARGET can read.
fixtures() {
  formats=$IBID_SHARED/fixtures/formats
  case $1 in
  bibtex) find "$formats" -name '*.bib' -size -20k ;;
  ris) find "$formats" -iname '*.ris' -size -20k ;;
  nbib) find "$formats" -iname '*.nbib' -size -20k ;;
  csl_json) find "$formats" -name '*csl*.json' -size -20k ;;
  modsin) find "$formats" -iname '*mods*.xml' -size -20k ;;
  text) find "$IBID_SHARED/references" -name '*.txt' -size -20k 2>/dev/null | head -n 200 ;;
  page) find "$IBID_SHARED" -name '*.html' -size -20k 2>/dev/null | head -n 200 ;;
  esac
}

seed() {
  mkdir -p "fuzz-corpus/$1"
  cp -n "$TOP_SRCDIR/tests/fuzz/corpus/$1"/* "fuzz-corpus/$1/"
  test -d "$IBID_SHARED" || return 0
  fixtures "$1" | while IFS= read -r file; do
    cp -n "$file" "fuzz-corpus/$1/$(printf %s "$file" | cksum | cut -d ' ' -f 1)"
  done
}

for target; do
  seed "$target"
  log=fuzz-$target.log
  if "tests/fuzz/fuzz_$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=16384 \
    -artifact_prefix="found-$target-" -print_final_stats=1 "fuzz-corpus/$target" >"$log" 2>&1; then
    verdict=clean
  else
    verdict="FOUND, see $log and found-$target-*"
    failed=1
  fi
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  coverage=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)
  printf '%-10s %8s runs  %6s edges  %s s  %s\n' "$target" "$runs" "$coverage" "$seconds" "$verdict"
done
exit $failed
