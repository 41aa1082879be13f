#!/bin/bash
# Checks what Flatpak and software centres read, and runs the program in a sandbox like Flatpak's: bubblewrap with the holes
# of our manifest and no others, a filtered bus, and the mark by which the program and the portals know it. Runs as root
# within a clean Debian with a desktop; tests/packages/flatpak.py calls it, with the wheel, what it needs, the manifest,
# fake_portal_backend.py and assets/share in /tried. Prints what the doctor says from within.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 PIP_FIND_LINKS=/tried/wheels
app=/tried/app
runtime=/run/ada
home=/home/ada

fail() {
  echo "tests/packages/flatpak.sh: $*" >&2
  exit 1
}

until_so() {
  local what=$1 _
  shift
  for _ in $(seq 150); do
    if "$@" >/dev/null 2>&1; then return; fi
    sleep 0.2
  done
  fail "it took too long: $what"
}

has_name() {
  ada gdbus call --session -d org.freedesktop.DBus -o /org/freedesktop/DBus -m org.freedesktop.DBus.NameHasOwner "$1" |
    grep -q true
}

apt-get -qq update
apt-get -qq install --no-install-recommends -y appstream bubblewrap desktop-file-utils python3-pip xdg-dbus-proxy \
  >/tried/apt.log 2>&1 || { cat /tried/apt.log >&2 && fail "apt"; }
appstreamcli validate --strict --no-net /tried/share/metainfo/*.xml >&2
desktop-file-validate /tried/share/applications/*.desktop >&2

# As the manifest does it
python3 -m pip install -q --no-index --prefix "$app" --ignore-installed --root-user-action ignore /tried/*.whl >&2
cp -r /tried/share "$app/"
packages=$(find "$app" -maxdepth 4 \( -name site-packages -o -name dist-packages \) -print -quit)

useradd --create-home ada
install -d -m 700 -o ada "$runtime"
ada() { runuser -u ada -- env -C "$home" HOME="$home" XDG_RUNTIME_DIR="$runtime" DISPLAY=:9 XDG_CURRENT_DESKTOP=XFCE \
  DBUS_SESSION_BUS_ADDRESS="unix:path=$runtime/bus" "$@"; }
ada Xvfb :9 -screen 0 1000x640x24 -nolisten tcp >/tried/log 2>&1 &
ada dbus-daemon --session --nofork --address="unix:path=$runtime/bus" >>/tried/log 2>&1 &
until_so "the screen" ada xdpyinfo
until_so "the bus" ada gdbus call --session -d org.freedesktop.DBus -o / -m org.freedesktop.DBus.ListNames
ada xfwm4 >>/tried/log 2>&1 &
ada env XFCE_PANEL_MIGRATE_DEFAULT=1 xfce4-panel --disable-wm-check >>/tried/log 2>&1 &
until_so "the panel" ada gdbus introspect --session -d org.kde.StatusNotifierWatcher -o /StatusNotifierWatcher
until_so "the notification server" ada gdbus call --session -d org.freedesktop.Notifications \
  -o /org/freedesktop/Notifications -m org.freedesktop.Notifications.GetCapabilities

# Flatpak always lets the portals through.
mapfile -t talks < <(sed -n 's/^  - --talk-name=/--talk=/p' /tried/*.yml)
printf '[Application]\nname=io.github.backpressure.tray\n\n[Instance]\ninstance-id=1\napp-path=/app\n' >/tried/flatpak-info
# A portal knows who asks by the root of the process that is at the bus.
bwrap --cap-add CAP_SETUID --cap-add CAP_SETGID --ro-bind /usr /usr --symlink usr/bin /bin --symlink usr/lib /lib \
  --symlink usr/lib64 /lib64 --proc /proc --dev /dev --perms 0755 --dir /run --bind "$runtime" "$runtime" \
  --ro-bind /tried/flatpak-info /.flatpak-info \
  setpriv --reuid "$(id -u ada)" --regid "$(id -g ada)" --clear-groups \
  xdg-dbus-proxy "unix:path=$runtime/bus" "$runtime/filtered" --filter "${talks[@]}" '--talk=org.freedesktop.portal.*' \
  >>/tried/log 2>&1 &
install -d -o ada "$runtime/.flatpak" "$runtime/.flatpak/1"
echo "{\"child-pid\": $!}" >"$runtime/.flatpak/1/bwrapinfo.json"
until_so "the filtered bus" test -S "$runtime/filtered"

# Not every kernel lets anybody but root make a namespace.
sandboxed() {
  bwrap --cap-add CAP_SETUID --cap-add CAP_SETGID --unshare-pid --unshare-net --unshare-uts --die-with-parent --clearenv \
    --ro-bind /usr /usr --symlink usr/bin /bin --symlink usr/lib /lib --symlink usr/lib64 /lib64 --ro-bind "$app" /app \
    --ro-bind /etc/ld.so.cache /etc/ld.so.cache --ro-bind /etc/fonts /etc/fonts --ro-bind /etc/passwd /etc/passwd \
    --proc /proc --dev /dev --tmpfs /tmp --ro-bind /tmp/.X11-unix /tmp/.X11-unix --tmpfs /home --tmpfs "$home" --chmod 777 "$home" \
    --perms 0755 --dir /run --perms 0755 --dir "$runtime" --ro-bind "$runtime/filtered" "$runtime/bus" --ro-bind /tried/flatpak-info /.flatpak-info \
    --setenv HOME "$home" --setenv XDG_RUNTIME_DIR "$runtime" --setenv DISPLAY :9 --setenv XDG_CURRENT_DESKTOP XFCE \
    --setenv DBUS_SESSION_BUS_ADDRESS "unix:path=$runtime/bus" --setenv PATH /app/bin:/app/local/bin:/usr/bin --setenv LANG C.UTF-8 \
    --setenv XDG_DATA_DIRS /app/share:/usr/share --setenv PYTHONPATH "${packages/$app//app}" \
    setpriv --reuid "$(id -u ada)" --regid "$(id -g ada)" --clear-groups "$@"
}

sandboxed python3 -m tray doctor >/tried/doctor || true # a sandbox lacks much, and the exit code says so
cat /tried/doctor >&2
sandboxed python3 -m tray autostart on >/tried/autostart 2>&1 && fail "autostart was claimed without a portal"
grep -q "settings of your desktop" /tried/autostart || fail "no hint of how to start it with the session: $(cat /tried/autostart)"

# With a portal. Debian has no desktop's own part of it without that desktop, so that one has a stand-in.
apt-get -qq install --no-install-recommends -y xdg-desktop-portal >/tried/apt.log 2>&1 || { cat /tried/apt.log >&2 && fail "apt"; }
mkdir /tried/portals
printf '[portal]\nDBusName=org.freedesktop.impl.portal.desktop.tried\nInterfaces=%s;%s\nUseIn=XFCE\n' \
  org.freedesktop.impl.portal.Background org.freedesktop.impl.portal.Access >/tried/portals/tried.portal
ada env PYTHONPATH="$packages" python3 /tried/fake_portal_backend.py >>/tried/log 2>&1 &
until_so "the stand-in" has_name org.freedesktop.impl.portal.desktop.tried
ada env XDG_DESKTOP_PORTAL_DIR=/tried/portals /usr/libexec/xdg-desktop-portal >>/tried/log 2>&1 &
until_so "the portal" has_name org.freedesktop.portal.Desktop
sandboxed python3 -m tray autostart on >&2 || { cat /tried/log >&2 && fail "the portal did not grant autostart"; }
entry=$home/.config/autostart/io.github.backpressure.tray.desktop
grep -qxE "Exec='?flatpak'? '?run'? '?--command=backpressure'? '?io.github.backpressure.tray'?" "$entry" ||
  { cat "$entry" >&2 || ls -R "$home/.config" >&2; fail "the session would start something else"; }
sandboxed python3 -m tray autostart off >&2
[ ! -e "$entry" ] || fail "the session would still start it"
sed -n '/^backpressure doctor/,/^```$/p' /tried/doctor | sed '1d;$d'
