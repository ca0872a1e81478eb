# shellcheck shell=bash
# A stage of our own: a private bus, a screen nobody sees and a notification server on it. Reading this file does
# nothing yet. Everything started is remembered by its process id and ended by it.

stage_folder=$(dirname "${BASH_SOURCE[0]}")
ground='#bdb4d9'
started=()

# wait_for SECONDS COMMAND...: waits until the command succeeds; fails when the time is up.
wait_for() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < end)) || return 1
    sleep 0.1
  done
}

# is_alive PID: whether this job of ours still runs; a stranger that got its number later does not count.
is_alive() { jobs -pr | grep -qx "$1"; }
is_gone() { ! is_alive "$1"; }

# end_process PID: asks it to end, and insists after five seconds.
end_process() {
  is_alive "$1" || return 0
  kill "$1" 2>/dev/null
  wait_for 5 is_gone "$1" || kill -KILL "$1" 2>/dev/null
  wait "$1" 2>/dev/null || :
}

# end_started: ends what was started here, last first.
end_started() {
  local index
  for ((index = ${#started[@]} - 1; index >= 0; index--)); do
    end_process "${started[index]}"
  done
  started=()
}

# owns_name BUS_NAME: whether anybody on the session bus owns it.
owns_name() {
  [[ $(gdbus call --session --timeout 5 --dest org.freedesktop.DBus --object-path /org/freedesktop/DBus \
    --method org.freedesktop.DBus.NameHasOwner "$1" 2>/dev/null) == '(true,)' ]]
}

# open_stage FOLDER: starts bus, screen and server with their files in FOLDER, and points the environment at them.
open_stage() {
  local folder=$1
  # Nothing of the session that this was called from is to be reached by accident.
  unset WAYLAND_DISPLAY XAUTHORITY XDG_SESSION_ID XDG_CURRENT_DESKTOP DBUS_SYSTEM_BUS_ADDRESS
  mkdir -m 700 "$folder/runtime"
  export XDG_RUNTIME_DIR=$folder/runtime

  dbus-daemon --config-file="$stage_folder/bus.conf" --nofork --print-address=3 3>"$folder/address" \
    2>"$folder/bus.log" &
  started+=($!)
  wait_for 10 test -s "$folder/address" || return 1
  read -r DBUS_SESSION_BUS_ADDRESS <"$folder/address"
  export DBUS_SESSION_BUS_ADDRESS

  Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp 3>"$folder/display" 2>"$folder/screen.log" &
  started+=($!)
  wait_for 20 test -s "$folder/display" || return 1
  read -r DISPLAY <"$folder/display"
  export DISPLAY=:$DISPLAY BUTTON_WISH=$folder/button
  display -window root "xc:$ground" 2>/dev/null || : # a plain ground; only for the looks

  fill_dunstrc >"$folder/dunstrc"
  dunst -conf "$folder/dunstrc" >"$folder/dunst.log" 2>&1 &
  started+=($!)
  wait_for 20 owns_name org.freedesktop.Notifications
}

fill_dunstrc() {
  local here text icon press
  here=$(cd "$stage_folder" && pwd)
  icon=$here/../icons/hicolor/scalable/apps/io.github.killallgit.KillallTofu.svg
  press=$here/press-button
  text=$(<"$stage_folder/dunstrc")
  text=${text//@icon@/"$icon"}
  text=${text//@press_button@/"$press"}
  printf '%s\n' "$text"
}

# take_picture FILE: a PNG of the screen, cut to its notifications; fails while there is nothing to see.
take_picture() {
  import -silent -window root "png:$1" 2>/dev/null &&
    mogrify -trim +repage -bordercolor "$ground" -border 40 "png:$1" 2>/dev/null &&
    (($(identify -format '%w' "png:$1") > 300))
}

# shows_a_notification: whether dunst has one on the screen.
shows_a_notification() { [[ $(dunstctl count displayed 2>/dev/null) -ge 1 ]]; }

# press_button LABEL: presses the button so labelled, as a click in the server's menu would.
press_button() {
  printf '%s\n' "$1" >"$BUTTON_WISH"
  dunstctl context
}
