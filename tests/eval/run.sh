#!/bin/sh
# Held-out figures of the reference parser: run.sh EVALPARSE
#   EVAL_UNSEEN   sources left out of training (names without .jsonl); none by default
#   EVAL_PART     documents left out of the others, as K/N; 0/10 by default
#   EVAL_OPTIONS  for evalparse train, e.g. "--models 1 --epochs 3"
# Figures are of documents, or sources, that were not trained on.
set -eu
evalparse=$1
data=$IBID_SHARED/references
part=${EVAL_PART:-0/10}
test -r "$data/score.py" || { echo "eval: $data/score.py is absent: nothing to score with"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

seen= unseen=
for file in "$data"/train/*.jsonl; do
  case " ${EVAL_UNSEEN:-} " in
  *" $(basename "$file" .jsonl) "*) unseen="$unseen $file" ;;
  *) seen="$seen $file" ;;
  esac
done

# score TITLE PART FILES: tags and scores one part of FILES, by source.
score() {
  title=$1; shift
  test $# -gt 1 || return 0
  "$evalparse" tag "$work/model" --part "$@" > "$work/pred"
  chosen=$1; shift
  python3 - "$work/pred" "$@" > "$work/gold" <<'PY'
import json, sys
ids = {json.loads(line)['id'] for line in open(sys.argv[1], encoding='utf-8')}
for name in sys.argv[2:]:
    for line in open(name, encoding='utf-8'):
        if json.loads(line)['id'] in ids:
            sys.stdout.write(line)
PY
  echo "# $title (part $chosen)"
  python3 "$data/score.py" "$work/gold" "$work/pred" --by source --json | python3 -c '
import json, sys
for name, r in json.load(sys.stdin).items():
    s = r["soft"]
    print("%-16s %6d  soft F1 %.4f  whole %.4f" % (name, r["n"], s["micro"]["f1"], s["whole"]))
    if name == "ALL":
        for field, v in s["fields"].items():
            print("    %-18s %.4f" % (field, v["f1"]))'
}

# shellcheck disable=SC2086
"$evalparse" train "$work/model" --part "$part" ${EVAL_OPTIONS:-} $seen "$TOP_SRCDIR/refs/belarus-russia.labels.jsonl"
score "documents not trained on" "$part" $seen
score "sources not trained on" 0/1 $unseen
"$evalparse" bench "$work/model" $seen
