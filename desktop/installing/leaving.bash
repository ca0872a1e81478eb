# shellcheck shell=bash disable=SC2154
# Start at login, and the way back: uninstalling. Reading this file does nothing yet. It uses what desktop/install has.

# start_at_login: has the daemon started at login, by one of the ways and never by two.
start_at_login() {
  local entry=${roots[autostart]:-}/io.github.killallgit.KillallTofu-autostart.desktop
  if [[ $autostart == no ]]; then
    if [[ $place == system ]]; then
      "${elevate[@]}" rm -f -- "$entry"
      global_unit disable || :
    fi
    say "It is not started at login, as asked; killall-tofu autostart enable changes that."
  elif [[ $place == user ]]; then
    "${roots[bin]}/killall-tofu" autostart enable >&2 ||
      say "It is not started at login (see above); once that is settled: killall-tofu autostart enable"
  elif global_unit enable; then
    say "At login it is started by its systemd unit; on a desktop that systemd does not start, by the entry in /etc/xdg/autostart."
  else
    say "At login it is started by the entry in /etc/xdg/autostart."
    # The entry leaves desktops of systemd to the unit; without the unit it has to start the daemon on them as well.
    "${elevate[@]}" sed -i '/^# Where systemd runs/d; /^X-systemd-skip=/d; /^X-GNOME-HiddenUnderSystemd=/d' "$entry"
  fi
}

# global_unit enable|disable: the unit, for every user; fails where there is no systemd.
global_unit() {
  command -v systemctl >/dev/null && "${elevate[@]}" systemctl --global --quiet "$1" killall-tofu.service 2>/dev/null
}

# leave: uninstalls.
leave() {
  local program=${roots[bin]}/killall-tofu daemon=''
  [[ -f $manifest || -e $program || -e $(temporary_of "$manifest") ]] || give_up "Nothing is installed here by desktop/install: there is no $manifest." \
    "(For another place: desktop/install --help. A Debian package is removed by apt-get remove killall-tofu.)"
  if [[ $place == user ]]; then
    say_what_is_forgotten "$program"
    daemon=$(running_daemon)
    "$program" autostart disable >/dev/null 2>&1 || :
  else
    global_unit disable || :
  fi
  local is_busy=no
  [[ -z $daemon ]] || ! is_tearing_down "$program" || is_busy=yes
  take_away
  tell_desktop
  say_what_is_left
  if [[ $place == system ]]; then
    say "Daemons that run go on until their users log out."
  elif [[ $is_busy == yes ]]; then
    # Without it nobody would record and tell how the teardown ends: that matters more than to be gone at once.
    say "The daemon still runs, for a teardown is under way and it is to record the end; another attempt cannot be made" \
      "without the programs. To end it then: kill $daemon"
  elif [[ -n $daemon ]] && kill "$daemon" 2>/dev/null; then
    say "The daemon was asked to end."
  fi
}

# say_what_is_forgotten PROGRAM: that deadlines stand whose warnings nobody will raise.
say_what_is_forgotten() {
  local listed
  listed=$("$1" list --json 2>/dev/null) || return 0
  [[ $listed == *'"id"'* ]] || return 0
  say "These projects are active. Nothing will warn of them or destroy them any more:"
  "$1" list 2>/dev/null | sed "s/^/  /" >&2
}

# is_tearing_down PROGRAM: whether a teardown is under way.
is_tearing_down() { "$1" list --json 2>/dev/null | grep -q '"status" *: *"destroying"'; }
