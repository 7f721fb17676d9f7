EXTRA_DIST += \
	tests/data/rules/fields.test \
	tests/data/rules/identifiers.test \
	tests/data/rules/list.test \
	tests/data/rules/printed.lists \
	tests/data/rules/text.test
EXTRA_DIST += tests/data/accessed/accessed.test tests/data/accessed/references.test
EXTRA_DIST += tests/data/belarus-russia.json
EXTRA_DIST += tests/data/clean/clean.test
EXTRA_DIST += tests/data/dates/dates.test
EXTRA_DIST += tests/data/names/names.test
EXTRA_DIST += tests/data/formats
EXTRA_DIST += tests/data/normalise/normalise.test
