"""A run of a hook is dated as everything else is."""

from datetime import UTC, datetime, timedelta

import pytest

from tray.core.engine.hook_events import HookResult
from tray.view.words.hooks_and_their_log import Logged, logged, outcome

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


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (HookResult("exit", None), "ended"),
        (HookResult("exit", -15), "was ended by signal 15"),
        (HookResult("exit", 3), "failed with exit code 3"),
        (HookResult("exit", 0, left=2), "succeeded; 2 of its processes couldn't be ended"),
        (HookResult("left", 0), "succeeded; what it had started was ended after 5 s"),
        (HookResult("timeout"), "didn't stop by itself and was stopped after 5 s"),
        (HookResult("missing", error="No such file"), "couldn't be started: No such file"),
    ],
)
def test_what_became_of_a_hook_is_told_with_what_was_left_of_it(result: HookResult, said: str) -> None:
    assert said == outcome(result, timedelta(seconds=5))
