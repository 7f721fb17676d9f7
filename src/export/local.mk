core_sources += \
	src/export/export.h \
	src/export/registry.c
