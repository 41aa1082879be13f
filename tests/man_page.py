"""Makes ``assets/man/backpressure.1`` from the table of verbs and the pages of the manual."""

import re
from collections.abc import Iterator

from tray import __version__
from tray.cli.manual import TOPICS, page
from tray.cli.verb_places_and_options import Option, Verb
from tray.cli.verb_table import EXIT_CODES, OPTIONS, PARTS
from tray.view.terminal.manual_page import Block, Code, Heading, Item, Paragraph, Table, blocks, named

LEFT_OUT = {"install", "commands", "costs", "promises", "evidence"}
"""Pages that are no part of a reference; the verbs have a section of their own."""
_SIGNS = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*|(?<![\w*])\*([^*\s][^*]*)\*(?![\w*])")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")


def man_page(about: str) -> str:
    """The page in the language of man(7); ``about`` says in a paragraph what the program is."""
    return "\n".join((*_head(about), *_verbs(), *_options(), *_pages(), *_end())) + "\n"


def _head(about: str) -> Iterator[str]:
    yield '.\\" Made by `python -m tests.documents --write` from the table of verbs and the manual.'
    yield f'.TH BACKPRESSURE 1 "" "Backpressure {__version__}" "User Commands"'
    yield ".SH NAME"
    yield "backpressure \\- shows the load you carry as memory pressure, in the tray"
    yield ".SH SYNOPSIS"
    yield ".B backpressure"
    yield "[\\-\\-no\\-tray | \\-\\-demo]"
    yield ".br"
    yield ".B backpressure"
    yield "\\fIVERB\\fR ..."
    yield ".SH DESCRIPTION"
    yield _line(about)


def _verbs() -> Iterator[str]:
    yield ".SH COMMANDS"
    for part in PARTS:
        for verb in part:
            yield from _verb(verb, verb.name)


def _verb(verb: Verb, path: str) -> Iterator[str]:
    yield ".TP"
    yield f".B {_escaped(' '.join((path, verb.takes)).strip())}"
    yield _line(verb.does)
    if verb.more:
        yield ".IP"
        yield ".nf"
        yield from map(_verbatim, verb.more.split("\n"))
        yield ".fi"
    if verb.options:
        yield ".RS"
        for option in verb.options:
            yield from _option(option)
        yield ".RE"
    for below in verb.verbs:
        yield from _verb(below, f"{path} {below.name}")


def _options() -> Iterator[str]:
    yield ".SH OPTIONS"
    for option in OPTIONS:
        yield from _option(option)
    yield ".SH EXIT STATUS"
    yield _line(EXIT_CODES)


def _option(option: Option) -> Iterator[str]:
    yield ".TP"
    yield f".B {_escaped(str(option))}"
    yield _line(option.does)


def _pages() -> Iterator[str]:
    for topic in TOPICS:
        if topic not in LEFT_OUT:
            for block in blocks(page(topic)):
                yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(1, words):
            yield f".SH {_escaped(words.upper())}"
        case Heading(_, words):
            yield f".SS {_escaped(words.replace('`', ''))}"
        case Paragraph(words):
            yield ".PP"
            yield _line(words)
        case Item(mark, words):
            shown = "\\(bu" if mark == "-" else mark
            yield f".IP {shown} 4"
            yield _line(words)
        case Code(lines):
            yield from (".PP", ".RS 4", ".nf", *map(_verbatim, lines), ".fi", ".RE")
        case Table(head, rows):
            for row in rows:
                yield ".TP"
                yield _line(row[0])
                yield _line("; ".join(named(head, row)))


def _end() -> Iterator[str]:
    yield ".SH SEE ALSO"
    yield _line("`backpressure help` lists all pages of the manual, and `backpressure help TOPIC` prints one.")


def _line(words: str) -> str:
    """A line of text; what looks like a request of roff is none."""
    linked = _LINK.sub(lambda found: f"{found[1]} ({found[2]})" if found[2].startswith("http") else found[1], words)
    shown, last = "", 0
    for found in _SIGNS.finditer(linked):
        bold, slanted = found[1] or found[2], found[3]
        shown += _escaped(linked[last : found.start()])
        shown += f"\\fB{_escaped(bold)}\\fR" if bold else f"\\fI{_escaped(slanted)}\\fR"
        last = found.end()
    shown += _escaped(linked[last:])
    return f"\\&{shown}" if shown[:1] in (".", "'") else shown or "\\&"


def _verbatim(line: str) -> str:
    shown = _escaped(line)
    return f"\\&{shown}" if shown[:1] in (".", "'") else shown


def _escaped(words: str) -> str:
    return words.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq").replace("`", "\\(ga")
