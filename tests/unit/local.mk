# A test is test_NAME.c and a line here; it links the core (LDADD in the Makefile.am).
unit_tests = \
	tests/unit/test_back_reference \
	tests/unit/test_belarus \
	tests/unit/test_bibtex \
	tests/unit/test_bibutils \
	tests/unit/test_cache \
	tests/unit/test_clean \
	tests/unit/test_dates \
	tests/unit/test_exporters \
	tests/unit/test_format_cases \
	tests/unit/test_labels \
	tests/unit/test_lines \
	tests/unit/test_names \
	tests/unit/test_normalise \
	tests/unit/test_record \
	tests/unit/test_report \
	tests/unit/test_roundtrip \
	tests/unit/test_rules \
	tests/unit/test_second_look \
	tests/unit/test_span \
	tests/unit/test_split \
	tests/unit/test_store \
	tests/unit/test_store_errors \
	tests/unit/test_suppress \
	tests/unit/test_tagger \
	tests/unit/test_token \
	tests/unit/test_repair \
	tests/unit/test_train \
	tests/unit/test_util \
	tests/unit/test_web
check_PROGRAMS += $(unit_tests)
TESTS += $(unit_tests)
noinst_HEADERS += tests/unit/format_fixture.h tests/unit/lines.h tests/unit/report_fixture.h tests/unit/store_fixture.h

# Remakes the expected files of the tests; read the diff.
regen: tests/unit/test_format_cases
	TOP_SRCDIR='$(abs_top_srcdir)' IBID_DATA='$(abs_top_srcdir)/refs' IBID_LIBEXEC='$(abs_top_builddir)' IBID_REGEN=1 \
	  tests/unit/test_format_cases
.PHONY: regen
