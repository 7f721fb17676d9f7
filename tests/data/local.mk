EXTRA_DIST += \
	tests/data/rules/fields.test \
	tests/data/rules/identifiers.test \
	tests/data/rules/list.test \
	tests/data/rules/text.test
