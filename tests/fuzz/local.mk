# A target is fuzz_NAME.c with its corpus in corpus/NAME.  Without --enable-fuzzing it is linked
# with replay.c, and `make check` runs it over the corpus; with it (and CC=clang), with libFuzzer:
#   tests/fuzz/fuzz_NAME -max_total_time=600 tests/fuzz/corpus/NAME
# For each: fuzz_programs += tests/fuzz/fuzz_NAME, and
#   tests_fuzz_fuzz_NAME_SOURCES = tests/fuzz/fuzz_NAME.c $(fuzz_main)
#   tests_fuzz_fuzz_NAME_LDADD = libibid-core.la $(IBID_LIBS)
#   tests_fuzz_fuzz_NAME_LDFLAGS = $(fuzz_ldflags)
if FUZZING
fuzz_main =
fuzz_ldflags = -fsanitize=fuzzer,address,undefined
else
fuzz_main = tests/fuzz/replay.c
fuzz_ldflags = $(AM_LDFLAGS)
endif
EXTRA_DIST += tests/fuzz/replay.c tests/fuzz/corpus
fuzz_programs =
check_PROGRAMS += $(fuzz_programs)
TESTS += $(fuzz_programs)

# The targets:
fuzz_programs += tests/fuzz/fuzz_text
tests_fuzz_fuzz_text_SOURCES = tests/fuzz/fuzz_text.c $(fuzz_main)
tests_fuzz_fuzz_text_LDADD = libibid-core.la $(IBID_LIBS)
tests_fuzz_fuzz_text_LDFLAGS = $(fuzz_ldflags)
fuzz_programs += tests/fuzz/fuzz_ris
tests_fuzz_fuzz_ris_SOURCES = tests/fuzz/fuzz_ris.c tests/fuzz/fuzz_format.h $(fuzz_main)
tests_fuzz_fuzz_ris_LDADD = libibid-core.la $(IBID_LIBS)
tests_fuzz_fuzz_ris_LDFLAGS = $(fuzz_ldflags)
fuzz_programs += tests/fuzz/fuzz_nbib
tests_fuzz_fuzz_nbib_SOURCES = tests/fuzz/fuzz_nbib.c tests/fuzz/fuzz_format.h $(fuzz_main)
tests_fuzz_fuzz_nbib_LDADD = libibid-core.la $(IBID_LIBS)
tests_fuzz_fuzz_nbib_LDFLAGS = $(fuzz_ldflags)
fuzz_programs += tests/fuzz/fuzz_csl_json
tests_fuzz_fuzz_csl_json_SOURCES = tests/fuzz/fuzz_csl_json.c tests/fuzz/fuzz_format.h $(fuzz_main)
tests_fuzz_fuzz_csl_json_LDADD = libibid-core.la $(IBID_LIBS)
tests_fuzz_fuzz_csl_json_LDFLAGS = $(fuzz_ldflags)
fuzz_programs += tests/fuzz/fuzz_modsin
tests_fuzz_fuzz_modsin_SOURCES = tests/fuzz/fuzz_modsin.c tests/fuzz/fuzz_format.h $(fuzz_main)
tests_fuzz_fuzz_modsin_LDADD = libibid-core.la $(IBID_LIBS)
tests_fuzz_fuzz_modsin_LDFLAGS = $(fuzz_ldflags)

fuzz_programs += tests/fuzz/fuzz_bibtex
tests_fuzz_fuzz_bibtex_SOURCES = tests/fuzz/fuzz_bibtex.c $(fuzz_main)
tests_fuzz_fuzz_bibtex_LDADD = libibid-core.la $(IBID_LIBS)
tests_fuzz_fuzz_bibtex_LDFLAGS = $(fuzz_ldflags)
fuzz_programs += tests/fuzz/fuzz_model
tests_fuzz_fuzz_model_SOURCES = tests/fuzz/fuzz_model.c $(fuzz_main)
tests_fuzz_fuzz_model_LDADD = libibid-core.la $(IBID_LIBS)
tests_fuzz_fuzz_model_LDFLAGS = $(fuzz_ldflags)

fuzz_programs += tests/fuzz/fuzz_archive
tests_fuzz_fuzz_archive_SOURCES = tests/fuzz/fuzz_archive.c $(fuzz_main)
tests_fuzz_fuzz_archive_LDADD = libibid-core.la $(IBID_LIBS)
tests_fuzz_fuzz_archive_LDFLAGS = $(fuzz_ldflags)
fuzz_programs += tests/fuzz/fuzz_page
tests_fuzz_fuzz_page_SOURCES = tests/fuzz/fuzz_page.c $(fuzz_main)
tests_fuzz_fuzz_page_LDADD = libibid-core.la $(IBID_LIBS)
tests_fuzz_fuzz_page_LDFLAGS = $(fuzz_ldflags)
fuzz_programs += tests/fuzz/fuzz_url
tests_fuzz_fuzz_url_SOURCES = tests/fuzz/fuzz_url.c $(fuzz_main)
tests_fuzz_fuzz_url_LDADD = libibid-core.la $(IBID_LIBS)
tests_fuzz_fuzz_url_LDFLAGS = $(fuzz_ldflags)
