#!/bin/sh
# afl.sh SECONDS TARGET...: AFL++ over the fuzz targets of a folder configured with
# --enable-fuzzing CC=afl-clang-fast, one after the other.  One line a target; 1 when something was found.
seconds=$1
shift
failed=0
export AFL_SKIP_CPUFREQ=1 AFL_NO_UI=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_AUTORESUME=1

for target; do
  seeds=${FUZZ_SEEDS:-$TOP_SRCDIR/tests/fuzz/corpus}/$target
  afl-fuzz -i "$seeds" -o "afl-$target" -V "$seconds" -m none -t 5000 -- "tests/fuzz/fuzz_$target" >"afl-$target.log" 2>&1
  stats=afl-$target/default/fuzzer_stats
  value() { sed -n "s/^$1 *: *//p" "$stats"; }
  printf '%-10s %8s runs  %6s edges  %s crashes  %s hangs\n' "$target" "$(value execs_done)" "$(value edges_found)" \
    "$(value saved_crashes)" "$(value saved_hangs)"
  [ "$(value saved_crashes)$(value saved_hangs)" = 00 ] || failed=1
done
exit $failed
