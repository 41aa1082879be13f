"""What keeps a reader of files waiting is told as what it is."""

import threading
import time
from pathlib import Path

from tray.desktop.common.pattern_hidden_large_hanging_files import NamedFiles, NotReadable, Reading


def test_a_file_that_takes_long_to_understand_is_named_and_no_disk_is_blamed(tmp_path: Path) -> None:
    (tmp_path / "large.ics").write_text("x")
    begun, enough = threading.Event(), threading.Event()

    def understand(_: str, __: bytes) -> None:
        begun.set()
        enough.wait(10)

    reading = Reading(NamedFiles(str(tmp_path), lambda _: True, ".ics", 9), understand, 9, 9, each=True)
    reading.start()
    assert begun.wait(10)
    told = reading.told(time.monotonic())
    enough.set()

    assert told["hangs"]
    assert [{"message": "it takes too long to read", "places": {}, "file": "large.ics"}] == told["wrong"]


def named(path: Path) -> tuple[list[str], NamedFiles]:
    """What there is by that name, and what was looked at for it."""
    files = NamedFiles(str(path), lambda name: name.endswith(".md"), ".md", 9)
    try:
        return [*files], files
    except NotReadable as problem:
        return [str(problem)], files


def test_a_file_may_come_to_be_in_every_folder_below_a_pattern_that_goes_down(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / ".git").mkdir()
    (tmp_path / "a" / "one.md").touch()
    found, files = named(tmp_path / "**" / "*.md")

    assert [str(tmp_path / "a" / "one.md")] == found
    assert {str(tmp_path / each) for each in ("", "a", "a/b")} == files.folders


def test_of_a_file_in_a_folder_that_is_not_there_each_that_has_to_come_is_waited_for(tmp_path: Path) -> None:
    found, files = named(tmp_path / "disk" / "notes" / "todo.md")

    assert ["there is no such file"] == found
    assert {"todo.md", "notes", "disk"} == files.names
    assert str(tmp_path) in files.folders


def test_an_error_of_the_disk_is_told_in_its_words(tmp_path: Path) -> None:
    def fails(_: str, __: bytes) -> None:
        raise OSError(5, "Input/output error")

    (tmp_path / "one.md").touch()
    reading = Reading(NamedFiles(str(tmp_path), lambda _: True, ".md", 9), fails, 9, 9, each=True)
    reading.start()
    told = reading.told(time.monotonic() + 10)

    assert [{"message": "Input/output error", "places": {}, "file": "one.md"}] == told["wrong"]


def test_a_folder_without_any_such_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "picture.png").touch()

    assert ["there is no file whose name ends in .md"] == named(tmp_path)[0]


def test_of_a_file_behind_links_every_folder_on_the_way_is_waited_in(tmp_path: Path) -> None:
    for folder in ("notes", "cloud", "disk"):
        (tmp_path / folder).mkdir()
    (tmp_path / "disk" / "real.md").touch()
    (tmp_path / "cloud" / "second.md").symlink_to("../disk/real.md")
    (tmp_path / "notes" / "first.md").symlink_to(tmp_path / "cloud" / "second.md")
    found, files = named(tmp_path / "notes" / "first.md")

    assert [str(tmp_path / "notes" / "first.md")] == found
    assert {str(tmp_path / each) for each in ("notes", "cloud", "disk")} <= files.folders
    assert {"first.md", "second.md", "real.md"} <= files.names


def test_files_that_are_too_large_together_are_told_with_the_one_at_which_it_was_too_much(tmp_path: Path) -> None:
    for name in ("one.md", "two.md", "three.md"):
        (tmp_path / name).write_bytes(b"x" * (1 << 20))
    taken: list[str] = []
    files = NamedFiles(str(tmp_path), lambda _: True, ".md", 9)
    reading = Reading(files, lambda file, _: taken.append(file), 1 << 20, 2 << 20, each=False)
    reading.start()
    told = reading.told(time.monotonic() + 10)

    assert 2 == len(taken)
    ((message, places),) = [(each["message"], each["places"]) for each in told["wrong"]]
    assert "they're larger than 2 MiB in all" == message.format(**places)
