"""How a value is written in TOML, and how it is shown in a sentence."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time

from tray.lib.language.translation import say

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_TO_ESCAPE = re.compile(r'[\\"\x00-\x1f\x7f\x85\u2028\u2029]')
# The bidirectional and invisible characters would let a value disguise the message that quotes it.
_TO_HIDE = re.compile(r"[\x80-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")
_LONGEST_SHOWN = 40


def toml(raw: object) -> str:
    """``raw``, which is a text, number, truth value or a list of them, as TOML on one line."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, str):
        return f'"{_TO_ESCAPE.sub(_escape, raw)}"'
    if isinstance(raw, int | float):
        return repr(raw)
    if isinstance(raw, datetime | date | time):
        return raw.isoformat()
    if isinstance(raw, Sequence):
        return f"[{', '.join(map(toml, raw))}]"
    raise TypeError(f"{type(raw).__name__} has no place in a settings file")


def shown(raw: object) -> str:
    """``raw``, whatever it is, short enough and clean enough for a message."""
    if isinstance(raw, str):
        short = raw if len(raw) <= _LONGEST_SHOWN else raw[: _LONGEST_SHOWN - 1] + "…"
        return _TO_HIDE.sub(_escape, toml(short))
    if isinstance(raw, list):
        return "[…]"
    if isinstance(raw, dict):
        return "{…}"
    # Python refuses to write out integers of many thousand digits.
    if isinstance(raw, int) and raw.bit_length() > 128:
        return say("a number with very many digits")
    return toml(raw)


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"
