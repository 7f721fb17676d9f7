#!/bin/sh
# Each folder of src includes only what doc/design.md allows it, and each library has one door.
cd "$TOP_SRCDIR" || exit 1

n=0
result() { # FAILURES NAME
  n=$((n + 1))
  if [ -z "$1" ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; printf '%s\n' "$1" | sed 's/^/# /'; fi
}

# Includes of our folders in FOLDER that are none of the allowed ones.
strays() { # FOLDER ALLOWED...
  folder=$1
  shift
  allowed=$(echo "$folder $*" | tr ' ' '|')
  grep -nE '^#include "(util|record|parse|bibutils|import|export|store|net|check|report|cli)/' src/"$folder"/*.[ch] |
    grep -vE "#include \"($allowed)/"
}

# Other folders that include a library's headers.
doors() { # PATTERN FOLDER
  grep -nE "^#include <$1" -r src include | grep -v "^src/$2/"
}

echo 1..16
result "$(strays util)" "util includes nothing of ours"
result "$(strays record util)" "record includes util alone"
result "$(strays parse util record)" "parse includes util and record"
result "$(strays bibutils util record)" "bibutils includes util and record"
result "$(strays import util record parse bibutils)" "import includes util, record, parse, bibutils"
result "$(strays export util record bibutils)" "export includes util, record, bibutils"
result "$(strays store util record)" "store includes util and record"
result "$(strays net util)" "net includes util alone"
result "$(strays check util record net store)" "check includes util, record, net, store"
result "$(strays report util record)" "report includes util and record"
result "$(grep -nE '^#include "' src/cli/*.[ch] | grep -vE '"(config\.h|cli/)')" "cli includes public headers alone"
result "$(doors 'curl/' net)" "curl is included in net alone"
result "$(doors 'sqlite3' store)" "sqlite3 is included in store alone"
result "$(doors 'bibutils/' bibutils)" "bibutils is included in bibutils alone"
result "$(grep -nE '^#include ["<](gio|glib-object)' -r src include)" "no GObject and no gio"
result "$(grep -nE '^#include "[a-z]+/' -r include | grep -v '"ibid/')" "public headers include public headers alone"
