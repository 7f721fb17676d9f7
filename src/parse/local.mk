core_sources += \
	src/parse/accessed.c \
	src/parse/augment.c src/parse/augment.h src/parse/augment_run.h \
	src/parse/augment_make.c \
	src/parse/augment_pattern.c \
	src/parse/augment_spoil.c \
	src/parse/back_reference.c src/parse/back_reference.h \
	src/parse/calibrate.c src/parse/calibrate.h \
	src/parse/clean.c src/parse/clean.h \
	src/parse/crf.c src/parse/crf.h \
	src/parse/cue.c src/parse/cue.h \
	src/parse/dates.c src/parse/dates.h \
	src/parse/dictionary.c src/parse/dictionary.h \
	src/parse/evaluate.c src/parse/evaluate.h \
	src/parse/feature.c src/parse/feature.h \
	src/parse/gazetteer.c src/parse/gazetteer.h \
	src/parse/habits.c src/parse/habits.h \
	src/parse/labels.c src/parse/labels.h \
	src/parse/lattice.c src/parse/lattice.h \
	src/parse/lesson.c src/parse/lesson.h \
	src/parse/list.c src/parse/list.h \
	src/parse/list_likeness.c \
	src/parse/list_marker.c \
	src/parse/list_page.c \
	src/parse/list_region.c \
	src/parse/model.c src/parse/model.h \
	src/parse/names.c src/parse/names.h \
	src/parse/names_segments.c src/parse/names_segments.h \
	src/parse/normalise.c src/parse/normalise.h \
	src/parse/normalise_behind.c \
	src/parse/normalise_ids.c \
	src/parse/normalise_mend.c \
	src/parse/normalise_numbers.c \
	src/parse/normalise_rest.c \
	src/parse/normalise_text.c \
	src/parse/normalise_type.c \
	src/parse/normalise_undated.c \
	src/parse/parse.c src/parse/parse.h \
	src/parse/person.c src/parse/person.h \
	src/parse/repair.c src/parse/repair.h \
	src/parse/repeat.c src/parse/repeat.h \
	src/parse/score.c src/parse/score.h \
	src/parse/settle.c \
	src/parse/span.c src/parse/span.h \
	src/parse/split.c \
	src/parse/split_layout.c src/parse/split_region.h \
	src/parse/split_line.c \
	src/parse/style.c src/parse/style.h \
	src/parse/style_tongues.c src/parse/style_tongues.h \
	src/parse/tagger.c src/parse/tagger.h \
	src/parse/token.c src/parse/token.h \
	src/parse/train.c src/parse/train.h \
	src/parse/urls.c src/parse/urls.h \
	src/parse/vector.h
