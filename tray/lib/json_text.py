"""Reads and writes JSON as the standard library does, without the regular expressions that importing that costs.

Status bars ask every few seconds, and `json` was half of what asking took beside starting Python. What does the work in
`json` is in C, and is used here as `json` uses it; where a Python has none, `json` itself is.
"""

from _collections_abc import Sequence  # of which ``collections.abc`` is made, which loads all of ``collections``

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_IN_PIECES = 4
"""So deep values are written one by one: what is written at once takes many times its length meanwhile, and a program
that stays small keeps the room that it took once."""
_BLANK = " \t\n\r"


def loads(text: str, *, parse_constant: "Callable[[str], Any]") -> "Any":
    """The value of ``text``; ``parse_constant`` gets what is a number to JavaScript alone. Raises ValueError."""
    try:
        from _json import make_scanner
    except ImportError:
        import json

        return json.loads(text, parse_constant=parse_constant)
    inner, reading = text.strip(_BLANK), _Reading(parse_constant)
    try:
        value, end = make_scanner(reading)(inner, 0)  # type: ignore[arg-type]
    except StopIteration as at:
        raise ValueError(f"no value at {at.value}") from None
    if end != len(inner):
        raise ValueError(f"more than one value: another at {end}")
    return value


def dumps(values: object, *, ensure_ascii: bool = True, separators: tuple[str, str] = (", ", ": ")) -> str:
    """``values`` in one line. Raises ValueError for numbers that are none in JSON, TypeError for what has no form."""
    try:
        from _json import encode_basestring, encode_basestring_ascii, make_encoder
    except ImportError:
        import json

        return json.dumps(values, ensure_ascii=ensure_ascii, allow_nan=False, separators=separators)
    between, after_name = separators
    text = encode_basestring_ascii if ensure_ascii else encode_basestring
    write = make_encoder({}, _has_no_form, text, None, after_name, between, False, False, False)

    def written(value: object, deep: int) -> str:
        if deep and isinstance(value, Sequence) and not isinstance(value, str | bytes):
            return f"[{between.join([written(each, deep - 1) for each in value])}]"
        if deep and isinstance(value, dict) and all(type(name) is str for name in value):
            parts = [f"{text(name)}{after_name}{written(each, deep - 1)}" for name, each in value.items()]
            return f"{{{between.join(parts)}}}"
        return "".join(write(value, 0))

    return written(values, _IN_PIECES)


class _Reading:
    """What the scanner asks of whoever reads."""

    strict = True
    object_hook = object_pairs_hook = None
    parse_float, parse_int = float, int

    def __init__(self, parse_constant: "Callable[[str], Any]") -> None:
        self.parse_constant = parse_constant
        self.memo: dict[str, str] = {}


def _has_no_form(value: object) -> object:
    raise TypeError(f"{type(value).__name__} has no form in JSON")
