"""What the terminal shows came through the words: nothing stands outside the brackets of the pseudo-locale."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.catalogues import pseudo
from tests.core.inquiry.test_what_if import asked, tired
from tests.core.wellbeing.test_incident_when_full import full
from tests.day import day
from tests.doctor.test_findings import FOUND
from tests.view.terminal.statuses import STATUS, status
from tests.view.terminal.test_explain import three_days, values_of
from tests.view.terminal.test_incidents import values
from tray.cli.built_in_lives import preset
from tray.core.inquiry.totals import days
from tray.core.law.simulation import simulate
from tray.core.messages import commands as c
from tray.core.messages.what_if import BreakAt, StopAt, WorkOn
from tray.core.state.state import State
from tray.lib.language.translation import speak
from tray.settings.defaults.every_setting import Law
from tray.view.terminal import explain
from tray.view.terminal.doctor import block, text
from tray.view.terminal.explain import explanation_text
from tray.view.terminal.history import day_text, days_text
from tray.view.terminal.incidents import incidents_text
from tray.view.terminal.simulate import life_text
from tray.view.terminal.status import for_people, one_line
from tray.view.terminal.status_bars import hover
from tray.view.terminal.what_if import what_if_text
from tray.view.values.commitments import commitments
from tray.view.values.health import health, health_text
from tray.view.values.sessions import sessions


@pytest.fixture(autouse=True)
def _in_brackets() -> Iterator[None]:
    pseudo.put_in_force()
    yield
    speak(None)


def words(said: str, *data: str) -> list[str]:
    """What has letters and is neither said nor the person's own."""
    for each in data:
        said = said.replace(each, "")
    return pseudo.outside(said)


@pytest.mark.parametrize("found", [STATUS, status(tracking="off", quiet=["presentation", "snoozed"], session=None)])
def test_the_status(found: dict[str, object]) -> None:
    assert [] == words(for_people(found, colour=False, columns=200))
    assert [] == words(one_line(found, colour=False, columns=200))
    assert [] == words(hover(found))
    assert [] == words(health_text(health(found, "1"), colour=False, columns=400))


def test_the_explanation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explain, "_WIDE", 200)  # brackets are wider than any language's words
    told = three_days()
    said = explanation_text(values_of(told.facts, told.at), colour=False)

    assert [] == words(said, "mail", "report", "send the slides")


def test_the_incidents() -> None:
    assert [] == words(incidents_text(values(full()), colour=False))


def test_the_totals_of_days() -> None:
    told = three_days()
    totals = days(State(at=told.facts[0].at), told.facts, told.at, told.context)

    one = day_text(totals[-1], {9: 40.0}, told.context, colour=False, blocks=True, width=120)
    several = days_text(totals, told.context, colour=False, blocks=True, width=120)
    assert [] == words(one)
    assert [] == words(several)
    assert [] == words(days_text((), told.context, colour=False, blocks=True, width=120))


def test_what_would_be() -> None:
    told = tired()
    half = timedelta(minutes=30)
    imagined = (c.TakeBreak("walk"), BreakAt(told.at + half, "lunch", half), WorkOn(3 * half), StopAt(told.at + half))

    for question in imagined:
        for working in (True, False):
            assert [] == words(what_if_text(asked(told, question), working, told.context))


def test_a_life() -> None:
    start, segments = preset("healthy")
    lines = life_text(simulate(start, segments, Law()), segments, columns=100, colour=False).splitlines()

    assert [] == [word for line in lines if not re.match(" +[wrRoz]+$", line) for word in words(line)]


def test_what_the_doctor_found() -> None:
    shown = text(FOUND, 1000).replace(block(FOUND), "")

    assert [] == words(shown, *(each.says for each in FOUND), "Add one.", "Close it.", "ok")


def test_sessions_and_what_is_to_do() -> None:
    told = three_days().ask(c.StopSession()).ask(c.StartSession("mail", timedelta(hours=1)))

    assert [] == words(sessions(told.state, told.context)["text"], "send the slides", "a room")
    assert [] == words(commitments(told.state, told.context.zone, 200)["text"], "send the slides")
    assert [] == words(sessions(day().state, told.context)["text"])
