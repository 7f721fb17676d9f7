core_sources += \
	src/check/accessed.c \
	src/check/author.c \
	src/check/check.c src/check/check.h \
	src/check/container.c \
	src/check/date.c src/check/date.h \
	src/check/identifier.c \
	src/check/list.c \
	src/check/number.c \
	src/check/order.c \
	src/check/rules.h \
	src/check/same.c src/check/same.h \
	src/check/text.c \
	src/check/title_text.c \
	src/check/url_form.c \
	src/check/variants.c \
	src/check/written_date.c
