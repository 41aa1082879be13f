"""How a length of time is written: ``1h30m`` ↔ timedelta, exactly. What refuses another one is in scalars.py."""

import re
from datetime import timedelta

from tray.lib.language.translation import say

_UNITS = {"d": 86_400_000_000, "h": 3_600_000_000, "m": 60_000_000, "s": 1_000_000}
"""Microseconds in each unit, longest first."""

_PART = r"[0-9]{1,9}(?:\.[0-9]{1,6})?"
# Nine digits and six decimals keep every sum exact in whole microseconds and far from the end of timedelta.
_WRITTEN = re.compile("".join(rf"(?:({_PART}){unit}\s*)?" for unit in _UNITS))

PATTERN = "^(?=[0-9])" + "".join(rf"({_PART}{unit} *)?" for unit in _UNITS) + "$"
"""The same grammar for a JSON Schema."""


def parse(text: str) -> timedelta:
    """``25m``, ``1h30m``, ``0.5s``, ``60d``: numbers with units d, h, m, s, each at most once and longest first.

    Raises ValueError with a hint at the mistake where there is one, and with an empty text where there is none.
    """
    trimmed = text.strip()
    match = _WRITTEN.fullmatch(trimmed)
    if match is None or not trimmed:
        raise ValueError(_hint(trimmed))
    microseconds = sum(_exact(part, unit) for part, unit in zip(match.groups(), _UNITS.values(), strict=True) if part)
    try:
        return timedelta(microseconds=microseconds)
    except OverflowError as too_long:
        raise ValueError(say("it's longer than any time there is")) from too_long


def written(value: timedelta) -> str:
    """The shortest text that ``parse`` turns back into ``value``, which must not be negative."""
    left = value // timedelta(microseconds=1)
    if left < 0:
        raise ValueError("a duration is never negative")
    parts = []
    for unit in ("d", "h", "m"):
        amount, left = divmod(left, _UNITS[unit])
        if amount:
            parts.append(f"{amount}{unit}")
    if left or not parts:
        parts.append(f"{left // 1_000_000}{_decimals(left % 1_000_000)}s")
    return "".join(parts)


def _exact(part: str, unit: int) -> int:
    whole, _, decimals = part.partition(".")
    return int(whole) * unit + int(decimals.ljust(6, "0")) * unit // 1_000_000


def _decimals(microseconds: int) -> str:
    return f".{microseconds:06}".rstrip("0") if microseconds else ""


def _hint(text: str) -> str:
    if re.fullmatch(_PART, text):
        return say('it needs a unit: "{number}s", "{number}m", "{number}h" or "{number}d"', number=text)
    if text.startswith("-"):
        return say("it can't be negative")
    if re.fullmatch(rf"(?:{_PART}\s*[dhms]\s*)+", text):
        return say("write each unit once, the longest first, without a space in front of it")
    if re.search(rf"{_PART}\s*(?:ms|sec|min|hour|hr|day|week|w|[DHMS])", text):
        return say("the units are d, h, m and s")
    return ""
