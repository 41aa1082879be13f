"""What is shown, in words and rows."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from tests.core.zones import every_day
from tests.day import MONDAY, Day, day
from tray.core.breaks.quiet_gate_and_budget import why_quiet
from tray.core.law.levels_and_gauge_steps import Level, level
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.effects import DayEndsSoon
from tray.lib.frozen import changed
from tray.settings.defaults.every_setting import Breaks, Calendars, Hours, Icon, Law, Settings, Shutdown
from tray.settings.types.time_ranges_shifts_fixed_breaks import ClockBreak, DateRange
from tray.view.tray import icon_mark_tooltip_clicks, notices
from tray.view.tray.face import Face, Mark, Row, Status
from tray.view.words import breaks, names_and_numbers


def face(told: Day) -> Face:
    return icon_mark_tooltip_clicks.face(told.state, told.moment.senses, told.at, told.context)


def every(rows: Sequence[Row]) -> Iterator[Row]:
    for row in rows:
        yield row
        yield from every(row.children)


def labels(told: Day) -> list[str]:
    return [row.label for row in face(told).menu]


def test_the_tooltip_says_number_stretch_and_what_a_rest_buys() -> None:
    told = day().work("150m")

    assert (
        "Pressure 58% (yellow). 2 h 30 min since your last break. "
        "A break of 5 min keeps you below orange for 50 min of work." == face(told).tooltip
    )


def test_during_a_break_it_says_what_is_left_of_it() -> None:
    told = day().work("50m").ask(c.TakeBreak("walk", timedelta(minutes=15))).away("5m")

    assert face(told).tooltip.endswith("On a walk: 10 min left.")
    assert c.EndBreak() == face(told).secondary


@pytest.mark.parametrize(
    ("mark", "story"),
    [
        (Mark.NONE, lambda told: told.work("10m")),
        (Mark.RESTING, lambda told: told.work("10m").away("61s")),
        (Mark.AWAY, lambda told: told.work("10m").away("4m")),
        (Mark.BREAK, lambda told: told.work("10m").ask(c.TakeBreak())),
        (Mark.PAUSED, lambda told: told.work("10m").ask(c.Pause())),
        (Mark.OFF, lambda told: told.work("10m").ask(c.EndDay())),
        (Mark.UNKNOWN, lambda told: told.happen(e.InputUnknown())),
    ],
)
def test_each_state_has_its_mark(mark: Mark, story) -> None:  # type: ignore[no-untyped-def]
    assert mark is face(story(day())).gauge.mark


def test_a_level_is_left_two_points_later_than_it_was_entered() -> None:
    told = day().work("5h")
    levels = Settings().levels

    assert Level.ORANGE is level(told.state.held, levels)

    told.away("5s")
    while told.state.pressure >= 60:
        told.wait_until(told.at + timedelta(seconds=20))

    assert 58 < told.state.pressure < 60
    assert Level.ORANGE is level(told.state.held, levels)

    told.wait_until(told.at + timedelta(minutes=3))

    assert Level.YELLOW is level(told.state.held, levels)


def test_red_asks_for_attention() -> None:
    told = day().work("7h30m")

    assert Level.RED is face(told).gauge.level
    assert Status.ATTENTION is face(told).status


def test_the_menu_names_what_holds_the_number() -> None:
    told = day().work("50m").ask(c.Commit("one"))

    assert 4 == len(next(row for row in face(told).menu if row.key == "holds").children)


def test_the_menu_offers_an_ignored_suggestion_as_worked_out_now_while_its_notification_keeps_its_words() -> None:
    told = day(Settings(breaks=Breaks(again=()))).work("53m")
    notice = notices.standing(told.state, told.context)[notices.SUGGESTION]
    told.work("3h20m")

    assert "Take a break (9 min)" in labels(told)
    assert notice == notices.standing(told.state, told.context)[notices.SUGGESTION]


def test_the_menu_offers_every_length_that_was_promised() -> None:
    rows = {row.key: row for row in every(face(day().work("50m")).menu)}

    assert c.TakeBreak(length=timedelta(minutes=5)) == rows["break-worked-out"].command
    assert c.TakeBreak("walk", timedelta(minutes=5)) == rows["break-walk"].command
    assert c.TakeBreak("lunch", timedelta(minutes=45)) == rows["break-lunch"].command
    assert [5, 15, 30] == [
        command.length // timedelta(minutes=1)
        for key in ("snooze-5", "snooze-15", "snooze-30")
        if isinstance(command := rows[key].command, c.Snooze) and command.length
    ]
    assert {"snooze-tomorrow", "pause-30", "pause-60", "pause-tomorrow", "pause-open", "settings", "quit"} <= set(rows)


def test_keys_of_rows_are_unique() -> None:
    for told in (day(), day().work("53m"), day().work("8h31m"), day().work("1m").ask(c.Pause())):
        keys = [row.key for row in every(face(told).menu)]

        assert len(keys) == len(set(keys))


def test_what_is_asked_stands_first_in_the_menu_for_servers_that_draw_no_buttons() -> None:
    told = day().work("53m")

    assert ["Take a break (5 min)", "Snooze (5 min)", "Skip"] == [
        row.label for row in face(told).menu if row.key in ("asked-break", "asked-snooze", "asked-skip")
    ]


def test_a_block_can_be_kept_and_ended_from_the_menu() -> None:
    told = day().work("10m")
    rows = {row.key: row for row in every(face(told).menu)}
    assert "Keep 2 h for one thing" == rows["block-120"].label
    assert c.PlanBlock(timedelta(hours=1), None) == rows["block-60"].command
    told.ask(c.PlanBlock(timedelta(hours=1), None))
    coming = {row.key: row.label for row in every(face(told).menu)}["block-next"]
    assert "Next block: focus, Monday 23 November, 09:15–10:15" == coming
    told.work("10m")
    rows = {row.key: row for row in every(face(told).menu)}
    assert "Block until 10:15" == rows["quiet"].label
    assert "block-next" not in rows
    assert c.DropBlock(1) == rows["block-off"].command
    told.ask(c.DropBlock(1))

    assert "Quiet" == {row.key: row for row in every(face(told).menu)}["quiet"].label


def test_the_end_of_the_day_stands_in_the_menu_too() -> None:
    told = day().work("8h31m")

    assert ["End the day", "15 more minutes", "Not today"] == [
        row.label for row in face(told).menu if row.key in ("asked-end", "asked-more", "asked-not")
    ]


def test_paused_tracking_can_be_resumed_from_the_menu() -> None:
    told = day().work("1m").ask(c.Pause())

    rows = {row.key: row for row in every(face(told).menu)}
    assert ("Not tracking", c.Resume()) == (rows["quiet"].label, rows["resume"].command)


def test_a_session_can_be_started_and_ended_from_the_menu() -> None:
    told = day().ask(c.StartSession("quarterly\nreport \x1b[31m" + "x" * 100))
    label = next(row.label for row in every(face(told).menu) if row.key == "stop")

    assert label.isprintable()
    assert len(label) < 60


def test_the_number_is_in_the_icon_when_it_is_wanted() -> None:
    assert 17 == face(day(Settings(icon=Icon(number=True))).work("20m")).gauge.number
    assert face(day().work("20m")).gauge.number is None


@pytest.mark.parametrize("pressure", range(0, 140, 3))
def test_the_gauge_stays_within_its_steps(pressure: int) -> None:
    told = day(Settings()).work("1m")
    pools = told.state.pools._replace(gen2=float(pressure))
    gauge = icon_mark_tooltip_clicks.face(
        replace(told.state, pools=pools), told.moment.senses, told.at, told.context
    ).gauge

    assert 0 <= gauge.step <= 20


def test_a_suggestion_that_buys_too_little_is_still_one_while_the_own_hours_go_on() -> None:
    told = day(Settings(law=Law(allocation=100), breaks=Breaks(longest=timedelta(minutes=6)))).work("53m")
    notice = notices.standing(told.state, told.context)[notices.SUGGESTION]

    assert "Time for a 6-minute break" == notice.title
    assert "A long break won't keep orange away for long, but it helps." in notice.body
    assert ["Take a break", "Snooze", "Skip"] == [button.label for button in notice.buttons]


def test_a_suggestion_that_buys_too_little_proposes_the_end_of_a_day_without_fixed_hours() -> None:
    settings = Settings(
        law=Law(allocation=100), breaks=Breaks(longest=timedelta(minutes=6)), shutdown=Shutdown(on=False)
    )
    told = day(settings).work("53m")
    notice = notices.standing(told.state, told.context)[notices.SUGGESTION]

    assert "It may be time to call it a day" == notice.title
    assert "Not even a long break" in notice.body
    assert ["End the day", "Break anyway", "Snooze"] == [button.label for button in notice.buttons]


def test_what_comes_next_is_named() -> None:
    assert "Next break 09:50" == face(day().work("10m")).next
    assert "Break due since 09:50" == face(day().work("53m")).next
    assert "Back at 10:05" == face(day().work("50m").ask(c.TakeBreak(length=timedelta(minutes=15)))).next


def test_a_pause_of_the_hours_is_what_comes_next_where_no_break_comes_before_it() -> None:
    told = day(Settings(hours=every_day("09:00-14:00", "16:00-20:00"))).until("12:40").work("20m")
    assert "Next break 13:30" == face(told).next
    told.away("5m").work("30m")

    assert "Working hours pause 14:00–16:00" == face(told).next
    assert "27%, green · Working hours pause 14:00–16:00" == face(told).menu[0].label
    assert "Working hours pause 14:00–16:00" == face(told.away("10m")).next
    assert "Next break 14:50" == face(told.away("15m").work("3m")).next
    assert "Day ends 20:00" == face(told.away("30m")).next


def test_a_night_with_a_pause_goes_on_after_it_and_is_not_called_over_then() -> None:
    told = day(Settings(hours=every_day("22:00-02:00", "03:00-07:00"))).until("01:20").work("30m")
    assert "Working hours pause 02:00–03:00" == face(told).next
    told.work("5m").away("65m").work("10m")

    assert [] == told.told(DayEndsSoon)
    assert "Next break 03:50" == face(told).next
    assert "Day ends 07:00" == face(told.away("30m")).next


def test_a_break_that_is_suggested_is_due_until_the_hours_pause_and_whoever_goes_on_has_one_soon() -> None:
    told = day(Settings(hours=every_day("09:00-14:00", "16:00-20:00"))).until("12:57").work("55m")

    assert "Break due since 13:47" == face(told).next
    assert "Next break 14:05" == face(told.work("8m")).next
    assert "Break due since 13:47" == face(told.work("7m")).next


def test_whoever_starts_after_the_end_of_their_day_reads_when_the_next_break_is() -> None:
    assert "Next break 19:50" == face(day(at=MONDAY + timedelta(hours=10)).work("10m")).next


def test_a_label_is_clipped_to_one_line() -> None:
    assert "a b" == names_and_numbers.clipped(" a\r\n b\u202e ")
    assert 40 == len(names_and_numbers.clipped("x" * 1000))


def test_a_break_whose_end_nobody_has_seen_says_that_its_time_is_up() -> None:
    begun = day().work("50m").ask(c.TakeBreak(length=timedelta(minutes=15))).state.break_
    assert begun is not None

    assert "On a break: 1 min left" == breaks.break_left(begun, begun.end - timedelta(minutes=1))
    assert "On a break: its time is up" == breaks.break_left(begun, begun.end)


def test_the_menu_counts_what_is_kept_elsewhere() -> None:
    told = day().work("10m").ask(c.Commit("answer Ada")).happen(e.CommitmentsFound("files", 2, planned=1))

    rows = [row.label for row in every(face(told).menu)]
    assert "And 3 that you keep elsewhere" in rows


@pytest.mark.parametrize(
    ("click", "installed", "opened", "opens_menu"),
    [
        ("panel", True, c.OpenPanel(), False),
        ("panel", False, c.ShowStatus(), False),
        ("notification", True, c.ShowStatus(), False),
        ("menu", True, c.ShowStatus(), True),
    ],
)
def test_a_click_opens_what_the_settings_say_and_is_there(
    click: str, installed: bool, opened: c.Command, opens_menu: bool
) -> None:
    told = day(Settings(icon=Icon(click=click))).work("10m")
    senses = replace(told.moment.senses, has_window=installed)
    found = icon_mark_tooltip_clicks.face(told.state, senses, told.at, told.context)

    assert (opened, opens_menu) == (found.activate, found.opens_menu)


def test_the_menu_opens_the_panel_whether_it_is_installed_or_not() -> None:
    assert c.OpenPanel() in [row.command for row in face(day().work("10m")).menu]


def test_whoever_only_listens_in_a_meeting_is_not_taken_for_resting() -> None:
    told = day().work("40m").happen(e.AttentionChanged(frozenset({"meeting"}))).away("25m")

    assert face(told).gauge.mark is Mark.NONE
    assert "taking a break" not in face(told).tooltip
    assert face(told).next == "Break due, waiting: you're in a meeting"


@pytest.mark.parametrize("counts", ["seen", "always"])
def test_nobody_takes_a_break_in_a_meeting_of_their_calendar_just_because_they_type_nothing(counts: str) -> None:
    told = in_meeting(counts).away("150s")

    assert face(told).gauge.mark is Mark.NONE
    assert "taking a break" not in face(told).tooltip
    assert "resting?" not in why_quiet(told.state, told.moment.senses, told.at, told.context)


def test_whoever_is_away_while_their_calendar_has_a_meeting_may_be_in_it() -> None:
    told = in_meeting("seen").away("30m")

    assert face(told).gauge.mark is Mark.AWAY
    assert (
        "You're away, perhaps in a meeting until 10:30; your time away counts as a break unless you say otherwise."
        in face(told).tooltip
    )
    assert "You're away, which counts as a break" in face(told.away("31m")).tooltip


def test_a_meeting_that_counts_in_any_case_is_work_to_its_end() -> None:
    told = in_meeting("always").away("59m")

    assert face(told).gauge.mark is Mark.NONE
    assert "1 h 29 min since your last break." in face(told).tooltip


def in_meeting(counts: str) -> Day:
    """At 09:30, after half an hour of work."""
    told = day(Settings(calendar=Calendars(files=("~/c.ics",), counts=counts)))
    return told.calendar(told.meeting("9:30", "10:30")).work("30m")


def test_a_next_step_is_offered_for_days_of_work() -> None:
    friday = MONDAY + timedelta(days=4)
    off = Hours(days_off=(DateRange(date(2026, 11, 30), date(2026, 12, 11)),))

    assert ["Plan: Mon 09:00", "Plan: Tue 09:00", "Plan: Mon 7 Dec 09:00"] == plans(day(at=friday))
    assert ["Plan: Mon 14 Dec 09:00", "Plan: Tue 15 Dec 09:00", "Plan: Mon 21 Dec 09:00"] == plans(
        day(Settings(hours=off), at=friday)
    )


def plans(told: Day) -> list[str]:
    told.work("5m").ask(c.Commit("answer Ada"))
    return [row.label for row in every(face(told).menu) if row.key.startswith("plan-1-")]


def test_each_length_of_a_break_is_offered_once_and_one_that_the_person_set_is_not_called_worked_out() -> None:
    def offered(told: Day) -> list[str]:
        return [row.label for row in every(face(told).menu) if row.key in ("break-worked-out", "break-5")]

    assert ["5 min, worked out for now"] == offered(day().work("5m"))
    assert ["7 min, worked out for now", "5 min"] == offered(day().work("220m"))
    assert ["7 min", "5 min"] == offered(day(Settings(breaks=Breaks(length=timedelta(minutes=7)))).work("5m"))


def test_a_break_is_due_since_its_time_and_not_since_it_was_asked_about() -> None:
    at_noon = Settings(breaks=Breaks(at=(ClockBreak(time(12, 30), "lunch"),)))
    told = day(at_noon).work("70m").away("10m").work("133m")

    assert "Lunch due since 12:30" == face(told).next
    in_a_meeting = day().work("20m").happen(e.AttentionChanged(frozenset({"meeting"}))).work("50m")
    assert "Break due since 09:50" == face(in_a_meeting.happen(e.AttentionChanged(frozenset())).work("3m")).next


def test_no_break_is_called_due_after_the_end_of_a_day_on_which_somebody_works_on() -> None:
    assert "" == face(day().work("2h").ask(c.EndDay()).work("70m")).next


def test_who_wanted_more_minutes_did_not_plan_to_stop_after_them() -> None:
    def asked(told: Day) -> str:
        return notices.standing(told.state, told.context)["day"].body.splitlines()[0]

    told = day().work("8h31m")
    assert "You planned to stop at 17:30." == asked(told)
    assert "You wanted to go on until 17:46." == asked(told.ask(c.MoreTime()).work("20m"))


def test_who_is_asked_about_the_end_of_the_day_is_not_asked_the_same_beside_a_break() -> None:
    told = day().work("8h55m")
    assert told.state.suggestion is not None
    assert not told.state.suggestion.enough
    notice, shown = notices.standing(told.state, told.context)[notices.SUGGESTION], labels(told)

    assert "call it a day" not in notice.title
    assert "End the day" not in [each.label for each in notice.buttons]
    assert 1 == shown.count("End the day")
    assert {"Take a break (20 min)", "It's time to end the day", "15 more minutes", "Not today"} <= set(shown)
    told.ask(c.NotToday())
    assert "call it a day" not in notices.standing(told.state, told.context)[notices.SUGGESTION].title


def test_a_menu_is_another_as_soon_as_it_would_name_another_level() -> None:
    told = day().work("50m")
    before = face(told)
    risen = icon_mark_tooltip_clicks.face(changed(told.state, held=79.0), told.moment.senses, told.at, told.context)

    assert before.percent == risen.percent
    assert before.menu == face(told).menu
    assert before.menu != risen.menu
