# shellcheck shell=bash
# Tries the Debian package in a system of its own, from its installation to its purge. Reading this file does nothing yet.

trial_folder=$(dirname "${BASH_SOURCE[0]}")

# try_package PROGRAMS SYSTEM: of programs that are built; SYSTEM is a suite for debootstrap, such as bookworm, or a folder
# with a pristine system, which is copied.
try_package() {
  local programs=$1 system=$2 work package result
  ((EUID == 0)) || give_up "Trying the package needs root: it makes a system of its own below a temporary folder."
  work=$(mktemp -d "${TMPDIR:-/tmp}/killall-tofu-trial.XXXXXX") || give_up "No temporary folder."
  say "The package is made, and installed into a small system in $work;" \
    "there it is upgraded under a teardown that runs, removed and purged. This system gets nothing of it."
  package=$("$trial_folder/../deb" --quick --programs "$programs" --output "$work") &&
    make_system "$system" "$work/root" &&
    make_older "$package" "$work/root/trial" &&
    cp "$trial_folder"/{inside,session} "$package" "$work/root/trial/" &&
    enter_system "$work/root"
  result=$?
  rm -rf --one-file-system "$work"
  return "$result"
}

# make_system SYSTEM ROOT
make_system() {
  if [[ -d $1 ]]; then
    cp -a "$1" "$2"
  else
    install_missing trial
    debootstrap --variant=minbase "$1" "$2" >"$2.log" 2>&1 || { tail -n 5 "$2.log" >&2 && return 1; }
  fi
  cp -L /etc/resolv.conf "$2/etc/resolv.conf"
}

# make_older PACKAGE FOLDER: the same package with an earlier version, of an earlier day, and one file that the newer one
# lacks. Its programs say the earlier version as well, where the number lies in them as text (on x86-64 it does).
make_older() {
  local parts=$2/parts version program
  version=$(dpkg-deb --field "$1" Version) && mkdir -p "$2" && dpkg-deb --raw-extract "$1" "$parts" || return
  for program in "$parts"/usr/bin/killall-tofu "$parts"/usr/libexec/killall-tofu/killall-tofu-supervisor; do
    LC_ALL=C sed -i "s/${version//./\\.}\x00\x00/0.0.1\x00\x00/g" "$program"
  done
  [[ ${#version} == 5 && $("$parts/usr/bin/killall-tofu" --version) == 0.0.1 ]] && version=0.0.1 || version+='~earlier'
  sed -i "s/^Version: .*/Version: $version/" "$parts/DEBIAN/control" &&
    touch "$parts/usr/share/doc/killall-tofu/earlier" &&
    find "$parts/usr" -type f -exec touch --date 2026-01-01 {} + &&
    (cd "$parts" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum >DEBIAN/md5sums) &&
    dpkg-deb --root-owner-group -Zgzip -z1 --build "$parts" "$2/earlier.deb" >/dev/null && rm -r "$parts"
}

# enter_system ROOT: what is mounted and started in there is gone with it.
enter_system() {
  # shellcheck disable=SC2016 # for the shell in there
  unshare --mount --propagation private --pid --fork --kill-child bash -c '
    mount -t proc proc "$1/proc" && mount --rbind /sys "$1/sys" && mount --rbind /dev "$1/dev" &&
      exec chroot "$1" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
        DEBIAN_FRONTEND=noninteractive bash /trial/inside' - "$1"
}
