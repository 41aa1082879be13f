"""The words of an early warning: one thing to do, what was seen, where its threshold comes from. No blame.

And what became of it: what was before it and what after, never that one made the other.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tray.lib.language.formats import formats
from tray.lib.language.translation import mark, say, say_many
from tray.view.words.names_and_numbers import day, in_minutes, length, percent

if TYPE_CHECKING:
    from tray.core.inquiry.after_warning import FollowUp  # whoever shows a warning needs none of it

NAMES = {
    "hours": mark("You're working many hours"),
    "short_nights": mark("Your nights are short"),
    "gen2": mark("Past weeks still weigh on you"),
    "quick_returns": mark("Little time off between workdays"),
    "stopping": mark("Your days end later than planned"),
    "answers": mark("Your answers are low"),
    "after_hours": mark("You're working after hours"),
    "weekend": mark("You're working on free days"),
    "breaks": mark("You're skipping breaks"),
    "stretches": mark("You went a long time without a break"),
    "switching": mark("You're switching a lot"),
    "meetings": mark("You have a lot of meetings"),
    "open_loops": mark("There's a lot to do"),
    "load_jump": mark("You're working more than usual"),
}
"""What is true of a signal whichever of its rules holds."""
TRENDS = {
    "gen2 rising": mark("Each week begins higher"),
    "answers trend-rested": mark("Your answers are getting lower"),
    "answers trend-engaged": mark("Your answers are getting lower"),
    "breaks trend": mark("You're skipping more breaks"),
    "stretches trend": mark("Your stretches are getting longer"),
    "switching trend": mark("You're switching more"),
    "meetings trend": mark("You have more and more meetings"),
    "open_loops two-weeks": mark("There's more and more to do"),
}
"""What only weeks can show: no other rule of these signals says that something grows or falls."""
EVIDENCE = {
    "hours fifty-five": mark("Evidence: at 55 hours a week or more, the risk of a stroke is higher (WHO/ILO 2021)."),
    "hours forty-eight": mark(
        "Evidence: beyond 48 to 49 hours a week, more hours hardly bring more output (Pencavel 2014)."
    ),
    "hours four-weeks": mark("Convention: the EU's working time directive draws the line at 48 hours."),
    "short_nights three": mark("Convention: seven hours of sleep are widely advised."),
    "quick_returns two": mark("Convention: EU law asks for eleven hours off between workdays."),
}
"""Where a threshold comes from; those not here are this program's own."""
OWN = mark("Convention: Backpressure's own rule of thumb.")
ADVICE = {
    "hours": mark("Drop one thing next week, and tell whoever it concerns."),
    "short_nights": mark("Stop an hour earlier tonight."),
    "gen2": mark("Only days off help: plan one, or a longer weekend."),
    "quick_returns": mark("Start an hour later tomorrow if you can."),
    "stopping": mark("Choose a day to end on time this week, and tell someone."),
    "answers": mark("Plan one evening this week with nothing in it."),
    "after_hours": mark("Move one of these hours into your day and drop a task."),
    "weekend": mark("Keep your next free day entirely free of work."),
    "breaks": mark("Take the next break that's suggested, even a short one."),
    "stretches": mark("For a week, have breaks suggested a little earlier."),
    "switching": mark("Keep one hour a day for one thing, with messages closed."),
    "meetings": mark("Skip one meeting this week, or end one 5 minutes early."),
    "open_loops": mark("Give three of them a time, or give one back."),
    "load_jump": mark("See what can wait a week. This is a sign of change, not of harm."),
}


def title(signal: str, rule: str = "") -> str:
    """What it is about; with its rule, whether something has changed."""
    return say(TRENDS.get(f"{signal} {rule}", NAMES[signal]))


def basis(signal: str, rule: str) -> str:
    """Whether the threshold is evidence or convention: a sentence."""
    return say(EVIDENCE.get(f"{signal} {rule}", OWN))


def advice(signal: str) -> str:
    """One thing to do."""
    return say(ADVICE[signal])


def body(signal: str, rule: str, numbers: Mapping[str, float]) -> str:
    """One thing to do, the numbers, and where their threshold comes from unless it is our own.

    The title says what was seen: with the first line it's all that mako has room for, and the numbers can wait.
    """
    known = (basis(signal, rule),) if f"{signal} {rule}" in EVIDENCE else ()
    return "\n".join((advice(signal), seen(signal, rule, numbers), *known))


def seen(signal: str, rule: str, numbers: Mapping[str, float]) -> str:
    """What was seen, in numbers."""
    match signal, rule:
        case "hours", "four-weeks":
            return say(
                "{length} of work a week on average over four weeks.",
                length=_time(numbers, "weeks"),
            )
        case "hours", _:
            return say("{length} of work in the last seven days.", length=_time(numbers, "week"))
        case "short_nights", _:
            return say_many(
                "{count} of the last 7 nights had work after hours, or less than 7 h without any.",
                "{count} of the last 7 nights had work after hours, or less than 7 h without any.",
                round(numbers["nights"]),
            )
        case "gen2", "rising":
            return say(
                "Each of the last three weeks began higher: from {first} to {last} points.",
                first=round(numbers["first"]),
                last=round(numbers["now"]),
            )
        case "gen2", "twice":
            return say(
                "The last two weeks began with {before} and {last} points from the weeks before.",
                before=round(numbers["before"]),
                last=round(numbers["now"]),
            )
        case "gen2", _:
            return say_many(
                "This week began with {count} point from the weeks before.",
                "This week began with {count} points from the weeks before.",
                round(numbers["now"]),
            )
        case "quick_returns", _:
            return say_many(
                "You had less than 11 h off between workdays {count} time in 7 days.",
                "You had less than 11 h off between workdays {count} times in 7 days.",
                round(numbers["times"]),
            )
        case "stopping", _:
            return say(
                "Lately, your days have ended {now}; usually they end {usual}.",
                now=_past(numbers["now"]),
                usual=_past(numbers["usual"]),
            )
        case "after_hours", "week":
            return say("{length} outside your own hours in the last seven days.", length=_time(numbers, "week"))
        case "after_hours", _:
            return say(
                "{now} a day outside your own hours lately; usually it's {usual}.",
                now=_time(numbers, "now"),
                usual=_time(numbers, "usual"),
            )
        case "weekend", "share":
            return say(
                "{percent} of your work in the last four weeks was on your free days.", percent=_share(numbers, "share")
            )
        case "weekend", _:
            return say("No day of the last seven was free of work.")
        case "answers", _:
            return _answers(rule, numbers)
        case _:
            return _work(signal, rule, numbers)


def _answers(rule: str, numbers: Mapping[str, float]) -> str:
    kind, _, item = rule.partition("-")
    if kind == "low":
        if item == "rested":
            return say("Five times in a row, you answered 3 or less when asked how rested you are.")
        return say("Five times in a row, you answered 3 or less when asked how engaged you were.")
    now, usual = round(numbers["now"]), round(numbers["usual"])
    if item == "rested":
        return say(
            "Lately, you've answered {now} out of 10 when asked how rested you are; usually it's {usual}.",
            now=now,
            usual=usual,
        )
    return say(
        "Lately, you've answered {now} out of 10 when asked how engaged you were; usually it's {usual}.",
        now=now,
        usual=usual,
    )


def _work(signal: str, rule: str, numbers: Mapping[str, float]) -> str:
    match signal, rule:
        case "stretches", "four-hours":
            return say("You worked {length} without a break.", length=_time(numbers, "longest"))
        case "stretches", _:
            return say(
                "Lately, your longest stretch of a day has been {now}; usually it's {usual}.",
                now=_time(numbers, "now"),
                usual=_time(numbers, "usual"),
            )
        case "breaks", "half":
            return say_many(
                "In ten days of work, you missed {missed} of the {count} break that came due.",
                "In ten days of work, you missed {missed} of the {count} breaks that came due.",
                round(numbers["due"]),
                missed=round(numbers["due"] - numbers["taken"]),
            )
        case "breaks", _:
            return say(
                "Lately, {now} of your breaks have come in time; usually it's {usual}.",
                now=_share(numbers, "now"),
                usual=_share(numbers, "usual"),
            )
        case "switching", "forty":
            return say_many(
                "{count} switch an hour in the last seven days.",
                "{count} switches an hour in the last seven days.",
                round(numbers["now"]),
            )
        case "switching", _:
            return say_many(
                "{count} switch an hour lately; usually it's {usual}.",
                "{count} switches an hour lately; usually it's {usual}.",
                round(numbers["now"]),
                usual=round(numbers["usual"]),
            )
        case "meetings", "trend":
            return say(
                "{now} of meetings a day lately; usually it's {usual}.",
                now=_time(numbers, "now"),
                usual=_time(numbers, "usual"),
            )
        case "meetings", _:
            return say(
                "{length} of meetings a day in the last five days of work; {count} came back to back.",
                length=_time(numbers, "now"),
                count=round(numbers["close"]),
            )
        case "open_loops", "fifteen":
            return say_many(
                "{count} to-do is open; those with a time count for less.",
                "{count} to-dos are open; those with a time count for less.",
                round(numbers["now"]),
            )
        case "open_loops", _:
            return say_many(
                "{count} to-do is open, against {usual} two weeks ago; those with a time count for less.",
                "{count} to-dos are open, against {usual} two weeks ago; those with a time count for less.",
                round(numbers["now"]),
                usual=round(numbers["usual"]),
            )
        case _:
            return say(
                "{length} of work in seven days, against {usual} in the weeks before.",
                length=_time(numbers, "week"),
                usual=_time(numbers, "usual"),
            )


def _time(numbers: Mapping[str, float], name: str) -> str:
    return in_minutes(timedelta(seconds=numbers[name]))


def _share(numbers: Mapping[str, float], name: str) -> str:
    return percent(round(100.0 * numbers[name]))


def _past(seconds: float) -> str:
    minutes = timedelta(minutes=round(abs(seconds) / 60))
    if not minutes:
        return say("on time")
    if seconds > 0:
        return say("{length} after the plan", length=length(minutes))
    return say("{length} before the plan", length=length(minutes))


def listed(values: Mapping[str, Any]) -> str:
    """What ``backpressure warnings`` says to people."""
    lines = [line for each in values["now"] for line in _now(each)]
    if not lines:
        lines = [_nothing(values["days"])]
    told = [line for each in values["told"] for line in _told(each)]
    if told:
        lines += ["", say("You were told:"), *told]
    if values["off"]:
        lines += ["", say("You don't want to hear about: {signals}.", signals=formats().listed(values["off"]))]
    return "\n".join(lines)


def _told(each: Mapping[str, Any]) -> list[str]:
    line = f"  {day(datetime.fromisoformat(each['at']).date(), date.min)}  {each['title']}"
    return [line, f"    {each['became']}"] if each["became"] else [line]


def _nothing(days: int) -> str:
    if not days:
        return say("There's no whole day on record yet to look back on.")
    if days == 1:
        return say("Nothing stands out in the last day.")
    return say_many("Nothing stands out in the last {count} day.", "Nothing stands out in the last {count} days.", days)


def _now(each: Mapping[str, Any]) -> list[str]:
    return [f"{each['title']}: {each['seen']}", f"  {each['basis']}", f"  {each['advice']}"]


_MEASURED = {
    "hours": mark("Work a day"),
    "load_jump": mark("Work a day"),
    "after_hours": mark("Work a day outside your own hours"),
    "weekend": mark("Work on a free day"),
    "short_nights": mark("Time off between workdays"),
    "quick_returns": mark("Time off between workdays"),
    "stopping": mark("Work past the planned end"),
    "stretches": mark("The longest stretch of a day"),
    "gen2": mark("Points left from the weeks before, in the morning"),
    "answers": mark("Your answers, from 0 to 10"),
    "breaks": mark("Breaks that came in time"),
    "switching": mark("Switches an hour"),
    "meetings": mark("Meetings a day"),
    "open_loops": mark("Open to-dos"),
}


def what_became(signal: str, found: "FollowUp") -> str:
    """What became of it two weeks on, in a line."""
    places = {
        "what": say(_MEASURED[signal]),
        "after": _number(found.unit, found.after),
        "before": _number(found.unit, found.before),
    }
    said = (
        say("{what}: {after} in the two weeks after, {before} in the two weeks before.", **places)
        if found.clear
        else say("{what}: {after} in the two weeks after, {before} before, which may be chance.", **places)
    )
    points = abs(round(found.fatigue or 0.0))
    if not points or found.fatigue is None:
        return said
    tired = (
        say_many("You said you were {count} point more tired.", "You said you were {count} points more tired.", points)
        if found.fatigue > 0.0
        else say_many(
            "You said you were {count} point less tired.", "You said you were {count} points less tired.", points
        )
    )
    return f"{said} {tired}"


def _number(unit: str, value: float) -> str:
    if unit == "hours":
        return in_minutes(timedelta(hours=value))
    return percent(100.0 * value) if unit == "share" else str(round(value))
