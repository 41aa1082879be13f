"""Notices with buttons reach the person by way of desktop-notifier, and answers come back, also when it fails."""

import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.desktop.notify.fake_desktop_notifier import Sound, System, Urgency, install
from tests.desktop.reactor import HandTurnedReactor
from tests.fakes import FakeNotifier
from tray.core.messages.commands import Skip, TakeBreak
from tray.core.messages.events import Asked
from tray.desktop.notify.desktop_notifier import NativeNotifier
from tray.lib.assets import asset
from tray.view.tray.face import Button, Notice

SUGGESTION = Notice(
    "Time for a break",
    "67 % (orange)\nafter 52 min",
    (Button("break", "Take a break", TakeBreak()), Button("skip", "Skip", Skip())),
    urgency="critical",
    sound=True,
    lasting=True,
)
RESTED = Notice("Welcome back", "67 % → 40 %")


class Simple(FakeNotifier):
    """The one that takes over."""

    name = "simple"
    problem: str | None = None

    def abilities(self) -> frozenset[str]:
        return frozenset()


class Desk:
    def __init__(self, system: System, reactor: HandTurnedReactor) -> None:
        self.system = system
        self.reactor = reactor
        self.simple: Simple | None = None
        icon = asset("share/icons/hicolor/128x128/apps/backpressure.png")
        self.notifier = NativeNotifier(reactor, reactor.post, self._make_simple, icon=icon)

    def until(self, condition: Callable[[], object]) -> None:
        self.reactor.run_until(condition, poll=timedelta(milliseconds=10))

    def done(self, entry: str) -> None:
        """Wait until the system has done this."""
        self.until(lambda: entry in self.system.log)

    def _make_simple(self) -> Simple:
        assert self.simple is None
        self.simple = Simple()
        return self.simple


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> System:
    return install(monkeypatch)


@pytest.fixture
def desk(system: System) -> Iterator[Desk]:
    reactor = HandTurnedReactor()
    desk = Desk(system, reactor)
    yield desk
    desk.notifier.close_all()
    reactor.close()
    assert [each.name for each in threading.enumerate() if each.name == "notifications"] == []


def test_title_text_buttons_and_urgency_reach_the_system(desk: Desk) -> None:
    desk.notifier.show("suggestion", SUGGESTION)
    desk.notifier.show("break", RESTED)
    desk.until(lambda: len(desk.system.screen) == 2 and desk.notifier.abilities())

    first, second = desk.system.screen.values()
    assert (first.title, first.message) == (SUGGESTION.title, SUGGESTION.body)
    assert [(each.identifier, each.title) for each in first.buttons] == [("break", "Take a break"), ("skip", "Skip")]
    assert (first.urgency, first.sound) == (Urgency.Critical, Sound("default"))
    assert (second.urgency, second.sound, second.buttons) == (Urgency.Normal, None, ())
    assert desk.notifier.name == "desktop-notifier"
    assert "buttons" in desk.notifier.abilities()
    assert desk.notifier.problem is None


def test_what_would_break_the_letter_to_the_system_is_left_out(desk: Desk) -> None:
    desk.notifier.show("trouble", Notice("a\nb\0", "\x1b" + "x" * 5000))
    desk.until(lambda: desk.system.screen)

    [shown] = desk.system.screen.values()
    assert shown.title == "a b\ufffd"
    assert len(shown.message) == 1000
    assert "\x1b" not in shown.message


def test_nothing_is_loaded_before_there_is_something_to_show(desk: Desk) -> None:
    desk.notifier.close("suggestion")

    assert desk.system.notifier is None
    assert "notifications" not in [each.name for each in threading.enumerate()]


def test_the_library_is_used_in_its_own_thread_only(desk: Desk) -> None:
    desk.notifier.show("suggestion", SUGGESTION)
    desk.notifier.close("suggestion")
    desk.done("clear suggestion.1")

    assert desk.system.threads == {"notifications"}


def test_a_button_does_what_it_says_and_the_notice_goes(desk: Desk) -> None:
    desk.notifier.show("suggestion", SUGGESTION)
    desk.done("show suggestion.1")
    desk.system.press("suggestion.1", "break")
    desk.until(lambda: desk.reactor.posted)
    desk.system.press("suggestion.1", "skip")
    desk.done("clear suggestion.1")

    assert desk.reactor.posted == [Asked(TakeBreak())]


def test_an_answer_to_what_was_replaced_meanwhile_goes_astray(desk: Desk) -> None:
    desk.notifier.show("suggestion", SUGGESTION)
    desk.done("show suggestion.1")
    desk.notifier.show("suggestion", replace(SUGGESTION, title="Another", appearance=2))
    desk.system.press("suggestion.1", "break")
    desk.done("show suggestion.2")
    assert desk.reactor.posted == []

    desk.system.press("suggestion.2", "skip")
    desk.until(lambda: desk.reactor.posted)
    assert desk.reactor.posted == [Asked(Skip())]


def test_a_slot_holds_one_notice_and_the_same_one_is_not_shown_again(desk: Desk) -> None:
    desk.notifier.show("suggestion", SUGGESTION)
    desk.notifier.show("suggestion", SUGGESTION)
    desk.notifier.show("break", RESTED)
    desk.notifier.show("break", RESTED)
    desk.done("show break.3")

    assert desk.system.titles() == [SUGGESTION.title, RESTED.title]
    assert [entry for entry in desk.system.log if entry.startswith("show")] == [
        "show suggestion.1",
        "show break.2",
        "show break.3",
    ]


@pytest.mark.parametrize("away", [System.put_away, System.click], ids=["put away", "clicked beside the buttons"])
def test_what_a_person_puts_away_chooses_nothing_and_may_come_again(
    desk: Desk, away: Callable[[System, str], None]
) -> None:
    desk.notifier.show("settings", SUGGESTION)
    desk.done("show settings.1")
    away(desk.system, "settings.1")
    desk.done("clear settings.1")
    desk.notifier.show("settings", replace(SUGGESTION, title="The same in other words"))
    desk.notifier.show("settings", replace(SUGGESTION, appearance=1))
    desk.done("show settings.2")

    assert desk.reactor.posted == []
    assert len(desk.system.screen) == 1


def test_a_new_appearance_is_sent_with_the_old_one_removed_and_other_words_alone_are_not(desk: Desk) -> None:
    for notice in (SUGGESTION, replace(SUGGESTION, body="Other words."), replace(SUGGESTION, appearance=1)):
        desk.notifier.show("suggestion", notice)
    desk.done("show suggestion.2")

    assert [entry for entry in desk.system.log if "suggestion" in entry] == [
        "show suggestion.1",
        "clear suggestion.1",
        "show suggestion.2",
    ]
    assert len(desk.system.screen) == 1


def test_what_a_killed_run_left_on_the_screen_is_taken_away(desk: Desk) -> None:
    desk.system.screen["suggestion.1"] = None  # type: ignore[assignment]
    desk.notifier.show("break", RESTED)
    desk.done("show break.1")

    assert desk.system.titles() == [RESTED.title]


def test_nothing_stays_on_the_screen_at_the_end(desk: Desk) -> None:
    desk.notifier.show("suggestion", SUGGESTION)
    desk.notifier.show("break", RESTED)
    desk.done("show break.2")
    desk.notifier.close_all()

    assert desk.system.screen == {}


def test_a_person_who_does_not_say_whether_it_may_show_anything_does_not_hold_up_the_end(desk: Desk) -> None:
    desk.system.asks_forever = True
    desk.notifier.show("suggestion", SUGGESTION)
    desk.done("asks")

    desk.notifier.close_all()


def broken(system: System, _patch: pytest.MonkeyPatch) -> None:
    system.broken = "Class not registered"


def without_buttons(system: System, _patch: pytest.MonkeyPatch) -> None:
    system.draws_buttons = False


def missing(_system: System, patch: pytest.MonkeyPatch) -> None:
    patch.setitem(sys.modules, "desktop_notifier", None)


@pytest.mark.parametrize("fail", [broken, without_buttons, missing])
def test_where_the_system_shows_none_the_simpler_one_takes_over(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, fail: Callable[[System, pytest.MonkeyPatch], None]
) -> None:
    fail(desk.system, monkeypatch)
    desk.notifier.show("suggestion", SUGGESTION)
    desk.notifier.show("gone", RESTED)
    desk.notifier.close("gone")
    desk.until(lambda: desk.simple)
    desk.notifier.show("break", RESTED)
    assert desk.simple
    assert desk.simple.screen == {"suggestion": SUGGESTION, "break": RESTED}

    desk.notifier.close("suggestion")
    desk.simple.problem = "It has no paper."
    assert desk.simple.screen == {"break": RESTED}
    assert desk.notifier.name == "simple"
    assert desk.notifier.abilities() == frozenset()
    assert str(desk.notifier.problem).startswith("Notifications have no buttons here (")
    assert str(desk.notifier.problem).endswith(" It has no paper.")


def test_one_notice_that_the_system_refuses_is_shown_by_the_simpler_one(
    desk: Desk,
) -> None:
    desk.system.refuses = "Notification failed"
    desk.notifier.show("suggestion", SUGGESTION)
    desk.until(lambda: desk.simple)
    desk.system.refuses = ""
    desk.notifier.show("break", RESTED)
    desk.done("show break.2")

    assert desk.simple
    assert desk.simple.screen == {"suggestion": SUGGESTION}
    assert desk.system.titles() == [RESTED.title]
    assert desk.notifier.problem == "Notifications: Notification failed"


def test_a_person_who_has_switched_them_off_is_told_so_in_the_status_and_left_in_peace(desk: Desk) -> None:
    desk.system.allowed = False
    desk.notifier.show("suggestion", SUGGESTION)
    desk.until(lambda: desk.notifier.problem)

    assert "switched off" in str(desk.notifier.problem)
    assert desk.simple is None
