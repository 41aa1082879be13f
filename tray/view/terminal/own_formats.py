"""The fields of a format of the person's own, such as ``{level} {pressure:.0f}%``."""

import re
import string
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from tray.errors import UsageError
from tray.lib.did_you_mean import nearest
from tray.lib.language.translation import say
from tray.lib.text import clean
from tray.view.words.names_and_numbers import length, of_100

_ABSENT = {
    "session": ("label", "since", "estimate_s", "load"),
    "next": ("what", "kind", "at", "after_meetings", "since", "until"),
    "next_meeting": ("at", "until", "in_a_row", "title"),
    "block": ("number", "label", "at", "until"),
    "next_block": ("number", "label", "at", "until"),
    "eased": ("break_after_s", "work_s"),
    "holiday": ("last",),
}
"""What these hold when they are not null."""
_NUMBER = re.compile(r"[<>^]?[+ ]?0?[0-9]{0,2}(\.[0-9]{1,2})?[dfg]?")
_TEXT = re.compile(r"[<>^]?[0-9]{0,3}(\.[0-9]{1,3})?")
_TIME = re.compile(r"(%[aAbBdHIjmMpSYy%]|[-:/., T])+")
_LONGEST = 1000


def formatted(form: str, values: Mapping[str, Any]) -> str:
    """``form`` with the values of ``status`` in it, on one line; what is absent leaves nothing.

    Raises UsageError for what cannot be understood, and says what would be right.
    """
    if len(form) > _LONGEST:
        raise UsageError(say("A format can be at most {most} characters long.", most=_LONGEST))
    try:
        pieces = list(string.Formatter().parse(form))
    except ValueError:
        raise UsageError(
            say(
                'In "{form}" a brace is missing, or there is one too many. For a brace in your own text, write {two}.',
                form=form,
                two="{{",
            )
        ) from None
    known = fields(values)
    return "".join(
        literal + ("" if name is None else _filled(name, spec or "", conversion, known))
        for literal, name, spec, conversion in pieces
    )


def fields(values: Mapping[str, Any]) -> dict[str, Any]:
    """Every name with its value: those of ``status --json``, dotted, and lengths of time in words without ``_s``."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name == "limits":
            found |= {f"limits.{each['name']}": each["value"] for each in value}
        elif isinstance(value, Mapping):
            found |= {f"{name}.{below}": each for below, each in value.items() if below != "known"}
        elif name in _ABSENT:
            found |= {f"{name}.{below}": None for below in _ABSENT[name]}
        else:
            found[name] = ", ".join(value) if isinstance(value, list) else value
    found["percent"] = of_100(values["pressure"])
    return found | {name.removesuffix("_s"): _in_words(value) for name, value in found.items() if name.endswith("_s")}


def _in_words(seconds: float | None) -> str | None:
    return None if seconds is None else length(timedelta(seconds=seconds))


def _filled(name: str, spec: str, conversion: str | None, known: Mapping[str, Any]) -> str:
    if name not in known:
        raise UsageError(_no_field(name, known))
    value = known[name]
    if conversion or not _fits(value, spec):
        raise _no_way(name, spec)
    if value is None:
        return ""
    if isinstance(value, str):
        return format(datetime.fromisoformat(value) if "%" in spec else clean(value), spec)
    try:
        return format(int(value) if spec.endswith("d") else value, spec)
    except ValueError:
        raise _no_way(name, spec) from None


def _no_field(name: str, known: Mapping[str, Any]) -> str:
    if near := nearest(name, known):
        return say(
            "There is no field {field}. Did you mean {near}? Every name of `status --json` is a field.",
            field=f"{{{name}}}",
            near=f"{{{near}}}",
        )
    return say(
        "There is no field {field}. Every name of `status --json` is one, such as {examples}.",
        field=f"{{{name}}}",
        examples="{level}, {pressure:.0f}, {percent}, {parts.gen0:.0f}, {next.at:%H:%M}, {stretch}",
    )


def _no_way(name: str, spec: str) -> UsageError:
    return UsageError(
        say(
            "{field} can't be shown like that. Write {alone}, a number as {number}, or a time as {time}.",
            field=f"{{{name}:{spec}}}",
            alone=f"{{{name}}}",
            number="{pressure:.1f}",
            time="{next.at:%H:%M}",
        )
    )


def _fits(value: Any, spec: str) -> bool:
    """Whether ``spec`` is harmless and meant for such a value; what is absent takes any harmless one."""
    if isinstance(value, str):
        return bool(_TEXT.fullmatch(spec) or (_TIME.fullmatch(spec) and _is_time(value)))
    kinds = (_NUMBER, _TEXT, _TIME) if value is None else (_NUMBER,)
    return any(kind.fullmatch(spec) for kind in kinds)


def _is_time(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
