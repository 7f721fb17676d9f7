ibidinclude_HEADERS += include/ibid/ibid.h include/ibid/error.h include/ibid/record.h include/ibid/finding.h
