"""A German catalogue of a few messages, in a folder of assets of its own."""

from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from tests.catalogues import cldr
from tray.lib.language import catalogue_reader


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of assets with a few German words, beside the real formats."""
    folder = tmp_path / "locale"
    folder.mkdir()
    catalogue = Catalog("de")
    catalogue.add("No break since {since}.", "Keine Pause seit {since}.")
    catalogue.add(("{count} break", "{count} breaks"), ("{count} Pause", "{count} Pausen"))
    catalogue.add("{minutes} min", "{minutes} Min.")
    catalogue.add("{hours} h {minutes} min", "{hours} Std. {minutes} Min.")
    for number in range(300):
        catalogue.add(f"Message {number}", f"Nachricht {number} für dich")
    write(folder / "de.mo", catalogue)
    for each in cldr.FOLDER.glob("*.json"):
        (folder / each.name).write_bytes(each.read_bytes())
    monkeypatch.setattr(catalogue_reader, "asset_place", lambda name: str(tmp_path / name))
    return folder


def write(path: Path, catalogue: Catalog) -> None:
    into = BytesIO()
    write_mo(into, catalogue)
    path.write_bytes(into.getvalue())
