"""The page of the report lies where a browser may look."""

import sys
from pathlib import Path

import pytest

from tray.store.files.places import Places
from tray.store.files.report_page_place import page_place

linux = pytest.mark.skipif(sys.platform != "linux", reason="the folders are those of XDG")


@linux
def test_the_page_lies_where_a_browser_in_a_sandbox_may_look(tmp_path: Path) -> None:
    places = Places({"HOME": str(tmp_path)})
    assert f"{tmp_path}/backpressure-report.html" == page_place(places)

    (tmp_path / "Downloads").mkdir()
    assert f"{tmp_path}/Downloads/backpressure-report.html" == page_place(places)

    (tmp_path / ".config").mkdir()
    (tmp_path / ".config" / "user-dirs.dirs").write_text('# as written by it\nXDG_DOWNLOAD_DIR="$HOME/Empfangen"\n')
    (tmp_path / "Empfangen").mkdir()
    assert f"{tmp_path}/Empfangen/backpressure-report.html" == page_place(places)

    (tmp_path / ".config" / "user-dirs.dirs").write_text(f'XDG_DOWNLOAD_DIR="{tmp_path}/.hidden"\n')
    assert f"{tmp_path}/backpressure-report.html" == page_place(places)


@linux
def test_a_cache_that_is_not_hidden_holds_the_page_itself(tmp_path: Path) -> None:
    for cache in (tmp_path / "cache", tmp_path.parent / "elsewhere" / ".cache"):
        places = Places({"HOME": str(tmp_path), "BACKPRESSURE_CACHE": str(cache)})
        assert f"{cache}/report.html" == page_place(places)


@linux
def test_where_no_folder_of_the_home_can_be_written_the_page_lies_in_the_cache(tmp_path: Path) -> None:
    places = Places({"HOME": str(tmp_path / "gone")})
    assert f"{places.cache}/report.html" == page_place(places)
