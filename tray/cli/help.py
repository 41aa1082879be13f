"""Explains the command line, from the declaration of its verbs."""

from tray.cli import manual
from tray.cli.terminal import WIDE, as_called, columns, print_text
from tray.cli.verb_places_and_options import PLACES, Verb
from tray.cli.verb_table import EXIT_CODES, OPTIONS, PARTS, VERBS, known
from tray.lib.language.translation import say
from tray.lib.text_width import wrapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TextIO

    from tray.cli.parse import Line

HELP = ("--help", "-h")
_KEPT = "\N{NO-BREAK SPACE}"
"""Between an option and its value, which stay on one line."""
_LEFT = max(len(name) for name in (*VERBS, *(option.name for option in OPTIONS))) + 2


def serve(line: "Line", out: "TextIO") -> int:
    """``backpressure help [VERB|TOPIC]``. Raises UsageError for a word that is neither.

    ``help`` alone lists the topics of the manual, too, and ``help VERB`` shows the page of that name where there is
    one. ``--help`` does without, since it is to cost little more than the start of Python.
    """
    words, width = line.words, columns(out)
    if len(words) == 1 and words[0] in manual.TOPICS:
        manual.show(words[0], width, out, as_called(of(words[0], width=width)) if words[0] in VERBS else "")
        return 0
    return asked(words, out, asked_by_option=False)


def asked(words: "Sequence[str]", out: "TextIO", *, asked_by_option: bool = True) -> int:
    """``backpressure [VERB …] --help``. Raises UsageError for a word that is no verb."""
    said = [word for word in words if word not in HELP]
    width = columns(out)
    if not said or said[0][:1] == "-":
        print_text(f"{usage(width)}\n\n{say(manual.HINT) if asked_by_option else manual.overview(width)}", out)
    else:
        print_text(of(said[0], said[1:], width), out)
    return 0


def of(name: str, below: "Iterable[str]" = (), width: int = WIDE) -> str:
    """The text of ``VERB --help``; of a verb that follows it, when ``below`` begins with one. Raises UsageError."""
    if name not in VERBS:
        raise unknown(name, is_verb=False)
    verb, path = VERBS[name], name
    for word in below:
        follows = next((each for each in verb.verbs if each.name == word), None)
        if follows is None:
            break
        verb, path = follows, f"{path} {word}"
    return _help(verb, path, width)


def usage(width: int = WIDE) -> str:
    """The text of ``--help``."""
    run = (
        ("backpressure [--no-tray | --demo]", say("Run it; it stays in the foreground until Ctrl-C.")),
        ("backpressure VERB …", say("Ask the running program.")),
    )
    parts = (
        wrapped(say("Backpressure shows the load you carry as memory pressure, in the tray."), width),
        _table(run, width, indent=0),
        *(_table(((verb.name, _in_a_line(verb)) for verb in part), width, left=_LEFT) for part in PARTS),
        _table(((option.name, say(option.does)) for option in OPTIONS), width, left=_LEFT),
        wrapped(say(EXIT_CODES), width),
    )
    return "\n\n".join(parts)


def unknown(name: str, *, is_verb: bool = True) -> Exception:
    """What is wrong with a word that is no verb, or no topic of the help, as an error to be raised."""
    from difflib import get_close_matches

    from tray.errors import UsageError

    if near := get_close_matches(name, [*VERBS, *manual.TOPICS, *(option.name for option in OPTIONS)], 1):
        return UsageError(
            say(
                'There is no verb "{name}". Did you mean "{near}"? `backpressure --help` lists them all.',
                name=name,
                near=f"help {near[0]}" if is_verb and near[0] in manual.TOPICS and near[0] not in VERBS else near[0],
            )
        )
    if not is_verb:
        return UsageError(say('There is no verb and no topic "{name}". `backpressure help` lists them all.', name=name))
    return UsageError(say('There is no verb "{name}". `backpressure --help` lists them all.', name=name))


def _help(verb: Verb, path: str, width: int) -> str:
    more = say(verb.more).split("\n") if verb.more else []
    parts = [
        _wrapped(f"backpressure {path} {_takes(verb)}".rstrip(), width, "  "),
        "\n".join(wrapped(line, width) for line in (say(verb.does), *more)),
    ]
    below = [(f"{each.name} {_takes(each)}".rstrip(), say(each.does)) for each in verb.verbs]
    places = [(word, str(place)) for word, place in PLACES.items() if place.more and word in _words_of(verb)]
    options = [(str(option), say(option.does)) for option in verb.options]
    lives, presets = (known(place).items() if place in _words_of(verb) else () for place in ("LIFE", "PRESET"))
    parts += [_table(rows, width) for rows in (below, places, options, lives, presets) if rows]
    if verb.examples:
        parts.append("\n".join((say("For example:"), *(f"  backpressure {each}" for each in verb.examples))))
    return "\n\n".join(parts)


def _in_a_line(verb: Verb) -> str:
    takes = _takes(verb) if not verb.verbs else "|".join(each.name for each in verb.verbs)
    return f"{say(verb.does)}  {takes}".rstrip()


def _takes(verb: Verb) -> str:
    if verb.verbs:
        return "VERB …"
    return " ".join(
        part for part in (verb.takes, *(f"[{option}]".replace(" ", _KEPT) for option in verb.options)) if part
    )


def _words_of(verb: Verb) -> "set[str]":
    text = " ".join((verb.takes, *(option.value for option in verb.options), *(each.takes for each in verb.verbs)))
    for mark in "[]|":
        text = text.replace(mark, " ")
    return set(text.split())


def _table(rows: "Iterable[tuple[str, str]]", width: int, *, indent: int = 2, left: int = 0) -> str:
    listed = list(rows)
    left = min(left or max(len(name) for name, _ in listed) + 2, width // 2)
    under = " " * (indent + left)
    lines = []
    for name, text in listed:
        # A name that leaves too little room has a line of its own.
        first = f"{'':{indent}}{name}\n{under}" if len(name) + 2 > left else f"{'':{indent}}{name:<{left}}"
        lines.append(first + _wrapped(under + text, width, under)[len(under) :])
    return "\n".join(lines).replace(_KEPT, " ")


def _wrapped(text: str, width: int, under: str = "") -> str:
    """``text`` in lines of at most ``width`` columns where its words allow that; spaces in a row stay as they are."""
    return wrapped(text, width, under).replace(_KEPT, " ")
