"""Early warnings: what each signal sees, and that they are told seldom and at a good moment."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.core.zones import NO_HOURS, every_day
from tests.day import Day, day
from tray.core.inquiry.totals import days
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.day_totals import Answer, DayTotals
from tray.core.messages.effects import WarningTold
from tray.core.messages.facts import HistoryWeighed, WarningRaised
from tray.core.state.state import State
from tray.core.wellbeing.timing_of_warnings_and_insights import wants
from tray.core.wellbeing.trends import has_fallen, has_risen, trend
from tray.core.wellbeing.warning_signs import SIGNALS, findings
from tray.settings.defaults.every_setting import WARNINGS, Checkins, Hours, Notifications, Settings, Warnings
from tray.view.words import warnings as words

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
MONDAY = date(2026, 11, 23)
"""The day after the history."""


def a_day(number: int, **changes: object) -> DayTotals:
    """``number`` days before Monday; without changes an ordinary day of work, or of the weekend."""
    on = MONDAY - number * timedelta(days=1)
    begins = datetime(on.year, on.month, on.day, 4, tzinfo=UTC)
    ordinary = DayTotals(on, begins, begins + timedelta(days=1), weekend=on.weekday() >= 5, away_before=14 * HOUR)
    if not ordinary.weekend:
        nine = begins + 5 * HOUR
        ordinary = replace(
            ordinary,
            worked=7.5 * HOUR,
            longest=HOUR,
            switches=90,
            start=nine,
            stop=nine + 8.5 * HOUR,
            planned_end=nine + 8.5 * HOUR,
            breaks_due=4,
            breaks_due_taken=4,
            gen2_morning=6.0,
            open_unplanned=4,
        )
    return replace(ordinary, **changes)  # type: ignore[arg-type]


def history(length: int = 84, *, last: int = 0, **changes: object) -> list[DayTotals]:
    """Ordinary days; on the days of work among the ``last`` of them, something is different."""
    days = [a_day(number) for number in range(length, 0, -1)]
    return [
        replace(each, **changes) if n >= length - last and each.worked else each  # type: ignore[arg-type]
        for n, each in enumerate(days)
    ]


def rules(days: list[DayTotals], signal: str) -> list[str]:
    return [each.rule for each in SIGNALS[signal](days)]


def test_an_ordinary_life_shows_nothing() -> None:
    assert () == findings(history())
    assert () == findings([])
    assert () == findings(history(3))


def test_how_far_it_was_looked_back_is_said_as_people_say_it() -> None:
    def said(days: int) -> str:
        return words.listed({"now": [], "told": [], "off": [], "days": days})

    assert "There's no whole day on record yet to look back on." == said(0)
    assert "Nothing stands out in the last day." == said(1)
    assert "Nothing stands out in the last 84 days." == said(84)


def test_every_signal_has_a_name_an_advice_and_a_setting() -> None:
    assert set(WARNINGS) == set(SIGNALS) == set(words.NAMES) == set(words.ADVICE)


def stops(days: list[DayTotals], past: timedelta, last: int) -> list[DayTotals]:
    return [
        replace(each, stop=each.stop + past) if each.stop and n >= len(days) - last else each
        for n, each in enumerate(days)
    ]


def loops(days: list[DayTotals], count: int, last: int) -> list[DayTotals]:
    return [replace(each, open_unplanned=count if n >= len(days) - last else 4) for n, each in enumerate(days)]


def asked(days: list[DayTotals], item: str, usual: int, now: int, last: int) -> list[DayTotals]:
    return [
        replace(each, answers=(Answer(each.begins, item, now if n >= len(days) - last else usual),))
        for n, each in enumerate(days)
    ]


SHOWN = {
    "hours fifty-five": history(last=7, worked=11 * HOUR),
    "hours forty-eight": history(last=7, worked=9.7 * HOUR),
    "hours four-weeks": history(last=28, worked=9.65 * HOUR),
    "short_nights three": history(last=3, night_outside=HOUR)[:-2]
    + [replace(a_day(n), night_outside=HOUR) for n in (2, 1)],
    "gen2 very-high": history(last=7, gen2_morning=15.0),
    "gen2 rising": [
        replace(each, gen2_morning=5.0 + n // 7 - 8) if each.worked and n >= 56 else each
        for n, each in enumerate(history())
    ],
    "gen2 twice": history(last=14, gen2_morning=10.0),
    "quick_returns two": history(last=7, away_before=10.9 * HOUR),
    "stopping trend": stops(stops(history(), 15 * MINUTE, 84), 46 * MINUTE, 28),
    "answers low-engaged": asked(history(), "engaged", 7, 3, 5),
    "answers low-rested": asked(history(), "rested", 7, 3, 5),
    "answers trend-engaged": asked(history(), "engaged", 7, 5, 20),
    "answers trend-rested": asked(history(), "rested", 7, 5, 20),
    "after_hours trend": history(last=28, outside=20 * MINUTE),
    "after_hours week": history(last=28, outside=14 * MINUTE),
    "weekend no-day-off": [*history()[:-7], *(replace(each, worked=HOUR) for each in history()[-7:])],
    "weekend share": [replace(each, worked=2.2 * HOUR) if each.weekend else each for each in history()],
    "breaks half": history(last=14, breaks_due_taken=1),
    "stretches four-hours": history(last=7, longest=4 * HOUR + MINUTE),
    "stretches trend": history(last=28, longest=81 * MINUTE),
    "switching forty": history(last=7, switches=310),
    "switching trend": history(last=28, switches=135),
    "meetings four-hours": history(last=7, booked=4 * HOUR),
    "meetings in-a-row": history(last=7, back_to_back=2),
    "meetings trend": history(last=28, booked=2 * HOUR),
    "open_loops fifteen": loops(history(), 16, 20),
    "open_loops two-weeks": loops(history(), 9, 5),
    "load_jump jump": history(last=7, worked=9.8 * HOUR),
}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gen2 rising", "Each of the last three weeks began higher: from 5 to 8 points."),
        ("after_hours trend", "20 min a day outside your own hours lately; usually it's 0 min."),
        ("answers low-rested", "Five times in a row, you answered 3 or less when asked how rested you are."),
        ("answers low-engaged", "Five times in a row, you answered 3 or less when asked how engaged you were."),
        (
            "answers trend-rested",
            "Lately, you've answered 5 out of 10 when asked how rested you are; usually it's 7.",
        ),
        (
            "answers trend-engaged",
            "Lately, you've answered 5 out of 10 when asked how engaged you were; usually it's 7.",
        ),
        (
            "stopping trend",
            "Lately, your days have ended 1 h 1 min after the plan; usually they end 15 min after the plan.",
        ),
    ],
)
def test_what_was_seen_is_said_in_numbers(name: str, said: str) -> None:
    signal, _, rule = name.partition(" ")

    assert said == words.seen(
        signal, rule, next(each.numbers for each in SIGNALS[signal](SHOWN[name]) if each.rule == rule)
    )


def test_who_usually_leaves_early_is_told_so() -> None:
    days = stops(stops(history(), -25 * MINUTE, 84), 75 * MINUTE, 28)
    (found,) = SIGNALS["stopping"](days)

    assert "Lately, your days have ended 50 min after the plan; usually they end 25 min before the plan." == words.seen(
        found.signal, found.rule, found.numbers
    )


@pytest.mark.parametrize("name", SHOWN)
def test_each_rule_sees_its_sign_and_says_it_in_words(name: str) -> None:
    signal, _, rule = name.partition(" ")
    found = [each for each in SIGNALS[signal](SHOWN[name]) if each.rule == rule]

    assert found
    said = words.body(signal, rule, found[0].numbers)
    assert words.ADVICE[signal] in said
    # What is our own rule of thumb is said by `backpressure warnings`; a notification has no room for it.
    assert words.OWN not in said
    assert name not in words.EVIDENCE or words.EVIDENCE[name] in said


NOT_SHOWN = {
    "hours": history(last=28, worked=9.6 * HOUR),
    "short_nights": history(last=2, night_outside=HOUR),
    "gen2": history(last=7, gen2_morning=14.9),
    "quick_returns": history(last=7, away_before=11 * HOUR),
    "stopping": stops(stops(history(), 20 * MINUTE, 84), 44 * MINUTE, 28),
    "answers": asked(history(), "rested", 7, 3, 4),
    "after_hours": history(last=28, outside=13 * MINUTE),
    "weekend": [replace(each, worked=4.1 * HOUR) if each.day.weekday() == 5 else each for each in history()],
    "breaks": history(last=6, breaks_due_taken=1),
    "stretches": history(last=28, longest=79 * MINUTE),
    "switching": history(last=28, switches=126),
    "meetings": history(last=7, booked=3.9 * HOUR, back_to_back=1),
    "open_loops": loops(history(), 8, 5),
    "load_jump": history(last=7, worked=9.7 * HOUR),
}


@pytest.mark.parametrize("signal", NOT_SHOWN)
def test_each_signal_is_silent_just_below_its_threshold(signal: str) -> None:
    assert [] == rules(NOT_SHOWN[signal], signal)


LOW = {
    "stopping": stops(stops(history(), -2 * HOUR, 84), HOUR, 28),
    "breaks": [replace(each, breaks_due=20, breaks_due_taken=20) for each in history(56)]
    + [replace(each, breaks_due=20, breaks_due_taken=17) for each in history(28)],
    "stretches": history(56, last=56, longest=20 * MINUTE) + history(28, last=28, longest=50 * MINUTE),
    "switching": history(56, last=56, switches=15) + history(28, last=28, switches=90),
    "answers": asked(history(), "rested", 9, 7, 20),
    "open_loops": [replace(each, open_unplanned=7 if n > 78 else 1) for n, each in enumerate(history())],
}
"""What has risen and is low all the same, or has fallen and is still high."""


@pytest.mark.parametrize("signal", LOW)
def test_a_trend_is_told_only_from_a_level_that_means_something(signal: str) -> None:
    days = [
        replace(each, day=MONDAY - (84 - n) * timedelta(days=1), weekend=False) for n, each in enumerate(LOW[signal])
    ]

    assert [] == rules(days, signal)


ALARMING: dict[str, object] = {
    "longest": 4.5 * HOUR,
    "switches": 400,
    "breaks_due": 8,
    "breaks_due_taken": 1,
    "open_unplanned": 30,
    "gen2_morning": 20.0,
    "outside": 2 * HOUR,
    "stop": datetime(2026, 11, 22, 23, tzinfo=UTC),
}


@pytest.mark.parametrize("known", [1, 2, 3, 7, 14])
def test_within_two_weeks_nothing_is_said_to_grow_or_fall_and_no_answer_of_one_day_is_a_sign(known: int) -> None:
    answers = tuple(Answer(at, item, 1) for at in [a_day(1).begins] * 5 for item in ("rested", "engaged"))
    first = [
        replace(a_day(n), worked=7 * HOUR, **ALARMING, answers=answers if n == 1 else ())  # type: ignore[arg-type]
        for n in range(known, 0, -1)
    ]

    found = [each for rules in SIGNALS.values() for each in rules(first)]

    growing = ("getting", "longer", "more", "higher", "later", "than usual")
    said = [words.title(each.signal, each.rule) for each in found]
    assert not [each for each in said if any(word in each.lower() for word in growing)]
    assert "answers" not in [each.signal for each in found]
    assert ("gen2" in [each.signal for each in found]) == (known == 14)
    assert "You went a long time without a break" in said


def test_a_night_at_work_in_ones_own_hours_is_no_short_night() -> None:
    told = day(Settings(hours=every_day("19:00-07:00")), at=datetime(2026, 11, 22, 18, tzinfo=UTC))
    for _ in range(4):
        told.work("11h").away("13h")
    totals = days(State(at=told.facts[0].at), told.facts, told.at, told.context)

    assert [11 * HOUR] * 4 == [each.worked for each in totals][:4]
    assert [13 * HOUR] * 3 == [each.away_before for each in totals][1:4]
    assert [7 * HOUR] * 4 == [each.night for each in totals][:4]
    assert [] == [each.signal for rule in ("short_nights", "quick_returns") for each in SIGNALS[rule](totals)]


def test_a_night_at_work_counts_where_there_are_no_hours_and_outside_them() -> None:
    for hours in (NO_HOURS, Hours()):
        told = day(Settings(hours=hours), at=datetime(2026, 11, 22, 22, tzinfo=UTC))
        for _ in range(3):
            told.work("1h").away("23h")
        totals = days(State(at=told.facts[0].at), told.facts, told.at, told.context)

        assert ["three"] == rules(list(totals), "short_nights")


def test_a_trend_must_hold_at_two_weekly_evaluations_in_a_row() -> None:
    assert [] == rules(stops(history(), 2 * HOUR, 7), "stopping")
    assert ["trend"] == rules(stops(history(), 2 * HOUR, 21), "stopping")


def test_a_trend_is_measured_in_the_persons_own_spread() -> None:
    steady, restless = [0.0] * 30 + [1.0] * 10, [-3.0, 3.0] * 15 + [1.0] * 10

    assert has_risen(trend(steady), 0.5)
    assert not has_risen(trend(restless), 0.5)
    assert has_fallen(trend([-each for each in steady]), 0.5)
    assert trend(steady[-29:]) is None


def test_three_mondays_that_rise_by_chance_are_left_alone() -> None:
    def mondays(*values: float) -> list[DayTotals]:
        days = history()
        return [
            replace(each, gen2_morning=values[(n - 56) // 7]) if n >= 56 and each.worked else each
            for n, each in enumerate(days)
        ]

    assert ["rising"] == rules(mondays(5.0, 6.0, 7.2, 8.1), "gen2")
    assert [] == rules(mondays(5.0, 5.2, 5.5, 5.9), "gen2")
    assert [] == rules(mondays(5.0, 7.0, 6.9, 9.0), "gen2")


def test_a_week_begins_and_its_free_days_lie_where_the_persons_do() -> None:
    """Friday and Saturday are free: what is worked on Sundays is no work at the weekend, and the week begins then."""
    free, sunday = (4, 5), 6
    days = [
        replace(
            each,
            week_begins=sunday,
            weekend=each.day.weekday() in free,
            worked=timedelta(0) if each.day.weekday() in free else 7.5 * HOUR,
            gen2_morning=None if each.day.weekday() in free else 9.0 if each.day.weekday() == sunday else 12.0,
        )
        for each in history()
    ]

    assert [] == rules(days, "weekend")
    # The first morning of each week is that of Sunday; on Monday it would be enough for a warning.
    assert [] == rules(days, "gen2")
    assert ["share"] == rules([replace(each, worked=7.5 * HOUR) for each in days[:-7]] + days[-7:], "weekend")


def test_after_leave_a_full_week_is_no_jump() -> None:
    days = history(last=7, worked=9.8 * HOUR)
    back = [replace(each, worked=timedelta(0)) if 63 <= n < 77 else each for n, each in enumerate(days)]

    assert [] == rules(back, "load_jump")


# Told


def at_work(settings: Settings | None = None) -> Day:
    quiet = settings or Settings(checkins=Checkins(on=False))
    return day(quiet).ask(c.Introduce("normal")).work("10m").away("10s")


def weigh(told: Day, days: list[DayTotals]) -> Day:
    return told.happen(e.HistoryRead(tuple(days)))


def raised(told: Day) -> list[str]:
    return [fact.signal for fact in told.facts if isinstance(fact, WarningRaised)]


LONG_WEEK = SHOWN["hours fifty-five"]


def test_the_history_is_wanted_once_a_day_at_a_pause_and_not_in_the_first_minutes() -> None:
    early = day(Settings(checkins=Checkins(on=False))).work("1m").away("10s")
    assert not wants(early.state, early.moment.senses, early.at, early.context)
    told = at_work().work("10m").away("10s")
    assert wants(told.state, told.moment.senses, told.at, told.context)
    weigh(told, history())
    assert not wants(told.state, told.moment.senses, told.at, told.context)

    told.away("20h").work("10m").away("10s").ask(c.DropQuestion()).work("20m").away("10s")
    assert wants(told.state, told.moment.senses, told.at, told.context)


def test_nobody_is_warned_right_after_a_question() -> None:
    told = day().ask(c.DropQuestion()).work("20m").away("20h").work("10m").away("10s").ask(c.DropQuestion())
    assert not wants(told.state, told.moment.senses, told.at, told.context)

    told.work("20m").away("10s")
    assert wants(told.state, told.moment.senses, told.at, told.context)


@pytest.mark.parametrize(
    "settings", [Settings(warnings=Warnings(on=False)), Settings(notifications=Notifications(on=False))]
)
def test_who_wants_to_hear_nothing_is_told_nothing(settings: Settings) -> None:
    told = at_work(settings)

    assert not wants(told.state, told.moment.senses, told.at, told.context)


def test_nothing_is_wanted_in_a_meeting_a_break_or_on_holiday() -> None:
    meeting = at_work().happen(e.AttentionChanged(frozenset({"meeting"})))
    pause = at_work().ask(c.TakeBreak())
    holiday = at_work().ask(c.BeginHoliday())

    assert not any(wants(each.state, each.moment.senses, each.at, each.context) for each in (meeting, pause, holiday))


def test_a_warning_is_told_once_with_its_numbers() -> None:
    told = weigh(at_work(), LONG_WEEK)

    assert ["hours"] == raised(told)
    assert 1 == len(told.told(WarningTold))
    assert told.state.health.weighed == MONDAY


def test_one_a_day_the_gravest_first_and_the_next_tomorrow() -> None:
    both = [replace(each, gen2_morning=15.0) if each.worked else each for each in LONG_WEEK]
    told = weigh(at_work(), both)
    assert ["hours"] == raised(told)

    weigh(told.away("20h").work("10m").away("10s"), both)
    assert ["hours", "gen2"] == raised(told)


def test_three_a_week_and_the_same_signal_only_after_four_weeks() -> None:
    grave = [
        replace(each, gen2_morning=15.0, away_before=6 * HOUR, longest=5 * HOUR) if each.worked else each
        for each in LONG_WEEK
    ]
    told = at_work()
    for _ in range(5):
        weigh(told, grave).away("23h40m").work("10m").away("10m").work("1m")
    assert ["hours", "short_nights", "gen2"] == raised(told)

    told.away("576h").work("10m").away("10s")
    weigh(told, LONG_WEEK)
    assert ["hours", "short_nights", "gen2", "hours"] == raised(told)


def test_a_signal_can_be_turned_off_by_its_name() -> None:
    told = weigh(at_work(Settings(warnings=Warnings(not_these=("hours",)))), LONG_WEEK)

    assert "hours" not in raised(told)
    assert 1 == len([fact for fact in told.facts if isinstance(fact, HistoryWeighed)])


def test_who_became_busy_meanwhile_is_told_at_another_moment() -> None:
    told = at_work().happen(e.AttentionChanged(frozenset({"meeting"})))
    weigh(told, LONG_WEEK)
    assert [] == raised(told)
    assert told.state.health.weighed is None

    weigh(told.happen(e.AttentionChanged(frozenset())), LONG_WEEK)
    assert ["hours"] == raised(told)


def test_a_signal_that_was_told_is_quiet_for_four_weeks() -> None:
    told = weigh(at_work(), LONG_WEEK)
    weigh(told.away("480h").work("10m").away("10s"), LONG_WEEK)
    assert 1 == raised(told).count("hours")

    weigh(told.away("192h").work("10m").away("10s"), LONG_WEEK)
    assert 2 == raised(told).count("hours")
