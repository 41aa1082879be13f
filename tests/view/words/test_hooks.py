"""A run of a hook is dated as everything else is."""

from datetime import UTC, datetime, timedelta

from tray.core.engine.hook_events import HookResult
from tray.view.words.hooks import Logged, logged

NOW = datetime(2026, 11, 30, 14, 0, tzinfo=UTC)


def line(ago: timedelta) -> str:
    return logged(Logged(NOW - ago, "mute", "break_start", HookResult("exit", 0)), NOW, UTC)


def test_the_log_says_a_day_and_a_time_as_people_do() -> None:
    assert "today 13:00  mute (break_start): succeeded" == line(timedelta(hours=1))
    assert "yesterday 14:00  mute (break_start): succeeded" == line(timedelta(days=1))
    assert "Fri 20 Nov 14:00  mute (break_start): succeeded" == line(timedelta(days=10))


def test_an_outcome_that_only_another_version_knows_is_told_as_it_stands_in_the_log() -> None:
    assert "today 14:00  mute (break_start): paused" == logged(
        Logged(NOW, "mute", "break_start", HookResult("paused")), NOW, UTC
    )
