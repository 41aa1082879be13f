"""Lets the tools of other systems read our recipes, and build by them where they can; see other_systems.sh."""

import shutil
from pathlib import Path

from tests.packages.clean_debian import laid_out, made, within
from tests.packages.recipes import PACKAGING
from tests.packages.try_a_way import Note

SUITE = "trixie"
_TOOLS = (
    *("appstream", "desktop-file-utils", "fakeroot", "file", "libarchive-tools", "makepkg", "nix-bin", "passwd"),
    *("python3-babel", "python3-build", "python3-hatchling", "python3-installer", "rpm", "ruby"),
)
RECIPES = {
    "arch": ("arch/PKGBUILD", "built", "{tool} on Debian"),
    "fedora": ("fedora/backpressure.spec", "built", "{tool} on Debian, with stand-ins for Fedora's macros"),
    "nix": ("nix/package.nix", "written", "read by {tool}"),
    "homebrew": ("homebrew/backpressure.rb", "written", "read by {tool}"),
}
"""Where each recipe is, how far it can be taken here, and with what."""


def tried(way: str, sdist: Path) -> Note:
    """Take a recipe as far as it goes. Raises LeftOut, CalledProcessError."""
    recipe, state, by = RECIPES[way]
    with laid_out(made(SUITE, "recipes", _TOOLS)) as root:
        shutil.copy(PACKAGING / recipe, root / "tried")
        shutil.copy(sdist, root / "tried")
        said = within(root, Path(__file__).with_name("other_systems.sh"), way)[-1]
    return {"state": state, "with": by.format(tool=said)}
