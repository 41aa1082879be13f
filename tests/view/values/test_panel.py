"""What the panel is told: parts that add up, today's curve with what was done, and every row of the menu."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.app.test_loop import Desk, ask, mistakes
from tray.app.answer_command_line import Serving
from tray.control.command_form import unpacked
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.errors import StoreError
from tray.lib.json_text import dumps
from tray.view.values.panel_curve import _gap


def told(desk: Desk) -> dict[str, Any]:
    answer = Serving(desk.loop, lambda: ({}, ())).answer("panel", {})
    assert answer["ok"], answer
    found: dict[str, Any] = json.loads(dumps(answer["result"]))
    return found


def worked() -> Desk:
    desk = Desk().type().run(minutes=40)
    ask(desk.loop, c.TakeBreak("rest", timedelta(minutes=8)))
    desk.loop.take(e.InputStopped(timedelta(seconds=5)))
    desk.run(minutes=8)
    desk.type()
    ask(desk.loop, c.StartSession("report", timedelta(hours=2)))
    return desk.type().run(minutes=30)


def commands(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    own = [row["command"] for row in rows if row.get("command")]
    return own + [each for row in rows for each in commands(row.get("children", []))]


def test_the_parts_add_up_to_the_number() -> None:
    found = told(worked())

    assert f"{sum(each['points'] for each in found['parts'])}%" == found["percent"]


def test_what_is_wrong_is_told_as_status_tells_it() -> None:
    desk = worked()
    desk.settings = mistakes(1)
    desk.loop.reload_settings()

    assert ["Problem: settings.toml:1: breaks.after: wrong"] == told(desk)["problems"]
    assert [] == told(worked())["problems"]


def test_every_row_commands_what_the_program_understands() -> None:
    found = commands(told(worked())["menu"])

    assert {"TakeBreak", "BeQuiet", "StopSession", "Commit", "CheckIn", "ApplyPreset", "Quit"} <= {
        each["command"] for each in found
    }
    assert all(unpacked(each) for each in found)


def test_the_curve_ends_now_and_what_comes_begins_there() -> None:
    desk = worked()
    found = told(desk)["day"]
    now = desk.loop.timeline.now()

    assert now == datetime.fromisoformat(found["lived"][-1][0]) == datetime.fromisoformat(found["as_now"][0][0])
    assert found["lived"][-1][1] == pytest.approx(desk.loop.present().pressure, abs=0.01)
    times = [datetime.fromisoformat(at) for at, _ in found["lived"]]
    assert sorted(times) == times


def test_what_was_done_is_told_under_its_name() -> None:
    spans = told(worked())["day"]["spans"]

    assert {"work", "session", "break"} == {each["kind"] for each in spans}
    assert "report" in [each["label"] for each in spans if each["kind"] == "session"]
    assert ["Break, 8 min"] == [each["label"] for each in spans if each["kind"] == "break"]


def test_a_meeting_lies_over_the_work_that_it_was() -> None:
    desk = Desk().type().run(minutes=40)
    ask(desk.loop, c.BeginMeeting(timedelta(minutes=30)))
    begun = desk.loop.timeline.now()
    desk.run(minutes=20)
    spans = told(desk)["day"]["spans"]

    (meeting,) = (each for each in spans if each["kind"] == "meeting")
    assert "Meeting" == meeting["label"]
    assert begun == datetime.fromisoformat(meeting["since"])
    assert spans.index(meeting) > [each["kind"] for each in spans].index("work")


@pytest.mark.parametrize(
    ("regimes", "label"),
    [
        ((Regime.REST, Regime.SLEEP), "Sleep, 1 h"),
        ((Regime.REST, Regime.RESTORE), "Walk, 1 h"),
        ((Regime.OFF,), "Time off, 1 h"),
    ],
)
def test_a_gap_is_called_what_it_was_most_of_all(regimes: tuple[Regime, ...], label: str) -> None:
    assert label == _gap(regimes, timedelta(hours=1))


def test_a_record_that_cannot_be_read_leaves_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = worked()

    def fails(*_: object) -> None:
        raise StoreError("gone")

    monkeypatch.setattr(desk.loop.record, "back_to", fails)

    assert told(desk)["day"] is None
    assert told(desk)["menu"]


def test_a_day_of_many_switches_stays_small_enough_to_draw() -> None:
    desk = Desk().type()
    for _ in range(8):
        desk.type().run(minutes=60)

    assert len(told(desk)["day"]["lived"]) <= 2 * 360
