"""A release says its version once, and the changelog follows; every package names what pyproject.toml names."""

import re
import subprocess
from datetime import date
from pathlib import Path

import pytest

from tests.documents import ROOT
from tests.packages.recipes import PACKAGING, PARTS, RECIPES, needed, refreshed
from tests.packages.release_version_and_changelog import METAINFO, listed, moved, said
from tray import __version__
from tray.desktop.common.commands_to_install_and_update import DEB_PACKAGES

DAY = date(2026, 12, 1)
CONTROL = (PACKAGING / "debian/control").read_text()
DEBIAN = {"pillow": "pil", "markdown-it-py": "markdown-it", "python-xlib": "xlib"}
VENDORED = {"pystray"}


def test_what_is_unreleased_gets_the_version_and_its_day() -> None:
    changelog = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A thing.\n\n## [0.1.0] - 2026-11-23\n"

    assert "## [Unreleased]\n\n## [0.2.0] - 2026-12-01\n\n### Added\n" in moved(changelog, "0.2.0", DAY)
    assert 3 == moved(changelog, "0.2.0", DAY).count("\n## [")


@pytest.mark.parametrize("version", ["0.1.0", "0.2.0"])
def test_nothing_is_released_twice_or_empty(version: str) -> None:
    with pytest.raises(ValueError, match=r"already|nothing"):
        moved("## [Unreleased]\n\n## [0.1.0] - 2026-11-23\n", version, DAY)


def test_the_version_is_said_once() -> None:
    assert said('a = 1\n__version__ = "0.1.0"\n', "0.2.0") == 'a = 1\n__version__ = "0.2.0"\n'
    with pytest.raises(ValueError, match="once"):
        said("a = 1\n", "0.2.0")


def test_software_centres_know_every_release() -> None:
    metainfo = METAINFO.read_text()

    assert f'<release version="{__version__}"' in metainfo
    assert '<release version="9.9.9" date="2026-12-01"/>' in listed(metainfo, "9.9.9", DAY)


def test_no_release_begins_without_a_version() -> None:
    done = subprocess.run([ROOT / "tests/release", "soon"], capture_output=True, text=True, check=False)

    assert (2, "tests/release: say the version, such as 0.2.0.\n") == (done.returncode, done.stderr)


def test_the_package_for_debian_needs_what_the_program_needs() -> None:
    depends = dict(re.findall(r"^ python3-([\w-]+)(?: \(>= ([\w.]+)\))?,$", CONTROL, re.MULTILINE))
    wanted = {
        DEBIAN.get(each.name, each.name): next(str(one.version) for one in each.specifier if one.operator == ">=")
        for each in needed("linux")
        if each.name not in VENDORED
    }

    assert wanted | {"six": ""} == depends  # pystray, which comes along, needs six
    suggested = CONTROL.partition("Suggests: ")[2].partition("\n")[0]
    assert all(name in suggested for names in DEB_PACKAGES.values() for name in names)


def test_every_recipe_names_the_version_and_the_libraries() -> None:
    wrong = []
    for path in RECIPES:
        text = path.read_text()
        system = "darwin" if path.parent.name in ("homebrew", "macos") else "linux"
        by_wheel = path.parent.name in ("fedora", "windows")  # read or frozen from what is installed
        names = [] if by_wheel else [each.name.removeprefix("python-") for each in needed(system)]
        versions = [] if path.parent.name == "flatpak" and "url:" not in text else [__version__]
        wrong += [f"{path.name}: {word}" for word in [*versions, *names] if word not in text]

    assert [] == wrong


@pytest.mark.parametrize("recipe", PARTS, ids=lambda path: path.parent.name)
def test_a_recipe_gets_a_new_version_and_keeps_what_is_written_by_hand(recipe: Path, tmp_path: Path) -> None:
    now = recipe.read_text()
    earlier = tmp_path / recipe.name
    earlier.write_text(now.replace(__version__, "0.0.9") + "# by hand\n")

    assert now + "# by hand\n" == refreshed(earlier, PARTS[recipe]())


def test_a_recipe_without_a_place_for_the_version_is_told_of(tmp_path: Path) -> None:
    empty = tmp_path / "PKGBUILD"
    empty.write_text("pkgname=backpressure\n")

    with pytest.raises(ValueError, match="no place for"):
        refreshed(empty, {"(?<=^pkgver=).*": __version__})
