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
        ("break +2m", c.ExtendBreak(2 * MINUTE)),
        ("break lunch 1h", c.TakeBreak("lunch", 60 * MINUTE)),
        ("back", c.EndBreak()),
        ("snooze", c.Snooze()),
        ("snooze 15m", c.Snooze(15 * MINUTE)),
        ("snooze tomorrow", c.Snooze(until_tomorrow=True)),
        ("snooze 25", c.Snooze(25 * MINUTE)),
        ("snooze Half an hour", c.Snooze(30 * MINUTE)),
        ("quiet", c.BeQuiet()),
        ("quiet 2h", c.BeQuiet(120 * MINUTE)),
        ("quiet tomorrow", c.BeQuiet(until_tomorrow=True)),
        ("quiet off", c.EndQuiet()),
        ("meeting", c.BeginMeeting()),
        ("meeting 45", c.BeginMeeting(45 * MINUTE)),
        ("meeting +15m", c.ExtendMeeting(15 * MINUTE)),
        ("meeting +15", c.ExtendMeeting(15 * MINUTE)),
        ("meeting OFF", c.EndMeeting()),
        ("break half an hour", c.TakeBreak(length=30 * MINUTE)),
        ("break Walk 15", c.TakeBreak("walk", 15 * MINUTE)),
        ("break Tea", c.TakeBreak("Tea")),
        ("estimate +30", c.MoreOnSession(30 * MINUTE)),
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


@pytest.mark.parametrize("line", ["pause 23:59", "pause until friday", "pause Monday", "quiet until 9"])
def test_what_lasts_may_last_until_a_moment_with_and_without_saying_until(line: str) -> None:
    lasts = command(line)

    assert isinstance(lasts, c.Pause | c.BeQuiet)
    assert lasts.until is not None
    assert lasts.until > datetime.now(lasts.until.tzinfo)


@pytest.mark.parametrize("when", ["tomorrow", "friday", "Fri 10:00", "next week", "in 2 hours", "9am"])
def test_a_step_is_planned_for_whatever_names_a_moment(when: str) -> None:
    for line in (f'commit Ada --plan "{when}"', f'commit --plan="{when}" Ada', f"plan 2 {when}"):
        planned = command(line)
        assert isinstance(planned, c.Commit | c.PlanCommitment)
        assert planned.when is not None
        assert planned.when > datetime.now(planned.when.tzinfo)


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
        "quiet 3x",
        "quiet of",
        "meeting +",
        "meeting tomorrow",
        "estimate 3",
        "start x --estimate 3",
        "checkin fatigue 11",
        "checkin hunger 3",
        "weeks busy",
        "holiday until",
        "holiday until yesterday",
        "was --undo walk",
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
