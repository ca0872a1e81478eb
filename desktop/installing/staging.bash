# shellcheck shell=bash disable=SC2154
# Makes the files ready in a folder of our own, before anything is changed. Reading this file does nothing yet. It uses
# here, place, programs, staged and base of desktop/install, and what files.bash and quoting.bash have.

# build_programs: release programs, with the Swift runtime linked in; sets programs.
build_programs() {
  local program
  need_swift
  install_missing swift build
  say "Building; the first time takes some minutes ..."
  for program in killall-tofu killall-tofu-supervisor; do
    swift build -c release -debug-info-format none --package-path "$here/.." --product "$program" >&2 ||
      give_up "It does not build. Nothing was changed."
  done
  programs=$(swift build -c release -debug-info-format none --package-path "$here/.." --show-bin-path) ||
    give_up "It does not build. Nothing was changed."
}

# missing_libraries PROGRAM: the names of those that it needs and that are not here.
missing_libraries() { ldd "$1" 2>/dev/null | awk '/not found/ { print $1 }' | sort -u | paste -sd ' '; }

# check_programs: gives up unless both are there, start here, and are of one version.
check_programs() {
  local program version='' said missing
  for program in killall-tofu killall-tofu-supervisor; do
    [[ -f $programs/$program && -x $programs/$program ]] ||
      give_up "There is no program $program in '$programs'. Nothing was changed." \
        "Without --programs they are built: desktop/install"
    # What else they may say, on the other output, is no version.
    if ! said=$(timeout 20 "$programs/$program" --version 2>/dev/null </dev/null); then
      said=$(timeout 20 "$programs/$program" --version 2>&1 </dev/null)
      missing=$(missing_libraries "$programs/$program")
      [[ -z $missing ]] || said="these libraries are not installed: $missing"
      [[ -n $said ]] || said="it says no version within 20 seconds"
      give_up "$programs/$program does not start: ${said%%$'\n'*}" "Nothing was changed."
    fi
    [[ -z $version || $version == "$said" ]] ||
      give_up "The programs in '$programs' do not belong together: $version and $said. Nothing was changed."
    version=$said
  done
  said=$(timeout 20 "$programs/killall-tofu" completions bash 2>/dev/null </dev/null)
  [[ $said == *killall-tofu* ]] || give_up "$programs/killall-tofu is no Killall-Tofu. Nothing was changed."
}

# destination HOW MODE SOURCE PLACE: where it goes, if anywhere here.
destination() {
  local path
  path=$(path_of "$4")
  [[ -z $path ]] || printf '%s\n' "$base$path"
}

# stage_file HOW MODE SOURCE PLACE: makes it under staged, at the path that it will have.
stage_file() {
  local how=$1 mode=$2 source=$3 path
  path=$(path_of "$4")
  [[ -n $path ]] || return 0
  path=$staged$path
  mkdir -p "${path%/*}" || return
  case $how in
    program) cp -- "$programs/$source" "$path" && strip_program "$path" ;;
    print)
      local words
      IFS=_ read -r -a words <<<"$source"
      "$programs/killall-tofu" "${words[@]}" >"$path"
      ;;
    copy) cp -- "$here/$source" "$path" ;;
    *) filled "$how" "$here/$source" "${roots[bin]}/killall-tofu" >"$path" ;;
  esac && chmod "$mode" "$path"
}

# strip_program FILE: takes out what only debuggers read.
strip_program() {
  local tool
  for tool in strip llvm-strip; do
    command -v "$tool" >/dev/null || continue
    "$tool" --strip-unneeded --remove-section=.comment --remove-section=.note "$1" && return
  done
  [[ -n ${unstripped_told:-} ]] ||
    say "(Neither strip of binutils nor llvm-strip works here, so the programs stay as large as they were built.)"
  unstripped_told=yes
}
