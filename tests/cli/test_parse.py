"""Every verb takes each of its options in every form, and says what is wrong with a line: made from the table."""

import shlex
from collections.abc import Iterator

import pytest

from tests.cli.every_verb import CASES
from tray.cli.main import main
from tray.cli.parse import Line, parse
from tray.cli.verb_places_and_options import PLACES, Option, Verb
from tray.cli.verb_table import VERBS
from tray.cli.verb_table_of_status_agent_and_demo import PROGRAM_ALONE
from tray.errors import UsageError

pytestmark = pytest.mark.usefixtures("nowhere")


class Form:
    """A verb with words that it takes, and one of its options with a value that it takes."""

    def __init__(self, verb: Verb, below: Verb | None, option: Option) -> None:
        self.verb, self.below, self.option = verb, below, option
        self.path = " ".join(each.name for each in (verb, below) if each)
        self.words = [below.name] if below else []
        self.words += _words_of(below or verb)
        choices = option.value.strip("[]").split("|")
        self.value = PLACES[choices[0]].example.strip("'\"") if choices[0] in PLACES else choices[0]
        self.needed = [each.name for each in (below or verb).options if each.needed and each is not option]

    def __str__(self) -> str:
        return f"{self.path} {self.option.name}"

    def read(self, *typed: str) -> Line:
        return parse(self.verb, (*typed, *self.needed))

    def came_of(self, *typed: str) -> Line | str:
        """What was read, or why it was refused."""
        try:
            return parse(self.verb, typed)
        except UsageError as refused:
            return str(refused)

    def given(self) -> list[str]:
        """The option as it is typed."""
        return [f"{self.option.name}={self.value}"] if self.option.value else [self.option.name]


def _words_of(verb: Verb) -> list[str]:
    """Words that a verb takes: what must stand, and the first that may."""
    if verb.name in ("simulate", "was"):
        return []  # Their options stand in the place of words.
    if not verb.takes:
        return []
    if " | " in verb.takes and verb.takes[0] == "[":
        return []
    return [_word(place) for place in verb.takes.split(" | ")[0].split() if place[0] != "["]


def _word(place: str) -> str:
    first = place.split("|")[0]
    if first[:1].isdigit():
        return first.partition("-")[0]
    return PLACES[first].example.strip("'\"") if first in PLACES else first


def _forms() -> Iterator[Form]:
    for verb in (*VERBS.values(), PROGRAM_ALONE):
        for option in verb.options:
            yield Form(verb, None, option)
        for below in verb.verbs:
            for option in below.options:
                yield Form(verb, below, option)


FORMS = list(_forms())
VALUED = [form for form in FORMS if form.option.value]
each_form = pytest.mark.parametrize("form", FORMS, ids=str)
each_valued = pytest.mark.parametrize("form", VALUED, ids=str)


@each_form
def test_an_option_may_stand_before_or_after_the_words_and_between_them(form: Form) -> None:
    lines = [form.read(*form.words[:at], *form.given(), *form.words[at:]) for at in range(len(form.words) + 1)]

    for line in lines:
        assert form.option.name in line
        assert form.path == line.path
        assert lines[0].words == line.words
        assert repr(lines[0].value(form.option.name))[:20] == repr(line.value(form.option.name))[:20]


@each_valued
def test_a_value_follows_an_equals_sign_or_a_space(form: Form) -> None:
    with_sign = form.read(*form.words, f"{form.option.name}={form.value}")
    with_space = form.read(*form.words, form.option.name, form.value)
    in_front = form.read(form.option.name, form.value, *form.words)

    assert with_sign.words == with_space.words == in_front.words
    assert form.option.name in with_space
    assert with_sign.value(form.option.name) is not None
    assert (with_sign.value(form.option.name) == with_space.value(form.option.name)) or "moment" in PLACES[
        form.option.value
    ].reads


@each_form
def test_an_abbreviation_is_refused_with_what_was_meant(form: Form) -> None:
    short = form.option.name[:-1]
    with pytest.raises(UsageError, match=rf"has no option {short}\. Did you mean .*{form.option.name}") as refused:
        form.read(*form.words, *(word.replace(form.option.name, short, 1) for word in form.given()))
    assert form.verb.wrong_use == refused.value.exit_code


@each_form
def test_after_two_dashes_an_option_is_a_word(form: Form) -> None:
    name = form.option.name
    came = form.came_of(*form.words, *form.needed, "--", name)
    if isinstance(came, Line):
        assert name not in came
        assert name == came.words[-1]
    else:
        assert f"no option {name}" not in came
        assert name in came or "takes work, meeting" in came


@each_form
def test_an_option_without_a_value_takes_none_and_one_with_a_value_needs_it(form: Form) -> None:
    name = form.option.name
    if not form.option.value:
        with pytest.raises(UsageError, match=f"{name} takes no value. Write {name} alone"):
            form.read(*form.words, f"{name}=yes")
    elif form.option.value[0] == "[":
        assert form.read(*form.words, name).value(name) is None
    else:
        for typed in ([name], [f"{name}="], [name, "--help-me"]):
            with pytest.raises(UsageError, match=f"{name} takes .*, such as {name} "):
                form.read(*form.words, *typed)


@each_form
def test_an_option_with_a_value_is_given_once_and_another_as_often_as_one_likes(form: Form) -> None:
    if form.option.value:
        with pytest.raises(UsageError, match=f"{form.option.name} is given twice. Give it once"):
            form.read(*form.words, *form.given(), *form.given())
    else:
        assert form.option.name in form.read(*form.words, *form.given(), *form.given())


@pytest.mark.parametrize("verb", [verb for verb in VERBS.values() if verb.either], ids=lambda verb: verb.name)
def test_options_that_do_not_go_together_are_refused(verb: Verb) -> None:
    forms = {form.option.name: form for form in FORMS if form.verb is verb and form.path == verb.name}
    first, second = verb.either[:2]
    with pytest.raises(UsageError, match=f"{first} and {second} don't go together"):
        parse(verb, (*forms[first].given(), *forms[second].given()))


@pytest.mark.parametrize("verb", VERBS.values(), ids=lambda verb: verb.name)
def test_an_option_that_no_verb_has_is_refused_and_the_help_is_named(
    verb: Verb, capsys: pytest.CaptureFixture[str]
) -> None:
    for strange in ("--strange", "--strange=1", "-x"):
        assert verb.wrong_use == main([verb.name, *CASES[verb.name], strange])
        said = capsys.readouterr()
        assert "" == said.out
        assert f"has no option {strange.partition('=')[0]}" in said.err
        assert f"`backpressure {verb.name}" in said.err


@pytest.mark.parametrize(
    "verb", [verb for verb in VERBS.values() if not verb.takes and not verb.verbs], ids=lambda verb: verb.name
)
def test_a_verb_that_takes_no_words_refuses_them(verb: Verb) -> None:
    needed = [option.name for option in verb.options if option.needed]
    with pytest.raises(UsageError, match=f'{verb.name} takes no words, not "now --json"'):
        parse(verb, ("now", *needed, "--", "--json"))


@pytest.mark.parametrize(
    "verb",
    [each for verb in VERBS.values() for each in (verb, *verb.verbs) if _words_of(each)],
    ids=lambda verb: verb.name,
)
def test_a_verb_without_the_words_that_it_needs_says_which_with_an_example(verb: Verb) -> None:
    above = next(each for each in VERBS.values() if verb in (each, *each.verbs))
    with pytest.raises(UsageError, match=r" takes .*, such as `backpressure [^`]+`\. ") as refused:
        parse(above, () if verb is above else (verb.name,))

    example = str(refused.value).partition("such as `backpressure ")[2].partition("`")[0]
    assert example.startswith(verb.name if verb is above else f"{above.name} {verb.name}")


@pytest.mark.parametrize("verb", VERBS.values(), ids=lambda verb: verb.name)
def test_every_example_in_the_help_can_be_typed(verb: Verb) -> None:
    for each in verb.examples:
        name, *words = shlex.split(each)
        assert parse(VERBS[name], words).path.startswith(verb.name)


def test_options_of_the_same_name_take_a_value_everywhere_below_a_verb_or_nowhere() -> None:
    for verb in VERBS.values():
        for below in verb.verbs:
            taking = {option.name: bool(option.value) for option in verb.options}
            assert all(taking.get(each.name, bool(each.value)) == bool(each.value) for each in below.options)


def test_all_problems_of_a_line_are_said_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert 2 == main(["start", "--estimate", "never", "--load=heavy", "--by-hand=1", "--zzz", "--load", "light"])

    assert capsys.readouterr().err.splitlines() == [
        "backpressure: --estimate takes a length of time, such as --estimate 25m. "
        '"never" isn\'t a length of time. Write "25m", "45s", "1h30m", "2 h 30 min", "half an hour".',
        '--load takes light, normal or pressed, such as --load light, not "heavy".',
        "--by-hand takes no value. Write --by-hand alone, not --by-hand=1.",
        "start has no option --zzz. It has --estimate, --load, --by-hand and --away-after.",
        "--load is given twice. Give it once.",
        "start takes a label, such as `backpressure start report --estimate 2h`. "
        "`backpressure start --help` says more.",
    ]


@pytest.mark.parametrize("words", [["start", ""], ["start", "  "], ["commit", ""], ["plan", "1", ""]])
def test_a_word_of_nothing_is_no_word(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert 2 == main(words)
    assert f'not "{words[-1]}"' in capsys.readouterr().err


def test_words_after_two_dashes_are_words() -> None:
    assert "--strange -h" == parse(VERBS["commit"], ("--reason", "because", "--", "--strange", "-h")).text


def test_help_after_two_dashes_is_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert 3 == main(["commit", "--", "--help"])
    assert "" == capsys.readouterr().out


def test_a_verb_behind_an_option_is_told_to_come_first(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["--json", "status"], ["--format", "waybar", "status"], ["--format=waybar", "status", "--follow"]):
        assert 2 == main(words)
        others = " ".join(word for word in words if word != "status")
        assert f"backpressure: The verb comes first: `backpressure status {others}`.\n" == capsys.readouterr().err


def test_an_example_goes_on_from_what_was_typed_right(capsys: pytest.CaptureFixture[str]) -> None:
    main(["holiday", "until"])
    assert "such as `backpressure holiday until friday`." in capsys.readouterr().err
    main(["plan", "x", "tomorrow"])
    assert (
        'takes the number of a to-do, such as `backpressure plan 2 "tomorrow 10:00"`, not "x".'
        in capsys.readouterr().err
    )


def test_words_that_are_no_verb_and_options_of_the_program_do_not_start_it(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["--no-tray", "soon"], ["--demo", "--no-tray"], ["--no-try"], ["--demo=1"]):
        assert 2 == main(words)
    assert "Did you mean --no-tray?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["block", "drop"], "block takes drop and the number of a block, such as `backpressure block drop 2`."),
        (["block", "drop", "two"], 'such as `backpressure block drop 2`, not "two".'),
        (["quiet", "until"], "quiet takes until and a time"),
        (["snooze", "until"], "snooze takes until and a time"),
        (["holiday", "until"], "holiday takes until and a day"),
    ],
)
def test_a_word_that_begins_a_way_of_its_own_is_no_label_and_no_length(
    words: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 2 == main(words)
    assert says in capsys.readouterr().err
