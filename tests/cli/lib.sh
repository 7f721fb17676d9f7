# What the shell tests share.  A test sources this, calls plan N, and ok or is for each point.
: "${IBID:?run through make check}"
n=0
failed=0
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
XDG_DATA_HOME=$tmp/data XDG_CONFIG_HOME=$tmp/config XDG_CACHE_HOME=$tmp/cache HOME=$tmp
IBID_LIBRARY=$tmp/library.db
export XDG_DATA_HOME XDG_CONFIG_HOME XDG_CACHE_HOME HOME IBID_LIBRARY
unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY all_proxy no_proxy NO_PROXY
list=$TOP_SRCDIR/refs/belarus-russia.txt

plan() { echo "1..$1"; }
skip() { # NAME WHY
  n=$((n + 1))
  echo "ok $n - $1 # SKIP $2"
}
# ok NAME COMMAND...: passes when the command does
ok() {
  name=$1
  shift
  n=$((n + 1))
  if "$@" >"$tmp/ok.out" 2>&1; then
    echo "ok $n - $name"
  else
    failed=1
    echo "not ok $n - $name"
    sed 's/^/# /' "$tmp/ok.out" | head -n 40
  fi
}
# is NAME EXPECTED GOT
is() {
  n=$((n + 1))
  if [ "$2" = "$3" ]; then
    echo "ok $n - $1"
  else
    failed=1
    echo "not ok $n - $1"
    printf 'expected: %s\ngot:      %s\n' "$2" "$3" | sed 's/^/# /'
  fi
}
# status COMMAND...: prints the exit status; output in $tmp/out and $tmp/err
status() {
  "$@" >"$tmp/out" 2>"$tmp/err" </dev/null
  echo $?
}
lines() { wc -l <"$1" | tr -d ' '; }
have() { command -v "$1" >/dev/null 2>&1; }
