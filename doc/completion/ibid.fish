# fish completion for ibid
set -l commands import parse list show remove check export train evaluate formats help
complete -c ibid -n "not __fish_seen_subcommand_from $commands" -f -a "$commands"
complete -c ibid -l library -r -d 'The library file'
complete -c ibid -l config -r -d 'Configuration to read'
complete -c ibid -l set -x -d 'SECTION.KEY=VALUE'
complete -c ibid -s q -l quiet -d 'Results, errors and lost entries only'
complete -c ibid -s v -l verbose -d 'Say more'
complete -c ibid -l color -x -a 'auto always never'
complete -c ibid -n "__fish_seen_subcommand_from import parse check" -l from -x -a "(ibid formats | string match -r '^\S+(?= +read)')"
complete -c ibid -n "__fish_seen_subcommand_from parse export" -l to -x -a "(ibid formats | string match -r '^\S+(?= +\S+ +write)')"
complete -c ibid -n "__fish_seen_subcommand_from import parse check" -l charset -x
complete -c ibid -n "__fish_seen_subcommand_from parse export check train" -s o -l output -r
complete -c ibid -n "__fish_seen_subcommand_from parse export" -l ascii
complete -c ibid -n "__fish_seen_subcommand_from parse" -l lines
complete -c ibid -n "__fish_seen_subcommand_from import" -s n -l dry-run
complete -c ibid -n "__fish_seen_subcommand_from import" -l replace
complete -c ibid -n "__fish_seen_subcommand_from check" -l offline
complete -c ibid -n "__fish_seen_subcommand_from check" -l all
complete -c ibid -n "__fish_seen_subcommand_from check" -l format -x -a 'text json html sarif'
complete -c ibid -n "__fish_seen_subcommand_from check" -l today -x
complete -c ibid -n "__fish_seen_subcommand_from check" -l recheck
complete -c ibid -n "__fish_seen_subcommand_from check" -l suppress -r
complete -c ibid -n "__fish_seen_subcommand_from check" -l fail-on -x -a 'error warning info never'
complete -c ibid -n "__fish_seen_subcommand_from evaluate" -l model -r
