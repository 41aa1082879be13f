"""How a value is written in TOML."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_TO_ESCAPE = re.compile(r'[\\"\x00-\x1f\x7f\x85\u2028\u2029]')


def toml(raw: object) -> str:
    """``raw``, which is a text, number, truth value or a list of them, as TOML on one line."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, str):
        return f'"{_TO_ESCAPE.sub(escaped, raw)}"'
    if isinstance(raw, int | float):
        return repr(raw)
    if isinstance(raw, datetime | date | time):
        return raw.isoformat()
    if isinstance(raw, Sequence):
        return f"[{', '.join(map(toml, raw))}]"
    raise TypeError(f"{type(raw).__name__} has no place in a settings file")


def escaped(match: re.Match[str]) -> str:
    """The escape of TOML for a character."""
    character = match.group()
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"
