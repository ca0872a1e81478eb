# shellcheck shell=bash
# The path of a program in files that others read, each with rules of its own. Reading this file does nothing yet.

# is_plain PATH: whether no reader sees more in it than a path.
is_plain() { [[ $1 != *[!A-Za-z0-9_./+-]* ]]; }

# can_be_written PATH: whether it can stand in such files at all: they are lines of UTF-8.
can_be_written() {
  [[ $1 != *[[:cntrl:]]* ]] && printf '%s' "$1" | iconv -f UTF-8 -t UTF-8 >/dev/null 2>&1
}

# bus_word PATH: for Exec of a D-Bus service file. It is taken apart as a shell does, after the backslashes of the file.
bus_word() {
  local apostrophe="'\"'\"'" word=$1
  is_plain "$word" && printf '%s' "$word" && return
  word=${word//\\/\\\\}
  printf "'%s'" "${word//\'/"$apostrophe"}"
}

# entry_word PATH: for Exec of a desktop entry (Desktop Entry Specification, "The Exec key"): quoted, then escaped once
# more as every text of such a file.
entry_word() {
  local word=$1 special
  is_plain "$word" && printf '%s' "$word" && return
  word=${word//\\/\\\\}
  for special in '"' '`' '$'; do word=${word//"$special"/"\\$special"}; done
  word=${word//%/%%}
  # GLib looks for the program by the word as it stands, with both signs, but gives arguments their one.
  # shellcheck disable=SC2016 # it is the shell of that line that puts them in
  [[ $1 != *%* ]] || printf '/bin/sh -c "exec \\\\"\\\\$0\\\\" \\\\"\\\\$@\\\\"" '
  printf '"%s"' "${word//\\/\\\\}"
}

# unit_word PATH: for ExecStart of a systemd unit, as its first word (systemd.service(5), "Command lines"). The colon
# keeps variables from being looked for.
unit_word() {
  local word=$1
  is_plain "$word" && printf '%s' "$word" && return
  word=${word//\\/\\\\}
  word=${word//\"/\\\"}
  word=${word//%/%%}
  if [[ $1 == *[\'\"\\]* ]]; then
    # systemd takes no program with such a name, but any argument.
    # shellcheck disable=SC2016 # it is the shell of that line that puts them in
    printf ':/bin/sh -c "exec \\"$0\\" \\"$@\\"" "%s"' "$word"
  else
    printf ':"%s"' "$word"
  fi
}

# filled HOW FILE PROGRAM: what the file says once the program's place is known.
filled() {
  local line program=$3
  while IFS= read -r line || [[ -n $line ]]; do
    case $1:$line in
      # What tells how this file is filled is of no use in the filled one.
      bus:'#'*@bindir@* | unit:'#'*@bindir@*) continue ;;
      bus:*@bindir@/killall-tofu*) line=${line/@bindir@\/killall-tofu/"$(bus_word "$program")"} ;;
      unit:*@bindir@/killall-tofu*) line=${line/@bindir@\/killall-tofu/"$(unit_word "$program")"} ;;
      # In /usr/bin every session finds it; elsewhere not every one looks.
      entry:Exec=killall-tofu*)
        [[ $program == /usr/bin/* ]] || line=${line/killall-tofu/"$(entry_word "$program")"}
        ;;
      entry:TryExec=*) [[ $program == /usr/bin/* ]] || line=TryExec=${program//\\/\\\\} ;;
    esac
    printf '%s\n' "$line"
  done <"$2"
}
