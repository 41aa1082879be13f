"""A slot knows what is on the screen when answers come late, or from a server that has gone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.desktop.reactor import HandTurnedReactor
from tray.core.messages.commands import ShowStatus, Skip, Snooze, TakeBreak
from tray.desktop.linux.notify.retry_and_replace_notification import Slot
from tray.view.tray.face import Button, Notice

FIRST = Notice("First", "", (Button("take", "Take a break", TakeBreak()),), lasting=True)
SECOND = Notice("Second", "", (Button("skip", "Skip", Skip()),), lasting=True)
PASSING = Notice("Passing", "")


class FakeServer:
    """Takes what is sent and answers when a test says so."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, int]] = []
        """Title, and the number it replaces."""
        self.withdrawn: list[int] = []
        self.leaving: list[Callable[[], None]] | None = None
        """Who waits for it to have put something away; None while it does so at once."""
        self.here = True
        self.rewords = False
        """Whether it puts other words in place without popping up."""
        self._shown: list[Callable[[int], None]] = []
        self._refused: list[Callable[[], None]] = []

    def send(
        self, slot: str, notice: Notice, replaces: int, shown: Callable[[int], None], refused: Callable[[], None]
    ) -> bool:
        assert slot == "break"
        if self.here:
            self.sent.append((notice.title, replaces))
            self._shown.append(shown)
            self._refused.append(refused)
        return self.here

    def withdraw(self, number: int, gone: Callable[[], None]) -> None:
        self.withdrawn.append(number)
        if self.leaving is None:
            gone()
        else:
            self.leaving.append(gone)

    def take(self, number: int, *, call: int = -1) -> None:
        """Take what was sent, as ``number``."""
        self._shown[call](number)

    def refuse(self, *, call: int = -1) -> None:
        """Do not take it."""
        self._refused[call]()


@pytest.fixture
def server() -> FakeServer:
    return FakeServer()


@pytest.fixture
def slot(server: FakeServer, reactor: HandTurnedReactor) -> Slot:
    return Slot("break", reactor, server.send, server.withdraw, lambda: server.rewords)


def dies_at_once(slot: Slot, server: FakeServer) -> None:
    server.take(7)
    slot.server_gone()


def let_time_pass(reactor: HandTurnedReactor, length: timedelta) -> None:
    reactor.advance(length)
    reactor.run_for(timedelta(milliseconds=1))


def test_only_one_is_under_way_and_the_last_words_follow(slot: Slot, server: FakeServer) -> None:
    slot.show(FIRST)
    slot.show(PASSING)
    slot.show(SECOND)
    assert server.sent == [("First", 0)]

    server.take(7)

    assert server.sent == [("First", 0), ("Second", 0)]
    assert server.withdrawn == [7]


def test_the_next_comes_when_the_last_has_gone_and_in_its_latest_words(slot: Slot, server: FakeServer) -> None:
    server.leaving = []
    slot.show(FIRST)
    server.take(7)
    slot.show(replace(FIRST, title="Again", appearance=1))
    assert (server.sent, server.withdrawn) == ([("First", 0)], [7])

    slot.show(replace(FIRST, title="Again, and later", appearance=1))
    server.leaving[0]()

    assert server.sent == [("First", 0), ("Again, and later", 0)]


def test_what_was_to_make_room_went_with_its_server(slot: Slot, server: FakeServer, reactor: HandTurnedReactor) -> None:
    server.leaving = []
    slot.show(FIRST)
    server.take(7)
    slot.show(SECOND)
    slot.server_gone()
    let_time_pass(reactor, timedelta(seconds=0.25))
    server.leaving[0]()

    assert server.sent == [("First", 0), ("Second", 0)]


def test_what_is_closed_while_the_last_goes_is_not_shown(slot: Slot, server: FakeServer) -> None:
    server.leaving = []
    slot.show(FIRST)
    server.take(7)
    slot.show(SECOND)
    slot.close()
    server.leaving[0]()

    assert server.sent == [("First", 0)]


def test_an_answer_of_a_server_that_is_gone_counts_for_nothing(
    slot: Slot, server: FakeServer, reactor: HandTurnedReactor
) -> None:
    slot.show(FIRST)
    slot.server_gone()
    let_time_pass(reactor, timedelta(seconds=0.25))
    server.take(7, call=0)
    server.refuse(call=0)
    assert slot.take_answer(7, "take") is None

    server.take(8, call=1)

    assert server.sent == [("First", 0), ("First", 0)]
    assert slot.take_answer(8, "take") == TakeBreak()


def test_what_is_closed_while_it_is_under_way_is_withdrawn(slot: Slot, server: FakeServer) -> None:
    slot.show(FIRST)
    slot.close()
    server.take(7)

    assert server.withdrawn == [7]
    assert not slot.waits


def test_a_choice_counts_for_what_was_on_the_screen(slot: Slot, server: FakeServer) -> None:
    slot.show(FIRST)
    server.take(7)
    slot.show(SECOND)

    assert server.withdrawn == [7]
    assert slot.take_answer(7, "skip") is None
    slot.show(FIRST)
    server.take(8)
    assert slot.take_answer(8, "take") is None
    server.take(9)
    assert slot.take_answer(9, "take") == TakeBreak()
    assert slot.take_answer(9, "take") is None
    assert server.withdrawn == [7, 8, 9]


def test_a_choice_that_was_made_as_the_notice_appeared_anew_is_not_lost(slot: Slot, server: FakeServer) -> None:
    slot.show(FIRST)
    server.take(7)
    slot.show(replace(FIRST, appearance=1))

    assert server.withdrawn == [7]
    assert slot.take_answer(7, "take") == TakeBreak()
    assert slot.take_answer(7, "take") is None


def test_a_new_appearance_comes_in_place_of_the_old_one(slot: Slot, server: FakeServer) -> None:
    slot.show(FIRST)
    server.take(7)
    slot.show(replace(FIRST, title="Once more", appearance=1))
    server.take(8)

    assert server.sent == [("First", 0), ("Once more", 0)]
    assert server.withdrawn == [7]
    assert slot.was_closed(7, by_person=True) is None  # what some servers say of what we took away
    assert slot.take_answer(8, "take") == TakeBreak()


def test_other_words_come_in_place_only_where_that_draws_no_eye(slot: Slot, server: FakeServer) -> None:
    slot.show(FIRST)
    server.take(7)
    slot.show(replace(FIRST, title="Other words"))
    assert server.sent == [("First", 0)]

    server.rewords = True
    slot.show(replace(FIRST, title="Still other words"))
    server.take(7)

    assert server.sent == [("First", 0), ("Still other words", 7)]
    assert server.withdrawn == []


def test_other_words_with_other_answers_are_another_notice(slot: Slot, server: FakeServer) -> None:
    slot.show(FIRST)
    server.take(7)
    slot.show(replace(FIRST, buttons=(Button("take", "Take a break", TakeBreak("walk")),)))

    assert server.withdrawn == [7]
    assert server.sent == [("First", 0), ("First", 0)]


@pytest.mark.parametrize("rewords", [False, True])
def test_what_left_the_screen_comes_back_with_its_next_appearance_and_not_for_its_words(
    slot: Slot, server: FakeServer, rewords: bool
) -> None:
    server.rewords = rewords
    slot.show(FIRST)
    server.take(7)
    slot.was_closed(7)
    for title in ("Other words", "Still other words"):
        slot.show(replace(FIRST, title=title))
    assert server.sent == [("First", 0)]

    slot.show(replace(FIRST, title="Once more", appearance=1))
    assert server.sent == [("First", 0), ("Once more", 0)]


def test_a_server_that_comes_back_is_given_the_latest_words(
    slot: Slot, server: FakeServer, reactor: HandTurnedReactor
) -> None:
    slot.show(FIRST)
    server.take(7)
    slot.show(replace(FIRST, title="Other words"))
    slot.server_gone()
    let_time_pass(reactor, timedelta(seconds=0.25))

    assert server.sent == [("First", 0), ("Other words", 0)]


def test_a_click_on_the_notice_is_none_of_its_answers(slot: Slot, server: FakeServer) -> None:
    slot.show(replace(FIRST, dismissed=Snooze()))
    server.take(7)

    assert slot.take_answer(7, "default") == ShowStatus()
    assert slot.was_closed(7, by_person=True) is None


def test_what_is_put_away_is_forgotten_and_what_replaces_it_is_not(slot: Slot, server: FakeServer) -> None:
    slot.show(FIRST)
    server.take(7)
    slot.show(SECOND)
    slot.was_closed(7)
    server.take(9)

    assert slot.take_answer(9, "skip") == Skip()


def test_a_passing_notice_that_hangs_for_a_minute_is_withdrawn_when_it_comes(
    slot: Slot, server: FakeServer, reactor: HandTurnedReactor
) -> None:
    slot.show(PASSING)
    reactor.advance(timedelta(seconds=61))
    reactor.run_for(timedelta(milliseconds=20))
    server.take(7)

    assert server.withdrawn == [7]


def test_a_passing_notice_that_is_shown_stays_as_long_as_the_server_likes(
    slot: Slot, server: FakeServer, reactor: HandTurnedReactor
) -> None:
    slot.show(PASSING)
    server.take(7)
    assert reactor.waiting == 0
    reactor.advance(timedelta(minutes=5))
    reactor.run_for(timedelta(milliseconds=20))

    assert server.withdrawn == []


def test_a_lasting_notice_waits_as_long_as_it_takes(slot: Slot, server: FakeServer, reactor: HandTurnedReactor) -> None:
    server.here = False
    slot.show(FIRST)
    reactor.advance(timedelta(hours=3))
    reactor.run_for(timedelta(milliseconds=20))

    assert slot.waits
    server.here = True
    slot.try_now()
    assert server.sent == [("First", 0)]


def test_putting_a_notice_away_means_what_the_notice_says(slot: Slot, server: FakeServer) -> None:
    slot.show(replace(FIRST, dismissed=Snooze()))
    server.take(7)

    assert slot.was_closed(7, by_person=True) == Snooze()
    assert slot.was_closed(7, by_person=True) is None


def test_a_notice_whose_time_is_over_means_nothing(slot: Slot, server: FakeServer) -> None:
    slot.show(replace(FIRST, dismissed=Snooze()))
    server.take(7)

    assert slot.was_closed(7) is None


def test_an_answered_notice_is_not_put_away_as_well(slot: Slot, server: FakeServer) -> None:
    slot.show(replace(FIRST, dismissed=Snooze()))
    server.take(7)
    slot.take_answer(7, "take")

    assert slot.was_closed(7, by_person=True) is None


def test_after_fifty_deaths_at_once_a_notice_is_back_within_six_seconds(
    slot: Slot, server: FakeServer, reactor: HandTurnedReactor
) -> None:
    slot.show(FIRST)
    for death in range(1, 51):
        dies_at_once(slot, server)
        let_time_pass(reactor, timedelta(seconds=6))
        assert len(server.sent) == death + 1

    assert slot.waits


def test_a_notice_that_no_server_can_bear_crashes_them_seldom(
    slot: Slot, server: FakeServer, reactor: HandTurnedReactor
) -> None:
    slot.show(FIRST)
    crashes = [0]
    while len(crashes) <= 2 * 360:
        if len(server.sent) > crashes[-1]:
            dies_at_once(slot, server)
        crashes.append(len(server.sent))
        let_time_pass(reactor, timedelta(seconds=10))
    first_hour, second_hour = crashes[360], crashes[720] - crashes[360]

    assert first_hour < 90
    assert 10 <= second_hour <= 13


def test_a_server_that_bears_a_notice_for_a_second_did_not_die_of_it(
    slot: Slot, server: FakeServer, reactor: HandTurnedReactor
) -> None:
    slot.show(FIRST)
    for death in range(1, 101):
        server.take(7)
        let_time_pass(reactor, timedelta(seconds=1.1))
        slot.server_gone()
        let_time_pass(reactor, timedelta(seconds=0.25))
        assert len(server.sent) == death + 1
