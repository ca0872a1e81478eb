import ArgumentParser

/// The shells that can complete our command line, each with the script that makes it ask.
///
/// The scripts know nothing of commands and projects, so they need no change when those do. What a project is called is
/// never expanded by a shell: neither as pattern nor as command.
enum CompletionScript: String, CaseIterable, ExpressibleByArgument {
  case bash, zsh, fish

  /// The script, with a newline at its end.
  var text: String {
    switch self {
    case .bash: Self.bashText
    case .zsh: Self.zshText
    case .fish: Self.fishText
    }
  }

  private static let bashText = #"""
    # Completions of killall-tofu for bash: killall-tofu completions bash

    _killall_tofu() {
      local program=killall-tofu line lines=()
      # One typed by a relative path is not run: Tab is no consent.
      case $1 in /*) program=$1 ;; '~/'*) program=$HOME/${1:2} ;; esac
      COMPREPLY=()
      mapfile -t lines < <("$program" ---complete bash "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null)
      case ${lines[0]-} in
        words)
          compopt -o nosort 2>/dev/null
          for line in "${lines[@]:1}"; do COMPREPLY+=("$line"); done
          ;;
        files) compopt -o default ;;
        directories)
          compopt -o filenames -o nospace
          mapfile -t COMPREPLY < <(compgen -d -- "$2")
          ;;
      esac
    }

    complete -F _killall_tofu killall-tofu

    """#

  private static let zshText = #"""
    #compdef killall-tofu
    # Completions of killall-tofu for zsh: killall-tofu completions zsh

    _killall-tofu() {
      local program=killall-tofu line name kind
      local -a lines offered
      # One typed by a relative path is not run: Tab is no consent.
      case ${(Q)words[1]} in
        /*) program=${(Q)words[1]} ;;
        \~/*) program=$HOME/${${(Q)words[1]}#??} ;;
      esac
      lines=("${(@f)$("$program" ---complete zsh "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
      kind=$lines[1]
      shift lines
      case $kind in
        words)
          for line in "${lines[@]}"; do
            name=${line%%$'\t'*}
            name=${name//\\/\\\\}
            name=${name//:/\\:}
            if [[ $line == *$'\t'* ]]; then name+=:${line#*$'\t'}; fi
            offered+=("$name")
          done
          _describe -V 'killall-tofu' offered
          ;;
        files)
          compset -P '--[a-z-]##='
          _files
          ;;
        directories)
          compset -P '--[a-z-]##='
          _files -/
          ;;
        *) return 1 ;;
      esac
    }

    if [[ $funcstack[1] == _killall-tofu ]]; then
      _killall-tofu "$@"
    else
      compdef _killall-tofu killall-tofu
    fi

    """#

  private static let fishText = #"""
    # Completions of killall-tofu for fish: killall-tofu completions fish

    function __killall_tofu_complete
        set -l words (commandline -opc)
        set -l current (commandline -ct)
        set -l program killall-tofu
        # One typed by a relative path is not run: Tab is no consent.
        switch $words[1]
            case '/*'
                set program $words[1]
            case '~/*'
                set program $HOME/(string sub -s 3 -- $words[1])
        end
        set -e words[1]
        set -l lines (command $program ---complete fish $words "$current" 2>/dev/null)
        switch "$lines[1]"
            case words
                set -e lines[1]
                test (count $lines) -gt 0; and printf '%s\n' $lines
            case files
                __fish_complete_path "$current"
            case directories
                __fish_complete_directories "$current" ''
        end
    end

    complete -c killall-tofu -e
    complete -c killall-tofu -f -k -a '(__killall_tofu_complete)'
    complete -c killall-tofu -l database -r -F

    """#
}
