"""What a text may hold that leaves the program for a screen."""

import unicodedata

_LINE_ENDS = str.maketrans({"\r": "\n", "\v": "\n", "\f": "\n", "\u2028": "\n", "\u2029": "\n", "\t": " "})
_CONTROLS = {"Cc", "Cs", "Co", "Cn"}
_TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Characters that turn the reading direction around, so that a text can look like another one."""


def plain(text: str) -> str:
    """``text`` without control characters, lone surrogates and turned reading directions; line ends are kept.

    A NUL would make the message bus hang up on us, an escape would speak to a terminal.
    """
    if text.isprintable():  # as most texts are
        return text
    return "".join(_harmless(letter) for letter in text.replace("\r\n", "\n").translate(_LINE_ENDS))


def one_line(text: str) -> str:
    """``plain``, on one line."""
    return " ".join(plain(text).split("\n"))


def markup(text: str) -> str:
    """``text`` as it stands between the tags of XML, and of what is like it: Pango, Qt, notifications."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shortened(text: str, most: int) -> str:
    """``text``, of ``most`` characters at most, with an ellipsis where something is missing."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _harmless(letter: str) -> str:
    if letter in _TURNING:
        return ""
    return "\ufffd" if letter != "\n" and unicodedata.category(letter) in _CONTROLS else letter
