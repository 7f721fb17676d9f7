check_PROGRAMS += tests/unit/test_record tests/unit/test_util
tests_unit_test_record_SOURCES = tests/unit/test_record.c
tests_unit_test_record_LDADD = libibid-core.la $(IBID_LIBS)
tests_unit_test_util_SOURCES = tests/unit/test_util.c
tests_unit_test_util_LDADD = libibid-core.la $(IBID_LIBS)
TESTS += tests/unit/test_record tests/unit/test_util
