# A target is fuzz_NAME.c with its corpus in corpus/NAME, a name in the list and a line for how it is
# linked: with replay.c, so that `make check` runs it over the corpus, or, with --enable-fuzzing
# (and CC=clang), with libFuzzer.
check_LIBRARIES += tests/fuzz/libreplay.a
tests_fuzz_libreplay_a_SOURCES = tests/fuzz/replay.c
EXTRA_DIST += tests/fuzz/corpus tests/fuzz/run.sh tests/fuzz/afl.sh
noinst_HEADERS += tests/fuzz/fuzz_format.h
fuzz_ldadd = @FUZZ_MAIN@ $(LDADD)
fuzz_targets = \
	tests/fuzz/fuzz_archive \
	tests/fuzz/fuzz_bibtex \
	tests/fuzz/fuzz_config \
	tests/fuzz/fuzz_csl_json \
	tests/fuzz/fuzz_dates \
	tests/fuzz/fuzz_labels \
	tests/fuzz/fuzz_mend \
	tests/fuzz/fuzz_latex \
	tests/fuzz/fuzz_model \
	tests/fuzz/fuzz_modsin \
	tests/fuzz/fuzz_nbib \
	tests/fuzz/fuzz_page \
	tests/fuzz/fuzz_ris \
	tests/fuzz/fuzz_text \
	tests/fuzz/fuzz_url
check_PROGRAMS += $(fuzz_targets)
TESTS += $(fuzz_targets)
# @FUZZ_MAIN@ is no word to automake; it builds programs before libraries.
$(fuzz_targets): tests/fuzz/libreplay.a
tests_fuzz_fuzz_archive_LDADD = $(fuzz_ldadd)
tests_fuzz_fuzz_bibtex_LDADD = $(fuzz_ldadd)
tests_fuzz_fuzz_config_LDADD = $(fuzz_ldadd)
tests_fuzz_fuzz_csl_json_LDADD = $(fuzz_ldadd)
tests_fuzz_fuzz_dates_LDADD = $(fuzz_ldadd)
tests_fuzz_fuzz_labels_LDADD = $(fuzz_ldadd)
tests_fuzz_fuzz_mend_LDADD = $(fuzz_ldadd)
tests_fuzz_fuzz_latex_LDADD = $(fuzz_ldadd)
tests_fuzz_fuzz_model_LDADD = $(fuzz_ldadd)
tests_fuzz_fuzz_modsin_LDADD = $(fuzz_ldadd)
tests_fuzz_fuzz_nbib_LDADD = $(fuzz_ldadd)
tests_fuzz_fuzz_page_LDADD = $(fuzz_ldadd)
tests_fuzz_fuzz_ris_LDADD = $(fuzz_ldadd)
tests_fuzz_fuzz_text_LDADD = $(fuzz_ldadd)
tests_fuzz_fuzz_url_LDADD = $(fuzz_ldadd)

# `make fuzz`, in a folder configured with --enable-fuzzing CC=clang: all targets or those of
# FUZZ_TARGETS ("bibtex ris"), each for FUZZ_SECONDS, with a corpus that grows in fuzz-corpus/ there.
FUZZ_SECONDS = 600
FUZZ_TARGETS = $(fuzz_targets:tests/fuzz/fuzz_%=%)
fuzz: $(fuzz_targets)
	$(AM_TESTS_ENVIRONMENT) $(SHELL) $(top_srcdir)/tests/fuzz/run.sh $(FUZZ_SECONDS) $(FUZZ_TARGETS)
# The same with AFL++, configured with --enable-fuzzing CC=afl-clang-fast.
fuzz-afl: $(fuzz_targets)
	$(AM_TESTS_ENVIRONMENT) $(SHELL) $(top_srcdir)/tests/fuzz/afl.sh $(FUZZ_SECONDS) $(FUZZ_TARGETS)
.PHONY: fuzz fuzz-afl
