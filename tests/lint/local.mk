lint_tests = tests/lint/layers.sh tests/lint/manual.sh tests/lint/rules.sh tests/lint/source.sh
TESTS += $(lint_tests)
EXTRA_DIST += $(lint_tests)
