"""When the pressure reached 100%: where it came from, the latest stretch last, and what would have helped."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tray.core.context import Context
from tray.core.inquiry.what_frees_most import Means, Relief
from tray.lib.language.formats import formats
from tray.lib.language.translation import say, say_many
from tray.lib.text_width import cut, width, wrapped
from tray.view.terminal.explain import EXTRAS, Values, counted, divided, labelled, span, switches
from tray.view.words import agents
from tray.view.words.names_and_numbers import clock_in, day, length, moment, shared, whole

SHOWN = 5
"""So many incidents are shown, the latest."""
_WIDE = 79
_DEEP = "    "


def relief_values(found: Sequence[Relief], context: Context) -> list[dict[str, Any]]:
    """What would free most, that which frees most first."""
    return [
        {
            "means": each.means.value,
            "points": each.points,
            "length_s": each.length.total_seconds() if each.length else None,
            "until": each.until.astimezone(context.zone).isoformat() if each.until else None,
        }
        for each in found
    ]


def incidents_text(values: Values, *, colour: bool, runtime: bool = False) -> str:
    """Every incident, the latest last; in the words of a ``runtime`` for who likes them."""
    if not values["incidents"]:
        return say("The pressure has never reached 100%.")
    blocks = [_incident(each, colour=colour, runtime=runtime) for each in values["incidents"]]
    if values["earlier"]:
        blocks.insert(
            0, say_many("An earlier one isn't shown.", "{count} earlier ones aren't shown.", values["earlier"])
        )
    return "\n\n".join(blocks)


def _incident(each: Values, *, colour: bool, runtime: bool) -> str:
    strong, plain = ("\x1b[1m", "\x1b[0m") if colour else ("", "")
    found = each["explanation"]
    frames = _frames(found)
    points = shared(whole(found["pressure"]), [sum(part["points"] for part in of) for _, _, of in frames])
    # Whole, whenever it is read: an incident is copied and kept.
    when = say(
        "{day} {clock}", day=day(datetime.fromisoformat(each["at"]).date(), date.min), clock=clock_in(each["at"])
    )
    held = whole(found["pressure"])
    if runtime:
        lines = [say("{when}  Traceback (most recent stretch last):", when=when)]
        last = f"{strong}{say('MemoryError: {held} of 100 points are held', held=held)}{plain}"
    else:
        lines = [f"{strong}{say('{when}: the pressure reached 100%.', when=when)}{plain}"]
        lines.append(f"  {say('Where it came from, most recent last:')}")
        last = f"  {say_many('In all: {count} point', 'In all: {count} points', held)}"
    for (title, what, _), shown in zip(frames, points, strict=True):
        if shown:
            row = say_many("{part}: {count} point", "{part}: {count} points", shown, part=title)
            lines += [f"  {row}", *wrapped(f"{_DEEP}{what}", _WIDE, _DEEP).split("\n")]
    lines.append(last)
    means = [means_text(means, found["at"]) for means in each["relief"] if means["points"] >= 1.0]
    first = say("What would have helped most:")
    lines += [f"  {first if not n else ' ' * width(first)} {text}" for n, text in enumerate(means)]
    return "\n".join(lines)


def _frames(found: Values) -> list[tuple[str, str, Sequence[Values]]]:
    """Title, what, and the parts, what is older first."""
    today, parts = date.fromisoformat(found["day"]), divided(found)
    since = day(min(date.fromisoformat(found["since"][:10]), today), today)
    texts = formats().listed([labelled(part) for part in parts.promises])
    return [
        (say("Before {day}", day=since), say("what was left from then"), parts.held),
        *((_on(date.fromisoformat(each), today), counted(of), of) for each, of in parts.days),
        (say("Your answers"), say("on the days before"), parts.answers),
        (say_many("{count} to-do", "{count} to-dos", len(parts.promises)), texts, parts.promises),
        (agents.asking(len(parts.asking)), formats().listed([labelled(part) for part in parts.asking]), parts.asking),
        *((_title(of), formats().listed(list(map(_cause, of))), of) for of in parts.stretches),
    ]


def _on(each: date, today: date) -> str:
    """A day before, as the beginning of a line."""
    return say("Yesterday") if (today - each).days == 1 else day(each, today)


def _title(parts: Sequence[Values]) -> str:
    label = labelled(parts[0])
    return say('{span}, "{label}"', span=span(parts[0]), label=cut(label, 50)) if label else span(parts[0])


def _cause(part: Values) -> str:
    match part["kind"]:
        case "work":
            return say("{length} of work", length=length(_moment(part["to"]) - _moment(part["from"])))
        case "switches":
            return switches(part)
        case "answers":
            return say("an answer")
        case kind:
            return say(EXTRAS[kind])


def means_text(each: Values, at: str) -> str:
    """One of ``relief_values`` in words, as of ``at``."""
    points = whole(each["points"])
    taken = length(timedelta(seconds=each["length_s"])) if each["length_s"] else ""
    match Means(each["means"]):
        case Means.WALK:
            return say_many(
                "a walk of {length}, {count} point", "a walk of {length}, {count} points", points, length=taken
            )
        case Means.REST:
            return say_many(
                "a break of {length}, {count} point", "a break of {length}, {count} points", points, length=taken
            )
        case Means.CLOSE:
            return say_many("closing every to-do, {count} point", "closing every to-do, {count} points", points)
        case Means.PLAN:
            return say_many("planning every to-do, {count} point", "planning every to-do, {count} points", points)
        case Means.STOP:
            until = _until(each["until"], at)
            return say_many(
                "no work until {until}, {count} point", "no work until {until}, {count} points", points, until=until
            )


def _until(until: str, at: str) -> str:
    when = _moment(until)
    return moment(when, _moment(at), when.tzinfo or UTC)


def _moment(said: str) -> datetime:
    return datetime.fromisoformat(said)
