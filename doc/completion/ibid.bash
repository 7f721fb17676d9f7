# bash completion for ibid

_ibid_options() {
  case $1 in
    import) echo --from --charset --dry-run --replace ;;
    parse) echo --from --to --charset --lines --ascii --output ;;
    list) ;;
    show) ;;
    remove) ;;
    check) echo --offline --all --from --charset --format --output --today --recheck --suppress --fail-on ;;
    export) echo --to --ascii --output ;;
    train) echo --output ;;
    evaluate) echo --model ;;
    formats) ;;
    help) ;;
  esac
}

_ibid() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} word command=
  local commands="import parse list show remove check export train evaluate formats help"
  local global="--library --config --set --quiet --verbose --color --help --version"
  COMPREPLY=()
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case " $commands " in *" $word "*) command=$word; break ;; esac
  done
  case $previous in
    --from) COMPREPLY=($(compgen -W "$(ibid formats 2>/dev/null | awk '$2 == "read" {print $1}')" -- "$current")); return ;;
    --to) COMPREPLY=($(compgen -W "$(ibid formats 2>/dev/null | awk '$3 == "write" {print $1}')" -- "$current")); return ;;
    --format) COMPREPLY=($(compgen -W "text json html sarif" -- "$current")); return ;;
    --color) COMPREPLY=($(compgen -W "auto always never" -- "$current")); return ;;
    --fail-on) COMPREPLY=($(compgen -W "error warning info never" -- "$current")); return ;;
  esac
  case $current in
    -*) COMPREPLY=($(compgen -W "$(_ibid_options "$command") $global" -- "$current")); return ;;
  esac
  if [ -z "$command" ]; then
    COMPREPLY=($(compgen -W "$commands" -- "$current"))
  elif [ "$command" = help ]; then
    COMPREPLY=($(compgen -W "$commands" -- "$current"))
  fi
}
complete -o default -F _ibid ibid
