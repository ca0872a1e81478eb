# shellcheck shell=bash disable=SC2154
# Puts files into their places and takes them away again, so that every moment in between can be the last: each file
# is old or new and never a piece, and what there is, is known to the list that uninstalling reads. Reading this file does
# nothing yet. It uses roots of files.bash, and these:
#   base      what comes before every place (a packager's folder), or nothing
#   elevate   what comes before every command that writes (sudo), or nothing
#   way_out   what to do where something cannot be written
#   place     user, system or package
#   manifest  the list of what is installed, one path a line, those of folders ending in "/"; or nothing

readonly new_suffix=.killall-tofu-new

# temporary_of PATH: the file's name until it is whole; always the same, so that none is ever left twice.
temporary_of() { printf '%s/.%s%s\n' "${1%/*}" "${1##*/}" "$new_suffix"; }

# is_ours PATH: whether a line of a manifest is one that some version can have written: below a root, not through a link
# that leads out of it, and by a name of ours; the database lies in such a folder as well.
is_ours() {
  local root
  [[ $1 == /* && $1 != *//* && /$1/ != */../* && /$1/ != */./* ]] || return 1
  for root in "${roots[@]}"; do
    # Also the folders above: they were made for it if they are named, and go only if they are empty.
    [[ $1 == */ && ($1 == "$root"/* || $root/ == "$1"*) ]] && return 0
    [[ $1 == "$root"/* && $1 != "${roots[share]}"/killall-tofu/* && ${1##*/} == *@(killall|KillallTofu)* ]] || continue
    [[ $(realpath -m -- "${1%/*}")/ == "$(realpath -m -- "$root")"/* ]] && return 0
  done
  return 1
}

# installed_before: what may be there: what the list of files names, and what the manifest does as far as it can be believed.
installed_before() {
  local line
  local -A listed=()
  [[ -n $manifest ]] || return 0
  [[ -f $manifest || -e ${roots[bin]}/killall-tofu ]] || return 0
  while IFS= read -r line; do
    listed[$line]=yes
    printf '%s\n' "$line"
  done < <(each_file destination)
  [[ -f $manifest && -r $manifest ]] || return 0
  while IFS= read -r line; do
    if [[ -z ${listed[${line:-/}]:-} ]] && is_ours "$line"; then printf '%s\n' "$line"; fi
  done < <(tr -d '\0' <"$manifest")
}

# missing_folders PATH...: the folders that must be made for these, the outermost first.
missing_folders() {
  local path folder
  for path; do
    folder=${path%/*}
    while [[ -n $folder && ! -e $folder && ! -L $folder ]]; do
      printf '%s/\n' "$folder"
      folder=${folder%/*}
    done
  done | LC_ALL=C sort -u
}

# can_place PATH...: gives up before anything is changed, where something stands in the way.
can_place() {
  local path folder seen=' '
  for path; do
    [[ ! -d $path ]] || give_up "$path is a folder; a file must go there. Move it away, then run this again."
    folder=${path%/*}
    while [[ -n $folder && ! -e $folder && ! -L $folder ]]; do folder=${folder%/*}; done
    folder=${folder:-/}
    [[ $seen != *" $folder/ "* ]] || continue
    seen+="$folder/ "
    [[ -d $folder ]] || give_up "$folder is no folder, and $path must go into it. Move it away, then run this again."
    if ! "${elevate[@]}" test -w "$folder" || ! "${elevate[@]}" test -x "$folder"; then
      give_up "$folder cannot be written. Nothing was changed." "$way_out"
    fi
  done
}

# one_at_a_time: waits for another run that writes to the same place; packagers' folders are theirs alone.
one_at_a_time() {
  local folder=/usr/local lock
  [[ $place != user ]] || folder=$HOME
  [[ $place != package && -r $folder ]] && command -v flock >/dev/null || return 0
  exec {lock}<"$folder" || return 0
  flock --nonblock "$lock" && return
  say "Another desktop/install is at work in $folder: waiting for its end ..."
  flock "$lock"
}

# write_manifest LINE...: whole or not at all.
write_manifest() {
  local new
  [[ -n $manifest ]] || return 0
  new=$(temporary_of "$manifest")
  "${elevate[@]}" mkdir -p "${manifest%/*}" &&
    "${elevate[@]}" rm -f -- "$new" &&
    printf '%s\n' "$@" | LC_ALL=C sort -u | "${elevate[@]}" tee "$new" >/dev/null &&
    "${elevate[@]}" chmod 644 "$new" && "${elevate[@]}" mv -fT "$new" "$manifest"
}

# place_files STAGED: puts each file that lies under STAGED to the same path under base.
place_files() {
  local staged=$1 path before folders paths=()
  while IFS= read -r path; do paths+=("$base$path"); done < <(cd "$staged" && find . -type f | LC_ALL=C sort | cut -c 2-)
  can_place "${paths[@]}" ${manifest:+"$manifest"}
  mapfile -t before < <(installed_before)
  mapfile -t folders < <(missing_folders "${paths[@]}" ${manifest:+"$manifest"} ${roots[entries]:+"${roots[entries]}/"} \
    ${roots[enabled]:+"${roots[enabled]}/"})
  # First what will be, beside what was: whatever happens from here on, uninstalling finds all of it.
  write_manifest "${before[@]}" "${folders[@]}" "${paths[@]}" || not_written
  for path in "${paths[@]}"; do
    "${elevate[@]}" mkdir -p -- "${path%/*}" || not_written "${paths[@]}"
    "${elevate[@]}" cp --preserve=mode --remove-destination -- "$staged${path#"$base"}" "$(temporary_of "$path")" || not_written "${paths[@]}"
  done
  # A program that runs keeps its old file; nobody ever reads half of a new one.
  for path in "${paths[@]}"; do
    "${elevate[@]}" mv -fT -- "$(temporary_of "$path")" "$path" || not_written "${paths[@]}"
  done
  keep_only "${before[@]}" "${folders[@]}" -- "${paths[@]}" || not_written
}

# keep_only BEFORE... -- NOW...: takes away what an earlier version installed and this one does not, and records the rest.
keep_only() {
  local line stale=() kept=()
  local -A now=()
  local -a before=()
  while [[ $1 != -- ]]; do before+=("$1") && shift; done
  shift
  for line; do now[$line]=yes; done
  for line in "${before[@]}"; do
    if [[ $line == */ ]]; then
      kept+=("$line")
    elif [[ -z ${now[$line]:-} && $line != "$manifest" ]]; then
      stale+=("$line")
    fi
  done
  ((${#stale[@]} == 0)) || "${elevate[@]}" rm -f -- "${stale[@]}" || return
  write_manifest "${kept[@]}" "$@"
}

# not_written [PATH...]: says that it went wrong half-way, and takes pieces away.
not_written() {
  local path
  for path; do "${elevate[@]}" rm -f -- "$(temporary_of "$path")"; done
  give_up "That was not written (see above). Once it is settled, run this again: it goes on from whatever there is."
}

# take_away: removes what the manifest names, then the folders that were made for it and are empty.
take_away() {
  local line paths=() folders=() doomed=()
  while IFS= read -r line; do
    if [[ $line == */ ]]; then folders=("$line" "${folders[@]}"); else paths+=("$line"); fi
  done < <(installed_before | LC_ALL=C sort -u)
  for line in "${paths[@]}" "$manifest"; do
    doomed+=("$line" "$(temporary_of "$line")")
  done
  for line in "${doomed[@]}"; do
    if [[ -e $line || -L $line ]] && ! "${elevate[@]}" test -w "${line%/*}"; then
      give_up "${line%/*} cannot be written. Nothing was removed." "$way_out"
    fi
  done
  # The list goes last: interrupted, the rest is found again.
  if ! "${elevate[@]}" rm -f -- "${doomed[@]:0:${#doomed[@]}-2}" ||
    ! "${elevate[@]}" rm -f -- "${doomed[@]: -2}"; then
    give_up "Not all of it could be removed (see above). Once that is settled, run this again."
  fi
  for line in "${folders[@]}"; do
    [[ ! -d $line ]] || "${elevate[@]}" rmdir --ignore-fail-on-non-empty -- "$line" || :
  done
}
