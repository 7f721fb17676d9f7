dist_pkgdata_DATA += refs/belarus-russia.txt
dist_pkgdata_DATA += refs/stop-words.tsv
dist_pkgdata_DATA += refs/ibid.bib
