# shellcheck shell=bash
# What is installed, and where: the one list that desktop/install, desktop/deb and the tests read. Reading this file
# does nothing yet.

# how · mode · source · place
# How: "program" comes from the build and is stripped, "print" is what the program prints for these arguments ("_" for a
# space), the others come from this folder: "copy" as they are, "bus", "unit" and "entry" with the programs' place in
# them, each quoted as its reader wants it.
# A place begins with the name of a root; find_places says where that is.
# shellcheck disable=SC2034 # for those who read this file
readonly files_list='
program 755 killall-tofu                              bin/killall-tofu
program 755 killall-tofu-supervisor                   libexec/killall-tofu/killall-tofu-supervisor
bus     644 io.github.killallgit.KillallTofu.service  share/dbus-1/services/io.github.killallgit.KillallTofu.service
bus     644 io.github.killallgit.KillallTofu1.service share/dbus-1/services/io.github.killallgit.KillallTofu1.service
copy    644 io.github.killallgit.KillallTofu.xml      share/dbus-1/interfaces/io.github.killallgit.KillallTofu.xml
copy    644 io.github.killallgit.KillallTofu1.xml     share/dbus-1/interfaces/io.github.killallgit.KillallTofu1.xml
unit    644 killall-tofu.service                      units/killall-tofu.service
entry   644 io.github.killallgit.KillallTofu.desktop  share/applications/io.github.killallgit.KillallTofu.desktop
entry   644 io.github.killallgit.KillallTofu-autostart.desktop autostart/io.github.killallgit.KillallTofu-autostart.desktop
copy    644 io.github.killallgit.KillallTofu.metainfo.xml share/metainfo/io.github.killallgit.KillallTofu.metainfo.xml
copy    644 icons/hicolor/scalable/apps/io.github.killallgit.KillallTofu.svg share/icons/hicolor/scalable/apps/io.github.killallgit.KillallTofu.svg
copy    644 icons/hicolor/symbolic/apps/io.github.killallgit.KillallTofu-symbolic.svg share/icons/hicolor/symbolic/apps/io.github.killallgit.KillallTofu-symbolic.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-green-01.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-green-01.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-green-02.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-green-02.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-green-03.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-green-03.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-green-04.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-green-04.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-green-05.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-green-05.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-green-06.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-green-06.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-green-07.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-green-07.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-green-08.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-green-08.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-green-09.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-green-09.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-green-10.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-green-10.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-green-11.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-green-11.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-green-12.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-green-12.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-grey-00.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-grey-00.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-red-00.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-red-00.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-red-01.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-red-01.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-red-02.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-red-02.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-red-03.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-red-03.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-red-04.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-red-04.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-red-05.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-red-05.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-red-06.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-red-06.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-red-07.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-red-07.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-red-08.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-red-08.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-red-09.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-red-09.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-red-10.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-red-10.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-red-11.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-red-11.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-red-12-attention.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-red-12-attention.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-red-12.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-red-12.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-yellow-01.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-yellow-01.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-yellow-02.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-yellow-02.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-yellow-03.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-yellow-03.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-yellow-04.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-yellow-04.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-yellow-05.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-yellow-05.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-yellow-06.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-yellow-06.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-yellow-07.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-yellow-07.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-yellow-08.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-yellow-08.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-yellow-09.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-yellow-09.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-yellow-10.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-yellow-10.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-yellow-11.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-yellow-11.svg
copy    644 icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-yellow-12.svg share/icons/hicolor/scalable/status/io.github.killallgit.KillallTofu-ring-yellow-12.svg
copy    644 man/killall-tofu.1                        share/man/man1/killall-tofu.1
copy    644 man/killall.yaml.5                        share/man/man5/killall.yaml.5
copy    644 man/killall-tofu-config.5                 share/man/man5/killall-tofu-config.5
copy    644 man/killall-tofu-dbus.5                   share/man/man5/killall-tofu-dbus.5
copy    644 man/killall-tofu-daemon.8                 share/man/man8/killall-tofu-daemon.8
print   644 completions_bash                          share/bash-completion/completions/killall-tofu
print   644 completions_fish                          share/fish/vendor_completions.d/killall-tofu.fish
print   644 completions_zsh                           zsh/_killall-tofu
'

# each_file COMMAND...: calls it with how, mode, source and place of each line; ends at the first that fails.
each_file() {
  local how mode source place
  while read -r how mode source place <&3; do
    [[ -z $how ]] || "$@" "$how" "$mode" "$source" "$place" || return
  done 3<<<"$files_list"
}

# find_places user|system|package: sets roots, from the name of each to its folder. Without one it is left out: a user's
# own autostart entry is written by `killall-tofu autostart`, which knows the desktop; the roots entries and enabled only
# tell where, since the folders may have to be made.
find_places() {
  local prefix share config
  declare -gA roots
  case $1 in
    user) prefix=$HOME/.local share=$HOME/.local/share ;;
    system) prefix=/usr/local share=/usr/local/share ;;
    package) prefix=/usr share=/usr/share ;;
  esac
  # A relative value is ignored, as the XDG Base Directory Specification says.
  [[ $1 == user && ${XDG_DATA_HOME:-} == /* ]] && share=${XDG_DATA_HOME%/}
  roots=([bin]=$prefix/bin [libexec]=$prefix/libexec [share]=$share [zsh]=$share/zsh/site-functions)
  case $1 in
    user)
      config=$HOME/.config
      [[ ${XDG_CONFIG_HOME:-} == /* ]] && config=${XDG_CONFIG_HOME%/}
      roots+=([units]=$share/systemd/user [entries]=$config/autostart [enabled]=$config/systemd/user)
      ;;
    *)
      roots+=([units]=$prefix/lib/systemd/user [autostart]=/etc/xdg/autostart)
      ;;
  esac
}

# path_of PLACE: where it is, or nothing where its root is left out.
path_of() {
  local root=${roots[${1%%/*}]:-}
  [[ -z $root ]] || printf '%s\n' "$root/${1#*/}"
}
