core_sources += \
	src/import/bibutils.c src/import/bibutils.h \
	src/import/bibtex.c src/import/bibtex.h \
	src/import/bibtex_date.c src/import/bibtex_date.h \
	src/import/bibtex_fields.h src/import/bibtex_keys.c src/import/bibtex_lists.c \
	src/import/bibtex_online.c src/import/bibtex_title.c \
	src/import/bibtex_groups.c src/import/bibtex_groups.h \
	src/import/bibtex_inherit.c src/import/bibtex_inherit.h \
	src/import/bibtex_map.c src/import/bibtex_map.h \
	src/import/bibtex_name.c src/import/bibtex_name.h \
	src/import/bibtex_scan.c src/import/bibtex_scan.h \
	src/import/latex.c src/import/latex.h \
	src/import/latex_symbols.c src/import/latex_symbols.h \
	src/import/foreign.c src/import/foreign.h \
	src/import/csl_json.c src/import/csl_json.h \
	src/import/import.h \
	src/import/labels.c src/import/labels.h \
	src/import/endnote.c src/import/endnote.h \
	src/import/mend.c src/import/mend.h \
	src/import/mend_lines.c src/import/mend_lines.h \
	src/import/mods.c src/import/mods.h \
	src/import/mods_item.c src/import/mods_item.h \
	src/import/mods_name.c src/import/mods_origin.c src/import/mods_part.c src/import/mods_private.h \
	src/import/nbib.c src/import/nbib.h \
	src/import/pubmed.c src/import/pubmed.h \
	src/import/registry.c \
	src/import/ris.c src/import/ris.h \
	src/import/ris_finish.c src/import/ris_private.h \
	src/import/ris_item.c src/import/ris_item.h \
	src/import/text.c src/import/text.h \
	src/import/xml.c src/import/xml.h
