core_sources += \
	src/import/import.h \
	src/import/registry.c
