#!/bin/bash
# Installs the package on a clean Debian with a desktop, starts it there by its menu entry, upgrades it from the version
# before, removes and purges it. Runs as root within that Debian, in a process namespace of its own, so that whatever it
# started ends with it; tests/packages/debian.py calls it, with the packages and the pictures in /tried.
#
# Prints what it measured as `name value`, a line each; anything that is not as it has to be ends it.
set -euo pipefail
new=$(ls /tried/new/*.deb)
old=$(ls /tried/old/*.deb 2>/dev/null || true)
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
home=/home/ada
runtime=/run/ada
begun=()

main() {
  useradd --create-home --shell /bin/bash ada
  install -d -m 700 -o ada "$runtime"
  apt-get -qq update
  all_files >/tried/before
  dpkg-query -W -f '${Package}\n' | sort >/tried/packages-before
  start_desktop
  if [ -n "$old" ]; then
    install_package "$old"
    begin_history
  fi
  install_package "$new"
  measure
  start_by_menu
  compare_history
  ask_what_it_is
  stop_and_remove
}

say() { echo "-- $*" >&2; }

fail() {
  echo "tests/packages/debian_desktop.sh: $*" >&2
  picture failed || true
  exit 1
}

# What lies on the system but for what changes by itself: caches, logs, the lists of packages, and the person's own
all_files() {
  find / -xdev \( -path /home -o -path /tried -o -path /var/cache -o -path /var/log -o -path /var/lib/apt -o -path /var/lib/dpkg \
    -o -path /tmp -o -path /run -o -path /root \) -prune -o -print | sort
}

ada() {
  runuser -u ada -- env -i -C "$home" HOME="$home" PATH=/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8 DISPLAY=:9 \
    XDG_RUNTIME_DIR="$runtime" XDG_CURRENT_DESKTOP=XFCE DBUS_SESSION_BUS_ADDRESS="unix:path=$runtime/bus" "$@"
}

begin() {
  ada "$@" >>/tried/desktop.log 2>&1 &
  begun+=($!)
}

# until_so WHAT COMMAND…: waits until the command succeeds
until_so() {
  local what=$1 _
  shift
  for _ in $(seq 150); do
    if "$@" >/dev/null 2>&1; then return; fi
    sleep 0.2
  done
  fail "it took too long: $what"
}

picture() { ada import -window root "/tmp/$1.png" && cp "/tmp/$1.png" "/tried/pictures/$1.png"; }

start_desktop() {
  say "the desktop"
  begin Xvfb :9 -screen 0 1000x640x24 -nolisten tcp
  begin dbus-daemon --session --nofork --address="unix:path=$runtime/bus"
  until_so "the screen" ada xdpyinfo
  until_so "the bus" ada gdbus call --session -d org.freedesktop.DBus -o / -m org.freedesktop.DBus.ListNames
  begin xfwm4
  begin env XFCE_PANEL_MIGRATE_DEFAULT=1 xfce4-panel --disable-wm-check
  until_so "the panel" has_name org.kde.StatusNotifierWatcher
}

has_name() {
  ada gdbus call --session -d org.freedesktop.DBus -o /org/freedesktop/DBus -m org.freedesktop.DBus.NameHasOwner "$1" |
    grep -q true
}

install_package() {
  say "installing ${1##*/}"
  apt-get -qq install --no-install-recommends -y "$1" >/tried/apt.log 2>&1 || {
    cat /tried/apt.log >&2
    fail "apt did not install $1"
  }
}

answers() { ada backpressure status --json; }

is_gone() { ! answers; }

begin_history() {
  say "a history with the version before"
  begin backpressure
  until_so "the version before answers" answers
  ada backpressure commit "Quarterly report" >&2
  ada backpressure start Reading --by-hand >&2
  ada backpressure stop >&2
  ada backpressure settings set breaks.length 7m >&2
  ada backpressure history --json >/tried/history-before
  cp "$home/.config/backpressure/settings.toml" /tried/settings-before
}

compare_history() {
  [ -n "$old" ] || return 0
  ada backpressure history --json >/tried/history-after
  [ -s /tried/history-before ] || fail "the version before recorded nothing"
  head -n "$(wc -l </tried/history-before)" /tried/history-after | diff - /tried/history-before >&2 ||
    fail "the history is not what it was before the upgrade"
  ada backpressure commitments | grep -q "Quarterly report" || fail "what is to do got lost by the upgrade"
  diff "$home/.config/backpressure/settings.toml" /tried/settings-before >&2 || fail "the upgrade changed the settings"
  echo "upgraded_from $(basename "$old" | cut -d _ -f 2)"
}

measure() {
  dpkg-query -W -f '${Package}\n' | sort | comm -13 /tried/packages-before - >/tried/packages-new
  echo "kb $(xargs dpkg-query -W -f '${Installed-Size}\n' <<<backpressure)"
  echo "kb_with_all $(xargs dpkg-query -W -f '${Installed-Size}\n' </tried/packages-new | awk "{ sum += \$1 } END { print sum }")"
  echo "packages $(paste -sd , /tried/packages-new)"
  local took=() begin_ns
  for _ in 1 2 3 4 5 6 7 8; do
    begin_ns=$(date +%s%N)
    ada backpressure --version >/dev/null
    took+=($((($(date +%s%N) - begin_ns) / 1000000)))
  done
  echo "start_ms $(printf '%s\n' "${took[@]}" | sort -n | head -n 1)"
}

start_by_menu() {
  say "starting it by its entry in the menu"
  if [ -n "$old" ]; then
    # The old one still runs, and the new command ends it
    until_so "the version before ends" ada backpressure quit
    until_so "the version before is gone" is_gone
  fi
  picture before
  begin xfce4-popup-applicationsmenu
  until_so "the menu opens" differs before "1000x640+0+30"
  keys Down Down Down Down Down Down Right
  sleep 1 # what opens below it has no other sign
  picture menu
  keys Return
  until_so "it runs" answers
  until_so "its icon is in the panel" differs before "880x26+0+0"
  picture panel
  begin xterm -geometry 100x36+60+60 -e man backpressure
  until_so "the man page is on the screen" differs panel "700x400+60+60"
  sleep 1
  picture man-page
}

keys() {
  local key
  for key in "$@"; do
    sleep 0.2
    ada xdotool key "$key"
  done
}

# differs PICTURE PART: whether this part of the screen no longer looks as it does there
differs() {
  local pixels
  ada import -window root /tmp/now.png
  pixels=$(compare -metric AE \( "/tmp/$1.png" -crop "$2" +repage \) \( /tmp/now.png -crop "$2" +repage \) null: 2>&1) || true
  [ "${pixels%% *}" != 0 ]
}

ask_what_it_is() {
  say "what it says of itself"
  ada backpressure doctor --json >/tried/doctor || true # the exit code says that a part of the desktop is missing
  grep -q "installed: fine (by deb)" /tried/doctor || fail "the doctor does not know that it is a Debian package"
  ada man -w backpressure >/dev/null
  [ -e /usr/share/bash-completion/completions/backpressure ] && [ -e /usr/share/zsh/vendor-completions/_backpressure ]
  [ -e /usr/share/fish/vendor_completions.d/backpressure.fish ] && [ -e /usr/lib/systemd/user/backpressure.service ]
  ! ada backpressure open 2>/tried/open || fail "the panel opened without its extra"
  grep -q "sudo apt install python3-pyside6.qtwidgets" /tried/open || fail "no hint of how to add the panel"
}

stop_and_remove() {
  say "removing and purging it"
  ada backpressure autostart on >&2
  ada backpressure quit >&2
  until_so "it is gone" is_gone
  apt-get -qq remove -y backpressure >/dev/null
  grep -qx "TryExec=/usr/bin/backpressure" "$home/.config/autostart/backpressure.desktop" ||
    fail "at the next login the desktop would start what is not there"
  apt-get -qq purge -y backpressure >/dev/null
  apt-get -qq autoremove -y --purge >/dev/null
  all_files | diff /tried/before - >&2 || fail "something stayed"
  # shellcheck disable=SC2046
  echo "left_at_home $(echo $(cd "$home" && find . -path '*backpressure*' -type f | sort))"
}

main
