"""The words in which a break is suggested, and those about the one that is on.

What stands on a screen must stay true: these words name clock times and levels, never "50 min ago" and no percent.
"""

from datetime import datetime, timedelta, tzinfo

from tray.core.breaks.kinds import kind_named
from tray.core.state.ongoing import Break, Suggestion
from tray.core.state.state import State
from tray.settings.catalogue.catalogue import Settings
from tray.view.words.durations import clock, length

_NAMES = {"rest": "Break", "walk": "Walk", "lunch": "Lunch"}
_TIME_FOR = {
    "rest": "Time for {} break",
    "walk": "Time for {} walk",
    "lunch": "Time for lunch",
}
_AGAIN = {
    "rest": "{} break would do you good",
    "walk": "{} walk would do you good",
    "lunch": "It's still time for lunch",
}
_SINCE = "You've been working since {} without a break."
_SINCE_AGAIN = "No break since {}."
_STILL_LONG = timedelta(hours=1)
"""A day whose planned end is further away than this is not called over."""
_PLAINER_FROM = 3
"""From this time of asking on the shortest words serve best."""


def calls_it_a_day(live: Suggestion, state: State) -> bool:
    """No break is enough any more, and the person's own hours do not keep them for long."""
    end = state.day.end if state.day else None
    return not live.enough and (end is None or end - live.since <= _STILL_LONG)


def title(live: Suggestion, state: State) -> str:
    """What might help."""
    if calls_it_a_day(live, state):
        return "It may be time to call it a day"
    again = _again(live, state)
    words = _AGAIN if again else _TIME_FOR
    if live.kind in words:
        long = adjective(live.length)
        return _capital(words[live.kind].format(f"{_article(long)} {long}"))
    name = name_of(live.kind)
    return f"Still time for: {name}" if again else f"Time for: {name}, {length(live.length)}"


def _again(live: Suggestion, state: State) -> bool:
    """The person was asked for this break before, and let it be or put it off."""
    return live.asked > 1 or (state.put_off > 0 and live.reason in ("stretch", "pressure"))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def body(live: Suggestion, state: State, settings: Settings, zone: tzinfo) -> str:
    """Why, in words that stay true however long they stand; and what the person wants to be told with this kind."""
    lines = [_why(live, state, zone)]
    if calls_it_a_day(live, state):
        lines.append("Not even a long break would keep you out of orange for long.")
    elif not live.enough:
        lines.append("A long break won't keep you out of orange for long, but it helps.")
    elif live.asked >= _PLAINER_FROM:
        lines.append(f"{spoken(live.length)} away from the screen is all it takes.")
    kind = kind_named(live.kind, settings)
    return "\n".join(line for line in (*lines, kind.text if kind else "") if line)


def _why(live: Suggestion, state: State, zone: tzinfo) -> str:
    since, reached = state.stretch_since, _reached(live.level, state)
    if live.reason == "clock":
        chosen = next((part for part in (live.clock or "").split() if ":" in part), "")
        return f"You chose {chosen} for it."
    if live.reason == "rhythm":
        return ""
    worked = (_SINCE_AGAIN if _again(live, state) else _SINCE).format(clock(since, zone)) if since else ""
    risen = f"You reached {live.level} at {clock(reached, zone)}." if reached is not None else ""
    if live.reason == "pressure":
        return risen or worked
    return " ".join(part for part in (worked, risen if live.asked > 1 else "") if part)


def _reached(level: str, state: State) -> datetime | None:
    return next((each.at for each in state.reached if each.level == level), None)


def _article(number: str) -> str:
    """As it is spoken: ``an 8-minute``, ``an 11-minute``, ``a 5-minute``."""
    return "an" if number.startswith(("8", "11-", "18-")) else "a"


def adjective(value: timedelta) -> str:
    """A length of time before a noun: ``5-minute``, ``20-second``, ``1-hour``."""
    seconds = round(value.total_seconds())
    if seconds < 60:
        return f"{seconds}-second"
    minutes = round(seconds / 60)
    return f"{minutes // 60}-hour" if minutes % 60 == 0 else f"{minutes}-minute"


def spoken(value: timedelta) -> str:
    """A length of time in a sentence, with its unit in full: ``5 minutes``, ``1 hour``, ``20 seconds``."""
    count, unit = adjective(value).split("-")
    return f"{count} {unit}{'' if count == '1' else 's'}"


def name_of(kind: str) -> str:
    """A kind of break, as the first word of a line."""
    return _NAMES.get(kind, kind[:1].upper() + kind[1:])


def in_a_sentence(kind: str) -> str:
    """A kind of break, within a sentence: ``a break``, ``a walk``, ``lunch``, ``tea``."""
    return {"rest": "a break", "walk": "a walk"}.get(kind, kind)


def breaks_today(state: State) -> str:
    """How many breaks were taken and skipped on this day; empty when there were none."""
    if state.day is None or not (state.day.taken or state.day.skipped):
        return ""
    return f"Today: {state.day.taken} taken, {state.day.skipped} skipped"


def soon(left: timedelta, kind: str) -> tuple[str, str]:
    """A break is due soon: title and text."""
    what = in_a_sentence(kind)
    return f"{what[:1].upper()}{what[1:]} is due in {length(left)}", "Finish your thought; there's no hurry."


def on_break(begun: Break, settings: Settings, zone: tzinfo) -> tuple[str, str]:
    """A break is on: title and text, which stay true while it lasts."""
    kind = kind_named(begun.kind, settings)
    text = (kind.text if kind else "") or meanwhile(begun.kind)
    return f"{name_of(begun.kind)} until {clock(begun.end, zone)}", text


def meanwhile(kind: str) -> str:
    """What does one good in a break of which the person said nothing of their own."""
    return _MEANWHILE.get(kind, _MEANWHILE["rest"])


_MEANWHILE = {
    "rest": "Stand up, look far away, breathe.",
    "walk": "Leave the phone, take the stairs, look far away.",
    "lunch": "Enjoy your meal, away from the screen.",
}
