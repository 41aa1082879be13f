"""Whatever the session says of its locale, the program starts and says something sensible."""

import re

import pytest

from tests.cli.session import Session

LOCALES = {
    "Turkish, which is not offered": {"LANG": "tr_TR.UTF-8"},
    "none": {"LANG": "C"},
    "none at all": {"LANG": ""},
    "German with a currency": {"LANG": "de_DE@euro"},
    "Japanese": {"LANG": "ja_JP.UTF-8"},
    "no locale of this machine": {"LC_ALL": "xx_XX.UTF-8"},
    "broken": {"LANG": "de_DE.UTF-8\udcff/../..", "LC_ALL": "=%n"},
    "a list": {"LANG": "pl_PL", "LANGUAGE": ":tr:..:uk"},
}


@pytest.fixture
def session(tmp_path_factory: pytest.TempPathFactory) -> "Session":
    return Session(tmp_path_factory.mktemp("session"))


@pytest.mark.parametrize("locale", LOCALES.values(), ids=LOCALES)
def test_it_starts_and_says_how_things_stand(locale: dict[str, str], session: Session) -> None:
    session.environment |= locale
    try:
        session.started()
        status = session.done("status")
        machine = session.done("status", "--format", "{level} {percent}")
        said, code = session.end_kindly()
    finally:
        session.end()

    assert 0 == code
    assert len(status) > 20
    assert "{" not in status + said
    assert re.fullmatch(r"green \d+\n", machine)


def test_times_are_written_as_the_session_does(session: Session) -> None:
    session.environment |= {"LANG": "en_US.UTF-8"}
    try:
        session.started()
        american = session.done("pause", "8h")
        session.environment |= {"LANG": "en_GB.UTF-8"}
        british = session.done("pause", "8h")
    finally:
        session.end()

    assert re.search(r"\d:\d\d\N{NO-BREAK SPACE}[AP]M", american)
    assert not re.search(r"[AP]M", british)


WORDS = (
    ("checkins.on", "FALSE"),
    ("icon.palette", "MONO"),
    ("tracking.film", "work"),
    ("hours.kept_available", "FRI-SUN 10:00-14:00"),
    ("hours.week", "fri 10:00-14:00"),
    ("breaks.snooze", "15MIN"),
    ("language", "IT"),
)
"""Letters that Turkish makes small or large in another way, in words that are taken and in some that are not."""


def test_upper_and_lower_case_mean_in_turkish_what_they_mean_elsewhere(session: Session) -> None:
    codes, shown = [], []
    for lang in ("C", "tr_TR.UTF-8"):
        session.environment |= {"LANG": lang, "LC_ALL": lang}
        codes.append([session.ask("settings", "set", *each).returncode for each in WORDS])
        shown.append(session.done("settings", "show"))

    assert codes[0] == codes[1]
    assert shown[0] == shown[1]
    assert {0, 2} == set(codes[0])
