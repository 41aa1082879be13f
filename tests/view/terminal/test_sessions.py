"""What ``sessions`` says."""

from datetime import timedelta

from tests.day import Day, day
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.view.values.sessions import sessions


def told(story: Day) -> str:
    text: str = sessions(story.state, story.context)["text"]
    return text


def test_the_sessions_of_today_and_what_is_waiting() -> None:
    story = day().work("1s").ask(c.StartSession("mail")).work("20m")
    story.ask(c.StartSession("report", timedelta(hours=2))).work("10m").ask(c.Commit("answer Ada"))
    story.ask(c.Commit("book the train", story.at + timedelta(hours=3))).happen(e.CommitmentsFound("files", 7, 1))

    assert told(story) == (
        "Sessions today:\n"
        "  09:00–09:20  mail  (20 min)\n"
        "  09:20–now    report  (10 min of 2 h)\n"
        "To do:\n"
        "    1  answer Ada\n"
        "    2  book the train  (12:30)\n"
        "       and 8 that you keep elsewhere"
    )


def test_a_day_without_any() -> None:
    assert "No sessions today.\nThere are no open to-dos." == told(day())


def test_the_same_as_values() -> None:
    story = day().work("1s").ask(c.StartSession("mail", timedelta(hours=1))).work("20m").ask(c.StopSession())
    values = sessions(story.state, story.context)["values"]

    assert [("mail", 1200.0, 3600.0)] == [
        (each["label"], each["worked_s"], each["estimate_s"]) for each in values["sessions"]
    ]
    assert values["sessions"][0]["until"] == "2026-11-23T09:20:01+01:00"
