"""Parses every line that is typed, from the declaration of its verb.

``--x=y`` and ``--x y`` mean the same wherever they stand, no option may be abbreviated, and what follows ``--`` is
words. All that is wrong with a line is said at once.
"""

from tray.cli.declaration import PLACES, Option, Verb
from tray.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

ENDS_OPTIONS = "--"


class Line:
    """What was typed after a verb."""

    __slots__ = ("options", "path", "read", "verb", "words")

    def __init__(self, verb: Verb, path: str) -> None:
        self.verb = verb
        """The verb, or the one below it that was named."""
        self.path = path
        """Its name, such as ``history day``."""
        self.words: list[str] = []
        """All words that are neither options nor their values."""
        self.options: dict[str, Any] = {}
        """Each option that was given, with its value; None for one without."""
        self.read: Any = None
        """What `Verb.reads` made of it."""

    def __contains__(self, option: str) -> bool:
        return option in self.options

    def value(self, option: str) -> "Any":
        """What was given for an option; None when it was not."""
        return self.options.get(option)

    @property
    def text(self) -> str:
        """The words as one text."""
        return " ".join(self.words)


def parse(verb: Verb, typed: "Sequence[str]") -> Line:
    """What was typed after ``verb``. Raises UsageError with everything that is wrong with it, and an example."""
    words, given = _split(verb, typed)
    if words and not verb.name:
        _check_verb_comes_first(words, typed)
    below = next((each for each in verb.verbs if words[:1] == [each.name]), None)
    line = Line(below or verb, f"{verb.name} {below.name}" if below else verb.name)
    line.words = words[1:] if below else words
    problems = [*_take_options(line, given)]
    fits = _wrong_words(line)
    problems += fits
    if verb.reads and not fits:
        try:
            line.read = named(verb.reads)(line)
        except UsageError as problem:
            problems.append(str(problem))
    if problems:
        raise _wrong(verb, "\n".join(problems) + f" `{_command(line.path)} --help` says more.")
    return line


def named(path: str) -> "Any":
    """The function that ``module:function`` names."""
    module, _, function = path.partition(":")
    return getattr(__import__(module, fromlist=[function]), function)


def example(line: Line, fitted: int = 0) -> str:
    """How a verb is used right, as it would be typed: so that it goes on from the words that fit, where one does."""
    begun = " ".join((line.path, *line.words[:fitted]))
    declared = [each for each in line.verb.examples if " " in each]
    made = " ".join((line.path, *(_example(place) for place in _ways(line.verb.takes)[0])))
    return _command(next((each for each in declared if each.startswith(begun)), declared[0] if declared else made))


def _split(verb: Verb, typed: "Sequence[str]") -> "tuple[list[str], list[tuple[str, str | None]]]":
    """The words, and the options with the values that were given to them."""
    known = {option.name: option for each in (*verb.verbs, verb) for option in each.options}
    words: list[str] = []
    given: list[tuple[str, str | None]] = []
    left = list(typed)
    while left:
        word = left.pop(0)
        if word == ENDS_OPTIONS:
            return words + left, given
        if not is_option(word):
            words.append(word)
            continue
        name, equals, value = word.partition("=")
        takes = known[name].value if name in known else ""
        if equals:
            given.append((name, value))
        elif takes and left and not is_option(left[0]) and left[0] != ENDS_OPTIONS:
            given.append((name, left.pop(0)))
        else:
            given.append((name, None))
    return words, given


def is_option(word: str) -> bool:
    """Whether a word is one of options: it begins with a dash, and is neither a number nor a dash alone."""
    return word[:1] == "-" and word not in ("-", ENDS_OPTIONS) and not word[1:2].isdigit()


def _take_options(line: Line, given: "Iterable[tuple[str, str | None]]") -> "Iterable[str]":
    """Put the options into the line; gives what is wrong with them."""
    known = {option.name: option for option in line.verb.options}
    for name, text in given:
        if name not in known:
            yield _no_option(line, name, known)
        elif name in line and known[name].value:
            yield f"{name} is given twice; give it once."
        else:
            line.options[name] = None
            try:
                line.options[name] = _value(known[name], text)
            except UsageError as problem:
                yield str(problem)
    both = [name for name in line.verb.either if name in line]
    if len(both) > 1:
        yield f"{_listed(both, 'and')} do not go together; give one of them."
    for option in line.verb.options:
        if option.needed and option.name not in line:
            yield f"{line.path} needs {option.name}, as in `{_command(line.path)} {option.name}`."


def _no_option(line: Line, name: str, known: "Iterable[str]") -> str:
    names = list(known)
    what = f"{line.path or 'backpressure'} has no option {name}"
    if not names:
        return f"{what}; it has none."
    begun = [each for each in names if each.startswith(name.lower()) and len(name) > 2]
    if begun:
        return f"{what}. Did you mean {_listed(begun, 'or')}?"
    return f"{what}.{_near(name, names)}" if _near(name, names) else f"{what}; it has {_listed(names, 'and')}."


def _value(option: Option, text: str | None) -> "Any":
    """The value of an option. Raises UsageError."""
    if not option.value:
        if text is not None:
            raise UsageError(f"{option.name} takes no value; write {option.name} alone, not {option.name}={text}.")
        return None
    if not text and option.value[0] == "[":
        return None
    choices = option.value.strip("[]").split("|")
    wanted = f"{option.name} takes {_phrase(option.value)}, such as {option.name} {_example(option.value)}"
    if not text or not text.strip():
        raise UsageError(f"{wanted}.")
    place = next((PLACES[each] for each in choices if each in PLACES), None)
    if place is None:
        if text.lower() not in choices:
            raise UsageError(f'{wanted}, not "{text}".{_near(text, choices)}')
        return text.lower()
    reads = option.reads or place.reads
    if not reads:
        return text
    try:
        return named(reads)(text)
    except UsageError as problem:
        raise UsageError(f"{wanted}: {problem}") from problem


def _wrong_words(line: Line) -> list[str]:
    """What is wrong with the words, as far as the declaration tells: one thing, or nothing."""
    verb, words = line.verb, line.words
    if not line.path:
        return [f'Without a verb there are only options, not "{line.text}".'] if words else []
    if verb.verbs:
        return _wrong_verb(line) if words or not verb.alone else []
    ways = [(at, wrong) for at, wrong in (_unfit(way, words) for way in _ways(verb.takes)) if wrong is not None]
    if len(ways) < len(_ways(verb.takes)):
        return []
    if not verb.takes:
        return [f'{line.path} takes no words, not "{line.text}".']
    fitted, wanted = max(ways, key=lambda each: each[0])
    if not fitted and len(ways) > 1:
        wanted = _phrases(verb.takes)
    unfit, near = "", ""
    if fitted < len(words):
        unfit, near = f', not "{words[fitted]}"', _near(words[fitted], _choices(verb.takes))
    return [f"{line.path} takes {wanted}, such as `{example(line, fitted)}`{unfit}.{near}"]


def _check_verb_comes_first(words: "Sequence[str]", typed: "Sequence[str]") -> None:
    """Raises UsageError for options in front of a verb: which they are is known only behind it."""
    from tray.cli.table import VERBS

    found = next((word for word in words if word in VERBS), None)
    if found is not None:
        others = " ".join(word for word in typed if word != found)
        raise UsageError(f"The verb comes first: `{_command(found)} {others}`.")


def _wrong_verb(line: Line) -> list[str]:
    names = [each.name for each in line.verb.verbs]
    takes = f"{line.path} takes {_listed(names, 'or')}, such as `{_command(line.path)} {names[0]}`"
    return [f'{takes}, not "{line.words[0]}".{_near(line.words[0], names)}' if line.words else f"{takes}."]


def _unfit(way: "Sequence[str]", words: "Sequence[str]") -> "tuple[int, str | None]":
    """How many words are as this way wants them, and what it takes where one is not; None when all are."""
    for at, place in enumerate(way):
        choices = place.strip("[]").split("|")
        if at == len(words):
            needed = [each for each in way if each[0] != "["]
            return at, " and ".join(map(_phrase, needed)) if at < len(needed) else None
        if not any(_fits(choice, words[at]) for choice in choices):
            return at, _phrase(place)
        if at == len(way) - 1 and any(PLACES[each].several for each in choices if each in PLACES):
            return at, None
    return len(way), f"{' and '.join(map(_phrase, way))} and nothing more" if len(words) > len(way) else None


def _fits(choice: str, word: str) -> bool:
    if bounds := _bounds(choice):
        return word.isdecimal() and bounds[0] <= int(word) <= bounds[1]
    if choice == "N":
        return word.isdecimal()
    return choice in PLACES or choice == word.lower() or (choice[0] == "+" and word[0:1] == "+")


def _choices(takes: str) -> list[str]:
    return takes.replace("[", "").replace("]", "").replace("|", " ").split()


def _bounds(choice: str) -> tuple[int, int] | None:
    first, dash, last = choice.partition("-")
    return (int(first), int(last)) if dash and first.isdigit() and last.isdigit() else None


def _ways(takes: str) -> list[list[str]]:
    """What may follow a verb, each way as its places."""
    if " | " not in takes:
        return [takes.split()]
    optional = takes[0] == "["
    ways = [way.split() for way in (takes[1:-1] if optional else takes).split(" | ")]
    return [*ways, []] if optional else ways


def _phrases(takes: str) -> str:
    return _listed([" and ".join(map(_phrase, way)) for way in _ways(takes) if way], "or")


def _phrase(place: str) -> str:
    """What stands in a place, in words."""
    if bounds := _bounds(place):
        return f"a whole number from {bounds[0]} to {bounds[1]}"
    words = [PLACES[each].is_ if each in PLACES else each for each in place.strip("[]").split("|")]
    return _listed(words, "or")


def _example(place: str) -> str:
    first = place.strip("[]").split("|")[0]
    if bounds := _bounds(first):
        return str(sum(bounds) // 2)
    return PLACES[first].example if first in PLACES else first


def _listed(words: "Sequence[str]", joined_by: str) -> str:
    return f"{', '.join(words[:-1])} {joined_by} {words[-1]}" if len(words) > 1 else words[0]


def _near(word: str, known: "Iterable[str]") -> str:
    from tray.lib.nearest import did_you_mean

    near = did_you_mean(word, [each for each in known if not each.isupper()])
    return near.replace('"', "").replace("; did", " Did")


def _command(path: str) -> str:
    return f"backpressure {path}".rstrip()


def _wrong(verb: Verb, text: str) -> UsageError:
    problem = UsageError(text)
    problem.exit_code = verb.wrong_use
    return problem
