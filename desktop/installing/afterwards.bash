# shellcheck shell=bash disable=SC2154
# What is done and told once the files are in their places. None of it may fail the installation. Reading this file does
# nothing yet. It uses roots of files.bash and elevate of placing.bash.

# tell_desktop: has those who keep a list of such files read it again, as far as they are here.
tell_desktop() {
  local share=${roots[share]}
  # A cache that nobody made is not needed: without one the folders are looked through.
  if [[ -e $share/icons/hicolor/icon-theme.cache ]] && command -v gtk-update-icon-cache >/dev/null; then
    "${elevate[@]}" gtk-update-icon-cache --quiet --force --ignore-theme-index "$share/icons/hicolor"
  fi
  if [[ -e $share/applications/mimeinfo.cache ]] && command -v update-desktop-database >/dev/null; then
    "${elevate[@]}" update-desktop-database --quiet "$share/applications"
  fi
  # These belong to whoever is logged in here, not to root.
  if [[ -n ${XDG_RUNTIME_DIR:-} ]] && command -v systemctl >/dev/null; then
    timeout 10 systemctl --user daemon-reload
  fi
  ask_bus ReloadConfig
  return 0
} >/dev/null 2>&1

# ask_bus METHOD [ARGUMENT]: what the session bus itself answers.
ask_bus() {
  # Without a bus gdbus would look for one, and GLib leaves a folder behind where it looked.
  [[ -n ${DBUS_SESSION_BUS_ADDRESS:-} || -S ${XDG_RUNTIME_DIR:-/nonexistent}/bus ]] || return 1
  command -v gdbus >/dev/null || return 1
  timeout 10 gdbus call --session --timeout 5 --dest org.freedesktop.DBus --object-path /org/freedesktop/DBus \
    --method "org.freedesktop.DBus.$1" "${@:2}" 2>/dev/null
}

# running_daemon: the process id of this user's daemon, if it is the program that is installed here. It is looked for among
# the processes: whoever installs over ssh or by cron has no session bus.
running_daemon() {
  local process program words=()
  program=$(realpath -e -- "${roots[bin]}/killall-tofu" 2>/dev/null) || return 1
  for process in /proc/[0-9]*; do
    [[ -O $process ]] || continue
    mapfile -d '' -t words 2>/dev/null <"$process/cmdline" || continue
    [[ ${words[0]:-} == *killall-tofu && ${words[1]:-} == daemon ]] || continue
    # One whose file was replaced is told with "(deleted)" behind it.
    [[ $(readlink "$process/exe") == "$program"?( (deleted)) ]] || continue
    printf '%s\n' "${process##*/}"
    return 0
  done
  return 1
}

# is_among FOLDER LIST: whether a list with colons names it.
is_among() { [[ :$2: == *":${1%/}:"* || :$2: == *":${1%/}/:"* ]]; }

# say_what_is_there: what was installed, and what its user may still have to do.
say_what_is_there() {
  local bin=${roots[bin]} supervisor=${roots[libexec]}/killall-tofu/killall-tofu-supervisor size
  size=$(du -k --apparent-size -c "$bin/killall-tofu" "$supervisor" | awk '{ printf "%.1f %s", $1 / 1024, NR < 3 ? " " : "" }')
  read -r -a size <<<"$size"
  say '' "Killall-Tofu $("$bin/killall-tofu" --version 2>/dev/null) is installed:" \
    "  $bin/killall-tofu (${size[0]} MiB)" "  $supervisor (${size[1]} MiB)" \
    "  ${roots[share]} (desktop, D-Bus, icons, man pages, completions)" "  ${roots[units]}/killall-tofu.service"
  [[ -z ${roots[autostart]:-} ]] || say "  ${roots[autostart]} (start at login)"
  if ! is_among "$bin" "${PATH:-}"; then
    say "$bin is not in your PATH. Put this line into ~/.profile, and log in anew:" \
      "  PATH=$(printf '%q' "$bin"):\$PATH"
  fi
  [[ $place == system ]] || return 0
  if ! is_among "${roots[share]}" "${XDG_DATA_DIRS:-/usr/local/share:/usr/share}"; then
    say "Your XDG_DATA_DIRS lacks ${roots[share]}, so D-Bus does not find the daemon, nor the menu its entry: add it."
  fi
}

# say_what_is_next: how it goes on from here.
say_what_is_next() {
  if running_daemon >/dev/null; then
    say "The daemon that runs was left alone, and so is what it tears down."
  elif [[ $(ask_bus ListActivatableNames) == *\'io.github.killallgit.KillallTofu1\'* ]]; then
    say "It starts by itself when a project is added."
  elif ask_bus GetId >/dev/null; then
    say "This session's bus does not look into ${roots[share]}/dbus-1/services, so adding a project does not start it:" \
      "  killall-tofu daemon"
  else
    say "In a desktop session it starts by itself when a project is added."
  fi
  say '' "Next:  killall-tofu add PATH --timeout 2h"
}

# say_what_is_left: files of the user's own, which uninstalling never touches.
say_what_is_left() {
  local folder left=() data=${XDG_DATA_HOME:-} config=${XDG_CONFIG_HOME:-} state=${XDG_STATE_HOME:-} home=${HOME:-}
  [[ $data == /* ]] || data=$home/.local/share
  [[ $config == /* ]] || config=$home/.config
  [[ $state == /* ]] || state=$home/.local/state
  say '' "Killall-Tofu is removed."
  for folder in "$data" "$config" "$state"; do
    [[ -d $folder/killall-tofu ]] && left+=("$folder/killall-tofu")
  done
  ((${#left[@]})) || return 0
  say "Left are your own files, the database, settings and logs. If you want them gone as well:" \
    "  rm -r$(printf ' %q' "${left[@]}")"
}
