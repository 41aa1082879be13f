"""Makes the script by which bash, zsh or fish completes the command line, from the table of verbs."""

from collections.abc import Callable, Iterable
from typing import TextIO

from tray.cli.parse import Line
from tray.cli.verb_places_and_options import Verb
from tray.cli.verb_table import OPTIONS, VERBS, known
from tray.lib.language.translation import say

Offers = list[tuple[str, str]]
"""Words with what they are about."""

_NUMBERS = "backpressure commitments 2>/dev/null | sed -n 's/^ *\\([0-9][0-9]*\\)  .*/\\1/p'"
"""The open commitments, asked for when the key is pressed."""


def completion(line: Line, out: TextIO) -> int:
    """``backpressure completion bash|zsh|fish``."""
    print("\n".join(SHELLS[line.words[0].lower()]()), file=out)
    return 0


def _places(takes: str) -> list[str]:
    """What may stand in each place after a verb, such as ``work|walk|rest``."""
    return takes.replace("[", "").replace("]", "").split()


def _choices(takes: str) -> dict[str, str]:
    """Every word that can be completed there, with what is known about it."""
    found: dict[str, str] = {}
    for word in (word for place in _places(takes) for word in place.split("|")):
        found |= known(word) or ({word: ""} if word.replace("_", "").replace("-", "").islower() else {})
    return found


def _wants(takes: str, place: str) -> bool:
    return place in takes.replace("[", "").replace("]", "").replace("|", " ").split()


def _offers(verb: Verb) -> Offers:
    """What may follow a verb, with a few words about it: verbs below it, words, options."""
    words = [(below.name, say(below.does)) for below in verb.verbs] + list(_choices(verb.takes).items())
    options = [(option.name, say(option.does)) for option in verb.options]
    return [*words, *options, ("--help", say("Show all about it."))]


def _beginnings() -> Iterable[tuple[str, str]]:
    yield from ((name, say(verb.does)) for name, verb in VERBS.items())
    yield from ((option.name, say(option.does)) for option in OPTIONS)


def _cases(verb: Verb) -> Iterable[tuple[str, str, Offers]]:
    """What is completed after a verb: at which place after which word, what stands there, and what else may."""
    for option in verb.options:
        if option.value:
            yield f"*:{option.name}", option.value, []
    for below in verb.verbs:
        yield f"3:{below.name}", below.takes, [(option.name, say(option.does)) for option in below.options]
    yield "*", verb.takes, _offers(verb)


def _verbs(place: str, offered: Callable[[str, Offers], str]) -> Iterable[str]:
    """The branches of a ``case`` over the verbs, as bash and zsh write it: in each, what is offered at which place."""
    for name, verb in VERBS.items():
        yield f'  {name}) case "{place}" in'
        yield from (f"    {each}) {offered(takes, more)} ;;" for each, takes, more in _cases(verb))
        yield "    esac ;;"


def _bash() -> Iterable[str]:
    yield '# For ~/.bashrc: eval "$(backpressure completion bash)"'
    yield "_backpressure() {"
    yield "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words= verb=${COMP_WORDS[1]}"
    yield "  ((COMP_CWORD > 1)) || verb="
    yield "  case $verb in"
    yield f'  "") words="{" ".join(name for name, _ in _beginnings())}" ;;'
    yield from _verbs("$COMP_CWORD:$prev", _bash_words)
    yield "  esac"
    yield '  COMPREPLY+=($(compgen -W "$words" -- "$cur"))'
    yield "}"
    yield "complete -F _backpressure backpressure"


def _bash_words(takes: str, more: Offers) -> str:
    words = " ".join(dict.fromkeys((*_choices(takes), *dict(more))))
    if _wants(takes, "N"):
        return f'words="{words} $({_NUMBERS})"'
    if _wants(takes, "FILE"):
        return f'words="{words}"; compopt -o filenames; COMPREPLY=($(compgen -f -- "$cur"))'
    return f'words="{words}"'


def _zsh() -> Iterable[str]:
    yield "#compdef backpressure"
    yield '# For ~/.zshrc, after compinit: eval "$(backpressure completion zsh)"'
    yield "_backpressure() {"
    yield "  local -a offers; local verb=${words[2]}"
    yield "  (( CURRENT > 2 )) || verb="
    yield "  case $verb in"
    yield f'  "") offers=({_zsh_words(_beginnings())}) ;;'
    yield from _verbs("$(( CURRENT - 1 )):${words[CURRENT-1]}", _zsh_offers)
    yield "  esac"
    yield "  (( ${#offers} )) && _describe backpressure offers"
    yield "}"
    yield 'if [ "${funcstack[1]}" = _backpressure ]; then _backpressure'
    yield "else compdef _backpressure backpressure; fi"


def _zsh_offers(takes: str, more: Offers) -> str:
    offered = f"offers=({_zsh_words({**_choices(takes), **dict(more)}.items())})"
    if _wants(takes, "N"):
        return f"{offered}; offers+=($({_NUMBERS}))"
    return f"{offered}; _files" if _wants(takes, "FILE") else offered


def _zsh_words(offers: Iterable[tuple[str, str]]) -> str:
    return " ".join(_quoted(name.replace(":", r"\:") + (f":{about}" if about else "")) for name, about in offers)


def _fish() -> Iterable[str]:
    yield "# For ~/.config/fish/completions/backpressure.fish"
    yield "complete -c backpressure -f"
    for name, about in _beginnings():
        kind = f"-l {name[2:]}" if name.startswith("--") else f"-a {name}"
        yield f"complete -c backpressure -n __fish_use_subcommand {kind} -d {_quoted(about)}"
    for name, verb in VERBS.items():
        seen = f"__fish_seen_subcommand_from {name}"
        if verb.verbs:
            first = f"{seen}; and not __fish_seen_subcommand_from {' '.join(below.name for below in verb.verbs)}"
            yield from (_fish_word(first, below.name, say(below.does)) for below in verb.verbs)
            for below in verb.verbs:
                yield from _fish_verb(f"{seen}; and __fish_seen_subcommand_from {below.name}", below)
        yield from _fish_verb(seen, verb)


def _fish_verb(when: str, verb: Verb) -> Iterable[str]:
    yield from (_fish_word(when, word, about) for word, about in _choices(verb.takes).items())
    if _wants(verb.takes, "N"):
        yield f"complete -c backpressure -n {_quoted(when)} -a {_quoted(f'({_NUMBERS})')}"
    if _wants(verb.takes, "FILE"):
        yield f"complete -c backpressure -n {_quoted(when)} -F"
    for option in verb.options:
        value = f" -x -a {_quoted(' '.join(_choices(option.value)))}" if option.value else ""
        yield f"complete -c backpressure -n {_quoted(when)} -l {option.name[2:]}{value} -d {_quoted(say(option.does))}"


def _fish_word(when: str, word: str, about: str) -> str:
    described = f" -d {_quoted(about)}" if about else ""
    return f"complete -c backpressure -n {_quoted(when)} -a {word}{described}"


def _quoted(text: str) -> str:
    """In single quotes, in which a shell takes everything as it is."""
    return "'" + text.replace("'", "'\\''") + "'"


SHELLS: dict[str, Callable[[], Iterable[str]]] = {"bash": _bash, "zsh": _zsh, "fish": _fish}
