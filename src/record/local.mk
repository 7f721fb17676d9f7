core_sources += \
	src/record/check_json.c src/record/check_json.h \
	src/record/csl_json.c src/record/csl_json.h \
	src/record/date.c src/record/date.h \
	src/record/finding.c \
	src/record/key.c src/record/key.h \
	src/record/record.c \
	src/record/types.c
