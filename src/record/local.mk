core_sources += \
	src/record/bibtex_terms.c src/record/bibtex_terms.h \
	src/record/check_json.c src/record/check_json.h \
	src/record/csl_json.c src/record/csl_json.h \
	src/record/csl_json_read.c \
	src/record/date.c src/record/date.h \
	src/record/date_loose.c src/record/date_loose.h \
	src/record/finding.c \
	src/record/identifier.c src/record/identifier.h \
	src/record/key.c src/record/key.h \
	src/record/language.c src/record/language.h \
	src/record/month.c \
	src/record/name.c src/record/name.h \
	src/record/note.c src/record/note.h \
	src/record/record.c \
	src/record/refer_tags.c src/record/refer_tags.h \
	src/record/ris_tags.c src/record/ris_tags.h \
	src/record/types.c
