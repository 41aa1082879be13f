"""What a friend would say about a period: a few sentences, worked out from its numbers, never scolding."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from statistics import median

from tray.core.days_and_nights import DAY
from tray.core.law.editions import edition
from tray.core.messages.day_totals import DayTotals
from tray.lib.language.translation import mark, say, say_many
from tray.report.dates_and_numbers import clock, day_and_month, hours, named_day, percent, together
from tray.report.material_and_bounds import Material
from tray.view.words.names_and_numbers import length, whole

USUAL = 28 * DAY
"""What is usual is what was so in the four weeks before."""
_ZERO = timedelta(0)
_MUCH = 0.15
"""A difference from what is usual that is worth a word."""
_RESTING = ("rest", "restore", "off", "sleep")


def sentences(found: Material) -> tuple[str, str, str]:
    """How much work it was, how the breaks went, and how high the pressure rose."""
    if not found.total.worked:
        return _nothing(found)
    return together(*_work(found)), together(*_breaks(found)), together(*_pressure(found))


def _nothing(found: Material) -> tuple[str, str, str]:
    held = found.total.peak if found.days else None
    return (
        _no_work(found),
        say("Time away from this computer counts as rest, and it frees what earlier weeks have left."),
        say("The pressure was {percent} at most.", percent=percent(held))
        if held is not None
        else say("Once there's something on record, this page shows what it was like."),
    )


def _no_work(found: Material) -> str:
    match found.kind:
        case "day":
            return say("There's no work on record for this day.")
        case "week":
            return say("There's no work on record for this week.")
        case "month":
            return say("There's no work on record for this month.")
        case _:
            return say("There's no work on record for this year.")


def _work(found: Material) -> Iterator[str]:
    total, days = found.total, [each for each in found.days if each.worked]
    if found.kind == "day":
        yield _day_of_work(days[0], found)
        yield from _against_usual(found, total.worked, _DAY)
        return
    typical = _typical(days)
    if len(days) == 1:
        yield say("You worked {hours}, all on one day.", hours=hours(total.worked))
    else:
        yield say_many(
            "You worked {hours} on {count} day, {typical} on a typical one.",
            "You worked {hours} on {count} days, {typical} on a typical one.",
            len(days),
            hours=hours(total.worked),
            typical=length(typical),
        )
        yield from _against_usual(found, typical, _TYPICAL_DAY)
    # On a free day all of it is outside the hours, and would be told twice.
    outside = sum((each.outside for each in days if not each.weekend), _ZERO)
    outside, free = (each if each >= timedelta(minutes=30) else _ZERO for each in (outside, total.weekend))
    if outside and free:
        yield say(
            "{outside} of that was outside your hours, and {free} on your free days.",
            outside=hours(outside),
            free=hours(free),
        )
    elif outside:
        yield say("{outside} of that was outside your hours.", outside=hours(outside))
    elif free:
        yield say("{free} of that was on your free days.", free=hours(free))


def _day_of_work(day: DayTotals, found: Material) -> str:
    assert day.start is not None
    assert day.stop is not None
    worked, weekday = hours(day.worked), named_day(day.day)
    start, stop = clock(day.start, found), clock(day.stop, found)
    if found.over:
        return say(
            "You worked {hours} on {weekday}, from {start} to {stop}.",
            hours=worked,
            weekday=weekday,
            start=start,
            stop=stop,
        )
    return say(
        "So far, you've worked {hours} on {weekday}, from {start} to {stop}.",
        hours=worked,
        weekday=weekday,
        start=start,
        stop=stop,
    )


_DAY = (
    mark("That's about as long as usual."),
    mark("That's more than your usual {usual}."),
    mark("That's less than your usual {usual}."),
)
_TYPICAL_DAY = (
    mark("Your days were about as long as usual."),
    mark("Your days were longer than your usual {usual}."),
    mark("Your days were shorter than your usual {usual}."),
)


def _against_usual(found: Material, worked: timedelta, words: tuple[str, str, str]) -> Iterator[str]:
    """Which of the three holds; nothing where that would say nothing yet."""
    if (compared := _compared(found, worked)) is None:
        return
    usual, share = compared
    about, more, less = words
    if abs(share) < _MUCH:
        yield say(about)
    else:
        yield say(more if share > 0 else less, usual=length(usual))


def _compared(found: Material, worked: timedelta) -> tuple[timedelta, float] | None:
    """What is usual, and by which share of it this is more; None where that would say nothing yet."""
    if len(found.usual) < 5 or not found.over:
        return None
    usual = _typical(found.usual)
    return usual, worked / usual - 1


def _typical(days: Sequence[DayTotals]) -> timedelta:
    """Half of the days had more work."""
    return timedelta(seconds=median(each.worked.total_seconds() for each in days))


def _breaks(found: Material) -> Iterator[str]:
    total, after = found.total, length(found.context.settings.breaks.after)
    if not total.taken:
        yield say("You took no breaks.")
    else:
        yield say_many("You took one break.", "You took {count} breaks.", total.taken)
    if not total.breaks_due:
        yield say("You never worked {length} without one.", length=after)
    elif not total.breaks_missed:
        yield say("Each time {length} of work called for one, it came soon.", length=after)
    else:
        yield say_many(
            "You missed {count} of the {due} that came due.",
            "You missed {count} of the {due} that came due.",
            total.breaks_missed,
            due=total.breaks_due,
        )
    if total.breaks_due:
        yield _longest(found)
    if found.kind in ("day", "week"):
        freed = whole(sum(total.freed.get(name, 0.0) for name in _RESTING))
        yield say_many("Rest freed {count} point.", "Rest freed {count} points.", freed)
    else:
        yield say("Between stretches of work, you rested {length}.", length=hours(total.rested))
    if total.breaks_missed * 2 > total.breaks_due:
        yield say("A short walk in the middle of such a stretch would help most.")


def _longest(found: Material) -> str:
    longest = length(found.total.longest)
    day = max(found.days, key=lambda each: each.longest).day
    match found.kind:
        case "day":
            return say("Your longest stretch was {length}.", length=longest)
        case "week":
            return say("Your longest stretch was {length}, on {weekday}.", length=longest, weekday=named_day(day))
        case _:
            return say("Your longest stretch was {length}, on {date}.", length=longest, date=day_and_month(day))


def _pressure(found: Material) -> Iterator[str]:
    total = found.total
    red = total.at_level.get("red", _ZERO) + total.at_level.get("critical", _ZERO)
    if total.incidents:
        yield say_many(
            "The pressure reached 100% once; that happens, and rest brings it down again.",
            "The pressure reached 100% {count} times; that happens, and rest brings it down again.",
            total.incidents,
        )
    else:
        yield _peak(found)
        if red >= timedelta(minutes=15):
            yield say("You worked {length} in red.", length=length(red))
        else:
            calm = total.at_level.get("green", _ZERO) + total.at_level.get("yellow", _ZERO)
            share = percent(100 * (calm / total.worked))
            yield say("{percent} of your work was in green or yellow.", percent=share)
    yield from _mornings(found)


def _peak(found: Material) -> str:
    peak, at = percent(found.total.peak), found.total.peak_at
    assert at is not None
    day = max(found.days, key=lambda each: each.peak).day
    match found.kind:
        case "day":
            return say("The pressure reached {percent} at {time}.", percent=peak, time=clock(at, found))
        case "week":
            return say("The pressure reached {percent} on {weekday}.", percent=peak, weekday=named_day(day))
        case _:
            return say("The pressure reached {percent} on {date}.", percent=peak, date=day_and_month(day))


def _mornings(found: Material) -> Iterator[str]:
    """What the last weeks have left, where that is worth a word."""
    total, much = found.total, edition(found.context.settings.law.edition)
    if total.gen2_morning is None or total.gen2_morning < much.elevated:
        return
    yield say_many(
        "In the morning, {count} point was still left from the last few weeks.",
        "In the morning, {count} points were still left from the last few weeks.",
        whole(total.gen2_morning),
    )
    if total.gen2_morning >= much.high:
        yield say("A few days off would clear that.")
