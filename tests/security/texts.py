"""What somebody writes who wants more than a label to come of it."""

_KINDS = {
    "markup": '<b>bold</b><a href="https://example.org">&amp;</a><img src=x onerror=alert(1)>]]>&#27;',
    "shell": "$(touch PWNED); `touch PWNED` | touch PWNED && #(touch PWNED) %{A1:touch PWNED:}x%{A}",
    "escapes": "\x1b]0;PWNED\x07\x1b[2J\x1b[31m\x9b7m\x1bPq\x1b\\\x08\x7fx",
    "bidi": "invoice\u202egpj.exe\u2066\u2067\u200f\u061c",
    "lines": "first\nsecond\r\nthird\u2028fourth\tfifth\v",
}
"""All of what a command line can be given."""
HOSTILE = {"all that acts": " ".join(_KINDS.values()), "long": "long " * 199}
"""Each of at most as many letters as are taken."""
ACTING = frozenset(map(chr, (*range(0x0A), *range(0x0B, 0x20), *range(0x7F, 0xA0)))) | frozenset(
    "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Characters that act on a screen instead of being shown; a line end is none."""
A_MEGABYTE = 1_000_000
