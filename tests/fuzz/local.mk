# A target is fuzz_NAME.c with its corpus in corpus/NAME, a name in the list and a line for how it is
# linked: with replay.c, so that `make check` runs it over the corpus, or, with --enable-fuzzing
# (and CC=clang), with libFuzzer:
#   tests/fuzz/fuzz_NAME -max_total_time=600 tests/fuzz/corpus/NAME
check_LIBRARIES += tests/fuzz/libreplay.a
tests_fuzz_libreplay_a_SOURCES = tests/fuzz/replay.c
EXTRA_DIST += tests/fuzz/corpus
noinst_HEADERS += tests/fuzz/fuzz_format.h
fuzz_ldadd = @FUZZ_MAIN@ $(LDADD)
fuzz_targets = \
	tests/fuzz/fuzz_archive \
	tests/fuzz/fuzz_bibtex \
	tests/fuzz/fuzz_csl_json \
	tests/fuzz/fuzz_model \
	tests/fuzz/fuzz_modsin \
	tests/fuzz/fuzz_nbib \
	tests/fuzz/fuzz_page \
	tests/fuzz/fuzz_ris \
	tests/fuzz/fuzz_text \
	tests/fuzz/fuzz_url
check_PROGRAMS += $(fuzz_targets)
TESTS += $(fuzz_targets)
tests_fuzz_fuzz_archive_LDADD = $(fuzz_ldadd)
tests_fuzz_fuzz_bibtex_LDADD = $(fuzz_ldadd)
tests_fuzz_fuzz_csl_json_LDADD = $(fuzz_ldadd)
tests_fuzz_fuzz_model_LDADD = $(fuzz_ldadd)
tests_fuzz_fuzz_modsin_LDADD = $(fuzz_ldadd)
tests_fuzz_fuzz_nbib_LDADD = $(fuzz_ldadd)
tests_fuzz_fuzz_page_LDADD = $(fuzz_ldadd)
tests_fuzz_fuzz_ris_LDADD = $(fuzz_ldadd)
tests_fuzz_fuzz_text_LDADD = $(fuzz_ldadd)
tests_fuzz_fuzz_url_LDADD = $(fuzz_ldadd)
