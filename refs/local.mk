dist_pkgdata_DATA += refs/belarus-russia.txt
