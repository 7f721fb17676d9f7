core_sources += \
	src/export/bibutils.c src/export/bibutils.h \
	src/export/bibtex.c src/export/bibtex.h \
	src/export/latex.c src/export/latex.h \
	src/export/csl_json.c src/export/csl_json.h \
	src/export/endnote.c src/export/endnote.h \
	src/export/export.h \
	src/export/labels.c src/export/labels.h \
	src/export/nbib.c src/export/nbib.h \
	src/export/registry.c \
	src/export/ris.c src/export/ris.h \
	src/export/tagged.c src/export/tagged.h \
	src/export/text.c src/export/text.h
