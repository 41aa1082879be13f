"""Finds the files that are no code: beside the package in a checkout, within it once installed."""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def asset(name: str) -> "Path":
    """The file of that name among the assets; that it is there is the caller's to check."""
    from pathlib import Path  # not for what runs all day, which asks for the place alone

    return Path(asset_place(name))


def asset_place(name: str) -> str:
    """The same, for who does not otherwise need pathlib, which weighs half a megabyte."""
    package = os.path.dirname(os.path.dirname(__file__))
    installed = os.path.join(package, "assets")
    beside = os.path.join(os.path.dirname(package), "assets")
    return os.path.join(installed if os.path.isdir(installed) else beside, name)
