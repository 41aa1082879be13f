"""Whether the program runs decides what is known of the work that was under way."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import away_from_home
from tests.fakes import FakeClock
from tests.store.stories import opened
from tray.core.law.values import Regime
from tray.core.messages import facts as f
from tray.errors import BackpressureError, NotRunning
from tray.history import known_while_not_running, past
from tray.store.files.places import Places

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.mark.parametrize(
    ("answer", "worked"),
    [
        ({"state": "work"}, HOUR),
        (BackpressureError("It hasn't answered within 5 s."), HOUR),
        (NotRunning("It isn't running."), 20 * MINUTE),
    ],
    ids=["it runs", "it is busy", "it was killed"],
)
def test_work_goes_on_while_the_program_runs_though_it_is_too_busy_to_say_so(
    answer: object, worked: timedelta, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = FakeClock()
    away_from_home(tmp_path, monkeypatch)
    with closing(opened(Path(Places().history))) as journal:
        journal.append([f.RegimeBegan(clock.wall(), Regime.WORK, f.Cause.INPUT)])
        journal.saw(clock.wall() + 20 * MINUTE)
    clock.pass_time(hours=1)

    def ask(*_: object) -> object:
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(past, "ask", ask)
    for module in (past, known_while_not_running):
        monkeypatch.setattr(module, "SystemClock", lambda: clock)
    with past.past() as found:
        (today,) = found.days(found.today, found.today)

    assert worked == today.worked
