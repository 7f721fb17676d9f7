dist_man_MANS += \
	doc/man/ibid.1 doc/man/ibid-check.1 doc/man/ibid-evaluate.1 doc/man/ibid-export.1 \
	doc/man/ibid-formats.1 doc/man/ibid-help.1 doc/man/ibid-import.1 doc/man/ibid-list.1 \
	doc/man/ibid-parse.1 doc/man/ibid-remove.1 doc/man/ibid-show.1 doc/man/ibid-train.1 \
	doc/man/ibid.conf.5

fishcompdir = $(datadir)/fish/vendor_completions.d
dist_fishcomp_DATA = doc/completion/ibid.fish
zshcompdir = $(datadir)/zsh/site-functions
dist_zshcomp_DATA = doc/completion/_ibid
# bash wants the file named as the command
bashcompdir = $(datadir)/bash-completion/completions
EXTRA_DIST += doc/completion/ibid.bash doc/decisions/bibtex.md doc/decisions/formats.md doc/decisions/fuzzing.md doc/decisions/library.md \
	doc/decisions/text.md doc/decisions/web.md doc/design.md doc/json.md
install-data-local:
	$(MKDIR_P) '$(DESTDIR)$(bashcompdir)'
	$(INSTALL_DATA) $(srcdir)/doc/completion/ibid.bash '$(DESTDIR)$(bashcompdir)/ibid'
uninstall-local:
	rm -f '$(DESTDIR)$(bashcompdir)/ibid'
