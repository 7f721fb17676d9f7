core_sources += \
	src/net/fetch.c src/net/fetch.h \
	src/net/guard.c src/net/guard.h \
	src/net/host.c src/net/host.h \
	src/net/offline.c src/net/offline.h \
	src/net/proxy.c src/net/proxy.h \
	src/net/transfer.c src/net/transfer.h \
	src/net/url.c src/net/url.h
