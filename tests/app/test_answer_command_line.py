"""What the running program answers to the command line."""

import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.app.test_loop import Desk, ask, mistakes
from tray.app.answer_command_line import Serving
from tray.app.purge_and_import import take_in
from tray.control.command_form import packed, unpacked
from tray.control.protocol import PANEL, read_answer
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.facts import Cause, Recorded, RegimeBegan
from tray.errors import StoreError, UsageError
from tray.ports import Request
from tray.settings.defaults.every_setting import Settings

SOURCES = {"idle": "x11-sync", "tray": "status-notifier"}


def serving(desk: Desk) -> Serving:
    return Serving(desk.loop, lambda: (SOURCES, ()))


def values(desk: Desk) -> dict[str, Any]:
    answer = serving(desk).answer("status", {})
    assert answer["ok"]
    found: dict[str, Any] = answer["result"]["values"]
    return found


def test_status_shows_every_mistake_of_the_settings_and_of_many_where_to_read_the_rest() -> None:
    desk = Desk()
    desk.settings = mistakes(3)
    desk.loop.reload_settings()

    assert [f"settings.toml:{line}: breaks.after: wrong" for line in (1, 2, 3)] == values(desk)["problems"]

    desk.settings = mistakes(300)
    desk.loop.reload_settings()

    assert 5 == len(values(desk)["problems"])
    assert "296 more mistakes" in values(desk)["problems"][-1]

    desk.settings = Settings()
    desk.loop.reload_settings()

    assert [] == values(desk)["problems"]


def test_status_adds_up() -> None:
    said = values(Desk().type().run(minutes=40))

    assert said["pressure"] == pytest.approx(sum(said["parts"].values()), abs=1e-9)
    assert ("work", "on", "green") == (said["regime"], said["tracking"], said["level"])
    assert 40 * 60 == pytest.approx(said["stretch_s"], abs=1)
    assert SOURCES == said["sources"]


def test_times_carry_their_offset() -> None:
    said = values(Desk().type())

    assert datetime.fromisoformat(said["at"]).utcoffset() == timedelta(hours=1)
    assert datetime.fromisoformat(said["next"]["at"]).utcoffset() == timedelta(hours=1)


def test_absent_things_are_none() -> None:
    said = values(Desk())

    assert [None, None, None] == [said["session"], said["snoozed_until"], said["paused_until"]]


def said_of(desk: Desk, *commands: c.Command) -> list[str]:
    answers = [serving(desk).answer("command", packed(each)) for each in commands]
    return [answer["result"]["said"] if answer["ok"] else answer["error"] for answer in answers]


def test_what_was_noted_is_said_before_how_things_stand() -> None:
    desk = Desk().type().run(minutes=60)
    now = desk.clock.wall()
    told = said_of(
        desk,
        c.Commit("answer <b>Ada</b>"),
        c.Commit("call Bob", now + timedelta(days=1)),
        c.PlanCommitment(1, now + timedelta(minutes=30)),
        c.CloseCommitment(2),
        c.ItWas(Regime.RESTORE, now - timedelta(minutes=30), now - timedelta(minutes=10)),
    )

    assert told[0].startswith("Added as number 1: answer <b>Ada</b>. Pressure ")
    assert told[1].startswith("Added as number 2: call Bob, next step tomorrow 10:00. Pressure ")
    assert told[2].startswith("Number 1: answer <b>Ada</b>, next step today 10:30. Pressure ")
    assert told[3].startswith("Number 2 is closed: call Bob. Pressure ")
    assert told[4].startswith("Monday 23 November, 09:30–09:50 counts as a walk. Pressure ")


def test_every_answer_is_about_what_was_asked() -> None:
    desk = Desk().type().run(minutes=10)
    told = said_of(
        desk,
        c.StartSession("report", timedelta(hours=2)),
        c.Estimate(timedelta(hours=3)),
        c.StopSession(),
        c.TakeBreak(length=timedelta(minutes=7)),
        c.EndBreak(),
        c.Snooze(timedelta(minutes=25)),
        c.Resume(),
        c.Pause(timedelta(minutes=30)),
        c.Resume(),
        c.Resume(),
        c.Skip(),
        c.BeQuiet(timedelta(hours=1)),
        c.EndQuiet(),
        c.EndQuiet(),
        c.BeginMeeting(timedelta(minutes=45)),
        c.ExtendMeeting(timedelta(minutes=15)),
        c.EndMeeting(),
        c.EndDay(),
        c.Quit(),
    )
    about = (
        *('Session "report" started, estimated at 2 h.', 'Session "report" is now estimated at 3 h.'),
        *(
            'Session "report" ended after less than a minute of work.',
            "7 min left",
            "Break ended after less than a minute.",
            "Snoozed until 09:35",
        ),
        *("The snooze is over.", "Tracking is paused until 09:40", "Tracking again.", "Nothing was paused."),
        *("No break is due", "Quiet until 10:10", "Backpressure notifies you again."),
        *("Backpressure wasn't quiet.", "In a meeting until 09:55", "In a meeting until 10:10"),
        *("Meeting ended.", "Your day has ended"),
    )

    assert [] == [(each, said) for each, said in zip(about, told, strict=False) if each not in said]
    assert "Backpressure has quit." == told[-1]


def test_a_break_and_a_session_that_lasted_are_told_with_their_length() -> None:
    desk = Desk().type()
    said_of(desk, c.StartSession("report"))
    desk.run(minutes=40)
    assert said_of(desk, c.StopSession())[0].startswith('Session "report" ended after 40 min of work. Pressure ')
    said_of(desk, c.TakeBreak(length=timedelta(minutes=7)))
    desk.loop.take(e.InputStopped(timedelta(seconds=5)))
    desk.run(minutes=3)
    assert said_of(desk, c.EndBreak())[0].startswith("Break ended after 3 min. Pressure ")


@pytest.mark.parametrize(
    ("stands", "command", "said"),
    [
        (c.StartSession("report"), c.StartSession("mail"), 'Session "report" ended after less than a minute of work. '),
        (c.Snooze(timedelta(minutes=25)), c.BeQuiet(timedelta(hours=1)), "Quiet until 10:10."),
        (c.Snooze(timedelta(minutes=25)), c.BeginMeeting(timedelta(minutes=45)), "In a meeting until 09:55."),
        (c.BeginMeeting(timedelta(minutes=45)), c.BeQuiet(timedelta(hours=1)), "Quiet until 10:10."),
        (c.TakeBreak(length=timedelta(minutes=7)), c.Snooze(timedelta(minutes=25)), "Snoozed until 09:35."),
        (c.Pause(timedelta(minutes=30)), c.BeQuiet(), "Quiet until you say otherwise."),
        (c.Skip(), c.Snooze(timedelta(minutes=25)), "Snoozed until 09:35."),
    ],
)
def test_what_was_asked_is_said_once_whatever_else_stands(stands: c.Command, command: c.Command, said: str) -> None:
    assert 1 == said_of(Desk().type().run(minutes=10), stands, command)[-1].count(said)


@pytest.mark.parametrize(
    "command",
    [
        c.CheckIn("fatigue", 11),
        c.CheckIn("hunger", 3),
        c.Introduce("busy"),
        c.AsUsual(),
        c.EndHoliday(),
        c.BeginHoliday(date(2026, 11, 1)),
        c.EndBreak(),
        c.TakeBreak("tea"),
        c.StopSession(),
        c.Estimate(timedelta(hours=1)),
        c.StartSession("reading", away_after=timedelta(hours=5)),
        c.CloseCommitment(7),
        c.PlanCommitment(7, datetime(2026, 12, 1, tzinfo=UTC)),
        c.Commit("late", datetime(2026, 11, 1, tzinfo=UTC)),
        c.ItWasNot(),
        c.ExtendMeeting(timedelta(minutes=15)),
        c.ExtendBreak(timedelta(minutes=2)),
        c.EndMeeting(),
    ],
    ids=lambda command: type(command).__name__,
)
def test_what_cannot_be_done_is_wrong_use_and_no_limit_of_the_person(command: c.Command) -> None:
    assert 2 == serving(Desk().type().run(minutes=1)).answer("command", packed(command))["exit_code"]


def test_what_is_refused_is_not_noted() -> None:
    assert not said_of(Desk().type(), c.CloseCommitment(7))[0].startswith("Number 7 is closed")


def test_a_command_is_done_when_it_is_answered() -> None:
    desk = Desk().type().run(minutes=10)
    answer = serving(desk).answer("command", packed(c.Pause(timedelta(minutes=30))))

    assert answer["ok"]
    assert "Tracking is paused until 09:40" in answer["result"]["said"]
    assert "paused" == values(desk)["tracking"]


def test_a_refusal_is_an_error_with_its_exit_code() -> None:
    answer = serving(Desk()).answer("command", packed(c.CloseCommitment(7)))

    assert (False, 2) == (answer["ok"], answer["exit_code"])
    assert "no open to-do number 7" in answer["error"]


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"command": 7, "fields": {}},
        {"command": "Explode", "fields": {}},
        {"command": "Snooze", "fields": {"length": "x"}},
        {"command": "Snooze", "fields": {"len": 3}},
        {"command": [], "fields": {}},
    ],
)
def test_what_is_no_command_is_wrong_use(arguments: dict[str, Any]) -> None:
    answer = serving(Desk()).answer("command", arguments)

    assert (False, 2) == (answer["ok"], answer["exit_code"])


@pytest.mark.parametrize(
    ("verb", "arguments", "said"),
    [
        ("purge", {"device": 7}, "7 isn't a machine."),
        ("purge", {"start": "yesterday"}, "'yesterday' isn't a point in time."),
        ("purge", {"start": "2026-11-01T12:00"}, "'2026-11-01T12:00' has no offset from UTC."),
        ("purge", {"end": "9999-01-01T00:00+00:00"}, "is out of range: it can be from"),
    ],
)
def test_what_is_no_time_and_no_machine_deletes_nothing(verb: str, arguments: dict[str, Any], said: str) -> None:
    desk = Desk().type().run(minutes=10)
    before = [*desk.journal.records]
    answer = serving(desk).answer(verb, arguments)

    assert said in answer["error"]
    assert ((False, 2), before) == ((answer["ok"], answer["exit_code"]), desk.journal.records)


@pytest.mark.parametrize("name", [None, "", "a\0b", "…"])
def test_what_names_no_file_is_not_taken_in(name: str | None) -> None:
    with pytest.raises(UsageError, match=r"No file was named\."):
        take_in({"file": name}, Desk().loop, lambda _: None, "")


def test_an_unknown_verb_is_wrong_use() -> None:
    assert 2 == serving(Desk()).answer("dance", {})["exit_code"]


def test_commitments_are_listed_with_stable_numbers() -> None:
    desk = Desk()
    for text in ("one", "two", "three"):
        ask(desk.loop, c.Commit(text))
    ask(desk.loop, c.CloseCommitment(2))
    ask(desk.loop, c.Commit("four"))

    rows = serving(desk).answer("commitments", {})["result"]["commitments"]

    assert [(1, "one"), (3, "three"), (4, "four")] == [(row["number"], row["text"]) for row in rows]


@pytest.mark.parametrize(
    "command",
    [
        c.TakeBreak("walk", timedelta(minutes=15)),
        c.Snooze(until_tomorrow=True),
        c.Pause(until=datetime.fromisoformat("2026-11-23T17:00:00+01:00")),
        c.StartSession("report", timedelta(hours=2), "pressed", by_hand=True),
        c.Commit("text", reason="why"),
        c.ItWas(Regime.RESTORE),
        c.Quit(),
    ],
)
def test_a_command_travels_unchanged(command: c.Command) -> None:
    assert command == unpacked(packed(command))


def test_a_text_that_nobody_could_read_is_refused_and_not_recorded() -> None:
    desk = Desk()
    for command in (c.Commit("x" * 1001), c.StartSession("x" * 60_000), c.Skip("x" * 1001)):
        with pytest.raises(UsageError, match="1000 characters"):
            unpacked(packed(command))
    assert serving(desk).answer("command", packed(c.Commit("x" * 1000)))["ok"]


def test_a_command_of_another_version_is_wrong_use() -> None:
    with pytest.raises(UsageError, match="another version"):
        unpacked({"command": "Teleport", "fields": {}})


def test_a_hundred_requests_a_second_leave_the_loop_free_for_the_icon() -> None:
    desk = Desk().type().run(minutes=40)
    asked = serving(desk)
    asked.answer("status", {})
    longest, began = 0.0, time.process_time()
    for _ in range(100):
        before = time.process_time()
        assert asked.answer("status", {"format": "waybar"})["ok"]
        desk.loop.each()
        longest = max(longest, time.process_time() - before)

    assert longest < 0.05
    assert time.process_time() - began < 0.9


def test_status_names_the_machine_at_which_the_person_is() -> None:
    desk = Desk().type().run(seconds=2)
    assert values(desk)["elsewhere"] is None

    desk.loop.machine_names = {"4f2a": "desktop"}
    desk.loop.take_in([Recorded("4f2a", 1, 0, RegimeBegan(desk.clock.wall(), Regime.WORK, Cause.INPUT))])

    assert "desktop" == values(desk)["elsewhere"]
    assert "elsewhere" in values(desk)["quiet"]


def test_a_disk_that_fails_takes_nothing_but_the_hours_at_each_machine_from_the_status(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(*_: object) -> None:
        raise StoreError("The disk answered with an error.")

    desk = Desk().type().run(minutes=10)
    desk.loop.take_in([Recorded("4f2a", 1, 0, RegimeBegan(desk.clock.wall(), Regime.WORK, Cause.INPUT))])
    desk.run(minutes=1)
    assert values(desk)["at_machines"]
    monkeypatch.setattr(desk.journal, "facts", fails)
    monkeypatch.setattr(desk.journal, "snapshot", fails)

    assert {} == values(desk)["at_machines"]


def answered_by(copy: Any, verb: str, *, line: bool = True) -> tuple[list[Any], list[bytes]]:
    """What a client is answered, by the program itself and as a line of its copy."""
    answers: list[Any] = []
    lines: list[bytes] = []
    served = Serving(Desk().type().run(minutes=40).loop, lambda: (SOURCES, ()), copy=copy)
    served.give(Request(verb, {}, answers.append, line=lines.append if line else None))
    return answers, lines


def says_it(says: Any, heard: Any) -> bool:
    heard(says())
    return True


def says_nothing(_: Any, heard: Any) -> bool:
    heard(b"")
    return True


@pytest.mark.parametrize("copy", [says_it, says_nothing])
def test_the_panel_is_told_what_a_copy_worked_out_or_the_program_itself_where_that_failed(copy: Any) -> None:
    answers, (line,) = answered_by(copy, PANEL)

    assert [] == answers
    assert "40 min" in read_answer(line)["result"]["since"]


@pytest.mark.parametrize(
    ("copy", "verb", "line"), [(lambda *_: False, PANEL, True), (says_it, "status", True), (says_it, PANEL, False)]
)
def test_the_program_answers_itself_where_no_copy_can(copy: Any, verb: str, line: bool) -> None:
    answers, lines = answered_by(copy, verb, line=line)

    assert answers[0]["ok"]
    assert [] == lines
