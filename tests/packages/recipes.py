"""Makes the recipes for packages of other systems, so that version and dependencies are said in pyproject.toml alone.

None of them is tried by a machine of that system; the manual's page about installing says what was tried. The sum of
the source is put in by ``tests/release``, when there is one.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from packaging.requirements import Requirement

from tray import __version__
from tray.lib.identity import APP_ID, DISTRIBUTION

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "assets" / "packaging"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
SDIST = f"{DISTRIBUTION.replace('-', '_')}-{__version__}.tar.gz"
NO_SUM = "0" * 64
"""Stands where the sum of the source goes."""
_HOME = PROJECT["urls"]["Homepage"]
_SOURCE = f"{_HOME}/releases/download/v{__version__}/{SDIST}"
_MADE = "Made by `python -m tests.documents --write` from pyproject.toml."
_ARCH = {"python-xlib": "python-xlib"}
_NIX = {"python-xlib": "xlib"}
_LANGUAGES = (
    *("English", "German", "French", "Spanish", "PortugueseBR", "Italian", "Dutch", "Polish", "Ukrainian", "Japanese"),
    *("SimpChinese", "Arabic"),
)
"""Those of the program, as NSIS calls them; each has the installer's own words."""
_ABOUT = "Shows the load you carry as memory pressure in the tray, and proposes breaks"


def needed(system: str) -> Iterator[Requirement]:
    """What the program needs on a system, named as in ``sys_platform``."""
    for line in PROJECT["dependencies"]:
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"sys_platform": system}):
            yield requirement


def arch() -> str:
    """A PKGBUILD for the Arch User Repository."""
    names = (_ARCH.get(each.name, f"python-{each.name}") for each in needed("linux"))
    depends = " ".join(f"'{name}'" for name in ("python>=3.11", *names))
    return f"""# {_MADE}
pkgname=backpressure
pkgver={__version__}
pkgrel=1
pkgdesc='{_ABOUT}'
arch=('any')
url='{_HOME}'
license=('MIT')
depends=({depends})
makedepends=('python-build' 'python-installer' 'python-hatchling' 'python-babel')
optdepends=('python-plotly: the report' 'python-jinja: the report' 'pyside6: the panel and breaks on the screen'
            'python-icalendar: calendars' 'python-recurring-ical-events: calendars')
source=('{_SOURCE}')
sha256sums=('{NO_SUM}')

build() {{
  cd "${{srcdir}}/{SDIST.removesuffix(".tar.gz")}"
  python -m build --wheel --no-isolation
}}

package() {{
  cd "${{srcdir}}/{SDIST.removesuffix(".tar.gz")}"
  python -m installer --destdir="${{pkgdir}}" dist/*.whl
  cp -r assets/share "${{pkgdir}}/usr/"
  mv "${{pkgdir}}/usr/share/systemd" "${{pkgdir}}/usr/lib/"
  install -Dm644 LICENSE "${{pkgdir}}/usr/share/licenses/${{pkgname}}/LICENSE"
}}
"""


def fedora() -> str:
    """A spec for Fedora; the macros read what it needs from the wheel."""
    return f"""# {_MADE}
Name:           backpressure
Version:        {__version__}
Release:        1%{{?dist}}
Summary:        {_ABOUT}
License:        MIT
URL:            {_HOME}
Source:         {_SOURCE}
BuildArch:      noarch
BuildRequires:  python3-devel pyproject-rpm-macros systemd-rpm-macros desktop-file-utils appstream

%description
{PROJECT["description"]}

%prep
%autosetup -n {SDIST.removesuffix(".tar.gz")}

%generate_buildrequires
%pyproject_buildrequires

%build
%pyproject_wheel

%install
%pyproject_install
%pyproject_save_files tray
cp -r assets/share %{{buildroot}}%{{_prefix}}/
mkdir -p %{{buildroot}}%{{_userunitdir}}
mv %{{buildroot}}%{{_datadir}}/systemd/user/backpressure.service %{{buildroot}}%{{_userunitdir}}/

%check
desktop-file-validate %{{buildroot}}%{{_datadir}}/applications/{APP_ID}.desktop
appstreamcli validate --no-net %{{buildroot}}%{{_metainfodir}}/{APP_ID}.metainfo.xml

%files -f %{{pyproject_files}}
%license LICENSE
%{{_bindir}}/backpressure
%{{_datadir}}/applications/{APP_ID}.desktop
%{{_metainfodir}}/{APP_ID}.metainfo.xml
%{{_datadir}}/icons/hicolor/*/apps/backpressure.*
%{{_datadir}}/bash-completion/completions/backpressure
%{{_datadir}}/zsh/site-functions/_backpressure
%{{_datadir}}/fish/vendor_completions.d/backpressure.fish
%{{_mandir}}/man1/backpressure.1*
%{{_userunitdir}}/backpressure.service
"""


def nix() -> str:
    """An expression for nixpkgs."""
    names = "\n    ".join(_NIX.get(each.name, each.name) for each in needed("linux"))
    return f"""# {_MADE}
{{ lib, python3Packages, fetchPypi }}:

python3Packages.buildPythonApplication rec {{
  pname = "{DISTRIBUTION}";
  version = "{__version__}";
  pyproject = true;

  src = fetchPypi {{
    pname = "{DISTRIBUTION.replace("-", "_")}";
    inherit version;
    sha256 = "{NO_SUM}";
  }};

  build-system = with python3Packages; [ hatchling babel ];
  dependencies = with python3Packages; [
    {names}
  ];
  optional-dependencies.report = with python3Packages; [ plotly jinja2 ];
  optional-dependencies.calendar = with python3Packages; [ icalendar recurring-ical-events ];

  postInstall = "cp -r assets/share $out/";
  doCheck = false; # the tests drive real desktops

  meta = {{
    description = "{_ABOUT}";
    homepage = "{_HOME}";
    license = lib.licenses.mit;
    mainProgram = "backpressure";
    platforms = lib.platforms.linux;
  }};
}}
"""


def homebrew() -> str:
    """A formula for Homebrew; ``brew update-python-resources`` writes the resources, one for each library."""
    names = ", ".join(each.name for each in needed("darwin"))
    return f"""# {_MADE}
class Backpressure < Formula
  include Language::Python::Virtualenv

  desc "{_ABOUT}"
  homepage "{_HOME}"
  url "{_SOURCE}"
  sha256 "{NO_SUM}"
  license "MIT"

  depends_on "python@3.13"

  # brew update-python-resources puts these here: {names}

  def install
    virtualenv_install_with_resources
  end

  test do
    assert_match version.to_s, shell_output("#{{bin}}/backpressure --version")
  end
end
"""


def flatpak() -> str:
    """A manifest for flatpak-builder. The libraries come from a folder of wheels: a build has no network."""
    names = " ".join(f"'{each.name}{each.specifier}'" for each in needed("linux"))
    return f"""# {_MADE}
# Before: pip download --only-binary=:all: -d wheels {names}, and our own wheel into the folder `wheel`
id: {APP_ID}
runtime: org.freedesktop.Platform
runtime-version: '25.08'
sdk: org.freedesktop.Sdk
command: backpressure
finish-args:
  # The screen, for input and the icon of old panels; no file system but its own, and no network.
  - --socket=wayland
  - --socket=fallback-x11
  - --share=ipc
  - --talk-name=org.kde.StatusNotifierWatcher
  - --talk-name=org.freedesktop.Notifications
  - --talk-name=org.freedesktop.ScreenSaver
  - --talk-name=org.gnome.Mutter.IdleMonitor
  - --system-talk-name=org.freedesktop.login1
modules:
  - name: libraries
    buildsystem: simple
    build-commands:
      - pip3 install --no-index --no-deps --prefix=/app *.whl
    sources:
      - type: dir
        path: wheels
  - name: backpressure
    buildsystem: simple
    build-commands:
      - pip3 install --no-index --no-deps --prefix=/app backpressure_tray-*.whl
      - tar xf {SDIST} --strip-components=1
      - cp -r assets/share /app/
    rename-icon: backpressure
    sources:
      - type: file
        url: {_SOURCE}
        sha256: {NO_SUM}
      - type: dir
        path: wheel
"""


def windows_installer() -> str:
    """A script for NSIS: one folder for one person, an entry in the Start menu, and a clean way out."""
    languages = "\n".join(f'!insertmacro MUI_LANGUAGE "{language}"' for language in _LANGUAGES)
    return f"""; {_MADE}
; Before: pyinstaller assets\\packaging\\windows\\backpressure.spec, which makes the folder dist. Then, from there, too:
; makensis -NOCD assets\\packaging\\windows\\installer.nsi
; As the program is, of 64 bits. Debian's makensis can do that; one that cannot takes "Unicode true" instead.
Target amd64-unicode
!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!ifndef FROM
  !define FROM "dist"
!endif
!define UNINSTALL "Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Backpressure"
!define NOTIFICATIONS "Software\\Classes\\AppUserModelId\\Backpressure"

; "/SOLID lzma" would be a quarter smaller, but that of 64 bits stops in the middle as it unpacks.
SetCompressor zlib
Name "Backpressure"
OutFile "${{FROM}}/backpressure-{__version__}-setup.exe"
; For one person, so nobody has to be asked for a password
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\\Programs\\Backpressure"
InstallDirRegKey HKCU "${{UNINSTALL}}" "InstallLocation"
VIProductVersion "{__version__}.0"
VIAddVersionKey "ProductName" "Backpressure"
VIAddVersionKey "ProductVersion" "{__version__}"
VIAddVersionKey "FileVersion" "{__version__}"
VIAddVersionKey "FileDescription" "Backpressure"
VIAddVersionKey "LegalCopyright" "MIT"

!define MUI_ICON "${{FROM}}/backpressure.ico"
!define MUI_UNICON "${{FROM}}/backpressure.ico"
!define MUI_FINISHPAGE_RUN "$INSTDIR\\backpressure.exe"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
{languages}

; Ends the program, and takes away what an installer brought. What still ends keeps its file for a moment.
!macro RemoveProgram
  ${{If}} ${{FileExists}} "$INSTDIR\\backpressure.exe"
    nsExec::Exec '"$INSTDIR\\backpressure.exe" quit'
    Pop $0
    ${{For}} $1 1 60
      ClearErrors
      Delete "$INSTDIR\\backpressure.exe"
      ${{IfNot}} ${{Errors}}
        ${{ExitFor}}
      ${{EndIf}}
      Sleep 250
    ${{Next}}
    RMDir /r "$INSTDIR\\_internal"
  ${{EndIf}}
!macroend

Section
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  File /r "${{FROM}}/backpressure/*"
  WriteUninstaller "$INSTDIR\\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\\Backpressure.lnk" "$INSTDIR\\backpressure.exe"
  WriteRegStr HKCU "${{UNINSTALL}}" "DisplayName" "Backpressure"
  WriteRegStr HKCU "${{UNINSTALL}}" "DisplayVersion" "{__version__}"
  WriteRegStr HKCU "${{UNINSTALL}}" "DisplayIcon" "$INSTDIR\\backpressure.exe"
  WriteRegStr HKCU "${{UNINSTALL}}" "URLInfoAbout" "{_HOME}"
  WriteRegStr HKCU "${{UNINSTALL}}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${{UNINSTALL}}" "UninstallString" '"$INSTDIR\\uninstall.exe"'
  WriteRegStr HKCU "${{UNINSTALL}}" "QuietUninstallString" '"$INSTDIR\\uninstall.exe" /S'
  WriteRegDWORD HKCU "${{UNINSTALL}}" "NoModify" 1
  WriteRegDWORD HKCU "${{UNINSTALL}}" "NoRepair" 1
  ${{GetSize}} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${{UNINSTALL}}" "EstimatedSize" $0
SectionEnd

; The history and the settings stay: they are the person's own.
Section "Uninstall"
  ${{If}} ${{FileExists}} "$INSTDIR\\backpressure.exe"
    nsExec::Exec '"$INSTDIR\\backpressure.exe" autostart off'
    Pop $0
  ${{EndIf}}
  !insertmacro RemoveProgram
  Delete "$INSTDIR\\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\\Backpressure.lnk"
  DeleteRegKey HKCU "${{UNINSTALL}}"
  DeleteRegKey HKCU "${{NOTIFICATIONS}}"
SectionEnd
"""


def briefcase() -> str:
    """The configuration by which Briefcase makes a bundle for macOS."""
    names = "".join(f'  "{each.name}{each.specifier}",\n' for each in needed("darwin"))
    bundle, _, name = APP_ID.rpartition(".")
    return f"""# {_MADE}
# Before: python -m zipfile -e dist/*.whl built, since the assets, with the languages compiled, come with the wheel
[tool.briefcase]
project_name = "Backpressure"
bundle = "{bundle}"
version = "{__version__}"
license.file = "LICENSE"
url = "{_HOME}"

[tool.briefcase.app.{name}]
formal_name = "Backpressure"
description = "{_ABOUT}"
sources = ["built/tray"]
requires = [
{names}]

[tool.briefcase.app.{name}.macOS]
universal_build = true
# It lives in the menu bar, and not in the Dock.
info."LSUIElement" = true
"""


RECIPES: Mapping[Path, Callable[[], str]] = {
    PACKAGING / "arch/PKGBUILD": arch,
    PACKAGING / "fedora/backpressure.spec": fedora,
    PACKAGING / "nix/package.nix": nix,
    PACKAGING / "homebrew/backpressure.rb": homebrew,
    PACKAGING / f"flatpak/{APP_ID}.yml": flatpak,
    PACKAGING / "windows/installer.nsi": windows_installer,
    PACKAGING / "macos/briefcase.toml": briefcase,
}
"""Each recipe, and what makes it."""
