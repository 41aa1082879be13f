"""How an error quotes a wrong value: cut short, and with nothing in it that could disguise the message."""

import re

from tray.lib.language.translation import say
from tray.settings.types.toml_form import escaped, toml

# The bidirectional and invisible characters would let a value disguise the message that quotes it.
_TO_HIDE = re.compile(r"[\x80-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")
_LONGEST_SHOWN = 40


def shown(raw: object) -> str:
    """``raw``, whatever it is, short enough and clean enough for a message."""
    if isinstance(raw, str):
        short = raw if len(raw) <= _LONGEST_SHOWN else raw[: _LONGEST_SHOWN - 1] + "…"
        return _TO_HIDE.sub(escaped, toml(short))
    if isinstance(raw, list):
        return "[…]"
    if isinstance(raw, dict):
        return "{…}"
    # Python refuses to write out integers of many thousand digits.
    if isinstance(raw, int) and raw.bit_length() > 128:
        return say("a number with very many digits")
    return toml(raw)
