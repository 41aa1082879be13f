"""Each judge of the twelve people sees a life that is made up to be bad, and lets a good one pass."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.lives.machine import Action, Machine
from tests.lives.personas.judging import Judge, Verdict
from tests.lives.personas.truths import Known, untrue
from tray.core.messages import commands as c
from tray.view.tray.face import Button, Notice

NINE = datetime(2026, 10, 19, 7, 0, tzinfo=UTC)
"""09:00 in Berlin, on a Monday."""
BERLIN = ZoneInfo("Europe/Berlin")
LUNCH = '[breaks]\nat = ["12:30 lunch"]'
IN_RED = "[levels]\nyellow = 2\norange = 3\nred = 4"
LIMIT = Notice("8 h worked today", "A day is full in 30 min.")


def begun(settings: str = "", begins: datetime = NINE) -> tuple[Machine, Judge]:
    machine = Machine(begins)
    judge = Judge(machine)
    machine.do(("save", settings))
    machine.do(("start",))
    return machine, judge


def work(minutes: float) -> Action:
    return ("work", minutes, 0.0, 0)


def say(machine: Machine, slot: str, notice: Notice) -> None:
    """As if the program said it, whatever it would have said."""
    machine.screen.show(slot, notice)
    machine.do(work(0.1))


def unheard(monkeypatch: pytest.MonkeyPatch, machine: Machine) -> None:
    """The program says nothing more."""
    monkeypatch.setattr(machine.screen, "show", lambda _slot, _notice: None)


@pytest.mark.parametrize(
    "closing",
    [("attention", (what,)) for what in ("do-not-disturb", "fullscreen", "presentation", "meeting", "program")]
    + [("lock",)],
    ids=str,
)
def test_what_is_said_while_the_gate_is_closed_is_an_interruption(closing: Action) -> None:
    machine, judge = begun()
    machine.do(work(5))
    machine.do(closing)
    machine.screen.show("limit", LIMIT)
    machine.do(("idle", 0.1, 0.0))

    assert 1 == len(judge.verdict().interruptions)


def test_what_is_said_in_quiet_hours_is_an_interruption() -> None:
    machine, judge = begun('[hours]\nquiet = ["09:00-10:00"]')
    machine.do(work(5))
    say(machine, "limit", LIMIT)

    assert 1 == len([each for each in judge.verdict().interruptions if LIMIT.title in each])


@pytest.mark.parametrize("asked", [c.BeQuiet(timedelta(hours=1)), c.BeginMeeting(timedelta(hours=1))], ids=str)
def test_what_is_said_to_somebody_who_asked_for_quiet_is_an_interruption(asked: c.Command) -> None:
    machine, judge = begun()
    machine.do(work(5))
    judge.ask(asked)
    say(machine, "limit", LIMIT)
    machine.do(work(60))
    say(machine, "limit", LIMIT)

    assert 1 == len(judge.verdict().interruptions)


def test_what_is_said_while_the_gate_is_open_is_none_and_neither_is_an_answer() -> None:
    machine, judge = begun()
    machine.do(work(5))
    say(machine, "limit", LIMIT)
    machine.do(("attention", ("do-not-disturb",)))
    say(machine, "status", Notice("Pressure 6 %", ""))
    judge.ask(c.ShowStatus())

    assert [] == judge.verdict().interruptions


def test_one_suggestion_in_a_stretch_may_pass_a_full_screen_of_two_hours_and_no_second_one() -> None:
    machine, judge = begun()
    machine.do(("attention", ("fullscreen",)))
    machine.do(work(121))
    say(machine, "suggestion", Notice("First", "", lasting=True, appearance=1))
    already = len(judge.verdict().interruptions)
    say(machine, "suggestion", Notice("Second", "", lasting=True, appearance=2))

    assert already + 1 == len(judge.verdict().interruptions)


def silent_for(
    monkeypatch: pytest.MonkeyPatch, minutes: float, settings: str = "", *first: Action, begins: datetime = NINE
) -> Verdict:
    machine, judge = begun(settings, begins)
    for action in first:
        machine.do(action)
    unheard(monkeypatch, machine)
    machine.do(work(minutes))
    return judge.verdict()


def test_silence_is_counted_from_when_a_break_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    assert silent_for(monkeypatch, 70).silences == []
    found = silent_for(monkeypatch, 80)

    assert timedelta(minutes=29) <= found.silence <= timedelta(minutes=31)
    assert len(found.silences) == 1


def test_in_red_silence_is_counted_with_less_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    found = silent_for(monkeypatch, 64, IN_RED)

    assert timedelta(minutes=13) <= found.in_red <= timedelta(minutes=15)
    assert (True, False) == (found.too_silent_in_red, found.too_silent)
    assert len(found.silences) == 1


@pytest.mark.parametrize("what", ["meeting", "fullscreen", "do-not-disturb"])
def test_a_silence_that_the_desktop_asks_for_is_none(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert silent_for(monkeypatch, 110, "", ("attention", (what,))).silence < timedelta(minutes=1)


def test_a_snooze_is_an_answer_for_its_length(monkeypatch: pytest.MonkeyPatch) -> None:
    machine, judge = begun()
    machine.do(work(55))
    judge.ask(c.Snooze(timedelta(minutes=40)))
    unheard(monkeypatch, machine)
    machine.do(work(60))

    assert timedelta(minutes=19) <= judge.verdict().silence <= timedelta(minutes=21)


def test_who_wants_to_be_asked_once_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    machine, judge = begun("[breaks]\nagain = []")
    machine.do(work(55))
    unheard(monkeypatch, machine)
    machine.do(work(90))

    assert judge.verdict().silence < timedelta(minutes=5)


def test_a_due_break_that_is_never_offered_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    found = silent_for(monkeypatch, 60)

    assert (1, 0, 1) == (found.due, found.offered, len(found.missed))


def test_nobody_owes_a_break_for_which_there_was_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    assert 0 == silent_for(monkeypatch, 52).due


def test_a_fixed_time_that_is_never_offered_is_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    twelve = NINE + timedelta(hours=3, minutes=10)

    assert 1 == len(silent_for(monkeypatch, 45, LUNCH, begins=twelve).swallowed)
    assert 0 == len(silent_for(monkeypatch, 45, begins=twelve).swallowed)


def test_a_fixed_time_that_is_offered_is_not_swallowed() -> None:
    machine, judge = begun(LUNCH, NINE + timedelta(hours=3, minutes=10))
    machine.do(work(45))

    found = judge.verdict()
    assert ([], True) == (found.swallowed, found.asks > 0)


def test_a_longer_kind_that_is_never_offered_is_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = "\n".join(
        f'[[kinds]]\nname = "{name}"\nlength = "{length}"\nevery = "{every}"'
        for name, length, every in (("eyes", "20s", "10m"), ("stretch", "8m", "30m"))
    )

    found = silent_for(monkeypatch, 40, kinds)

    assert 2 == found.due
    assert ["stretch"] == [each.split(",")[0] for each in found.swallowed]


def test_words_that_are_no_longer_true_are_found_where_they_stand() -> None:
    machine, judge = begun()
    machine.do(work(5))
    say(machine, "suggestion", Notice("Rest", "Pressure 31 % (green), 50 min since a rest.", lasting=True))
    machine.do(work(2))
    fresh = len(judge.verdict().stale)
    machine.do(work(20))

    assert (0, 1) == (fresh, len(judge.verdict().stale))


NEAR_THE_END = NINE + timedelta(hours=7, minutes=30)
OFFER = Notice("Time for a 5-minute break", "", (Button("break", "", c.TakeBreak("rest", timedelta(minutes=5))),))


@pytest.mark.parametrize(("minutes", "disturbed"), [(40, 0), (52, 1), (65, 1), (82, 0)])
def test_a_break_that_the_end_of_the_day_makes_pointless_is_out_of_place(
    minutes: float, disturbed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine, judge = begun(begins=NEAR_THE_END)
    show = machine.screen.show
    monkeypatch.setattr(
        machine.screen, "show", lambda slot, notice: show(slot, notice) if slot == "day" or notice == OFFER else None
    )
    machine.do(work(minutes))
    say(machine, "suggestion", OFFER)

    assert disturbed == len(judge.verdict().interruptions)


def test_near_the_end_of_the_day_no_rest_is_owed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert 0 == silent_for(monkeypatch, 59, begins=NEAR_THE_END + timedelta(minutes=2)).due


KNOWN = Known(
    now=NINE + timedelta(hours=2, minutes=30),
    zone=BERLIN,
    level="orange",
    working_since=NINE,
    reached={"orange": NINE + timedelta(hours=2)},
    buys=lambda length: 8 * length,
    own=("Look 20 m away for 20 s.",),
    lengths=(timedelta(hours=2),),
)
BREAK = (Button("break", "Take a break", c.TakeBreak("rest", timedelta(minutes=7))),)


@pytest.mark.parametrize(
    "text",
    [
        "Time for a 7-minute break.",
        "You've been working since 09:00 without a break.",
        "No break since 09:01. Orange since 11:00.",
        "You reached orange at 11:00.",
        "7 min of rest buys 56 min below orange.",
        "Five minutes now keeps you out of orange until 12:10.",
        "Look 20 m away for 20 s.",
        "The 2 h you gave it are used up.",
        "The first one comes after about 2 hours.",
        "Tomorrow 09:00 is free.",
    ],
)
def test_what_stays_true_is_let_pass(text: str) -> None:
    assert untrue(Notice("Break", text, BREAK), KNOWN) is None


@pytest.mark.parametrize(
    "text",
    [
        "Pressure 62 %.",
        "62% by now",
        "50 min since a rest.",
        "2 h 30 min since a break",
        "3 h of work in one go.",
        "A break in 5 min.",
        "The first one comes in about 2 hours.",
        "Your day ends in 10 min",
        "Time for a 9-minute break.",
        "7 min of rest buys 20 min below orange.",
        "No break since 09:30.",
        "Red since 11:00.",
        "Orange since 10:40.",
        "It was (green) then.",
        "This keeps you out of orange until 11:10.",
        "It's 11:00. Time to call it a day?",
    ],
)
def test_what_is_true_no_longer_is_found(text: str) -> None:
    assert untrue(Notice("Break", text, BREAK), KNOWN) is not None


def test_a_length_of_the_persons_own_work_is_no_figure_that_may_stand_for_something_else() -> None:
    assert untrue(Notice("Break", "The 2 h you gave it are used up.", BREAK), replace(KNOWN, lengths=())) is not None
