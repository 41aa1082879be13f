"""Makes a text that somebody wrote one that can be shown: it acts on no terminal, no bus, no markup.

The one home of that rule. Every door to a screen asks here, whatever was cleaned on the way. The fast verbs import
this, so what takes long to import is imported where it is used.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE_ENDS = str.maketrans({"\r": "\n", "\v": "\n", "\f": "\n", "\u2028": "\n", "\u2029": "\n", "\t": " "})
_ACTING = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
_TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Characters that turn the reading direction around, so that a text can look like another one."""
_JOINER = "\u200d"
_SKINS = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
_SEQUENCE, _OF_COLOURS = "\x1b[", "0123456789;"
"""How a sequence for a terminal begins, and what stands in one that only colours, before its ``m``."""


def acts(letter: str) -> bool:
    """Whether a character does something to a screen instead of being shown, or nobody knows what it does.

    Those are controls, C1 too, line and paragraph ends, what turns the reading direction, half a pair, and characters
    that do not exist. What joins letters, as in Persian and in a family of faces, acts on nothing.
    """
    if letter.isprintable():
        return False
    import unicodedata

    return letter in _TURNING or unicodedata.category(letter) in _ACTING


def is_inert(text: str) -> bool:
    """Whether nothing in ``text`` acts, so that it may stand on one line as it is."""
    return text.isprintable() or not any(map(acts, text))


def harmless(text: str, *, colours: bool = False) -> str:
    """``text`` in its lines and tabs, with U+FFFD for whatever acts on a terminal; sequences that only colour are left
    as they are when ``colours`` are our own."""
    if text.replace("\n", "").isprintable():
        return text
    first, *parts = text.split(_SEQUENCE) if colours else (text,)
    return "".join((*map(_neutral, first), *(letter for part in parts for letter in _coloured(part))))


def _coloured(part: str) -> "Iterator[str]":
    """What follows the begin of a sequence: colours with it, and else what that is without acting."""
    rest = part.lstrip(_OF_COLOURS)
    is_colour = rest.startswith("m")
    yield _SEQUENCE + part[: len(part) - len(rest)] + "m" if is_colour else "".join(map(_neutral, _SEQUENCE))
    yield from map(_neutral, rest[1:] if is_colour else part)


def plain(text: str) -> str:
    """``text`` without control characters, lone surrogates and turned reading directions; line ends are kept.

    A NUL would make the message bus hang up on us, an escape would speak to a terminal.
    """
    if text.isprintable():  # as most texts are
        return text
    return "".join(_shown(letter) for letter in text.replace("\r\n", "\n").translate(_LINE_ENDS))


def one_line(text: str) -> str:
    """``plain``, on one line."""
    return " ".join(plain(text).split("\n"))


def clean(text: str) -> str:
    """``text`` on one line, with nothing left of what acts on a screen and one space wherever there were several."""
    if not text.isprintable():
        text = "".join(" " if acts(letter) else letter for letter in text)
    return " ".join(text.split())


def with_a_face(text: str) -> str:
    """``text``, with U+FFFD for each byte that is no text, as Python keeps them in the name of a file."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def markup(text: str) -> str:
    """``text`` as it stands between the tags of XML, and of what is like it: Pango, Qt, notifications."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shortened(text: str, most: int) -> str:
    """``text``, of ``most`` characters at most, with an ellipsis where something is missing."""
    return text if len(text) <= most else text[: cut_at(text, most - 1)].rstrip() + "…"


def cut_at(text: str, at: int) -> int:
    """The last place up to ``at`` where a text may be cut: not before an accent, nor within a family of faces."""
    while 0 < at < len(text) and (_clings(text[at]) or text[at - 1] == _JOINER):
        at -= 1
    return at


def _clings(letter: str) -> bool:
    """Whether a character belongs to the one before it."""
    if letter.isascii():
        return False
    import unicodedata

    return letter == _JOINER or letter in _SKINS or unicodedata.category(letter) in ("Mn", "Me", "Mc")


def _neutral(letter: str) -> str:
    return "\ufffd" if letter not in "\n\t" and acts(letter) else letter


def _shown(letter: str) -> str:
    return "" if letter in _TURNING else "\ufffd" if letter != "\n" and acts(letter) else letter
