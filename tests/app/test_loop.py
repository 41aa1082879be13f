"""The loop: what reaches it, what it shows, what it keeps."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.day import MemoryJournal
from tests.fakes import FakeClock, FakeNotifier, FakeTray
from tray.app.loop import Loop, World
from tray.core.law.levels_and_gauge_steps import Level
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.facts import Cause, Fact, QuestionPut, Recorded, RegimeBegan, Suggested, Switched, kind_of
from tray.core.sensing.presence import FULLSCREEN, MEETING, PRESENTATION
from tray.errors import BackpressureError, Problem, Refused, SettingsInvalid, StoreError
from tray.settings.defaults.every_setting import Breaks, Limits, Settings
from tray.view.tray import icon_mark_tooltip_clicks, notices
from tray.view.tray.face import Mark, Notice, Row


def ask(loop: Loop, command: c.Command) -> None:
    """Do what the person asked for; when this returns, it is on disk. Raises why it is not."""
    came: list[BackpressureError | None] = []
    loop.ask_for(command, lambda _, problem: came.append(problem))
    if problem := came[0]:
        raise problem


class Desk:
    """A loop with everything faked below its ports."""

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        journal: MemoryJournal | None = None,
        clock: FakeClock | None = None,
    ) -> None:
        self.clock, self.tray, self.notifier = clock or FakeClock(), FakeTray(), FakeNotifier()
        self.journal = journal or MemoryJournal()
        self.settings: Settings | SettingsInvalid = settings or Settings()
        self.stopped = self.opened = 0
        self.loop = self.start()

    def start(self, clock_set_by: timedelta = timedelta(0)) -> Loop:
        """The program starts; ``clock_set_by`` is how far its clock is set before it has."""
        world = World(
            clock=self.clock,
            store=self.journal,
            read_settings=self.read,
            open_settings=self.open,
            stop=self.stop,
            tray=self.tray,
            notifier=self.notifier,
        )
        assert isinstance(self.settings, Settings)
        loop = Loop(world, self.settings)
        self.clock.set_wall(seconds=clock_set_by.total_seconds())
        loop.start()
        loop.show()
        return loop

    def read(self) -> Settings:
        if isinstance(self.settings, SettingsInvalid):
            raise self.settings
        return self.settings

    def open(self) -> None:
        self.opened += 1

    def stop(self) -> None:
        self.stopped += 1

    def run(self, **length: float) -> "Desk":
        wait(self.loop, self.clock, **length)
        return self

    def type(self) -> "Desk":
        self.loop.take(e.InputSeen())
        return self


def wait(loop: Loop, clock: FakeClock, **length: float) -> None:
    """Wait as the reactor would: until the loop wants to look, again and again."""
    end = clock.elapsed_time + timedelta(**length)
    while (left := end - clock.elapsed_time) > timedelta(0):
        longest = loop.each()
        assert longest is not None
        clock.pass_time(seconds=min(longest, left).total_seconds())
    loop.each()


def every(rows: Iterable[Row]) -> Iterator[Row]:
    """All rows of a menu, those of its submenus as well."""
    for row in rows:
        yield row
        yield from every(row.children)


def test_the_icon_fills_while_somebody_types() -> None:
    desk = Desk().type().run(hours=2)

    steps = [face.gauge.step for face in desk.tray.faces]

    assert sorted(steps) == steps
    assert Level.YELLOW is desk.tray.faces[-1].gauge.level


def test_the_tray_is_told_only_of_what_differs() -> None:
    desk = Desk().type().run(minutes=30)

    assert all(one != other for one, other in zip(desk.tray.faces, desk.tray.faces[1:], strict=False))


def test_no_rows_are_built_for_a_menu_that_nobody_opens() -> None:
    desk = Desk().type().run(hours=2)

    assert not any("rows" in vars(face.menu) for face in desk.tray.faces)
    assert "Take a break" in [row.label for row in desk.tray.faces[-1].menu]
    assert "rows" in vars(desk.tray.faces[-1].menu)


@pytest.mark.parametrize("by", [timedelta(minutes=10), timedelta(seconds=-5)])
def test_a_clock_that_is_set_while_it_starts_makes_no_work_of_the_night(by: timedelta) -> None:
    """A time server that is reached as somebody logs in."""
    desk = Desk().type().run(hours=5)
    desk.clock.pass_time(hours=14)
    desk.loop = desk.start(clock_set_by=by)
    desk.type().run(minutes=10)

    assert timedelta(minutes=10) == desk.loop.present().stretch
    assert desk.loop.present().pools.awake_h < 1.0


def test_a_clock_that_is_set_while_it_starts_takes_no_welcome_away() -> None:
    desk = Desk()
    desk.journal = MemoryJournal()
    desk.loop = desk.start(clock_set_by=timedelta(minutes=10))

    asks = desk.loop.present().health.question
    assert asks
    assert "welcome" == asks.item


def test_nothing_is_told_while_nothing_changes() -> None:
    desk = Desk()
    told = len(desk.tray.faces)
    desk.loop.each()
    desk.loop.each()

    assert told == len(desk.tray.faces)


def test_what_wakes_it_and_changes_nothing_costs_no_look(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk().type().run(minutes=30)
    wait = desk.loop.each()
    assert wait is not None
    looked: list[datetime] = []
    monkeypatch.setattr(icon_mark_tooltip_clicks, "face", lambda _state, _senses, at, _context: looked.append(at))

    desk.clock.pass_time(seconds=wait.total_seconds() / 2)
    assert wait / 2 == desk.loop.each()
    assert [] == looked

    desk.clock.pass_time(seconds=wait.total_seconds() / 2)
    desk.loop.each()
    assert [] != looked


def test_half_an_hour_after_the_last_input_it_wakes_at_most_three_times_a_minute() -> None:
    desk = Desk().type().run(minutes=10)
    desk.loop.take(e.InputStopped(timedelta(seconds=5)))
    desk.run(minutes=31)
    looks, end = 0, desk.clock.elapsed_time + timedelta(minutes=10)
    while desk.clock.elapsed_time < end:
        wait = desk.loop.each()
        assert wait is not None
        desk.clock.pass_time(seconds=wait.total_seconds())
        looks += 1

    assert looks <= 5


def test_a_suggestion_is_on_the_screen_until_it_is_answered() -> None:
    desk = Desk().type().run(minutes=53)
    notice = desk.notifier.screen[notices.SUGGESTION]

    assert ["Take a break", "Snooze", "Skip"] == [button.label for button in notice.buttons]

    desk.loop.take(e.Asked(notice.buttons[0].command))
    desk.loop.show()

    assert notices.SUGGESTION not in desk.notifier.screen
    assert Mark.BREAK is desk.tray.faces[-1].gauge.mark


def test_a_suggestion_is_shown_once_although_minutes_pass() -> None:
    desk = Desk().type().run(minutes=60)

    assert 1 == sum(slot == notices.SUGGESTION for slot, _ in desk.notifier.said)


def test_the_end_of_a_day_that_was_put_away_appears_anew_when_it_is_asked_again() -> None:
    desk = Desk().type().run(hours=8, minutes=31)
    assert notices.DAY in desk.notifier.screen
    desk.notifier.screen.clear()
    desk.loop.take(e.Asked(c.MoreTime()))
    desk.loop.show()
    desk.type().run(minutes=16)

    assert "Time to call it a day?" == desk.notifier.screen[notices.DAY].title


@pytest.mark.parametrize("what", [FULLSCREEN, PRESENTATION, MEETING])
def test_what_stands_makes_room_for_a_talk_and_comes_back_once(what: str) -> None:
    desk = Desk().type().run(minutes=53)
    desk.loop.take(e.AttentionChanged(frozenset({what})))
    desk.loop.show()
    assert notices.SUGGESTION not in desk.notifier.screen

    desk.run(minutes=5).loop.take(e.AttentionChanged(frozenset()))
    desk.loop.show()
    desk.run(minutes=1)

    assert notices.SUGGESTION in desk.notifier.screen
    assert [1, 1] == [notice.appearance for slot, notice in desk.notifier.said if slot == notices.SUGGESTION]


def test_what_was_put_away_before_a_talk_stays_away_until_it_is_asked_again() -> None:
    desk = Desk().type().run(minutes=53)
    desk.notifier.screen.clear()
    for what in (frozenset({FULLSCREEN}), frozenset[str](), frozenset({FULLSCREEN}), frozenset[str]()):
        desk.loop.take(e.AttentionChanged(what))
        desk.loop.show()
        desk.run(minutes=1)
    assert notices.SUGGESTION not in desk.notifier.screen

    desk.type().run(minutes=15)

    assert [1, 2] == [notice.appearance for slot, notice in desk.notifier.said if slot == notices.SUGGESTION]


def test_after_a_talk_of_an_hour_it_is_asked_again_and_not_in_its_old_words_before() -> None:
    desk = Desk().type().run(minutes=53)
    desk.loop.take(e.AttentionChanged(frozenset({FULLSCREEN})))
    desk.run(minutes=60).loop.take(e.AttentionChanged(frozenset()))
    desk.loop.show()
    desk.run(minutes=5)

    assert [1, 2] == [notice.appearance for slot, notice in desk.notifier.said if slot == notices.SUGGESTION]


def test_what_a_break_freed_is_told_when_it_is_over() -> None:
    desk = Desk().type().run(minutes=60)
    ask(desk.loop, c.TakeBreak(length=timedelta(minutes=7)))
    desk.loop.take(e.InputStopped(timedelta(seconds=5)))
    desk.run(minutes=8)

    assert "7 min away: 35% → " in desk.notifier.screen[notices.BREAK].body


def test_a_left_click_says_the_number_with_buttons() -> None:
    desk = Desk().type().run(minutes=20)
    desk.loop.take(e.Asked(desk.tray.faces[-1].activate))

    notice = desk.notifier.screen[notices.STATUS]

    assert "Pressure 17% (green)" == notice.title
    assert ["Take a break", "Pause", "Settings"] == [button.label for button in notice.buttons]


def test_a_mistake_in_the_settings_changes_nothing_and_is_told_until_it_is_mended() -> None:
    desk = Desk().type().run(minutes=10)
    before = desk.loop.context
    told: list[bool] = []
    desk.loop.followers.append(lambda: told.append(True))
    desk.settings = SettingsInvalid((Problem("settings.toml", 3, "breaks.after", '"3x" is not a duration'),))
    desk.loop.reload_settings()

    assert before == desk.loop.context
    assert "settings.toml:3: breaks.after" in desk.notifier.screen[notices.SETTINGS].body
    assert [True] == told, "whoever follows what is shown, as the panel does"

    desk.settings = Settings(breaks=Breaks(after=timedelta(minutes=8)))
    desk.loop.reload_settings()
    desk.run(minutes=3)

    assert notices.SETTINGS not in desk.notifier.screen
    assert notices.SUGGESTION in desk.notifier.screen
    assert "settings" not in desk.loop.problems


def mistakes(count: int) -> SettingsInvalid:
    return SettingsInvalid(tuple(Problem("settings.toml", n + 1, "breaks.after", "wrong") for n in range(count)))


def test_what_is_said_to_hold_while_the_settings_have_mistakes_is_what_holds() -> None:
    first, later = Desk(), Desk(Settings(breaks=Breaks(after=timedelta(minutes=8))))
    for desk in (first, later):
        desk.settings = mistakes(1)
        desk.loop.reload_settings()

    assert "The default settings apply" in first.notifier.screen[notices.SETTINGS].body
    assert "your previous settings stay in force" in later.notifier.screen[notices.SETTINGS].body


def test_a_kill_loses_at_most_a_minute() -> None:
    desk = Desk().type().run(minutes=30, seconds=59)
    desk.clock.pass_time(hours=2)
    again = Desk(journal=desk.journal, clock=desk.clock)
    again.type().run(seconds=1)

    day = again.loop.present().day
    assert day is not None
    assert timedelta(minutes=29, seconds=59) <= day.worked <= timedelta(minutes=31, seconds=1)


def test_a_kill_before_the_first_sight_counts_no_work_that_was_not_seen() -> None:
    desk = Desk().type()
    desk.journal.saw(None)
    desk.clock.pass_time(hours=2)
    again = Desk(journal=desk.journal, clock=desk.clock).type().run(seconds=1)

    day = again.loop.present().day
    assert day is not None
    assert timedelta(seconds=1) >= day.worked


def test_quitting_loses_nothing() -> None:
    desk = Desk().type().run(minutes=30, seconds=40)
    before = desk.loop.present().pressure
    desk.loop.close()
    again = Desk(journal=desk.journal, clock=desk.clock)

    assert before == pytest.approx(again.loop.present().pressure, abs=0.05)


def test_a_refusal_reaches_whoever_asked_and_changes_nothing() -> None:
    desk = Desk(Settings(limits=Limits(commitments=1)))
    ask(desk.loop, c.Commit("one"))

    with pytest.raises(Refused, match="your limit is"):
        ask(desk.loop, c.Commit("two"))

    assert 1 == len(desk.loop.present().commitments)

    ask(desk.loop, c.Commit("two", reason="the boss"))

    assert 2 == len(desk.loop.present().commitments)


class FullDisk(MemoryJournal):
    """Takes nothing once it is full."""

    full = False

    def append(self, facts):  # type: ignore[no-untyped-def]
        if self.full:
            raise StoreError("The disk is full.")
        return super().append(facts)


def test_what_cannot_be_kept_is_not_acknowledged() -> None:
    journal = FullDisk()
    desk = Desk(journal=journal)
    journal.full = True

    with pytest.raises(StoreError, match="full"):
        ask(desk.loop, c.Commit("one"))

    assert () == desk.loop.present().commitments
    assert "The disk is full." == desk.loop.problems["store"]

    journal.full = False
    ask(desk.loop, c.Commit("one"))

    assert "store" not in desk.loop.problems


def test_what_happens_while_the_disk_is_full_is_taken_in_when_it_is_not() -> None:
    journal = FullDisk()
    desk = Desk(journal=journal).type().run(minutes=30)
    journal.full = True
    desk.clock.suspend(hours=8)
    desk.run(minutes=1)
    desk.loop.take(e.InputStopped(timedelta(seconds=5)))
    desk.run(hours=1)
    journal.full = False
    desk.run(minutes=2)

    day = desk.loop.present().day
    assert day is not None
    assert timedelta(minutes=31) >= day.worked
    assert "store" not in desk.loop.problems


def test_what_a_full_disk_missed_is_on_disk_after_quitting_if_there_is_room_by_then() -> None:
    journal = FullDisk()
    desk = Desk(journal=journal)
    journal.full = True
    desk.type().run(minutes=5)
    assert RegimeBegan not in {type(each.fact) for each in journal.records}
    journal.full = False
    desk.loop.close()

    assert RegimeBegan in {type(each.fact) for each in journal.records}


class HalfFullDisk(MemoryJournal):
    """Has room for so many more writes."""

    room = 10**9

    def append(self, facts):  # type: ignore[no-untyped-def]
        self.room -= 1
        if self.room < 0:
            raise StoreError("The disk is full.")
        return super().append(facts)


@pytest.mark.parametrize("room", range(6))
def test_a_disk_that_fills_up_in_between_makes_nothing_happen_twice(room: int) -> None:
    def lived(journal: HalfFullDisk) -> list[str]:
        desk = Desk(journal=journal).type().run(minutes=53)
        journal.room = room if journal.room < 10**8 else journal.room
        desk.clock.suspend(hours=20)
        desk.run(seconds=1)
        journal.room = 10**9
        desk.type().run(minutes=2)
        return [kind_of(each.fact) for each in journal.facts()]

    full = HalfFullDisk()
    full.room = 10**7

    assert lived(HalfFullDisk()) == lived(full)


def test_what_is_made_up_for_after_a_full_disk_suggests_nothing_to_somebody_who_has_left() -> None:
    journal = FullDisk()
    desk = Desk(journal=journal).run(minutes=2)
    journal.full = True
    desk.type().run(minutes=70)
    desk.loop.take(e.InputStopped(timedelta(seconds=5)))
    desk.run(minutes=10)

    journal.full = False
    desk.run(hours=1)

    assert Suggested not in {type(each.fact) for each in journal.records}
    assert notices.SUGGESTION not in [slot for slot, _ in desk.notifier.said]
    day = desk.loop.present().day
    assert day is not None
    assert timedelta(minutes=69) <= day.worked <= timedelta(minutes=71)


def test_nothing_is_suggested_in_the_first_minute_of_the_program() -> None:
    desk = Desk().type().run(minutes=49)
    desk.loop.close()
    desk.clock.pass_time(minutes=2)
    again = Desk(journal=desk.journal, clock=desk.clock).type().run(seconds=58)

    assert notices.SUGGESTION not in again.notifier.screen

    again.run(minutes=3)

    assert notices.SUGGESTION in again.notifier.screen


def test_a_suspend_is_rest_without_anybody_saying_so() -> None:
    desk = Desk().type().run(minutes=30)
    desk.clock.suspend(hours=8)
    desk.run(seconds=1)

    assert not desk.loop.present().working
    day = desk.loop.present().day
    assert day is not None
    assert timedelta(minutes=31) >= day.worked


@pytest.mark.parametrize("hours", [-3, 3, -24, 24, -24 * 365 * 50])
def test_setting_the_wall_clock_moves_no_countdown(hours: int) -> None:
    desk = Desk().type().run(minutes=30)
    before = desk.loop.present()
    desk.clock.set_wall(hours=hours)
    desk.run(seconds=1)
    after = desk.loop.present()

    assert before.stretch + timedelta(seconds=1) == pytest.approx(after.stretch, abs=timedelta(seconds=1))
    assert before.pressure == pytest.approx(after.pressure, abs=0.1)


def test_a_clock_that_was_set_back_while_nothing_ran_counts_as_no_time() -> None:
    desk = Desk().type().run(minutes=30)
    desk.loop.close()
    before = desk.loop.present().pressure
    desk.clock.set_wall(days=-1)
    again = Desk(journal=desk.journal, clock=desk.clock)

    assert before == pytest.approx(again.loop.present().pressure, abs=0.1)


def test_the_menu_can_open_the_settings_and_quit() -> None:
    desk = Desk()
    rows = {row.key: row for row in every(desk.tray.faces[-1].menu)}
    for key in ("settings-open", "quit"):
        command = rows[key].command
        assert command is not None
        desk.loop.take(e.Asked(command))

    assert (1, 1) == (desk.opened, desk.stopped)


def test_settings_that_are_saved_unchanged_do_nothing() -> None:
    desk = Desk().type().run(minutes=10)
    facts = len(desk.journal.records)
    desk.loop.reload_settings()

    assert facts == len(desk.journal.records)


def test_notifications_can_be_switched_off() -> None:
    silent = replace(Settings().notifications, on=False)
    desk = Desk(Settings(notifications=silent)).type().run(hours=9)

    assert [] == desk.notifier.said


def test_the_menu_says_whether_the_session_starts_the_program_and_changes_it() -> None:
    desk = Desk()
    asked: list[bool | None] = []
    desk.loop.world.autostart = asked.append

    def row() -> Row | None:
        desk.loop.show()
        return next((row for row in every(desk.tray.faces[-1].menu) if row.key == "autostart"), None)

    assert row() is None

    desk.loop.take(e.AutostartFound(False))
    shown = row()
    assert shown is not None
    assert (False, c.Autostart(True)) == (shown.checked, shown.command)
    assert shown.command is not None
    ask(desk.loop, shown.command)
    assert [True] == asked

    desk.loop.take(e.AutostartFound(True))
    shown = row()
    assert shown is not None
    assert (True, c.Autostart(False)) == (shown.checked, shown.command)


def on_record(desk: Desk, *facts: Fact) -> Desk:
    """The same after a restart, when another device's facts lie on the disk."""
    desk.journal.take([Recorded("other", number, 0, fact) for number, fact in enumerate(facts, 1)])
    desk.loop = desk.start()
    return desk


def said_of_trouble(desk: Desk) -> list[str]:
    return [notice.body for slot, notice in desk.notifier.said if slot == notices.TROUBLE]


def test_facts_that_cannot_be_true_are_told_of_once_and_counted() -> None:
    absurd = datetime(2300, 1, 1, tzinfo=UTC)
    desk = on_record(Desk().type().run(minutes=5), Switched(absurd), Switched(absurd))
    desk.run(hours=2)

    assert ["2 facts on record can't be true"] == [each.partition(",")[0] for each in said_of_trouble(desk)]
    assert "leaves them out" in desk.loop.problems["left out"]


def test_facts_from_the_future_are_told_of_until_their_time_has_come() -> None:
    desk = Desk().type().run(minutes=5)
    ahead = desk.clock.wall() + timedelta(hours=1)
    on_record(desk, Switched(ahead), Switched(ahead + timedelta(minutes=30)))
    desk.type().run(minutes=30)
    first = desk.loop.problems["left out"]
    desk.type().run(minutes=45)
    second = desk.loop.problems["left out"]
    desk.type().run(minutes=45)

    assert first.startswith("2 facts from another device are dated in the future.")
    assert second.startswith("1 fact from another device is dated in the future. It counts when that time has come.")
    assert "left out" not in desk.loop.problems
    assert [first] == said_of_trouble(desk)


def test_a_restart_still_knows_of_facts_that_were_left_out_and_does_not_tell_of_them_again() -> None:
    early, late = datetime(1960, 1, 1, tzinfo=UTC), datetime(2300, 1, 1, tzinfo=UTC)
    desk = on_record(Desk().type().run(minutes=5), Switched(early), Switched(late))
    for _ in range(3):
        desk.type().run(minutes=30)
        desk.loop.close()
        assert desk.journal.snapshots
        desk.journal.snapshots = desk.journal.snapshots[-1:]
        desk.loop = desk.start()

    assert "2 facts on record can't be true" in desk.loop.problems["left out"]
    assert 1 == len(said_of_trouble(desk))


def asked_how_tired() -> Desk:
    """Somebody at work, before whom the question stands how tired they are."""
    desk = Desk()
    ask(desk.loop, c.Introduce("normal"))
    desk.type().run(minutes=10)
    desk.loop.moment = replace(
        desk.loop.moment, state=desk.loop.record.append((QuestionPut(desk.clock.wall(), "fatigue"),))
    )
    desk.loop.show()
    return desk


def answered_by_button(desk: Desk, answer: int) -> list[tuple[str, Notice]]:
    """What pressing a button leads to, until the notifications that stand are as the state says."""
    before = len(desk.notifier.said)
    desk.loop.take(e.Asked(c.CheckIn("fatigue", answer)))
    desk.loop.each()
    return desk.notifier.said[before:]


def test_an_answer_by_a_button_is_told_what_was_expected_where_the_question_stood() -> None:
    desk = asked_how_tired()
    assert "How tired do you feel right now?" == desk.notifier.screen[notices.QUESTION].title

    ((slot, notice),) = answered_by_button(desk, 5)

    assert desk.loop.present().answered
    assert notices.QUESTION == slot
    assert notice.body.startswith("You answered 5; about")
    assert "was expected" in notice.body
    assert not notice.lasting
    assert notice == desk.notifier.screen[slot]


def test_an_answer_that_makes_today_easier_is_told_in_one_notification() -> None:
    ((slot, notice),) = answered_by_button(asked_how_tired(), 10)

    assert notices.EASED == slot
    assert "You answered 10; about" in notice.body
    assert "`backpressure ease off`" in notice.body
    assert ["As usual"] == [button.label for button in notice.buttons]


def test_an_answer_of_which_nothing_is_expected_only_takes_the_question_away() -> None:
    desk = asked_how_tired()
    before = len(desk.notifier.said)
    desk.loop.take(e.Asked(c.CheckIn("engaged", 5)))
    desk.loop.each()

    assert before == len(desk.notifier.said)


def test_the_answer_of_the_command_line_is_told_there_and_not_on_the_screen_too() -> None:
    desk = asked_how_tired()
    before = len(desk.notifier.said)
    ask(desk.loop, c.CheckIn("fatigue", 5))
    desk.loop.each()

    assert before == len(desk.notifier.said)


def test_what_another_machine_recorded_is_taken_in_once_and_shown() -> None:
    desk = Desk()
    began = desk.clock.wall() - timedelta(hours=1)
    records = [
        Recorded("laptop", 1, 0, RegimeBegan(began, Regime.WORK, Cause.INPUT)),
        Recorded("laptop", 2, 0, RegimeBegan(began + timedelta(minutes=30), Regime.REST, Cause.AWAY)),
    ]

    assert desk.loop.take_in(records) == 2
    assert desk.loop.take_in(records) == 0
    worked = desk.loop.present().unbroken
    assert worked == timedelta(minutes=30)


def test_a_block_that_was_asked_for_at_the_menu_is_told_with_its_time_and_given_back() -> None:
    desk = Desk().type().run(minutes=10)
    desk.loop.take(e.Asked(c.PlanBlock(timedelta(hours=2), None)))
    (_, notice) = desk.notifier.said[-1]
    assert "focus" == notice.title
    assert notice.body.startswith("Monday 23 November, ")
    assert "It's the first free time that's long enough" in notice.body
    desk.loop.take(e.Asked(notice.buttons[0].command))

    assert () == desk.loop.present().blocks


def test_words_for_whoever_asks_are_shown_at_the_menu_and_copied_on_request() -> None:
    desk = Desk(Settings(limits=Limits(commitments=1)))
    copied: list[None] = []
    desk.loop.world.copy_words = lambda: copied.append(None)
    desk.loop.take(e.Asked(c.Commit("one")))
    desk.loop.take(e.Asked(c.Commit("two")))
    (offer,) = desk.notifier.screen[notices.LIMIT].buttons
    desk.loop.take(e.Asked(offer.command))
    words = desk.notifier.screen[notices.LIMIT]

    assert "I've promised 1 thing that comes first. I could look at it on Tuesday 24 November." in words.body
    assert [] == copied
    desk.loop.take(e.Asked(words.buttons[0].command))
    assert [None] == copied


def test_where_the_record_cannot_be_read_for_the_words_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> Iterator[Recorded]:
        raise StoreError("The disk answered with an error.")

    desk = Desk()
    ask(desk.loop, c.Commit("one"))
    monkeypatch.setattr(desk.journal, "facts", fails)
    monkeypatch.setattr(desk.journal, "of_kind", fails)
    ask(desk.loop, c.Decline())

    assert "The disk answered with an error." == desk.loop.problems["past"]
    assert notices.LIMIT not in desk.notifier.screen


def test_what_stands_leaves_the_screen_when_the_person_goes_to_another_machine_and_comes_back_with_them() -> None:
    desk = Desk().type().run(minutes=53)
    assert notices.SUGGESTION in desk.notifier.screen
    touched = [Recorded("laptop", 1, 0, RegimeBegan(desk.clock.wall(), Regime.WORK, Cause.INPUT))]

    desk.loop.take_in(touched)
    assert notices.SUGGESTION not in desk.notifier.screen
    assert desk.loop.present().suggestion is not None
    said = len(desk.notifier.said)
    desk.loop.take(e.InputStopped(timedelta(0)))
    desk.run(minutes=30)
    assert said == len(desk.notifier.said), "nobody is spoken to at a machine that they left"

    desk.type().run(minutes=2)
    assert notices.SUGGESTION in desk.notifier.screen


def test_a_machine_that_fell_silent_while_this_one_slept_made_nobody_work_for_days() -> None:
    desk = Desk()
    desk.loop.take_in([Recorded("laptop", 1, 0, RegimeBegan(desk.clock.wall(), Regime.WORK, Cause.INPUT))])
    desk.clock.suspend(hours=72)
    desk.loop.take(e.InputSeen())
    desk.run(minutes=2)

    assert desk.loop.present().stretch <= timedelta(minutes=2)
    assert [] == [each for each in desk.notifier.said if each[0] == notices.SUGGESTION]


def test_a_machine_that_tells_nothing_for_an_hour_is_given_up_until_it_is_heard_of() -> None:
    desk = Desk()
    desk.loop.take_in([Recorded("laptop", 1, 0, RegimeBegan(desk.clock.wall(), Regime.WORK, Cause.INPUT))])
    assert desk.loop.present().working

    desk.run(minutes=61)
    assert not desk.loop.present().working

    desk.loop.heard_of({"laptop": desk.clock.wall()})
    assert desk.loop.present().working


def test_a_sleep_of_which_nobody_has_heard_yet_comes_before_what_is_asked_first() -> None:
    desk = Desk().type().run(minutes=30)
    slept = desk.clock.wall()
    desk.clock.suspend(hours=2)
    ask(desk.loop, c.Commit("answer Ada"))
    desk.type()

    gaps = [each.fact for each in desk.journal.facts() if isinstance(each.fact, RegimeBegan)][1:]
    assert (slept, Cause.SUSPEND) == (gaps[0].at, gaps[0].cause)
    assert timedelta(0) == desk.loop.present().stretch


def test_a_fault_of_ours_is_left_to_whoever_tells_of_it_and_nothing_is_read_anew() -> None:
    def broken() -> None:
        raise ArithmeticError("That was a bug.")

    desk = Desk().type().run(minutes=30)
    desk.loop.world.open_settings = broken
    with pytest.raises(ArithmeticError):
        desk.loop.take(e.Asked(c.OpenSettings()))

    assert desk.loop.reading is None
    assert desk.run(minutes=1).loop.present().working
