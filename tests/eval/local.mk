# make eval: trains without one document in ten and without the sources of EVAL_UNSEEN, and scores
# the rest with the scorer of the shared references.  Takes some minutes; needs them and python3.
EXTRA_PROGRAMS += tests/eval/evalparse

eval: tests/eval/evalparse
	@IBID_SHARED="$${IBID_SHARED:-$(abs_top_srcdir)/../shared}" TOP_SRCDIR='$(abs_top_srcdir)' \
	  $(SHELL) $(top_srcdir)/tests/eval/run.sh ./tests/eval/evalparse
.PHONY: eval

# Field recall of the readers on other projects' test cases.
eval-formats: all
	@$(AM_TESTS_ENVIRONMENT) python3 $(srcdir)/tests/eval/formats_bibtex.py; \
	  python3 $(srcdir)/tests/eval/formats_ris.py; \
	  python3 $(srcdir)/tests/eval/formats_peer.py
.PHONY: eval-formats

EXTRA_DIST += tests/eval/run.sh \
	tests/eval/formats_bibtex.py \
	tests/eval/formats_peer.py \
	tests/eval/formats_ris.py \
	tests/eval/plant_kinds.py \
	tests/eval/plant_languages.py \
	tests/eval/plant_lists.py \
	tests/eval/plant_styles.py \
	tests/eval/rules_count.py \
	tests/eval/rules_count.tsv \
	tests/eval/rules_false.py \
	tests/eval/rules_plant.py \
	tests/eval/web_each.py
