# shellcheck shell=bash
# Looks through what is no Swift: desktop files, scripts, pages, and what is installed of them. Each check prints nothing
# where all is well. Reading this file does nothing yet. It uses check of desktop/test.

# check_files: the files as they lie here.
check_files() {
  check "shell scripts" shell_files
  check "man pages" man_pages
  check "XML files" xml_files
  check "D-Bus interfaces" interface_files
  check "AppStream metadata" metadata
  check "catalogues" catalogues
}

# check_installed PROGRAMS: the files as an installation of these programs has them.
check_installed() {
  local root
  root=$(mktemp -d) || return
  check "installation" desktop/install --destdir "$root" --programs "$1"
  check "desktop entries" desktop_files "$root"
  check "D-Bus services" bus_services "$root"
  check "systemd unit" unit_file "$root"
  check "icons" icons "$root"
  check "completions" completions "$root"
  rm -rf "$root"
}

scripts() {
  git ls-files -z | while IFS= read -r -d '' file; do
    [[ -f $file ]] && head -n 1 "$file" | grep -qE '^#!.*sh$|^# shellcheck shell=' && printf '%s\0' "$file"
  done
}

shell_files() { scripts | xargs -0 -n 6 -P "$(nproc)" shellcheck --external-sources; }
xml_files() { git ls-files -z '*.xml' '*.svg' desktop/stage/bus.conf | xargs -0 xmllint --noout --nonet; }
# libdbus brings along the DTD that the D-Bus specification names under "Introspection Data Format".
interface_files() {
  xmllint --noout --nonet --dtdvalid /usr/share/xml/dbus-1/introspect.dtd desktop/*.KillallTofu.xml desktop/*.KillallTofu1.xml
}

# With --pedantic it would find fault with an id that has capitals, which D-Bus names of desktops have.
metadata() {
  local said
  said=$(appstreamcli validate --no-net --no-color desktop/*.metainfo.xml 2>&1) || { say "$said" && return 1; }
}

# Their syntax, their header and their plural forms; whether anything is missing is for the tests.
catalogues() {
  local file said result=0
  for file in Sources/Wording/Languages/*.po; do
    said=$(LC_ALL=C.UTF-8 msgfmt --check --output-file=/dev/null "$file" 2>&1)
    [[ -z $said ]] || { say "$said" && result=1; }
  done
  return "$result"
}

# Silent where they are good; whether they tell the truth is for the tests.
man_pages() {
  local page said result=0
  for page in desktop/man/*; do
    said=$(LC_ALL=C.UTF-8 man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>&1 >/dev/null)
    command -v mandoc >/dev/null && said+=$(mandoc -T lint -W warning "$page" 2>&1)
    [[ -z $said ]] || { say "$page: $said" && result=1; }
  done
  return "$result"
}

desktop_files() { desktop-file-validate "$1"/usr/share/applications/*.desktop "$1"/etc/xdg/autostart/*.desktop; }

# Each has a name, the file's own, and a program that is there; GLib reads them as D-Bus does.
bus_services() {
  local file text result=0
  for file in "$1"/usr/share/dbus-1/services/*.service; do
    text=$(<"$file")
    [[ $text == '[D-BUS Service]'$'\n'"Name=$(basename "$file" .service)"$'\nExec=/usr/bin/killall-tofu daemon\nSystemdService=killall-tofu.service' ]] ||
      { say "$file:" "$text" && result=1; }
  done
  [[ -x $1/usr/bin/killall-tofu && -e $1/usr/lib/systemd/user/killall-tofu.service ]] || result=1
  return "$result"
}

# systemd-analyze says nothing about a good file, may call a doubtful one good as well, and speaks of other units.
unit_file() {
  local said folder=$1/verify
  mkdir -m 700 "$folder" || return
  sed "s|/usr/bin/killall-tofu|$1&|" "$1/usr/lib/systemd/user/killall-tofu.service" >"$folder/killall-tofu.service"
  said=$(XDG_RUNTIME_DIR=$folder systemd-analyze --user --man=no verify "$folder/killall-tofu.service" 2>&1 |
    grep -E 'killall-tofu|^Failed to initialize manager')
  rm -rf "$folder"
  [[ -z $said ]] || { say "$said" && return 1; }
}

icons() {
  local place=$1/usr/share/icons/hicolor said
  said=$(gtk-update-icon-cache --quiet --force --ignore-theme-index "$place" 2>&1 >/dev/null &&
    gtk-update-icon-cache --validate --ignore-theme-index "$place" 2>&1 >/dev/null)
  [[ -z $said && -s $place/icon-theme.cache ]] || { say "$said" && return 1; }
}

completions() {
  local share=$1/usr/share result=0
  bash -n "$share/bash-completion/completions/killall-tofu" || result=1
  zsh -n "$share/zsh/site-functions/_killall-tofu" || result=1
  fish --no-config --no-execute "$share/fish/vendor_completions.d/killall-tofu.fish" || result=1
  return "$result"
}

# debian_package PROGRAMS: makes it, of programs as people install them, and has lintian look at it.
debian_package() {
  local folder package said result=0
  folder=$(mktemp -d) || return
  if package=$(desktop/deb --quick --programs "$1" --output "$folder"); then
    said=$(lintian --allow-root --fail-on error,warning "$package" 2>&1) || { say "$said" && result=1; }
    dpkg-deb --info "$package" | grep -E '^ (Version|Installed-Size|Depends):' >&2
  else
    result=1
  fi
  rm -rf "$folder"
  return "$result"
}
