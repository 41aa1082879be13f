"""What the person types becomes a command."""

import shlex
from datetime import datetime, timedelta

import pytest

from tests.cli.typed import typed
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.errors import UsageError

MINUTE = timedelta(minutes=1)


def command(line: str) -> c.Command:
    asked: c.Command = typed(*shlex.split(line)).read
    return asked


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("break", c.TakeBreak()),
        ("break 7m", c.TakeBreak(length=7 * MINUTE)),
        ("break walk", c.TakeBreak("walk")),
        ("break walk 20 min", c.TakeBreak("walk", 20 * MINUTE)),
        ("break lunch 1h", c.TakeBreak("lunch", 60 * MINUTE)),
        ("back", c.EndBreak()),
        ("snooze", c.Snooze()),
        ("snooze 15m", c.Snooze(15 * MINUTE)),
        ("snooze tomorrow", c.Snooze(until_tomorrow=True)),
        ("skip", c.Skip()),
        ("pause", c.Pause()),
        ("pause 1h", c.Pause(60 * MINUTE)),
        ("pause tomorrow", c.Pause(until_tomorrow=True)),
        ("resume", c.Resume()),
        ("start report --estimate 2h --load pressed", c.StartSession("report", 120 * MINUTE, "pressed")),
        ("start the big report --by-hand", c.StartSession("the big report", by_hand=True)),
        ("stop", c.StopSession()),
        ("commit answer the auditors", c.Commit("answer the auditors")),
        ("commit one --reason because", c.Commit("one", reason="because")),
        ("close 2", c.CloseCommitment(2)),
        ("checkin fatigue 6", c.CheckIn("fatigue", 6)),
        ("was walk", c.ItWas(Regime.RESTORE)),
        ("end-day", c.EndDay()),
        ("quit", c.Quit()),
    ],
)
def test_a_line_is_a_command(line: str, wanted: c.Command) -> None:
    assert wanted == command(line)


def test_a_pause_may_last_until_a_time() -> None:
    found = command("pause until 17:00")

    assert isinstance(found, c.Pause)
    assert found.until is not None
    assert found.until > datetime.now(found.until.tzinfo)


def test_a_span_may_be_named() -> None:
    found = command("was rest 00:00-00:30")

    assert isinstance(found, c.ItWas)
    assert found.start is not None
    assert found.end is not None
    assert 30 * MINUTE == found.end - found.start


@pytest.mark.parametrize(
    "line",
    [
        "break 5 soon",
        "back now",
        "snooze 3x",
        "start",
        "start x --load heavy",
        "start x --estimate never",
        "commit",
        "plan 2",
        "plan two tomorrow",
        "close",
        "close two",
        "checkin fatigue",
        "checkin fatigue six",
        "was",
        "was lazy",
        "was walk 12:00",
    ],
)
def test_what_cannot_be_is_wrong_use_with_a_hint(line: str) -> None:
    with pytest.raises(UsageError):
        command(line)
