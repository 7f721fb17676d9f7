core_sources += \
	src/check/accessed.c \
	src/check/archive.c src/check/archive.h \
	src/check/author.c \
	src/check/charset.c src/check/charset.h \
	src/check/check.c src/check/check.h \
	src/check/container.c \
	src/check/place.c \
	src/check/date.c src/check/date.h \
	src/check/gate.c src/check/gate.h \
	src/check/homepage.c \
	src/check/host.c \
	src/check/html.c src/check/html.h \
	src/check/identifier.c \
	src/check/list.c \
	src/check/merged.c \
	src/check/number.c \
	src/check/number_form.c \
	src/check/order.c \
	src/check/page.c src/check/page.h \
	src/check/page_date.c \
	src/check/page_jsonld.c \
	src/check/page_pdf.c \
	src/check/pages.c src/check/pages.h \
	src/check/phrases.c src/check/phrases.h \
	src/check/printed.c src/check/printed.h \
	src/check/rules.h \
	src/check/same.c src/check/same.h \
	src/check/suffix.c \
	src/check/surname.c \
	src/check/text.c \
	src/check/text_letters.c \
	src/check/text_marks.c \
	src/check/title.c src/check/title.h \
	src/check/title_text.c \
	src/check/url_form.c \
	src/check/variants.c \
	src/check/verdict.c src/check/verdict.h \
	src/check/web.c src/check/web.h \
	src/check/web_findings.c \
	src/check/web_page.c \
	src/check/web_run.h \
	src/check/web_service.c \
	src/check/written_date.c
