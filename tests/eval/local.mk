# make eval: trains without one document in ten and without the sources of EVAL_UNSEEN, and scores
# the rest with the scorer of the shared references.  Takes some minutes; needs them and python3.
EXTRA_PROGRAMS += tests/eval/evalparse
EXTRA_DIST += tests/eval/formats_ris.py
EXTRA_DIST += tests/eval/run.sh

eval: tests/eval/evalparse
	@IBID_SHARED="$${IBID_SHARED:-$(abs_top_srcdir)/../shared}" TOP_SRCDIR='$(abs_top_srcdir)' \
	  $(SHELL) $(top_srcdir)/tests/eval/run.sh ./tests/eval/evalparse
.PHONY: eval

# Field recall of the readers on other projects' test cases.
EXTRA_DIST += tests/eval/formats_bibtex.py
EXTRA_DIST += tests/eval/formats_peer.py
eval-formats: all
	@$(AM_TESTS_ENVIRONMENT) python3 $(srcdir)/tests/eval/formats_bibtex.py; \
	  python3 $(srcdir)/tests/eval/formats_ris.py; \
	  python3 $(srcdir)/tests/eval/formats_peer.py
.PHONY: eval-formats
EXTRA_DIST += tests/eval/rules_false.py
EXTRA_DIST += tests/eval/plant_kinds.py tests/eval/plant_styles.py
EXTRA_DIST += tests/eval/plant_languages.py
