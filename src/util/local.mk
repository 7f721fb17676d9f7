core_sources += \
	src/util/charset.c src/util/charset.h \
	src/util/data.c src/util/data.h \
	src/util/error.c \
	src/util/input.c src/util/input.h \
	src/util/lines.c src/util/lines.h \
	src/util/mojibake.c \
	src/util/settings.c src/util/settings.h \
	src/util/text.c src/util/text.h \
	src/util/words.c src/util/words.h
