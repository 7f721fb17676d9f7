EXTRA_PROGRAMS += tests/eval/evalparse
tests_eval_evalparse_SOURCES = tests/eval/evalparse.c
tests_eval_evalparse_LDADD = libibid-core.la $(IBID_LIBS)
EXTRA_DIST += tests/eval/formats_ris.py
