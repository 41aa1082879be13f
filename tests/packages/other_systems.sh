#!/bin/bash
# Lets the tools of other systems read our recipes, and build by them where they can: makepkg, rpmbuild, nix, Ruby.
# Runs as root within a clean Debian; tests/packages/other_systems.py calls it, with the recipes and the source in /tried
# and the name of the recipe as its word. Prints what it used.
set -euo pipefail
export LC_ALL=C.UTF-8 HOME=/tmp
export DEB_PYTHON_INSTALL_LAYOUT=deb # or Debian's Python would install below /usr/local
source=$(ls /tried/*.tar.gz)
name=$(basename "$source" .tar.gz)

fail() {
  echo "tests/packages/other_systems.sh: $*" >&2
  exit 1
}

# has LIST FILE…: whether the package brings these
has() {
  local list=$1 file
  shift
  for file in "$@"; do
    grep -qxE "/?$file" "$list" || fail "the package lacks $file"
  done
}

wanted=(
  usr/bin/backpressure usr/share/applications/io.github.backpressure.tray.desktop usr/share/man/man1/backpressure.1
  usr/share/icons/hicolor/128x128/apps/backpressure.png usr/share/bash-completion/completions/backpressure
)

arch() {
  useradd --create-home ada
  install -o ada -d /home/ada/build
  sed "s/0\{64\}/$(sha256sum "$source" | cut -d ' ' -f 1)/" /tried/PKGBUILD >/home/ada/build/PKGBUILD
  cp "$source" /home/ada/build
  # What Arch has and Debian has not: a python without a number, pacman, and a strip, which nothing of ours needs. What the
  # package depends on is called otherwise here, so it is not looked for.
  ln -s python3 /usr/bin/python
  sed -i 's/^OPTIONS=(strip /OPTIONS=(!strip /' /etc/makepkg.conf
  (cd /home/ada/build && runuser -u ada -- env PACMAN=true makepkg --nodeps --noconfirm) >/tried/log 2>&1 || { cat /tried/log >&2 && fail "makepkg"; }
  bsdtar -tf /home/ada/build/backpressure-*.pkg.tar* | sed 's/\.gz$//' >/tried/files
  has /tried/files "${wanted[@]}" usr/lib/systemd/user/backpressure.service
  makepkg --version | sed -n '1s/ (.*) / /p'
}

fedora() {
  sed "s/0\{64\}//" /tried/backpressure.spec >/tmp/backpressure.spec
  mkdir -p /tmp/rpm/SOURCES
  cp "$source" /tmp/rpm/SOURCES
  # Fedora's macros, as far as the recipe needs them
  cat >/tmp/.rpmmacros <<'END'
%_topdir /tmp/rpm
%_userunitdir %{_prefix}/lib/systemd/user
%_metainfodir %{_datadir}/metainfo
%pyproject_buildrequires true
%pyproject_wheel python3 -m build --wheel --no-isolation
%pyproject_install python3 -m installer --destdir=%{buildroot} dist/*.whl
%pyproject_files /tmp/files
%pyproject_save_files() (cd %{buildroot}; find . -path '*-packages/*' ! -type d | sed 's/^.//' >/tmp/files)
END
  rpmbuild -bb --nodeps /tmp/backpressure.spec >/tried/log 2>&1 || { tail -n 40 /tried/log >&2 && fail "rpmbuild"; }
  rpm -qlp /tmp/rpm/RPMS/noarch/*.rpm | sed 's/\.gz$//' >/tried/files
  has /tried/files "${wanted[@]}" usr/lib/systemd/user/backpressure.service
  rpmbuild --version
}

nix() {
  nix-instantiate --parse /tried/package.nix >/tried/log
  nix-instantiate --version
}

homebrew() {
  ruby -cw /tried/backpressure.rb >/tried/log
  ruby --version | cut -d ' ' -f 1-2
}

"$1"
