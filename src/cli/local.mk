bin_PROGRAMS += ibid
ibid_SOURCES = \
	src/cli/cli.h \
	src/cli/cmd_check.c \
	src/cli/cmd_evaluate.c \
	src/cli/cmd_export.c \
	src/cli/cmd_formats.c \
	src/cli/cmd_help.c \
	src/cli/cmd_import.c \
	src/cli/cmd_list.c \
	src/cli/cmd_parse.c \
	src/cli/cmd_remove.c \
	src/cli/cmd_show.c \
	src/cli/cmd_train.c \
	src/cli/commands.c \
	src/cli/main.c \
	src/cli/output.c \
	src/cli/terminal.c
ibid_CPPFLAGS = -I$(top_srcdir)/include -I$(top_srcdir)/src -I$(top_builddir) -DG_LOG_DOMAIN=\"ibid\"
ibid_LDADD = libibid.la $(GLIB_LIBS)
ibid_LDFLAGS = $(AM_LDFLAGS) -static
