"""The face of the last end is shown by the next start, and only where all that it was made of is as it was."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tray.core.law.levels_and_gauge_steps import Level
from tray.settings.defaults.every_setting import Settings
from tray.store.files import last_face, purge_leftovers
from tray.store.files.last_face import LastFace, Origin, keep, take
from tray.store.files.places import Places
from tray.view.tray.face import Gauge, Mark, Status

FACE = LastFace(Gauge(9, Level.YELLOW, Mark.RESTING, 45), "Pressure 45% (yellow).", Status.ACTIVE, "standard", "auto")
END = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)
NEXT_DAY = END + timedelta(hours=13)
SOON = END + timedelta(minutes=5)


@pytest.fixture
def origin(tmp_path: Path) -> Origin:
    for name, content in (("settings.toml", "[icon]\nnumber = true\n"), ("history", "facts")):
        (tmp_path / name).write_text(content)
    return Origin(str(tmp_path / "settings.toml"), str(tmp_path / "history"), {"LANG": "en_GB.UTF-8"})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "last-face"


def test_what_was_kept_is_taken_once(file: Path, origin: Origin) -> None:
    keep(str(file), FACE, origin, END, NEXT_DAY)
    assert 0o600 == file.stat().st_mode & 0o777

    assert FACE == take(str(file), origin, SOON)
    assert take(str(file), origin, SOON) is None


def test_a_face_of_defaults_fits_as_long_as_there_is_no_settings_file(file: Path, origin: Origin) -> None:
    Path(origin.settings).unlink()

    keep(str(file), FACE, origin, END, NEXT_DAY)

    assert FACE == take(str(file), origin, SOON)


@pytest.mark.parametrize(
    "happens",
    [
        lambda origin: Path(origin.settings).write_text("[icon]\nnumber = false\n"),
        lambda origin: Path(origin.settings).unlink(),
        lambda origin: Path(origin.history).write_text("other facts"),
        lambda origin: os.utime(origin.history, (1, 1)),
        lambda origin: Path(origin.history).unlink(),
        lambda origin: Path(f"{origin.history}-wal").write_text("what nobody put away"),
    ],
    ids=["settings edited", "settings gone", "facts came", "history touched", "history gone", "not closed"],
)
def test_what_was_changed_since_has_no_face(file: Path, origin: Origin, happens: Callable[[Origin], object]) -> None:
    keep(str(file), FACE, origin, END, NEXT_DAY)

    happens(origin)

    assert take(str(file), origin, SOON) is None


@pytest.mark.parametrize(
    "environment", [{"LANG": "de_DE.UTF-8"}, {"LANG": "en_GB.UTF-8", "LANGUAGE": "de"}, {"TZ": "Asia/Tokyo"}, {}]
)
def test_another_language_or_zone_has_no_face(file: Path, origin: Origin, environment: dict[str, str]) -> None:
    keep(str(file), FACE, origin, END, NEXT_DAY)

    assert take(str(file), replace(origin, environment=environment), SOON) is None


def test_another_version_has_no_face(file: Path, origin: Origin, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(str(file), FACE, origin, END, NEXT_DAY)

    monkeypatch.setattr(last_face, "__version__", "9.9")

    assert take(str(file), origin, SOON) is None


@pytest.mark.parametrize("at", [NEXT_DAY, NEXT_DAY + timedelta(days=3), END - timedelta(seconds=1)])
def test_a_day_that_has_changed_and_a_clock_that_was_set_back_have_no_face(
    file: Path, origin: Origin, at: datetime
) -> None:
    keep(str(file), FACE, origin, END, NEXT_DAY)

    assert take(str(file), origin, at) is None


def test_no_damage_to_the_file_is_shown(file: Path, origin: Origin) -> None:
    keep(str(file), FACE, origin, END, NEXT_DAY)
    whole = file.read_bytes()
    for at in range(len(whole)):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert take(str(file), origin, SOON) is None
        file.write_bytes(whole[:at])
        assert take(str(file), origin, SOON) is None


def test_a_settings_file_that_would_have_us_wait_has_no_face(file: Path, origin: Origin) -> None:
    Path(origin.settings).unlink()
    os.mkfifo(origin.settings)

    keep(str(file), FACE, origin, END, NEXT_DAY)

    assert not file.exists()


@pytest.mark.parametrize(
    ("content", "by_default"),
    [
        ("", True),
        ("[icon]\nnumber = true\n", True),
        ('[icon]\n# palette = "standard"\n  # shown = true\n', True),
        ('[icon]\npalette = "mono"\n', False),
        ('icon.panel = "dark"', False),
        ("icon = { number = true, shown = false }", False),
        ('[icon]\n"p\\u0061lette" = "mono"\n', False),
        ('[general]\nname = """\n# """\n[icon]\nshown = false\n', False),
    ],
)
def test_settings_that_say_nothing_of_how_it_is_drawn_need_not_be_read_first(
    tmp_path: Path, content: str, by_default: bool
) -> None:
    (tmp_path / "one").write_text(content)

    assert by_default == last_face.is_drawn_by_default(str(tmp_path / "none"), str(tmp_path / "one"))
    assert by_default == last_face.is_drawn_by_default(str(tmp_path / "one"), str(tmp_path / "none"))


def test_settings_that_would_have_us_wait_may_say_anything(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    assert not last_face.is_drawn_by_default(str(tmp_path / "pipe"))


def test_what_is_drawn_by_default_is_what_the_settings_declare() -> None:
    icon = Settings().icon

    assert (True, icon.palette, icon.panel) == (icon.shown, last_face.PALETTE, last_face.PANEL)


def test_it_goes_with_the_facts_that_are_purged(tmp_path: Path) -> None:
    places = Places({f"BACKPRESSURE_{each}": str(tmp_path / each) for each in ("DATA", "STATE", "CACHE", "RUNTIME")})
    (tmp_path / "DATA").mkdir()
    Path(places.last_face).write_text("45%")

    purge_leftovers.forget(places, None, None)

    assert not Path(places.last_face).exists()
