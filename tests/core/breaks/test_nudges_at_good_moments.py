"""When the program speaks, and when it does not."""

from dataclasses import replace
from datetime import timedelta

from tests.day import MONDAY, Day, day
from tray.core.breaks.quiet_gate_and_budget import why_quiet
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.effects import BreakIsOver
from tray.core.messages.facts import DayNoticed, Fact, Skipped, Suggested, Withdrawn
from tray.core.sensing.presence import Senses
from tray.settings.defaults.every_setting import Breaks, Hours, Settings
from tray.settings.types.time_ranges_shifts_fixed_breaks import TimeRange

MINUTE = timedelta(minutes=1)


def suggested(told: Day) -> list[timedelta]:
    """When breaks were suggested, from 09:00 on."""
    return [f.at - MONDAY for f in told.facts if isinstance(f, Suggested)]


def of(told: Day, kind: type[Fact]) -> list[Fact]:
    return [f for f in told.facts if isinstance(f, kind)]


def quiet(told: Day) -> tuple[str, ...]:
    return why_quiet(told.state, told.moment.senses, told.at, told.context)


def test_a_break_is_suggested_after_fifty_minutes_at_a_pause_in_the_typing() -> None:
    told = day().work("51m").away("30s")

    assert [51 * MINUTE + timedelta(seconds=5)] == suggested(told)


def test_without_a_pause_it_is_suggested_two_minutes_late() -> None:
    told = day().work("60m")

    assert [52 * MINUTE] == suggested(told)


def test_pressure_calls_for_a_break_before_the_stretch_does() -> None:
    patient = Settings(breaks=Breaks(after=timedelta(hours=4)))
    told = day(patient).work("3h")

    assert 1 == len(suggested(told))
    assert 60 <= of(told, Suggested)[0].pressure  # type: ignore[union-attr]


def test_somebody_who_rests_without_being_asked_is_not_asked() -> None:
    told = day().work("45m").away("10m").work("45m").away("10m").work("45m")

    assert [] == suggested(told)


def test_at_most_one_suggestion_is_live() -> None:
    told = day().work("3h")

    assert 1 == len(suggested(told))
    assert told.state.suggestion is not None


def test_a_suggestion_goes_away_with_the_person() -> None:
    told = day().work("53m").away("4m")

    assert told.state.suggestion is None


def test_a_suggestion_goes_away_when_the_screen_is_locked() -> None:
    told = day().work("53m").happen(e.Locked())

    assert told.state.suggestion is None


def test_a_snooze_brings_the_suggestion_back_when_it_is_over() -> None:
    told = day().work("53m").ask(c.Snooze(timedelta(minutes=5)))

    assert told.state.suggestion is None

    told.work("10m")

    assert 2 == len(suggested(told))


def test_after_a_skip_there_is_peace_for_another_stretch() -> None:
    told = day().work("53m").ask(c.Skip()).work("30m")

    assert 1 == len(suggested(told))
    assert 1 == len(of(told, Skipped))

    told.work("25m")

    assert 2 == len(suggested(told))


def test_after_a_skip_a_higher_level_speaks_again() -> None:
    told = day().work("2h10m").ask(c.Skip()).work("45m")

    assert 60 <= told.state.pressure
    assert 2 == len(suggested(told))


def test_a_taken_break_tells_what_it_freed() -> None:
    told = day().work("53m").ask(c.TakeBreak(length=timedelta(minutes=7))).away("8m")

    assert [MONDAY + 60 * MINUTE] == told.told(BreakIsOver)
    effect = next(effect for _, effect in told.effects if isinstance(effect, BreakIsOver))
    assert effect.completed
    assert effect.before > effect.after


def test_nothing_is_suggested_in_the_first_minute_after_waking() -> None:
    told = day().work("49m").suspend("10s").work("90s")

    assert all(at - 49 * MINUTE - timedelta(seconds=10) >= MINUTE for at in suggested(told))


def test_nobody_is_told_to_rest_again_right_after_a_rest() -> None:
    told = day().work("7h").ask(c.TakeBreak(length=timedelta(minutes=5))).away("5m")
    known = len(suggested(told))
    told.work("9m")

    assert told.state.pressure >= 60
    assert known == len(suggested(told))


def test_at_most_so_many_suggestions_an_hour() -> None:
    eager = Settings(breaks=Breaks(after=timedelta(minutes=5), apart=timedelta(minutes=1), per_hour=2))
    told = day(eager)
    for _ in range(6):
        told.work("8m").away("3m")

    assert 2 == len([at for at in suggested(told) if at < timedelta(hours=1)])


def test_a_snooze_is_a_wish_to_be_asked_again_and_knows_no_budget() -> None:
    told = day(Settings(breaks=Breaks(per_hour=2))).work("53m")
    for _ in range(4):
        told.ask(c.Snooze(timedelta(minutes=5))).work("7m10s")

    assert 5 == len(suggested(told))


def test_quiet_hours_are_quiet_and_the_suggestion_comes_after_them() -> None:
    lunchtime = TimeRange(*(MONDAY.replace(hour=hour, minute=30, tzinfo=None).time() for hour in (9, 10)))
    told = day(Settings(hours=Hours(quiet=(lunchtime,)))).work("85m")

    assert [] == suggested(told)
    assert ("quiet-hours",) == quiet(told)

    told.work("10m")

    assert [92 * MINUTE] == suggested(told)


def test_do_not_disturb_holds_a_suggestion_and_one_comes_after_it() -> None:
    told = day().work("40m").happen(e.AttentionChanged(frozenset({"do-not-disturb"}))).work("2h")

    assert [] == suggested(told)
    assert ("do-not-disturb",) == quiet(told)

    told.happen(e.AttentionChanged(frozenset())).work("5m")

    assert 1 == len(suggested(told))


def test_a_presentation_holds_a_suggestion_but_a_screen_kept_awake_for_ever_does_not() -> None:
    told = day().work("40m").happen(e.AttentionChanged(frozenset({"film", "presentation"}))).work("119m")

    assert [] == suggested(told)
    assert ("presentation",) == quiet(told)

    told.work("5m")

    assert [162 * MINUTE] == suggested(told)


def test_nothing_is_suggested_while_paused() -> None:
    told = day().work("40m").ask(c.Pause()).work("2h")

    assert [] == suggested(told)
    assert "paused" in quiet(told)


def test_a_changed_setting_acts_at_once_and_resets_nothing() -> None:
    told = day().work("30m")
    told.settings(replace(told.context.settings, breaks=Breaks(after=timedelta(minutes=20))))

    assert 30 * MINUTE == told.state.stretch

    told.work("3m")

    assert [32 * MINUTE] == suggested(told)


def test_a_break_begun_from_the_suggestion_has_its_length() -> None:
    told = day().work("53m")
    live = told.state.suggestion
    assert live is not None
    told.ask(c.TakeBreak())

    assert told.state.break_ is not None
    assert live.length == told.state.break_.length


def test_a_suggestion_that_is_withdrawn_is_recorded_when_notifications_are_switched_off() -> None:
    told = day().work("53m")
    silent = replace(told.context.settings.notifications, on=False)
    told.settings(replace(told.context.settings, notifications=silent))

    assert 1 == len(of(told, Withdrawn))


def test_right_after_the_start_it_waits_until_the_desktop_has_spoken() -> None:
    told = day().work("55m")
    senses = Senses(started_at=told.at)

    assert "just-back" in why_quiet(told.state, senses, told.at + timedelta(seconds=4), told.context)
    assert "just-back" not in why_quiet(told.state, senses, told.at + timedelta(seconds=5), told.context)


def test_back_after_a_night_nobody_is_told_that_they_were_just_asked() -> None:
    told = day().work("53m").away("23h")
    told.work("2m")

    assert ("just-rested",) == quiet(told)
    assert () == quiet(told.work("9m"))


def test_whoever_works_on_without_answering_the_end_of_the_day_is_asked_for_breaks_again() -> None:
    told = day().until("17:00").work("25m").away("10m").work("2h")
    end = MONDAY + timedelta(hours=8, minutes=30)

    noticed = [f.at for f in told.facts if isinstance(f, DayNoticed) and not f.before]
    later = [f.at for f in told.facts if isinstance(f, Suggested) and f.at > end]
    assert end <= noticed[0] <= end + 6 * MINUTE
    assert [] == [at for at in later if at < noticed[0] + 10 * MINUTE]
    assert later


def test_while_the_end_of_the_day_was_just_announced_nothing_else_is_asked() -> None:
    told = day().until("16:00").work("88m")
    told.work("5m")

    assert [] != suggested(told)
    assert told.state.suggestion is None
    assert told.work("20m").state.suggestion is not None
