EXTRA_DIST += tests/bench/bench.py tests/bench/generate.py
EXTRA_PROGRAMS += tests/bench/bench_web
CLEANFILES += tests/bench/bench_web
bench: all tests/bench/bench_web
	@$(AM_TESTS_ENVIRONMENT) python3 $(srcdir)/tests/bench/bench.py
	@$(AM_TESTS_ENVIRONMENT) tests/bench/bench_web
.PHONY: bench
