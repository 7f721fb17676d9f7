core_sources += \
	src/bibutils/genre.c src/bibutils/genre.h \
	src/bibutils/hub.h src/bibutils/hub_format.h \
	src/bibutils/hub_isi.c \
	src/bibutils/hub_read.c \
	src/bibutils/hub_word.c \
	src/bibutils/hub_write.c \
	src/bibutils/run.c src/bibutils/run.h \
	src/bibutils/split.c src/bibutils/split.h

pkglibexec_PROGRAMS += ibid-bibutils
ibid_bibutils_SOURCES = src/bibutils/main.c
ibid_bibutils_LDADD = $(BIBUTILS_LIBS)
# Without sanitizers: what they would find is libbibutils', and ASan wants more address space
# than the program allows itself.
ibid_bibutils_CFLAGS = -std=gnu11 $(WARN)
ibid_bibutils_LDFLAGS =
