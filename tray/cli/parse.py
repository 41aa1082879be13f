"""Parses every line that is typed, from the declaration of its verb.

``--x=y`` and ``--x y`` mean the same wherever they stand, no option may be abbreviated, and what follows ``--`` is
words. All that is wrong with a line is said at once.
"""

from tray.cli.verb_places_and_options import PLACES, Option, Verb
from tray.errors import UsageError
from tray.lib.language.translation import say

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
        more = say("`{command} --help` says more.", command=_command(line.path))
        raise _wrong(verb, f"{_below(problems)} {more}")
    return line


def _below(problems: "Sequence[str]") -> str:
    """Sentences below one another."""
    return "\n".join(problems)


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
            yield say("{option} is given twice. Give it once.", option=name)
        else:
            line.options[name] = None
            try:
                line.options[name] = _value(known[name], text)
            except UsageError as problem:
                yield str(problem)
    both = [name for name in line.verb.either if name in line]
    if len(both) > 1:
        yield say("{options} don't go together. Give one of them.", options=_all_of(both))
    for option in line.verb.options:
        if option.needed and option.name not in line:
            command = f"{_command(line.path)} {option.name}"
            yield say("{verb} needs {option}, as in `{command}`.", verb=line.path, option=option.name, command=command)


def _no_option(line: Line, name: str, known: "Iterable[str]") -> str:
    names, verb = list(known), line.path or "backpressure"
    if not names:
        return say("{verb} has no option {option}. It has none at all.", verb=verb, option=name)
    begun = [each for each in names if each.startswith(name.lower()) and len(name) > 2]
    if meant := begun or _near(name, names):
        return say(
            "{verb} has no option {option}. Did you mean {options}?", verb=verb, option=name, options=_one_of(meant)
        )
    return say("{verb} has no option {option}. It has {options}.", verb=verb, option=name, options=_all_of(names))


def _value(option: Option, text: str | None) -> "Any":
    """The value of an option. Raises UsageError."""
    if not option.value:
        if text is not None:
            raise UsageError(
                say(
                    "{option} takes no value. Write {option} alone, not {option}={value}.",
                    option=option.name,
                    value=text,
                )
            )
        return None
    if not text and option.value[0] == "[":
        return None
    choices = option.value.strip("[]").split("|")
    wanted = {"option": option.name, "what": _phrase(option.value)}
    wanted["example"] = f"{option.name} {_example(option.value)}"
    if not text or not text.strip():
        raise UsageError(say("{option} takes {what}, such as {example}.", **wanted))
    place = next((PLACES[each] for each in choices if each in PLACES), None)
    if place is None:
        if text.lower() not in choices:
            said = say('{option} takes {what}, such as {example}, not "{text}".', **wanted, text=text)
            raise UsageError(_with_near(said, text, choices))
        return text.lower()
    reads = option.reads or place.reads
    if not reads:
        return text
    try:
        return named(reads)(text)
    except UsageError as problem:
        raise UsageError(
            say("{option} takes {what}, such as {example}. {problem}", **wanted, problem=problem)
        ) from problem


def _wrong_words(line: Line) -> list[str]:
    """What is wrong with the words, as far as the declaration tells: one thing, or nothing."""
    verb, words = line.verb, line.words
    if not line.path:
        return [say('Without a verb there are only options, not "{text}".', text=line.text)] if words else []
    if verb.verbs:
        return _wrong_verb(line) if words or not verb.alone else []
    known = _ways(verb.takes)
    if named := [way for way in known if len(way) > 1 and words and words[0].lower() == way[0]]:
        known = named  # a word that begins a way of its own is no label or length
    ways = [(at, wrong) for at, wrong in (_unfit(way, words) for way in known) if wrong is not None]
    if len(ways) < len(known):
        return []
    if not verb.takes:
        return [say('{verb} takes no words, not "{text}".', verb=line.path, text=line.text)]
    fitted, wanted = max(ways, key=lambda each: each[0])
    if not fitted and len(ways) > 1:
        wanted = _phrases(verb.takes)
    places = {"verb": line.path, "what": wanted, "example": example(line, fitted)}
    if fitted == len(words):
        return [say("{verb} takes {what}, such as `{example}`.", **places)]
    unfit = words[fitted]
    if any(fitted == len(way) for way in _ways(verb.takes)):
        said = say('{verb} takes {what} and nothing more, such as `{example}`, not "{text}".', **places, text=unfit)
    else:
        said = say('{verb} takes {what}, such as `{example}`, not "{text}".', **places, text=unfit)
    return [_with_near(said, unfit, _choices(verb.takes))]


def _check_verb_comes_first(words: "Sequence[str]", typed: "Sequence[str]") -> None:
    """Raises UsageError for options in front of a verb: which they are is known only behind it."""
    from tray.cli.verb_table import VERBS

    found = next((word for word in words if word in VERBS), None)
    if found is not None:
        others = " ".join(word for word in typed if word != found)
        raise UsageError(say("The verb comes first: `{command}`.", command=f"{_command(found)} {others}"))


def _wrong_verb(line: Line) -> list[str]:
    names = [each.name for each in line.verb.verbs]
    places = {"verb": line.path, "verbs": _one_of(names), "example": f"{_command(line.path)} {names[0]}"}
    if not line.words:
        return [say("{verb} takes {verbs}, such as `{example}`.", **places)]
    said = say('{verb} takes {verbs}, such as `{example}`, not "{text}".', **places, text=line.words[0])
    return [_with_near(said, line.words[0], names)]


def _unfit(way: "Sequence[str]", words: "Sequence[str]") -> "tuple[int, str | None]":
    """How many words are as this way wants them, and what it takes where one is not; None when all are."""
    for at, place in enumerate(way):
        choices = place.strip("[]").split("|")
        if at == len(words):
            needed = [each for each in way if each[0] != "["]
            return at, _all_of(list(map(_phrase, needed))) if at < len(needed) else None
        is_nothing = not words[at].strip() and place[0] != "["
        if is_nothing or not any(_fits(choice, words[at]) for choice in choices):
            return at, _phrase(place)
        if at == len(way) - 1 and any(PLACES[each].several for each in choices if each in PLACES):
            return at, None
    return len(way), _all_of(list(map(_phrase, way))) if len(words) > len(way) else None


def _fits(choice: str, word: str) -> bool:
    if bounds := _bounds(choice):
        return word.isdecimal() and bounds[0] <= int(word) <= bounds[1]
    if choice in ("N", "NUMBER"):
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
    return _one_of([_all_of(list(map(_phrase, way))) for way in _ways(takes) if way])


def _phrase(place: str) -> str:
    """What stands in a place, in words."""
    if bounds := _bounds(place):
        return say("a whole number from {first} to {last}", first=bounds[0], last=bounds[1])
    return _one_of([say(PLACES[each].is_) if each in PLACES else each for each in place.strip("[]").split("|")])


def _example(place: str) -> str:
    first = place.strip("[]").split("|")[0]
    if bounds := _bounds(first):
        return str(sum(bounds) // 2)
    return PLACES[first].example if first in PLACES else first


def _all_of(words: "Sequence[str]") -> str:
    return say("{first} and {last}", first=", ".join(words[:-1]), last=words[-1]) if len(words) > 1 else "".join(words)


def _one_of(words: "Sequence[str]") -> str:
    return say("{first} or {last}", first=", ".join(words[:-1]), last=words[-1]) if len(words) > 1 else "".join(words)


def _near(word: str, known: "Iterable[str]") -> list[str]:
    """The one that may have been meant, if there is one; no capitals, since they stand for something else."""
    from tray.lib.did_you_mean import nearest

    found = nearest(word, [each for each in known if not each.isupper()])
    return [found] if found else []


def _with_near(said: str, word: str, known: "Iterable[str]") -> str:
    near = _near(word, known)
    return say("{problem} Did you mean {word}?", problem=said, word=near[0]) if near else said


def _command(path: str) -> str:
    return f"backpressure {path}".rstrip()


def _wrong(verb: Verb, text: str) -> UsageError:
    problem = UsageError(text)
    problem.exit_code = verb.wrong_use
    return problem
