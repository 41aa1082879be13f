"""The calendar that is published."""

from pathlib import Path

from tray.store.files.published_calendar import is_published, unpublish, write_published


def test_what_is_only_written_again_is_not_made(tmp_path: Path) -> None:
    path = str(tmp_path / "published.ics")
    write_published(path, "first", only_again=True)
    assert not is_published(path)

    write_published(path, "first", only_again=False)
    write_published(path, "second", only_again=True)
    assert "second" == Path(path).read_text()
    unpublish(path)
    assert not is_published(path)
