"""Compiles the catalogues when the project is built or installed: a hook of hatch, which needs none of our modules."""

import os
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ASSETS, LOCALE = "assets", "locale"
NOT_INSTALLED = ("install", "packaging")
"""Assets that a program which is installed never reads."""


def compiled(catalogue: Path) -> bytes:
    """What a ``.po`` file is for the program; what is not sure is left out, and said in English."""
    with catalogue.open("rb") as file:
        messages = read_po(file, locale=catalogue.stem, abort_invalid=True)
    into = BytesIO()
    write_mo(into, messages)
    return into.getvalue()


def compile_beside(folder: Path) -> list[Path]:
    """Compile what is older than its catalogue; which that was."""
    stale = [
        each
        for each in sorted(folder.glob("*.po"))
        if not (made := each.with_suffix(".mo")).exists() or made.stat().st_mtime < each.stat().st_mtime
    ]
    for each in stale:
        # A program that runs may be reading the old one.
        new = each.with_suffix(f".{os.getpid()}")
        new.write_bytes(compiled(each))
        new.replace(each.with_suffix(".mo"))
    return stale


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:
    pass  # it is only there where something is built
else:

    class Compile(BuildHookInterface[Any]):
        """Puts the assets into a wheel, catalogues compiled; or compiles those in place, beside their sources."""

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:
            """Before a wheel is put together."""
            folder = Path(self.root) / ASSETS / LOCALE
            if version == "editable":
                compile_beside(folder)
                return
            self._made = tempfile.TemporaryDirectory()
            included = build_data["force_include"]
            for each in (*folder.parent.iterdir(), *folder.glob("*.json")):
                if each != folder and each.name not in NOT_INSTALLED:
                    included[str(each)] = f"tray/{each.relative_to(self.root).as_posix()}"
            for each in folder.glob("*.po"):
                made = Path(self._made.name) / f"{each.stem}.mo"
                made.write_bytes(compiled(each))
                included[str(made)] = f"tray/{ASSETS}/{LOCALE}/{made.name}"

        def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
            """When it is written."""
            del version, build_data, artifact_path
            if hasattr(self, "_made"):
                self._made.cleanup()
