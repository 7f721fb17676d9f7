#!/bin/sh
# Every option of every command stands in its manual page and in the completions, and no other does.
n=0
result() { # FAILURES NAME
  n=$((n + 1))
  if [ -z "$1" ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; printf '%s\n' "$1" | sed 's/^/# /'; fi
}

# Long options that "ibid help" prints under its first heading of options.
told() { "$IBID" help $1 | awk '/^Options:/{on=1;next} /^$/{on=0} on' | grep -oE -- '--[a-z-]+' | sort -u; }
told_global() { "$IBID" help | awk '/^Options of every/{on=1;next} /^$/{on=0} on' | grep -oE -- '--[a-z-]+' | sort -u; }
# Long options that a manual page lists: ".It Fl o , Fl -output Ar file"
written() { grep '^\.It Fl' "$1" | grep -oE 'Fl -[a-z-]+' | sed 's/^Fl -/--/' | sort -u; }
differ() {
  a=$(mktemp) b=$(mktemp)
  printf '%s\n' "$1" >"$a"
  printf '%s\n' "$2" >"$b"
  diff "$a" "$b" | grep '^[<>]' | sed 's/^</only in the program:/; s/^>/only in the page:/'
  rm -f "$a" "$b"
}

commands=$("$IBID" help | awk '/^Commands:/{on=1;next} /^$/{on=0} on {print $1}')
echo "1..$(($(echo "$commands" | wc -l) + 4))"
for command in $commands; do
  page=$TOP_SRCDIR/doc/man/ibid-$command.1
  if [ ! -e "$page" ]; then result "$page is missing" "ibid-$command(1)"; continue; fi
  result "$(differ "$(told "$command")" "$(written "$page")")" "ibid-$command(1) lists the options of ibid $command"
done
result "$(differ "$(told_global)" "$(written "$TOP_SRCDIR/doc/man/ibid.1")")" "ibid(1) lists the options of every command"
bash=$TOP_SRCDIR/doc/completion/ibid.bash
missing=$(for command in $commands; do
  line=$(grep -E "^ *$command\)" "$bash") || echo "no line for $command"
  for option in $(told "$command"); do
    case " $line " in *"$option"*) ;; *) echo "$command lacks $option" ;; esac
  done
done)
result "$missing" "the bash completion knows every command and option"
settings=$(sed -n 's/^  { "\([a-z]*\.[a-z-]*\)",.*/\1/p' "$TOP_SRCDIR/src/util/settings.c" | sort)
pages=$(sed -n 's/^\.It Cm \([a-z-]*\.[a-z-]*\).*/\1/p' "$TOP_SRCDIR/doc/man/ibid.conf.5" | sort)
result "$(differ "$settings" "$pages")" "ibid.conf(5) lists every setting"
if command -v mandoc >/dev/null; then
  result "$(mandoc -T lint -W warning "$TOP_SRCDIR"/doc/man/*.[15] 2>&1 | grep -v 'referenced manual not found')" "mandoc finds nothing to say"
else
  n=$((n + 1))
  echo "ok $n # SKIP mandoc is not installed"
fi
