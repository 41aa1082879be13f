"""The words of an early warning: what was seen, where its threshold comes from, one thing to do. No blame."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from tray.view.words.durations import day, length

NAMES = {
    "hours": "You're working many hours",
    "short_nights": "Your nights are short",
    "gen2": "The last weeks still weigh on you",
    "quick_returns": "Little time between work and work",
    "stopping": "You're stopping later than planned",
    "answers": "Your answers are low",
    "after_hours": "You're working after hours",
    "weekend": "You're working on free days",
    "breaks": "You're skipping breaks",
    "stretches": "You're working long without a break",
    "switching": "You're switching a lot",
    "open_loops": "There's a lot to do",
    "load_jump": "You're working more than usual",
}
"""What is true of a signal whichever of its rules holds."""
TRENDS = {
    "gen2 rising": "Each week begins higher",
    "answers trend-rested": "Your answers are getting lower",
    "answers trend-engaged": "Your answers are getting lower",
    "breaks trend": "You're skipping more breaks",
    "stretches trend": "You're working longer without a break",
    "switching trend": "You're switching more",
    "open_loops two-weeks": "There's more and more to do",
}
"""What only weeks can show: no other rule of these signals says that something grows or falls."""
ITEMS = {"rested": "how rested you are", "engaged": "how engaged you were"}
EVIDENCE = {
    "hours fifty-five": "Evidence: from 55 hours a week, the risk of a stroke is higher (WHO/ILO 2021).",
    "hours forty-eight": "Evidence: from 48 to 49 hours a week, more hours bring hardly more output (Pencavel 2014).",
    "hours four-weeks": "Convention: the EU's working time directive draws the line at 48 hours.",
    "short_nights three": "Convention: seven hours of sleep are widely advised.",
    "quick_returns two": "Convention: in the EU, eleven hours between work and work are law.",
}
"""Where a threshold comes from; those not here are this program's own."""
OWN = "Convention: Backpressure's own rule of thumb."
ADVICE = {
    "hours": "Take one thing off next week, and tell whoever it concerns.",
    "short_nights": "Stop an hour earlier tonight.",
    "gen2": "Only days off help with this: plan one, or a longer weekend.",
    "quick_returns": "Start an hour later tomorrow if you can.",
    "stopping": "Choose one day this week that ends on time, and tell somebody.",
    "answers": "Plan one evening this week with nothing in it.",
    "after_hours": "Move one of these hours into your day, and drop something for it.",
    "weekend": "Keep your next free day entirely free of work.",
    "breaks": "Take the next break that's suggested, even a short one.",
    "stretches": "For a week, try having breaks suggested a little earlier.",
    "switching": "Keep one hour a day for one thing, with messages closed.",
    "open_loops": "Give three of them a time, or give one back.",
    "load_jump": "See what can wait a week. This is a sign of change, not of harm.",
}


def title(signal: str, rule: str = "") -> str:
    """What it is about; with its rule, whether something has changed."""
    return TRENDS.get(f"{signal} {rule}", NAMES[signal])


def basis(signal: str, rule: str) -> str:
    """Whether the threshold is evidence or convention: a sentence."""
    return EVIDENCE.get(f"{signal} {rule}", OWN)


def body(signal: str, rule: str, numbers: Mapping[str, float]) -> str:
    """The numbers, where their threshold comes from unless it is our own, and one thing to do."""
    known = EVIDENCE.get(f"{signal} {rule}", "")
    return f"{' '.join(filter(None, (seen(signal, rule, numbers), known)))}\n{ADVICE[signal]}"


def seen(signal: str, rule: str, numbers: Mapping[str, float]) -> str:
    """What was seen, in numbers."""
    match signal, rule:
        case "hours", "four-weeks":
            return f"{_time(numbers, 'weeks')} of work a week on average over four weeks."
        case "hours", _:
            return f"{_time(numbers, 'week')} of work in the last seven days."
        case "short_nights", _:
            return f"{numbers['nights']:.0f} of the last 7 nights had work after hours, or less than 7 h without any."
        case "gen2", "rising":
            first, last = numbers["first"], numbers["now"]
            return f"Each of the last three weeks began higher: from {first:.0f} to {last:.0f} points."
        case "gen2", "twice":
            before, last = numbers["before"], numbers["now"]
            return f"The last two weeks began with {before:.0f} and {last:.0f} points from the weeks before."
        case "gen2", _:
            return f"This week began with {numbers['now']:.0f} points from the weeks before."
        case "quick_returns", _:
            return f"{numbers['times']:.0f} times in 7 days, you had less than 11 h between work and work."
        case "stopping", _:
            return f"Lately your days ended {_past(numbers['now'])}; usually they end {_past(numbers['usual'])}."
        case "after_hours", "week":
            return f"{_time(numbers, 'week')} outside your own hours in the last seven days."
        case "after_hours", _:
            return (
                f"{_time(numbers, 'now')} a day outside your own hours lately; usually it's {_time(numbers, 'usual')}."
            )
        case "weekend", "share":
            return f"{numbers['share']:.0%} of your work in the last four weeks was on your free days."
        case "weekend", _:
            return "No day of the last seven was free of work."
        case "answers", _:
            return _answers(rule, numbers)
        case _:
            return _work(signal, rule, numbers)


def _answers(rule: str, numbers: Mapping[str, float]) -> str:
    kind, _, item = rule.partition("-")
    if kind == "low":
        return f"Five times in a row, you answered 3 or less when asked {ITEMS[item]}."
    return f"Asked {ITEMS[item]}, you answer {numbers['now']:.0f} of 10 lately; usually it's {numbers['usual']:.0f}."


def _work(signal: str, rule: str, numbers: Mapping[str, float]) -> str:
    match signal, rule:
        case "stretches", "four-hours":
            return f"You worked {_time(numbers, 'longest')} without a break."
        case "stretches", _:
            usual = _time(numbers, "usual")
            return f"Your longest stretch of a day is {_time(numbers, 'now')} lately; usually it's {usual}."
        case "breaks", "half":
            missed = numbers["due"] - numbers["taken"]
            return f"In ten days of work, you missed {missed:.0f} of the {numbers['due']:.0f} breaks that came due."
        case "breaks", _:
            return f"Lately {numbers['now']:.0%} of your breaks come in time; usually it's {numbers['usual']:.0%}."
        case "switching", "forty":
            return f"{numbers['now']:.0f} switches an hour in the last seven days."
        case "switching", _:
            return f"{numbers['now']:.0f} switches an hour lately; usually it's {numbers['usual']:.0f}."
        case "open_loops", "fifteen":
            return f"{numbers['now']:.0f} to-dos are open; those with a time count for less."
        case "open_loops", _:
            usual = f"{numbers['usual']:.0f} two weeks ago"
            return f"{numbers['now']:.0f} to-dos are open, against {usual}; those with a time count for less."
        case _:
            usual = _time(numbers, "usual")
            return f"{_time(numbers, 'week')} of work in seven days, against {usual} in the weeks before."


def _time(numbers: Mapping[str, float], name: str) -> str:
    return length(timedelta(seconds=60 * round(numbers[name] / 60)))


def _past(seconds: float) -> str:
    minutes = timedelta(minutes=round(abs(seconds) / 60))
    if not minutes:
        return "on time"
    return f"{length(minutes)} {'after' if seconds > 0 else 'before'} the plan"


def listed(values: Mapping[str, Any]) -> str:
    """What ``backpressure warnings`` says to people."""
    lines = [line for each in values["now"] for line in _now(each)]
    if not lines:
        lines = [_nothing(values["days"])]
    told = [f"  {day(datetime.fromisoformat(each['at']).date(), date.min)}  {each['title']}" for each in values["told"]]
    if told:
        lines += ["", "You were told:", *told]
    if values["off"]:
        lines += ["", f"You don't want to hear about: {', '.join(values['off'])}."]
    return "\n".join(lines)


def _nothing(days: int) -> str:
    if not days:
        return "There's no whole day on record yet to look back on."
    return "Nothing stands out in the last day." if days == 1 else f"Nothing stands out in the last {days} days."


def _now(each: Mapping[str, Any]) -> list[str]:
    return [f"{each['title']}: {each['seen']}", f"  {each['basis']}", f"  {each['advice']}"]
