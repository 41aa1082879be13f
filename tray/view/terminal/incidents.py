"""A full memory, shown like a traceback: where the points came from, the most recent stretch last."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from textwrap import wrap
from typing import Any

from tray.core.context import Context
from tray.core.inquiry.relief import Means, Relief
from tray.lib.text_width import cut
from tray.view.terminal.explain import EXTRAS, Values, counted, divided, labelled, span, switches
from tray.view.words.durations import day, day_and_clock, length
from tray.view.words.rounding import shared, whole

_WIDE = 79
_DEEP = "    "
_FIRST = "What would free most: "


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


def incidents_text(values: Values, *, colour: bool) -> str:
    """Every incident, the latest last."""
    if not values["incidents"]:
        return "The pressure has never reached 100%."
    blocks = [_incident(each, colour=colour) for each in values["incidents"]]
    if values["earlier"]:
        blocks.insert(0, f"{values['earlier']} earlier ones are not shown.")
    return "\n\n".join(blocks)


def _incident(each: Values, *, colour: bool) -> str:
    strong, plain = ("\x1b[1m", "\x1b[0m") if colour else ("", "")
    found = each["explanation"]
    frames = _frames(found)
    points = shared(whole(found["pressure"]), [sum(part["points"] for part in of) for _, _, of in frames])
    when = datetime.fromisoformat(each["at"])
    lines = [f"{when:%Y-%m-%d %H:%M}  Traceback (most recent stretch last):"]
    for (title, what, _), shown in zip(frames, points, strict=True):
        if shown:
            lines += [
                f"  {title}: {shown} point{'' if shown == 1 else 's'}",
                *wrap(what, _WIDE, initial_indent=_DEEP, subsequent_indent=_DEEP),
            ]
    lines.append(f"{strong}MemoryError: {whole(found['pressure'])} of 100 points are held{plain}")
    means = [means_text(means, found["at"]) for means in each["relief"] if means["points"] >= 1.0]
    lines += [
        f"  {first}{text}" for first, text in zip((_FIRST, *[" " * len(_FIRST)] * len(means)), means, strict=False)
    ]
    return "\n".join(lines)


def _frames(found: Values) -> list[tuple[str, str, Sequence[Values]]]:
    """Title, what, and the parts, in the order of the traceback."""
    today, parts = date.fromisoformat(found["day"]), divided(found)
    since = day(date.fromisoformat(found["since"][:10]), today)
    texts = ", ".join(labelled(part) for part in parts.promises)
    several = "s" if len(parts.promises) > 1 else ""
    return [
        (f"Before {since}", "brought along", parts.held),
        *((_capital(day(date.fromisoformat(each), today)), counted(of), of) for each, of in parts.days),
        ("Your answers", "of the days before", parts.answers),
        (f"{len(parts.promises)} commitment{several}", texts, parts.promises),
        *((_title(of), ", ".join(map(_cause, of)), of) for of in parts.stretches),
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _title(parts: Sequence[Values]) -> str:
    label = labelled(parts[0])
    return span(parts[0]) + (f', "{cut(label, 50)}"' if label else "")


def _cause(part: Values) -> str:
    match part["kind"]:
        case "work":
            return f"{length(_moment(part['to']) - _moment(part['from']))} of work"
        case "switches":
            return switches(part)
        case "answers":
            return "an answer"
        case kind:
            return EXTRAS[kind]


def means_text(each: Values, at: str) -> str:
    """One of ``relief_values`` in words, as of ``at``."""
    taken = length(timedelta(seconds=each["length_s"])) if each["length_s"] else ""
    until = _until(each["until"], at) if each["until"] else ""
    what = {
        Means.WALK.value: f"{taken} of walking",
        Means.REST.value: f"{taken} of rest",
        Means.CLOSE.value: "closing every commitment",
        Means.PLAN.value: "planning every commitment",
        Means.STOP.value: f"no work until {until}",
    }
    return f"{what[each['means']]}, {whole(each['points'])} points"


def _until(until: str, at: str) -> str:
    when = _moment(until)
    return day_and_clock(when, _moment(at), when.tzinfo or UTC)


def _moment(said: str) -> datetime:
    return datetime.fromisoformat(said)
