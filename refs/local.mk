dist_pkgdata_DATA += refs/belarus-russia.txt
dist_pkgdata_DATA += refs/stop-words.tsv
dist_pkgdata_DATA += refs/ibid.bib
dist_pkgdata_DATA += refs/parser.model
EXTRA_DIST += refs/belarus-russia.labels.jsonl refs/parser.md
dist_pkgdata_DATA += refs/languages.tsv
dist_pkgdata_DATA += refs/ris-tags.tsv
dist_pkgdata_DATA += refs/ris-types.tsv
