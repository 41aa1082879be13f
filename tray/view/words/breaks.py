"""The words in which a break is suggested, and those about the one that is on.

What stands on a screen must stay true: these words name clock times and levels, never "50 min ago" and no percent.
"""

from datetime import datetime, time, timedelta, tzinfo

from tray.core.breaks.before_meetings import MEETINGS
from tray.core.breaks.kinds_and_lengths import REST, Length, kind_named
from tray.core.context import Context
from tray.core.day import shutdown
from tray.core.day.meetings import next_meeting, row_from
from tray.core.law.values import Regime
from tray.core.state.ongoing import Break, Suggestion
from tray.core.state.state import State
from tray.lib.language.formats import formats
from tray.lib.language.translation import mark, say, say_many
from tray.settings.defaults.every_setting import Settings
from tray.view.words import end_of_day, names_and_numbers
from tray.view.words.names_and_numbers import change, clock, length

COMPANY = mark("Company on your breaks?")
"""Asked once, after the first break: whether there is to be something on the screen."""
COMPANY_BODY = (mark("A countdown with a short exercise can be on the screen."), mark("It never locks anything."))
"""In lines, of which mako shows four of 35 letters at most."""
ON_THE_SCREEN = (("card", mark("A card")), ("full", mark("Full screen")))
"""What can be on the screen during a break: the value of the setting, and what a button says."""
NOTHING = mark("Nothing")
NO_THANKS = mark("No, thanks")
_MINUTE = timedelta(minutes=1)
_PLAINER_FROM = 3
"""From this time of asking on the shortest words serve best."""
_SHORT = timedelta(minutes=10)
"""Of a longer break nobody believes that it's a small thing to ask."""


def title(live: Suggestion, state: State) -> str:
    """What might help."""
    if shutdown.calls_it_a_day(live, state):
        return end_of_day.may_be_time()
    again = _again(live, state)
    match live.kind:
        case "rest" if live.reason == MEETINGS:
            return _break_again(live.length)
        case "rest":
            return _break_again(live.length) if again else _time_for_a_break(live.length)
        case "walk":
            return _walk_again(live.length) if again else _time_for_a_walk(live.length)
        case "lunch":
            return say("It's still time for lunch") if again else say("Time for lunch")
        case kind if again:
            return say("Still time for: {kind}", kind=name_of(kind))
        case kind:
            return say("Time for: {kind}, {length}", kind=name_of(kind), length=length(live.length))


# English says "an 8-minute break"; other languages need no second message, and translate it as the first.


def _time_for_a_break(value: timedelta) -> str:
    minutes, seconds = _in_minutes(value)
    if seconds:
        return say_many("Time for a break of {count} second", "Time for a break of {count} seconds", seconds)
    if _takes_an(minutes):
        return say_many("Time for an {count}-minute break", "Time for an {count}-minute break", minutes)
    return say_many("Time for a {count}-minute break", "Time for a {count}-minute break", minutes)


def _time_for_a_walk(value: timedelta) -> str:
    minutes, seconds = _in_minutes(value)
    if seconds:
        return say_many("Time for a walk of {count} second", "Time for a walk of {count} seconds", seconds)
    if _takes_an(minutes):
        return say_many("Time for an {count}-minute walk", "Time for an {count}-minute walk", minutes)
    return say_many("Time for a {count}-minute walk", "Time for a {count}-minute walk", minutes)


def _break_again(value: timedelta) -> str:
    minutes, seconds = _in_minutes(value)
    if seconds:
        return say_many("How about a break of {count} second?", "How about a break of {count} seconds?", seconds)
    if _takes_an(minutes):
        return say_many("How about an {count}-minute break?", "How about an {count}-minute break?", minutes)
    return say_many("How about a {count}-minute break?", "How about a {count}-minute break?", minutes)


def _walk_again(value: timedelta) -> str:
    minutes, seconds = _in_minutes(value)
    if seconds:
        return say_many("How about a walk of {count} second?", "How about a walk of {count} seconds?", seconds)
    if _takes_an(minutes):
        return say_many("How about an {count}-minute walk?", "How about an {count}-minute walk?", minutes)
    return say_many("How about a {count}-minute walk?", "How about a {count}-minute walk?", minutes)


def _in_minutes(value: timedelta) -> tuple[int, int]:
    """Whole minutes, or whole seconds of less than one: the other is 0."""
    seconds = round(value.total_seconds())
    return (0, seconds) if seconds < 60 else (round(seconds / 60), 0)


def _takes_an(minutes: int) -> bool:
    """As it is spoken: ``an 8-minute``, ``an 11-minute``, ``a 5-minute``."""
    return minutes in (8, 11, 18) or 80 <= minutes < 90 or 800 <= minutes < 900


def _again(live: Suggestion, state: State) -> bool:
    """The person was asked for this break before, and let it be or put it off."""
    return live.asked > 1 or (state.put_off > 0 and live.reason in ("stretch", "pressure"))


def body(live: Suggestion, state: State, context: Context) -> str:
    """Why, in words that stay true however long they stand; and what the person wants to be told with this kind."""
    lines = [_what_comes(live, context)] if live.reason == MEETINGS else [*_why(live, state, context.zone)]
    if shutdown.calls_it_a_day(live, state):
        lines.append(end_of_day.no_break_helps())
    elif not live.enough:
        lines.append(say("A long break won't keep orange away for long, but it helps."))
    elif live.asked >= _PLAINER_FROM and live.length <= _SHORT:
        lines.append(_all_it_takes(live.length))
    if live.agents and live.asked == 1:
        lines.append(_agents_were_busy(live.agents, live.since, context.zone))
    kind = kind_named(live.kind, context.settings)
    return "\n".join(line for line in (*lines, kind.text if kind else "") if line)


def _all_it_takes(value: timedelta) -> str:
    minutes, seconds = _in_minutes(value)
    if seconds:
        return say_many(
            "{count} second away from the screen is all it takes.",
            "{count} seconds away from the screen is all it takes.",
            seconds,
        )
    return say_many(
        "{count} minute away from the screen is all it takes.",
        "{count} minutes away from the screen is all it takes.",
        minutes,
    )


def _what_comes(live: Suggestion, context: Context) -> str:
    """The meetings before which a break is offered; by now the calendar may have none any more."""
    row = row_from(context.appointments, live.since)
    if row is None:
        return say("There won't be time for a break later.")
    start, end = clock(row.start, context.zone), clock(row.end, context.zone)
    meeting = next_meeting(context.appointments, live.since)
    if row.count == 1 and meeting is not None and meeting.title:
        return say("{title}, from {start} to {end}.", title=meeting.title, start=start, end=end)
    return say_many(
        "You have a meeting from {start} to {end}.",
        "You have {count} meetings in a row from {start} to {end}.",
        row.count,
        start=start,
        end=end,
    )


def _why(live: Suggestion, state: State, zone: tzinfo) -> tuple[str, ...]:
    since, reached = state.stretch_since, _reached(live.level, state)
    if live.reason == "clock":
        chosen = next((part for part in (live.clock or "").split() if ":" in part), "")
        return (say("You chose {time} for it.", time=formats().clock(time.fromisoformat(chosen)) if chosen else ""),)
    if live.reason == "rhythm":
        return ()
    worked = risen = ""
    if since and _again(live, state):
        worked = say("No break since {since}.", since=clock(since, zone))
    elif since:
        worked = say("You've been working since {since} without a break.", since=clock(since, zone))
    if reached is not None:
        risen = say(
            "You reached {level} at {time}.", level=names_and_numbers.level(live.level), time=clock(reached, zone)
        )
    if live.reason == "pressure":
        return (risen or worked,)
    return worked, risen if _again(live, state) else ""


def _reached(level: str, state: State) -> datetime | None:
    return next((each.at for each in state.reached if each.level == level), None)


_NAMES = {"rest": mark("Break"), "walk": mark("Walk"), "lunch": mark("Lunch")}


def name_of(kind: str) -> str:
    """A kind of break, as a label or the first word of one."""
    return say(_NAMES[kind]) if kind in _NAMES else f"{kind[:1].upper()}{kind[1:]}"


def breaks_today(state: State) -> str:
    """How many breaks were taken and skipped on this day; empty when there were none."""
    if state.day is None or not (state.day.taken or state.day.skipped):
        return ""
    return say("Today: {taken} taken, {skipped} skipped", taken=state.day.taken, skipped=state.day.skipped)


_SOON = {
    "rest": mark("A break is due in {left}"),
    "walk": mark("A walk is due in {left}"),
    "lunch": mark("Lunch is due in {left}"),
}
_DUE_SINCE = {
    "rest": mark("Break due since {since}"),
    "walk": mark("Walk due since {since}"),
    "lunch": mark("Lunch due since {since}"),
}
_WAITING = {
    "rest": mark("Break due, waiting: {reasons}"),
    "walk": mark("Walk due, waiting: {reasons}"),
    "lunch": mark("Lunch due, waiting: {reasons}"),
}
_NEXT_PAUSE = {
    "rest": mark("Break due at the next good moment"),
    "walk": mark("Walk due at the next good moment"),
    "lunch": mark("Lunch due at the next good moment"),
}
_NEXT = {
    "rest": mark("Next break {when}"),
    "walk": mark("Walk {when}"),
    "lunch": mark("Lunch {when}"),
}
_UNTIL = {
    "rest": mark("Break until {end}"),
    "walk": mark("Walk until {end}"),
    "lunch": mark("Lunch until {end}"),
}


def soon(left: timedelta, kind: str) -> tuple[str, str]:
    """A break is due soon: title and text."""
    words = _SOON.get(kind, mark("{kind} is due in {left}"))
    return say(words, kind=name_of(kind), left=length(left)), say("Finish your thought; there's no hurry.")


def due_since(kind: str, since: datetime, zone: tzinfo) -> str:
    """A break is suggested, and since when."""
    return say(_DUE_SINCE.get(kind, mark("{kind} due since {since}")), kind=name_of(kind), since=clock(since, zone))


def due_but_waiting(kind: str, reasons: str) -> str:
    """A break is due, and what keeps it from being suggested."""
    return say(_WAITING.get(kind, mark("{kind} due, waiting: {reasons}")), kind=name_of(kind), reasons=reasons)


def due_at_a_good_moment(kind: str) -> str:
    """A break is due, and is suggested where work pauses by itself."""
    return say(_NEXT_PAUSE.get(kind, mark("{kind} due at the next good moment")), kind=name_of(kind))


def after_meetings(kind: str, time: str) -> str:
    """A break falls due in meetings, and when they're over."""
    words = mark("Break due after meetings, at {time}")
    if kind != REST.name:
        words = mark("{kind} due after meetings, at {time}")
    return say(words, kind=name_of(kind), time=time)


def next_at(kind: str, when: str) -> str:
    """When the next break is due."""
    return say(_NEXT.get(kind, mark("{kind} {when}")), kind=name_of(kind), when=when)


def bought(work: timedelta) -> str:
    """So much work, in whole minutes and rounded down: what isn't enough never reads as if it were."""
    return length(work // _MINUTE * _MINUTE)


def buys(found: Length, regime: Regime = Regime.REST) -> str:
    """What a break of the worked-out length is good for."""
    walk, long, work = regime is Regime.RESTORE, length(found.length), bought(found.buys)
    if found.enough:
        if walk:
            return say("A walk of {length} keeps you below orange for {work} of work", length=long, work=work)
        return say("A break of {length} keeps you below orange for {work} of work", length=long, work=work)
    if found.buys >= _MINUTE:
        if walk:
            return say("Even a walk of {length} keeps you below orange for only {work} of work", length=long, work=work)
        return say("Even a break of {length} keeps you below orange for only {work} of work", length=long, work=work)
    if walk:
        return say("Not even a walk of {length} brings you below orange; it may be time to end the day", length=long)
    return say("Not even a break of {length} brings you below orange; it may be time to end the day", length=long)


_LEFT = {
    "rest": mark("On a break: {left} left"),
    "walk": mark("On a walk: {left} left"),
    "lunch": mark("At lunch: {left} left"),
}
_UP = {
    "rest": mark("On a break: its time is up"),
    "walk": mark("On a walk: its time is up"),
    "lunch": mark("At lunch: its time is up"),
}


def break_left(begun: Break, at: datetime) -> str:
    """What is left of a break."""
    left = begun.end - at
    if left <= timedelta(0):
        return say(_UP.get(begun.kind, mark("On a break ({kind}): its time is up")), kind=begun.kind)
    return say(_LEFT.get(begun.kind, mark("On a break ({kind}): {left} left")), kind=begun.kind, left=length(left))


def on_break(begun: Break, settings: Settings, zone: tzinfo) -> tuple[str, str]:
    """A break is on: title and text, which stay true while it lasts."""
    kind = kind_named(begun.kind, settings)
    text = (kind.text if kind else "") or meanwhile(begun.kind)
    words = _UNTIL.get(begun.kind, mark("{kind} until {end}"))
    return say(words, kind=name_of(begun.kind), end=clock(begun.end, zone)), text


def break_over(*, completed: bool) -> str:
    """A break has ended: by its time, or since somebody came back."""
    return say("Your break is over") if completed else say("Welcome back")


def rested(rest: timedelta, before: float, after: float) -> str:
    """What a break freed."""
    return say("{length} away: {change}", length=length(rest), change=change(before, after))


def meanwhile(kind: str) -> str:
    """What does one good in a break of which the person said nothing of their own."""
    return say(_MEANWHILE.get(kind, _MEANWHILE["rest"]))


_MEANWHILE = {
    "rest": mark("Stand up, look into the distance, breathe."),
    "walk": mark("Leave your phone, take the stairs, look far ahead."),
    "lunch": mark("Enjoy your meal, away from the screen."),
}


def _agents_were_busy(count: int, at: datetime, zone: tzinfo) -> str:
    """Why the break was suggested just then, in words that stay true."""
    return say_many(
        "Your agent was busy at {time}: a good moment.",
        "All {count} agents were busy at {time}: a good moment.",
        count,
        time=clock(at, zone),
    )
