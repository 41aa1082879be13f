"""A format of the person's own takes every name of ``status --json``, and is refused kindly when it is none."""

import pytest

from tests.view.terminal.statuses import HOSTILE, STATUS, status
from tray.errors import UsageError
from tray.view.terminal.own_formats import fields, formatted
from tray.view.terminal.status_bars import line


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("{level} {pressure:.0f}%", "yellow 48%"),
        ("{percent}%", "47%"),
        ("{percent:>5}|{percent:03d}", "   47|047"),
        ("{level:.3}|{level:>8}", "yel|  yellow"),
        ("{parts.gen0:.1f} {parts.live}", "24.5 3.0"),
        ("{stretch}, {worked_today} today", "47 min, 3 h 12 min today"),
        ("{break.due_in} {break.length_s:.0f}", "3 min 420"),
        ("{next.what} at {next.at:%H:%M}", "break due at 10:05"),
        ("{session.label} since {session.since:%d %b}", "report since 23 Nov"),
        ("{commitments.unplanned}/{commitments.cap} {limits.day:.0f}", "2/12 11520"),
        ("{sources.idle}{problems}{quiet}", "x11-sync"),
        ("{{{level}}}", "{yellow}"),
        ("{snoozed_until:%H:%M}{paused_until}", ""),
    ],
)
def test_what_a_format_says(form: str, expected: str) -> None:
    assert expected == formatted(form, STATUS)


def test_what_is_absent_leaves_nothing() -> None:
    absent = status(session=None, next=None, since_input_s=None, **{"break": STATUS["break"] | {"due_in_s": None}})

    assert "" == formatted("{session.label:>5}{next.at:%H:%M}{since_input}{since_input_s:.1f}{break.due_in}", absent)


def test_lists_are_joined() -> None:
    assert "snoozed, locked" == formatted("{quiet}", status(quiet=["snoozed", "locked"]))


@pytest.mark.parametrize("name", sorted(fields(STATUS)))
def test_every_name_can_be_shown(name: str) -> None:
    formatted(f"{{{name}}}", STATUS)


def test_every_name_is_known_when_nothing_is_open_and_nothing_comes() -> None:
    assert fields(STATUS).keys() == fields(status(session=None, next=None)).keys()


@pytest.mark.parametrize(
    "form",
    [
        "{",
        "}",
        "{}",
        "{0}",
        "{presure}",
        "{level.__class__}",
        "{level[0]}",
        "{pressure!r}",
        "{pressure:{percent}}",
        "{pressure:9999999999}",
        "{pressure:.999999999f}",
        "{percent:c}",
        "{level:9999}",
        "{level:%H}",
        "{next.at:%c}",
        "{pressure:%}",
        "{pressure:x}",
        "{level:d}",
        "{percent:.1d}",
        "{percent:.1}",
        "wabar",
        "",
        "{level}" * 1000,
    ],
)
def test_what_is_no_format_is_refused_with_what_would_be(form: str) -> None:
    with pytest.raises(UsageError):
        line(form, STATUS)


def test_a_mistyped_name_is_told_with_the_one_that_may_be_meant() -> None:
    with pytest.raises(UsageError, match=r"Did you mean \{pressure\}"):
        formatted("{presure}", STATUS)


def test_what_a_person_wrote_elsewhere_is_neutralised() -> None:
    said = formatted("{session.label:.200}", status(session=STATUS["session"] | {"label": HOSTILE}))

    assert said.isprintable()
