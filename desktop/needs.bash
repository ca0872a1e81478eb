# shellcheck shell=bash
# What the scripts of this folder need from the system, and how to get it. Reading this file does nothing yet.

# part · how it is recognised · Debian's package · upstream's name
readonly needs_list='
swift    program git              git              git
swift    program g++              g++              a C++ toolchain (g++ with its C and C++ libraries)
swift    library libncurses.so.6  libncurses6      ncurses 6
swift    library libxml2.so.2     libxml2          libxml2
swift    library libcurl.so.4     libcurl4         libcurl
swift    library libsqlite3.so.0  libsqlite3-0     SQLite 3
build    program pkg-config       pkg-config       pkg-config or pkgconf
build    module  dbus-1           libdbus-1-dev    libdbus 1, with headers
build    module  libnotify        libnotify-dev    libnotify, with headers
build    module  sqlite3          libsqlite3-dev   SQLite 3, with headers
bus      program dbus-daemon      dbus             dbus-daemon
bus      program gdbus            libglib2.0-bin   GLib, its program gdbus
bus      program sqlite3          sqlite3          SQLite 3, its program sqlite3
screen   program Xvfb             xvfb             Xvfb of X.Org
screen   program dunst            dunst            dunst
screen   font    Inter            fonts-inter      the font Inter
picture  program import           imagemagick      ImageMagick
picture  loader  svg              librsvg2-common  librsvg, its loader for gdk-pixbuf
test     program xfce4-panel      xfce4-panel      xfce4-panel
test     file    /usr/share/dbus-1/services/org.xfce.Xfconf.service xfconf Xfconf
test     program xdotool          xdotool          xdotool
test     program import           imagemagick      ImageMagick, its program import
test     program ps               procps           procps
test     program busctl           systemd          systemd, its program busctl
test     program strace           strace           strace
test     program python3          python3          Python 3
test     python  gi               python3-gi       PyGObject
test     python  dbusmock         python3-dbusmock python-dbusmock
test     program zsh              zsh              zsh
test     program fish             fish             fish
test     program man              man-db           man-db
test     program groff            groff-base       GNU groff
validate program desktop-file-validate desktop-file-utils desktop-file-utils
validate program shellcheck       shellcheck       ShellCheck
validate program xmllint          libxml2-utils    libxml2, its program xmllint
validate file    /usr/share/xml/dbus-1/introspect.dtd libdbus-1-dev libdbus 1, its introspect.dtd
validate program appstreamcli     appstream        AppStream, its program appstreamcli
validate program msgfmt           gettext          GNU gettext, its program msgfmt
validate program systemd-analyze  systemd          systemd, its program systemd-analyze
validate program gtk-update-icon-cache gtk-update-icon-cache GTK 3, its program gtk-update-icon-cache
package  program dpkg-shlibdeps   dpkg-dev         dpkg-dev
package  program strip            binutils         GNU Binutils
lint     program lintian          lintian          Lintian
trial    program debootstrap      debootstrap      debootstrap
'

# Says lines to the person at the terminal, apart from results.
say() { printf '%s\n' "$@" >&2; }

# Ends the script because something outside it is missing.
give_up() {
  say "$@"
  exit 1
}

# is_here HOW WHAT
is_here() {
  case $1 in
    program) command -v "$2" >/dev/null ;;
    library) PATH=$PATH:/usr/sbin:/sbin ldconfig -p 2>/dev/null | grep -qF "$2" ;;
    module) pkg-config --exists "$2" 2>/dev/null ;;
    file) [[ -e $2 ]] ;;
    python) /usr/bin/python3 -c "import $2" 2>/dev/null ;;
    font) fc-list : family 2>/dev/null | grep -qiw "$2" ;;
    loader) compgen -G "/usr/lib*/gdk-pixbuf-2.0/*/loaders/*$2*" >/dev/null ||
      compgen -G "/usr/lib/*/gdk-pixbuf-2.0/*/loaders/*$2*" >/dev/null ;;
  esac
}

# install_missing PART...: says what of these parts is missing, then installs that and nothing else.
install_missing() {
  local part how what package upstream missing=() names=''
  while read -r part how what package upstream; do
    [[ -n $part && " $* " == *" $part "* ]] || continue
    is_here "$how" "$what" && continue
    missing+=("$package")
    names+="  $upstream"$'\n'
  done <<<"$needs_list"
  ((${#missing[@]})) || return 0

  if ! command -v apt-get >/dev/null; then
    say "Missing here, by their upstream names:"
    give_up "${names}Install them with this system's package manager, then run this again."
  fi
  say "Installing what is missing, from this system's apt sources:"
  say "  ${missing[*]}"
  apt_install "${missing[@]}"
}

apt_install() {
  local command=(env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 -q) record
  if ((EUID != 0)); then
    command -v sudo >/dev/null ||
      give_up "This needs root, and sudo is not here. As root: apt-get install $*"
    say "(by sudo; it may ask for your password)"
    command=(sudo "${command[@]}")
  fi
  record=$(mktemp)
  "${command[@]}" update >"$record" 2>&1 || say "apt-get update failed; trying with the lists at hand."
  if ! "${command[@]}" install -y --no-install-recommends "$@" >>"$record" 2>&1; then
    tail -n 15 "$record" >&2
    rm -f "$record"
    give_up "apt-get could not install them (no network, or no such package here?)." \
      "Once that is settled: apt-get install $*"
  fi
  rm -f "$record"
}

# need_swift: puts a Swift of at least 6.2 first in PATH, or says how to get one and ends.
need_swift() {
  look_for_swift && return 0
  # A toolchain that lacks a library does not even tell its version.
  [[ $swift_found == *'does not start'* ]] && install_missing swift && look_for_swift && return 0
  [[ -n $swift_found ]] && say "Found, but of no use here:" "${swift_found%$'\n'}" && say ''
  how_to_get_swift >&2
  exit 1
}

# look_for_swift: in PATH and where installers put it; what is of no use is named in swift_found.
look_for_swift() {
  local folder said home=${HOME:-/nonexistent}
  swift_found=''
  for folder in "$(dirname "$(command -v swift || echo /nonexistent/swift)")" "${SWIFTLY_BIN_DIR:-/nonexistent}" \
    "$home"/.local/share/swiftly/bin "$home"/.swiftly/bin "$home"/.local/share/swift*/usr/bin \
    /usr/local/swift*/usr/bin /usr/share/swift*/usr/bin /usr/libexec/swift*/bin; do
    [[ -x $folder/swift ]] || continue
    said=$("$folder/swift" --version 2>&1)
    if [[ ! $said =~ Swift\ version\ ([0-9]+)\.([0-9]+) ]]; then
      swift_found+="  $folder/swift does not start: ${said%%$'\n'*}"$'\n'
    elif ((BASH_REMATCH[1] * 100 + BASH_REMATCH[2] < 602)); then
      swift_found+="  $folder/swift is Swift ${BASH_REMATCH[1]}.${BASH_REMATCH[2]}"$'\n'
    else
      PATH=$folder:$PATH
      return 0
    fi
  done
  return 1
}

how_to_get_swift() {
  local machine system='' file=''
  machine=$(uname -m)
  # shellcheck source=/dev/null
  [[ -r /etc/os-release ]] && system=$(. /etc/os-release && echo "${ID:-} ${VERSION_ID:-}")
  case $system in
    'debian 12') file=debian12 ;;
    'ubuntu 22.04' | 'ubuntu 24.04') file=ubuntu${system#ubuntu } ;;
  esac
  cat <<END
Killall-Tofu is built with Swift 6.2 or newer, which is not here. Get it with swiftly, the installer of swift.org:

END
  tools_to_get_swift
  cat <<END
  curl -O https://download.swift.org/swiftly/linux/swiftly-$machine.tar.gz
  tar zxf swiftly-$machine.tar.gz
  ./swiftly init --quiet-shell-followup
  . "\${SWIFTLY_HOME_DIR:-\$HOME/.local/share/swiftly}/env.sh"
END
  if [[ -n $file ]]; then
    [[ $machine == aarch64 ]] && file+=-aarch64
    cat <<END

or unpack the official toolchain for this system yourself:

  mkdir -p ~/.local/share/swift
  curl https://download.swift.org/swift-6.3.1-release/${file//./}/swift-6.3.1-RELEASE/swift-6.3.1-RELEASE-$file.tar.gz |
    tar zx --strip-components=1 -C ~/.local/share/swift
END
  fi
  printf '\nThen run this again.\n'
}

# What the lines of how_to_get_swift use themselves.
tools_to_get_swift() {
  local sudo='' missing=()
  command -v apt-get >/dev/null || return 0
  command -v curl >/dev/null || missing+=(curl ca-certificates)
  command -v gpg >/dev/null || missing+=(gnupg)
  ((EUID == 0)) || sudo='sudo '
  ((${#missing[@]})) && printf '  %sapt-get install -y %s\n' "$sudo" "${missing[*]}"
}
