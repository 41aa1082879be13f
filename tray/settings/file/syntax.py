"""What is wrong with a line that is not TOML, in words that help."""

import re
import unicodedata

from tray.lib.language.translation import mark, say
from tray.lib.text import acts
from tray.settings.file.lines import COMMENT, STRING

_QUOTES = '“”„‟«»‘’‚‛″"＇‹›'
_BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_FOREIGN = re.compile(f"[{_QUOTES.replace(chr(34), '')}{_BLANKS}{_UNSEEN}＝［］，：−]")
_PLAIN_SIGN = {"＝": "=", "［": "[", "］": "]", "，": ",", "：": ":", "−": "-"}

_UNQUOTED = re.compile(r"""^[^=]*=\s*[^\s"'\[{#]""")
_WORD_FLAG = re.compile(r"^[^=]*=\s*(true|false|yes|no|on|off)\s*(?:#.*)?$", re.IGNORECASE)
_COLON = re.compile(r"\s*[A-Za-z0-9_-]+\s*:")
_TOO_LONG_NUMBER = re.compile(r"[0-9_]{4000,}")

_PERCENT = re.compile(r"^[^=]*=\s*[-+]?[0-9.]+\s*%")
_COMMA_FOR_POINT = re.compile(r"^[^=]*=\s*[-+]?[0-9]+,[0-9]+\s*(?:#.*)?$")
_ANOTHER_COMMENT = re.compile(r"\s*(?:;|//|--)")
_ANOTHER_VALUE = re.compile(r"""["'0-9\[{]|true|false""")
_BACKSLASH = mark("the text has a single \\; write \\\\, or put the text between ' and '")

_ENDINGS = {
    "Cannot overwrite a value": mark("this is set twice; keep one of the two lines"),
    "Unterminated string": mark('the closing quote " is missing'),
    "Illegal character '\\n'": mark('the closing quote " is missing'),
    'Expected "\'"': mark("the closing quote ' is missing"),
    "Expected ']' at the end of a table declaration": mark("the ] after the section's name is missing"),
    "Expected ']]' at the end of an array declaration": mark("the ]] after the section's name is missing"),
    "Expected '=' after a key in a key/value pair": mark("there must be an = after a setting's name"),
    "Invalid value": mark('a value such as "50m", 60, true or ["30m", "10m"] must follow the ='),
    "Unescaped '\\' in a string": _BACKSLASH,
    "Invalid hex value": _BACKSLASH,
    "Invalid statement": mark('a line is [section], or setting = value such as after = "50m"'),
}


def explained(message: str, line: str, column: int, began: int | None = None) -> str:
    """What to tell the person for a parser's ``message`` about ``line`` at ``column`` (counted from 1).

    ``began`` is the line in which something begins that is not closed, where it is another one.
    """
    if "\r" in line:
        return say("there's a carriage return within this line; save the file with Unix or Windows line endings")
    found = _foreign(line, column) or _unquoted(message, line, column)
    if found:
        return found
    if message.startswith(("Cannot declare", "Cannot mutate")):
        return say("this section is in the file twice; put its settings under the first one")
    if message.startswith("Unclosed"):
        if message == "Unclosed array" and _ANOTHER_VALUE.match(line[column - 1 :]):
            return say("a comma is missing between two values of a list")
        return _not_closed(message, began)
    if _ANOTHER_COMMENT.match(line):
        return say("a comment begins with #")
    if known := _ENDINGS.get(message):
        return say(known)
    return say("this line is not TOML: {reason}", reason=_clean(message))


def _not_closed(message: str, began: int | None) -> str:
    if message == "Unclosed array":
        if began is None:
            return say("a list is not closed; its {bracket} is missing", bracket="]")
        return say("a list is not closed; its {bracket} is missing (it begins on line {line})", bracket="]", line=began)
    if began is None:
        return say("a table is not closed; its {brace} is missing", brace="}")
    return say("a table is not closed; its {brace} is missing (it begins on line {line})", brace="}", line=began)


def without_position(message: str) -> str:
    """The message of a parser that has no attribute for it, without its "(at line 3, column 7)"."""
    return re.sub(r" \(at (?:line \d+, column \d+|end of document)\)$", "", message)


def line_of_long_number(text: str) -> int | None:
    """The first line with a number of more digits than Python converts."""
    match = _TOO_LONG_NUMBER.search(text)
    return text.count("\n", 0, match.start()) + 1 if match else None


def _foreign(line: str, column: int) -> str | None:
    at_mistake = _FOREIGN.fullmatch(line[column - 1 : column])
    # Behind a comment's # and between straight quotes they do no harm.
    bare = re.sub(rf"{COMMENT}|({STRING})", lambda match: match.group() if _unclosed(match) else "", line)
    match = at_mistake or _FOREIGN.search(bare)
    if match is None:
        return None
    sign = match.group()
    name = f"{unicodedata.name(sign).lower()} (U+{ord(sign):04X})"
    if sign in _BLANKS:
        return say("there is a {name} on this line; write an ordinary space instead", name=name)
    if sign in _UNSEEN:
        return say("there is an invisible {name} on this line; delete it", name=name)
    plain = _PLAIN_SIGN.get(sign, "'" if sign in "‘’‚‛＇" else '"')
    return say(
        "there is a {name} {sign} on this line; write a plain {plain} instead", name=name, sign=sign, plain=plain
    )


def _unclosed(match: re.Match[str]) -> bool:
    string: str | None = match[1]
    return string is not None and (len(string) < 2 or string[-1] != string[0])


def _unquoted(message: str, line: str, column: int) -> str | None:
    if message not in ("Invalid value", "Expected newline or end of document after a statement"):
        if message.startswith("Expected '='") and _COLON.match(line):
            return say("write = instead of : between a setting and its value")
        return None
    if _WORD_FLAG.search(line):
        return say("write true or false, in lowercase and without quotes, or another word in quotes")
    if _PERCENT.search(line):
        return say("write the number without %, such as 40")
    if _COMMA_FOR_POINT.search(line):
        return say("write a point instead of the comma, such as 40.5; several values are a list between [ and ]")
    if message.startswith("Expected newline") and line[column - 1 :].lstrip().startswith(","):
        return say("there's a comma after the value; delete it")
    if _UNQUOTED.search(line):
        return say('a text, a time or a duration needs quotes, such as "50m"; a number has none')
    if message.startswith("Expected newline"):
        return say("there's something after the value; write each setting on a line of its own")
    return None


def _clean(message: str) -> str:
    return "".join("?" if acts(character) else character for character in message)[:120]
