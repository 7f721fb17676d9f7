check_PROGRAMS += tests/unit/test_record tests/unit/test_util
tests_unit_test_record_SOURCES = tests/unit/test_record.c
tests_unit_test_record_LDADD = libibid-core.la $(IBID_LIBS)
tests_unit_test_util_SOURCES = tests/unit/test_util.c
tests_unit_test_util_LDADD = libibid-core.la $(IBID_LIBS)
TESTS += tests/unit/test_record tests/unit/test_util

check_PROGRAMS += tests/unit/test_cache tests/unit/test_store tests/unit/test_store_errors
tests_unit_test_cache_SOURCES = tests/unit/test_cache.c
tests_unit_test_cache_LDADD = libibid-core.la $(IBID_LIBS)
tests_unit_test_store_SOURCES = tests/unit/test_store.c tests/unit/store_fixture.h
tests_unit_test_store_LDADD = libibid-core.la $(IBID_LIBS)
tests_unit_test_store_errors_SOURCES = tests/unit/test_store_errors.c tests/unit/store_fixture.h
tests_unit_test_store_errors_LDADD = libibid-core.la $(IBID_LIBS)
TESTS += tests/unit/test_cache tests/unit/test_store tests/unit/test_store_errors
