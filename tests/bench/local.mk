EXTRA_DIST += tests/bench/bench.py tests/bench/generate.py
bench: all
	@$(AM_TESTS_ENVIRONMENT) python3 $(srcdir)/tests/bench/bench.py
.PHONY: bench
