"""Puts version, addresses and libraries into the recipes for packages: they are said in pyproject.toml alone.

Whatever else a recipe says is written in its own file, below ``assets/packaging``. None of them is tried by a machine
of that system; the manual's page about installing says what was tried. The sum of the source is put in by
``tests/release``, when there is one.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from packaging.requirements import Requirement

from tray import __version__
from tray.lib.identity import APP_ID, DISTRIBUTION

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "assets" / "packaging"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
_HOME = PROJECT["urls"]["Homepage"]
_SDIST = f"{DISTRIBUTION.replace('-', '_')}-{__version__}"
_SOURCE = f"{_HOME}/releases/download/v{__version__}/{_SDIST}.tar.gz"
_ABOUT = "Shows the load you carry as memory pressure in the tray, and proposes breaks"
_ARCH = {"python-xlib": "python-xlib"}
_NIX = {"python-xlib": "xlib"}

Parts = Mapping[str, str]
"""What is put into a recipe: a pattern of what stands there, and what is to stand there."""


def needed(system: str) -> Iterator[Requirement]:
    """What the program needs on a system, named as in ``sys_platform``."""
    for line in PROJECT["dependencies"]:
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"sys_platform": system}):
            yield requirement


def _of_the_source() -> Parts:
    """For a recipe that fetches the source."""
    return {
        r"https://\S+/releases/download/\S+\.tar\.gz": _SOURCE,
        rf"\b{_SDIST.removesuffix(__version__)}[0-9.]*[0-9]": _SDIST,
    }


def arch() -> Parts:
    """Of the PKGBUILD for the Arch User Repository."""
    names = (_ARCH.get(each.name, f"python-{each.name}") for each in needed("linux"))
    return {
        "(?<=^pkgver=).*": __version__,
        "(?<=^pkgdesc=').*(?='$)": _ABOUT,
        "(?<=^url=').*(?='$)": _HOME,
        r"(?<=^depends=\().*(?=\)$)": " ".join(f"'{name}'" for name in ("python>=3.11", *names)),
        **_of_the_source(),
    }


def fedora() -> Parts:
    """Of the spec for Fedora; its macros read what the program needs from the wheel."""
    return {
        "(?<=^Version:        ).*": __version__,
        "(?<=^Summary:        ).*": _ABOUT,
        "(?<=^URL:            ).*": _HOME,
        "(?<=^%description\n).*": PROJECT["description"],
        **_of_the_source(),
    }


def nix() -> Parts:
    """Of the expression for nixpkgs."""
    return {
        '(?<=^  version = ").*(?=";$)': __version__,
        r"(?<=^  dependencies = with python3Packages; \[\n)(?:    .*\n)*": "".join(
            f"    {_NIX.get(each.name, each.name)}\n" for each in needed("linux")
        ),
        '(?<=^    description = ").*(?=";$)': _ABOUT,
        '(?<=^    homepage = ").*(?=";$)': _HOME,
    }


def homebrew() -> Parts:
    """Of the formula for Homebrew; ``brew update-python-resources`` writes the resources, one for each library."""
    return {
        '(?<=^  desc ").*(?="$)': _ABOUT,
        '(?<=^  homepage ").*(?="$)': _HOME,
        "(?<=^  # brew update-python-resources puts these here: ).*": ", ".join(each.name for each in needed("darwin")),
        **_of_the_source(),
    }


def flatpak() -> Parts:
    """Of the manifest for flatpak-builder; which permissions it asks for stands in the manifest."""
    names = " ".join(f"'{each.name}{each.specifier}'" for each in needed("linux"))
    return {
        "(?<=^# Before: pip download --only-binary=:all: -d wheels ).*(?=, and our own wheel)": names,
        **_of_the_source(),
    }


def windows_installer() -> Parts:
    """Of the script for NSIS."""
    return {
        r'(?<=^OutFile "\$\{FROM\}/backpressure-).*(?=-setup\.exe"$)': __version__,
        '(?<=^VIProductVersion ").*(?="$)': f"{__version__}.0",
        '(?<=^VIAddVersionKey "ProductVersion" ").*(?="$)': __version__,
        '(?<=^VIAddVersionKey "FileVersion" ").*(?="$)': __version__,
        '(?<="DisplayVersion" ").*(?="$)': __version__,
        '(?<="URLInfoAbout" ").*(?="$)': _HOME,
    }


def briefcase() -> Parts:
    """Of the configuration by which Briefcase makes a bundle for macOS."""
    return {
        '(?<=^version = ").*(?="$)': __version__,
        '(?<=^url = ").*(?="$)': _HOME,
        '(?<=^description = ").*(?="$)': _ABOUT,
        r"(?<=^requires = \[\n)(?:  .*\n)*": "".join(
            f'  "{each.name}{each.specifier}",\n' for each in needed("darwin")
        ),
    }


def refreshed(path: Path, parts: Parts) -> str:
    """A recipe with its parts put in anew. Raises ValueError where there is no place for one."""
    text = path.read_text()
    for pattern, part in parts.items():
        text, count = re.subn(pattern, part.replace("\\", r"\\"), text, flags=re.MULTILINE)
        if not count:
            raise ValueError(f"{path} has no place for {part!r}: nothing there is like {pattern}")
    return text


PARTS: Mapping[Path, Callable[[], Parts]] = {
    PACKAGING / "arch/PKGBUILD": arch,
    PACKAGING / "fedora/backpressure.spec": fedora,
    PACKAGING / "nix/package.nix": nix,
    PACKAGING / "homebrew/backpressure.rb": homebrew,
    PACKAGING / f"flatpak/{APP_ID}.yml": flatpak,
    PACKAGING / "windows/installer.nsi": windows_installer,
    PACKAGING / "macos/briefcase.toml": briefcase,
}
"""What is put into each recipe."""
RECIPES: Mapping[Path, Callable[[], str]] = {path: partial(refreshed, path, make()) for path, make in PARTS.items()}
"""Each recipe, and what makes it fresh."""
