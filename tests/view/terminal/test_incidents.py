"""When the pressure reached 100%, it says where that came from, and what would have helped."""

import re
from datetime import timedelta
from typing import Any

from tests.core.wellbeing.test_incident_when_full import HASTY, full
from tests.day import Day, day
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.history import answers
from tray.lib.text_width import width
from tray.view.terminal.incidents import incidents_text


def values(told: Day) -> dict[str, Any]:
    return answers.answer("incidents", {}, told.record, told.state, told.context)


def text(told: Day) -> str:
    return incidents_text(values(told), colour=False)


def test_without_incidents_it_says_so() -> None:
    assert "The pressure has never reached 100%." == text(day().work("1h"))


def test_the_latest_stretch_is_last_and_then_the_sum_and_what_would_have_helped_most() -> None:
    told = day(HASTY).ask(c.Commit("send the slides")).ask(c.StartSession("mail")).work("40m").away("5m")
    told.ask(c.StartSession("report")).work("4h")
    lines = text(told).splitlines()

    assert re.fullmatch(r"23 Nov 2026 \d\d:\d\d: the pressure reached 100%\.", lines[0])
    in_all = lines.index("  In all: 100 points")
    titles = [re.sub("–.*", "", line) for line in lines[1:in_all] if ": " in line]
    assert ["  Before today: 6 points", "  1 to-do: 1 point", "  09:00", "  09:45"] == titles
    assert lines[in_all - 2].startswith("  09:45–11:0")
    assert lines[in_all + 1].startswith("  What would have helped most: ")


def test_what_was_switched_to_and_fro_is_named_beside_the_work() -> None:
    lines = text(day(HASTY).work("4h", switches_per_hour=12)).splitlines()

    assert "    1 h 39 min of work, 20 switches" in lines


def test_who_likes_it_reads_it_as_a_traceback() -> None:
    lines = incidents_text(values(full()), colour=False, runtime=True).splitlines()

    assert lines[0].endswith("  Traceback (most recent stretch last):")
    assert "MemoryError: 100 of 100 points are held" in lines
    assert not [line for line in lines if "In all" in line]


def test_the_points_of_the_parts_add_up() -> None:
    told = full()
    said = text(told)
    parts = [int(found) for found in re.findall(r": (\d+) points?$", said.split("In all")[0], re.M)]

    assert 100 == sum(parts)


def test_an_incident_of_the_past_is_explained_as_of_its_moment() -> None:
    told = full()
    then = values(told)["incidents"]
    told.away("16h").work("1h")

    assert then == values(told)["incidents"]


def test_an_incident_from_before_the_clock_was_set_is_still_found() -> None:
    told = full()
    then = values(told)["incidents"][0]["explanation"]["parts"]
    before, told.at = told.at, told.at - timedelta(hours=2)
    told.happen(e.ClockSet(before)).work("10m")

    assert then == values(told)["incidents"][0]["explanation"]["parts"]


def test_no_label_acts_on_the_terminal() -> None:
    told = (
        day(HASTY).ask(c.Commit("\x1b]0;title\x07 promise " * 9)).ask(c.StartSession("a\x1b[2J\r\nb" * 30)).work("4h")
    )
    said = text(told)

    assert all(each.isprintable() or each == "\n" for each in said)
    assert max(map(width, said.splitlines())) <= 80


def test_many_incidents_show_the_last_five() -> None:
    told = full()
    for _ in range(11):
        told.ask(c.TakeBreak("walk")).away("20m").work("2h")
    found = values(told)

    assert (5, 6) == (len(found["incidents"]), found["earlier"])
    assert "6 earlier ones aren't shown." == incidents_text(found, colour=False).splitlines()[0]
