check_PROGRAMS += tests/unit/test_record tests/unit/test_util
tests_unit_test_record_SOURCES = tests/unit/test_record.c
tests_unit_test_record_LDADD = libibid-core.la $(IBID_LIBS)
tests_unit_test_util_SOURCES = tests/unit/test_util.c
tests_unit_test_util_LDADD = libibid-core.la $(IBID_LIBS)
TESTS += tests/unit/test_record tests/unit/test_util

check_PROGRAMS += tests/unit/test_cache tests/unit/test_store tests/unit/test_store_errors
tests_unit_test_cache_SOURCES = tests/unit/test_cache.c
tests_unit_test_cache_LDADD = libibid-core.la $(IBID_LIBS)
tests_unit_test_store_SOURCES = tests/unit/test_store.c tests/unit/store_fixture.h
tests_unit_test_store_LDADD = libibid-core.la $(IBID_LIBS)
tests_unit_test_store_errors_SOURCES = tests/unit/test_store_errors.c tests/unit/store_fixture.h
tests_unit_test_store_errors_LDADD = libibid-core.la $(IBID_LIBS)
TESTS += tests/unit/test_cache tests/unit/test_store tests/unit/test_store_errors
check_PROGRAMS += tests/unit/test_report tests/unit/test_suppress
tests_unit_test_report_SOURCES = tests/unit/test_report.c tests/unit/report_fixture.h
tests_unit_test_report_LDADD = libibid-core.la $(IBID_LIBS)
tests_unit_test_suppress_SOURCES = tests/unit/test_suppress.c tests/unit/report_fixture.h
tests_unit_test_suppress_LDADD = libibid-core.la $(IBID_LIBS)
TESTS += tests/unit/test_report tests/unit/test_suppress
check_PROGRAMS += tests/unit/test_rules
tests_unit_test_rules_SOURCES = tests/unit/test_rules.c
tests_unit_test_rules_LDADD = libibid-core.la $(IBID_LIBS)
TESTS += tests/unit/test_rules

check_PROGRAMS += tests/unit/test_belarus tests/unit/test_clean tests/unit/test_dates tests/unit/test_names \
	tests/unit/test_normalise tests/unit/test_split
tests_unit_test_belarus_SOURCES = tests/unit/test_belarus.c
tests_unit_test_belarus_LDADD = libibid-core.la $(IBID_LIBS)
tests_unit_test_clean_SOURCES = tests/unit/test_clean.c tests/unit/lines.h
tests_unit_test_clean_LDADD = libibid-core.la $(IBID_LIBS)
tests_unit_test_dates_SOURCES = tests/unit/test_dates.c tests/unit/lines.h
tests_unit_test_dates_LDADD = libibid-core.la $(IBID_LIBS)
tests_unit_test_names_SOURCES = tests/unit/test_names.c tests/unit/lines.h
tests_unit_test_names_LDADD = libibid-core.la $(IBID_LIBS)
tests_unit_test_normalise_SOURCES = tests/unit/test_normalise.c tests/unit/lines.h
tests_unit_test_normalise_LDADD = libibid-core.la $(IBID_LIBS)
tests_unit_test_split_SOURCES = tests/unit/test_split.c
tests_unit_test_split_LDADD = libibid-core.la $(IBID_LIBS)
TESTS += tests/unit/test_belarus tests/unit/test_clean tests/unit/test_dates tests/unit/test_names tests/unit/test_split
check_PROGRAMS += tests/unit/test_format_cases
tests_unit_test_format_cases_SOURCES = tests/unit/test_format_cases.c tests/unit/format_fixture.h
tests_unit_test_format_cases_LDADD = libibid-core.la $(IBID_LIBS)
TESTS += tests/unit/test_format_cases
# Remakes the expected files of the tests; read the diff.
regen: tests/unit/test_format_cases
	TOP_SRCDIR='$(abs_top_srcdir)' IBID_DATA='$(abs_top_srcdir)/refs' IBID_LIBEXEC='$(abs_top_builddir)' IBID_REGEN=1 \
	  tests/unit/test_format_cases
.PHONY: regen
check_PROGRAMS += tests/unit/test_roundtrip
tests_unit_test_roundtrip_SOURCES = tests/unit/test_roundtrip.c tests/unit/format_fixture.h
tests_unit_test_roundtrip_LDADD = libibid-core.la $(IBID_LIBS)
TESTS += tests/unit/test_roundtrip
TESTS += tests/unit/test_belarus tests/unit/test_clean tests/unit/test_dates tests/unit/test_names \
	tests/unit/test_normalise tests/unit/test_split
check_PROGRAMS += tests/unit/test_bibutils
tests_unit_test_bibutils_SOURCES = tests/unit/test_bibutils.c tests/unit/format_fixture.h
tests_unit_test_bibutils_LDADD = libibid-core.la $(IBID_LIBS)
TESTS += tests/unit/test_bibutils

check_PROGRAMS += tests/unit/test_labels
tests_unit_test_labels_SOURCES = tests/unit/test_labels.c
tests_unit_test_labels_LDADD = libibid-core.la $(IBID_LIBS)
TESTS += tests/unit/test_labels

check_PROGRAMS += tests/unit/test_span
tests_unit_test_span_SOURCES = tests/unit/test_span.c
tests_unit_test_span_LDADD = libibid-core.la $(IBID_LIBS)
TESTS += tests/unit/test_span

check_PROGRAMS += tests/unit/test_tagger
tests_unit_test_tagger_SOURCES = tests/unit/test_tagger.c
tests_unit_test_tagger_LDADD = libibid-core.la $(IBID_LIBS)
TESTS += tests/unit/test_tagger

check_PROGRAMS += tests/unit/test_token
tests_unit_test_token_SOURCES = tests/unit/test_token.c
tests_unit_test_token_LDADD = libibid-core.la $(IBID_LIBS)
TESTS += tests/unit/test_token

check_PROGRAMS += tests/unit/test_train
tests_unit_test_train_SOURCES = tests/unit/test_train.c
tests_unit_test_train_LDADD = libibid-core.la $(IBID_LIBS)
TESTS += tests/unit/test_train
check_PROGRAMS += tests/unit/test_web
tests_unit_test_web_SOURCES = tests/unit/test_web.c
tests_unit_test_web_LDADD = libibid-core.la $(IBID_LIBS)
TESTS += tests/unit/test_web
check_PROGRAMS += tests/unit/test_bibtex
tests_unit_test_bibtex_SOURCES = tests/unit/test_bibtex.c tests/unit/format_fixture.h
tests_unit_test_bibtex_LDADD = libibid-core.la $(IBID_LIBS)
TESTS += tests/unit/test_bibtex
