core_sources += \
	src/store/cache.c src/store/cache.h \
	src/store/db.c src/store/db.h \
	src/store/history.c src/store/history.h \
	src/store/identity.c src/store/identity.h \
	src/store/reference.c src/store/reference.h \
	src/store/schema.c src/store/schema.h \
	src/store/search.c src/store/search.h \
	src/store/store.c src/store/store.h
