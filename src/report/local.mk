core_sources += \
	src/report/escape.c src/report/escape.h \
	src/report/html.c src/report/html.h \
	src/report/html_chart.c \
	src/report/html_reference.c \
	src/report/html_style.c \
	src/report/json.c \
	src/report/report.c src/report/report.h \
	src/report/rules.c src/report/rules.h \
	src/report/sarif.c \
	src/report/suppress.c \
	src/report/text.c \
	src/report/view.c src/report/view.h
