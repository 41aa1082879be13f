"""Everything that people read comes through the words: in a language with brackets, nothing stands outside them."""

import re
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest

from tests.app.test_loop import every
from tests.catalogues import pseudo
from tests.cli.every_verb import CASES, an_hour_of_work
from tests.cli.session import PLACES
from tests.lives.machine import Machine
from tests.lives.person import life
from tray.cli import main as command_line
from tray.cli.built_in_lives import sentences
from tray.cli.manual import topics
from tray.cli.verb_places_and_options import PLACES as WORDS_IN_CAPITALS
from tray.cli.verb_places_and_options import Verb
from tray.cli.verb_table import VERBS
from tray.cli.verb_table_of_status_agent_and_demo import PROGRAM_ALONE
from tray.lib.language import catalogue_reader
from tray.lib.text_width import width
from tray.settings.defaults.listing import lists, sections
from tray.settings.defaults.presets import PRESETS
from tray.settings.file.default_file_and_tables import with_range

NOT_YET: dict[str, int] = {}
"""How many sentences of a screen stand outside still. These numbers only become smaller."""
_OF_PEOPLE = re.compile(
    "promise of life|The disk is full|Backpressure$|settings.toml:[0-9]+: [a-z_.]+:|^ *[owrzs]+$|^{.*}$"
)
"""What simulated people and machines wrote themselves, names, letters in a plot, and facts as JSON."""

FOR_MACHINES = {"completion", "doctor", "settings", "report"}
"""Verbs whose case prints something for machines, or draws; they have tests of their own."""


@pytest.fixture
def bracketed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The language is in force, and the command line leaves it there."""
    monkeypatch.setattr(catalogue_reader, "put_in_force", lambda *_: None)
    monkeypatch.setattr(command_line, "put_in_force", lambda *_: None)
    pseudo.put_in_force()


class Seen:
    """What simulated people saw in a week."""

    def __init__(self) -> None:
        self.menu: set[str] = set()
        self.tooltip: set[str] = set()
        self.notices: set[str] = set()
        self.banners: set[str] = set()
        for seed in range(4):
            machine = Machine()
            machine.watchers.append(self._look)
            for action in life(seed, 7):
                machine.do(action)
            for _, notice in machine.screen.shown:
                self.banners.add(notice.body)
                self.notices |= {notice.title, notice.body, *(button.label for button in notice.buttons)}

    def _look(self, machine: Machine) -> None:
        if (face := machine.panel.face) is not None:
            self.menu |= {row.label for row in every(face.menu)}
            self.tooltip |= {face.tooltip, face.next}


@pytest.fixture(scope="module")
def seen() -> Seen:
    pseudo.put_in_force()
    return Seen()


def said_outside(texts: set[str]) -> list[str]:
    """Those that did not come through the words; alike but for their numbers, once."""
    found = (_OF_PEOPLE.sub("", text) for text in texts)
    return sorted({re.sub(r"\d+", "0", text) for text in found if pseudo.outside(text)})


def judge(screen: str, texts: set[str]) -> None:
    """Fail where more stands outside than is known."""
    found = said_outside(texts)
    assert len(found) <= NOT_YET.get(screen, 0), "\n".join((f"{screen}: {len(found)}", *found))


@pytest.mark.parametrize("screen", ["menu", "tooltip", "notices"])
def test_what_the_tray_shows_came_through_the_words(screen: str, seen: Seen) -> None:
    judge(screen, getattr(seen, screen) - {each.name for each in PRESETS})


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PLACES:
        monkeypatch.setenv(f"BACKPRESSURE_{name}", str(tmp_path / name.lower()))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    monkeypatch.setenv("BACKPRESSURE_SETTINGS", str(tmp_path / "settings.toml"))
    # An hour that a new day begins in is told of in other words: here it's noon, whenever the tests run.
    monkeypatch.setenv("TZ", f"Etc/GMT{datetime.now(UTC).hour - 12:+}")
    an_hour_of_work()


def printed(words: list[str], typed: set[str]) -> set[str]:
    """The lines that a verb prints, wherever to, with more outside the brackets than words that are typed so."""
    out = StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        command_line.main(words)
    return {line for line, words in pseudo.lines_outside(out.getvalue()).items() if set(words) - typed}


TYPED = {word for each in CASES.items() for word in re.findall(r"[^\W\d_]+", " ".join((each[0], *each[1])))}


@pytest.mark.usefixtures("bracketed", "at_home")
def test_what_verbs_print_came_through_the_words() -> None:
    cases = ([verb, *words] for verb, words in CASES.items() if verb not in FOR_MACHINES)
    known = typed() | TYPED

    judge("verbs", {line for words in cases for line in printed(words, known)})


def declared(verb: Verb) -> set[str]:
    """The words of a declaration that are typed as they stand."""
    texts = [verb.name, verb.takes, *verb.examples, *map(str, verb.options)]
    return set(re.findall(r"[^\W\d_]+", " ".join(texts))).union(*map(declared, verb.verbs))


def typed() -> set[str]:
    """All words that the command line takes, and those of the manual, which is in English."""
    texts = [f"backpressure {name} {place.example}" for name, place in WORDS_IN_CAPITALS.items()]
    texts += [*sentences(), *(each.name for each in PRESETS), *(f"{name} {about}" for name, about in topics().items())]
    places = set(re.findall(r"[^\W\d_]+", " ".join(texts)))
    return places.union(declared(PROGRAM_ALONE), *map(declared, VERBS.values()))


@pytest.mark.usefixtures("bracketed", "at_home")
def test_help_came_through_the_words() -> None:
    known = typed()

    judge("help", {line for verb in ("", *VERBS) for line in printed([*verb.split(), "--help"], known)})


@pytest.mark.usefixtures("bracketed", "at_home")
def test_what_is_wrong_with_a_line_came_through_the_words() -> None:
    wrong = (
        "nothing",
        "status --no",
        "break tea for",
        "snooze soon",
        "plan 1 never",
        "set x",
        "checkin fatigue 11",
        "was",
    )
    known = typed()

    judge("wrong", {line for each in wrong for line in printed(each.split(), known)})


@pytest.mark.usefixtures("bracketed")
def test_what_is_said_of_settings_came_through_the_words() -> None:
    every_one = [setting for section in (*sections(), *lists()) for setting in section.settings]
    names = {word for each in every_one for word in re.findall(r"[^\W\d_]+", f"{each.name} {each.declared.default}")}
    said = {with_range(each) for each in every_one} | {section.sentence for section in (*sections(), *lists())}

    judge("settings", {each for each in said if set(pseudo.outside(each)) - names})


BANNER = 112
"""Columns that two lines of GNOME's banner have room for."""
_MISTAKE = re.compile(r"^settings\.toml:")
"""What is wrong in a file is told whole, however long it is."""


def test_notices_fit_on_a_banner() -> None:
    said = {body for body in Seen().banners if not _MISTAKE.match(body)}

    assert [] == sorted(body for body in said if width(body) > BANNER)


WIDE = 120


@pytest.mark.usefixtures("bracketed", "at_home")
@pytest.mark.parametrize("verb", ["status", "explain", "incidents", "sessions"])
def test_what_verbs_print_is_no_wider_than_the_place(verb: str) -> None:
    out = StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        command_line.main([verb, *CASES[verb]])

    assert [] == [line for line in out.getvalue().splitlines() if width(line) > WIDE]
