# Those of the web start a server of their own on loopback; `python3 tests/cli/t4-web.py 1000` prints the table.
cli_tests = \
	tests/cli/t1-import.sh \
	tests/cli/t1-lists.sh \
	tests/cli/t2-accessed.py \
	tests/cli/t2-parse.sh \
	tests/cli/t2-stream.py \
	tests/cli/t3-kill.sh \
	tests/cli/t3-library.sh \
	tests/cli/t4-archives.py \
	tests/cli/t4-check.sh \
	tests/cli/t4-clock.py \
	tests/cli/t4-findings.py \
	tests/cli/t4-network.py \
	tests/cli/t4-report.sh \
	tests/cli/t4-rules.py \
	tests/cli/t4-sites.py \
	tests/cli/t4-web.py \
	tests/cli/t5-bibtex.sh \
	tests/cli/t5-oracles.sh \
	tests/cli/t6-documents.sh \
	tests/cli/t6-scripts.sh
TESTS += $(cli_tests)
EXTRA_DIST += $(cli_tests) tests/cli/lib.sh tests/cli/sites.py tests/cli/sites_dead.py \
	tests/cli/sites_living.py tests/cli/sites_refusing.py tests/cli/web_more.py tests/cli/web_run.py tests/cli/web_server.py
