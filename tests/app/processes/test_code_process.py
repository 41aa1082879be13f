"""The code is kept a minute after the start, and later what the day has called, when the program is awake anyway."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.desktop.reactor import HandTurnedReactor
from tests.fakes import FakeClock
from tray.app.processes import code_process
from tray.app.processes.code_process import KeepingCode
from tray.lib.loading.load_code_file import AFTER_SECONDS, AGAIN_SECONDS, KeptCode

_BEFORE = timedelta(seconds=1)
_AFTER, _AGAIN = timedelta(seconds=AFTER_SECONDS), timedelta(seconds=AGAIN_SECONDS)


class Code(KeptCode):
    """What is wanted is said by the test."""

    news: dict[str, str] = {}  # noqa: RUF012  # replaced, never changed

    def wanted(self) -> dict[str, str]:
        return self.news


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was kept, call by call."""
    calls: list[str] = []
    monkeypatch.setattr(code_process, "keep_code", lambda _reactor, _path, sources, *_: calls.append(*sources))
    return calls


def test_it_is_kept_after_the_start_and_again_when_the_day_has_called_more(kept: list[str], tmp_path: Path) -> None:
    reactor, clock, code, said = HandTurnedReactor(), FakeClock(), Code(str(tmp_path / "code")), list[str]()
    keeping = KeepingCode(code, reactor, clock, {}, said.append)

    def look(after: timedelta, news: str = "") -> list[str]:
        clock.pass_time(seconds=after.total_seconds())
        code.news = {news: ""} if news else {}
        keeping.look()
        return kept

    assert [] == look(_AFTER - _BEFORE, "too early")
    assert ["start"] == look(_BEFORE, "start")
    assert ["start"] == look(_AGAIN - _BEFORE, "too early")
    assert ["start", "day"] == look(_BEFORE, "day")
    assert ["start", "day"] == look(_AGAIN)
    assert [] == said
    reactor.close()


def test_it_wakes_the_program_once_and_where_nothing_is_kept_never(kept: list[str], tmp_path: Path) -> None:
    reactor, clock, code = HandTurnedReactor(), FakeClock(), Code(str(tmp_path / "code"))
    KeepingCode(None, reactor, clock, {}, kept.append).look()
    assert 0 == reactor.waiting
    KeepingCode(code, reactor, clock, {}, kept.append)
    assert 1 == reactor.waiting

    code.news = {"start": ""}
    clock.pass_time(seconds=AFTER_SECONDS)
    reactor.advance(_AFTER)
    reactor.run_until(lambda: kept)
    assert (["start"], 0) == (kept, reactor.waiting)
    reactor.close()


def test_where_no_process_can_be_started_that_is_noted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fails(*_: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(code_process, "keep_code", fails)
    reactor, clock, code, said = HandTurnedReactor(), FakeClock(), Code(str(tmp_path / "code")), list[str]()
    keeping = KeepingCode(code, reactor, clock, {}, said.append)
    code.news = {"start": ""}
    clock.pass_time(seconds=AFTER_SECONDS)
    keeping.look()

    assert ["OSError('no room')"] == said
    reactor.close()
