"""The words of an early warning: what was seen, where its threshold comes from, one thing to do. No blame."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from tray.view.words.durations import day, length

NAMES = {
    "hours": "Many hours",
    "short_nights": "Short nights",
    "gen2": "The last weeks do not clear",
    "quick_returns": "Quick returns",
    "stopping": "Stopping later",
    "answers": "Your answers are falling",
    "after_hours": "Work after hours",
    "weekend": "Work on free days",
    "breaks": "Breaks are left out",
    "stretches": "Stretches are getting longer",
    "switching": "More switching",
    "open_loops": "Many open ends",
    "load_jump": "More work than usual",
}
ITEMS = {"rested": "how rested you are", "engaged": "how engaged you were"}
EVIDENCE = {
    "hours fifty-five": "evidence: from 55 hours a week the risk of a stroke is higher (WHO/ILO 2021)",
    "hours forty-eight": "evidence: output flattens from 48 to 49 hours a week (Pencavel 2014)",
    "hours four-weeks": "convention: the working time directive of the EU",
    "short_nights three": "convention: seven hours is what is widely advised for a night",
    "quick_returns two": "convention: eleven hours of rest are law in the EU",
}
"""Where a threshold comes from; those not here are conventions of this program."""
ADVICE = {
    "hours": "Take one thing off next week, and say so to whom it concerns.",
    "short_nights": "Shut down an hour earlier tonight; `backpressure what-if` says what that frees.",
    "gen2": "Only days off free this: plan one, or a longer weekend.",
    "quick_returns": "Begin an hour later tomorrow where you can.",
    "stopping": "Choose one day this week that ends on time, and tell somebody.",
    "answers": "Plan one evening this week with nothing in it.",
    "after_hours": "Put one of these hours into your day and drop something for it.",
    "weekend": "Keep one whole day free of work when your hours next leave one.",
    "breaks": "Take the next break when it is suggested, even a short one.",
    "stretches": "Try `breaks.after` a little shorter for a week.",
    "switching": "Keep one hour a day for one thing, with messages closed.",
    "open_loops": "Give three of them a time (`backpressure plan N WHEN`), or give one back.",
    "load_jump": "See what of it can wait a week. This is no sign of harm, only of change.",
}


def title(signal: str) -> str:
    """What it is about."""
    return NAMES[signal]


def basis(signal: str, rule: str) -> str:
    """Whether the threshold is evidence or convention."""
    return EVIDENCE.get(f"{signal} {rule}", "convention of this program")


def body(signal: str, rule: str, numbers: Mapping[str, float]) -> str:
    """The numbers, their basis, and one thing to do."""
    return f"{seen(signal, rule, numbers)} ({basis(signal, rule)}.)\n{ADVICE[signal]}"


def seen(signal: str, rule: str, numbers: Mapping[str, float]) -> str:
    """What was seen, in numbers."""
    match signal, rule:
        case "hours", "four-weeks":
            return f"{_time(numbers, 'weeks')} of work a week, in the mean of four weeks."
        case "hours", _:
            return f"{_time(numbers, 'week')} of work in the last seven days."
        case "short_nights", _:
            return f"{numbers['nights']:.0f} of the last 7 nights had less than 7 h without work, or work in them."
        case "gen2", "rising":
            return f"Three Mondays in a row began higher: {numbers['first']:.0f} → {numbers['now']:.0f} points."
        case "gen2", "twice":
            return f"Two Mondays in a row began with {numbers['before']:.0f} and {numbers['now']:.0f} points held."
        case "gen2", _:
            return f"This week began with {numbers['now']:.0f} points held by the weeks before."
        case "quick_returns", _:
            return f"{numbers['times']:.0f} times in 7 days, less than 11 h between work and work."
        case "stopping", _:
            return f"Your last days ended {_past(numbers['now'])}, usually {_past(numbers['usual'])}."
        case "after_hours", "week":
            return f"{_time(numbers, 'week')} outside your own hours in the last seven days."
        case "after_hours", _:
            return f"{_time(numbers, 'now')} a day outside your own hours lately, usually {_time(numbers, 'usual')}."
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
        return f"You said 3 or less, five times in a row, to {ITEMS[item]}."
    return f"You said {numbers['now']:.0f} of 10 lately to {ITEMS[item]}, usually {numbers['usual']:.0f}."


def _work(signal: str, rule: str, numbers: Mapping[str, float]) -> str:
    match signal, rule:
        case "stretches", "four-hours":
            return f"One stretch was {_time(numbers, 'longest')} long."
        case "stretches", _:
            return f"The longest stretch of a day: {_time(numbers, 'now')} lately, usually {_time(numbers, 'usual')}."
        case "breaks", "half":
            missed = numbers["due"] - numbers["taken"]
            return f"{missed:.0f} of {numbers['due']:.0f} breaks that came due were missed, in ten days of work."
        case "breaks", _:
            return f"{numbers['now']:.0%} of the breaks that came due came in time, usually {numbers['usual']:.0%}."
        case "switching", "forty":
            return f"{numbers['now']:.0f} switches an hour in the last seven days."
        case "switching", _:
            return f"{numbers['now']:.0f} switches an hour lately, usually {numbers['usual']:.0f}."
        case "open_loops", "fifteen":
            return f"{numbers['now']:.0f} open, planned ones counted for less."
        case "open_loops", _:
            return f"{numbers['now']:.0f} open, {numbers['usual']:.0f} two weeks ago; planned ones counted for less."
        case _:
            return f"{_time(numbers, 'week')} of work in seven days, {_time(numbers, 'usual')} in the weeks before."


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
        lines += ["", f"You do not want to hear of: {', '.join(values['off'])}."]
    return "\n".join(lines)


def _nothing(days: int) -> str:
    if not days:
        return "There is no whole day on record yet to look back on."
    return "Nothing stands out in the last day." if days == 1 else f"Nothing stands out in the last {days} days."


def _now(each: Mapping[str, Any]) -> list[str]:
    return [f"{each['title']}: {each['seen']}", f"  {each['basis']}", f"  {each['advice']}"]
