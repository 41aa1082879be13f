"""Each notice gets to the person once, and the answer back once, whatever the server does."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.linux.fakes import FakeNotificationServer
from tests.desktop.linux.private_bus import PrivateBus
from tests.desktop.reactor import HandTurnedReactor
from tray.core.messages.commands import ShowStatus, Skip, Snooze, TakeBreak
from tray.core.messages.events import Asked
from tray.desktop.linux.dbus.connection import Bus
from tray.desktop.linux.notify.left_standing import LeftStanding
from tray.desktop.linux.notify.notifier import BusNotifier
from tray.lib.identity import APP_ID
from tray.view.tray.face import Button, Notice
from tray.view.tray.notices import BREAK, LIMIT
from tray.view.tray.notices import SUGGESTION as OF_SUGGESTIONS

pytestmark = pytest.mark.desktop

Connect = Callable[[], Bus]

SUGGESTION = Notice(
    "Time for a break",
    "50 minutes of R&D. <7 min> buys 50 min.",
    (
        Button("take", "Take a break", TakeBreak()),
        Button("snooze", "Snooze", Snooze()),
        Button("skip", "Skip", Skip()),
    ),
    lasting=True,
)
QUESTION = '"The quarterly report": is it good enough?'
QUESTION_OF_ANOTHER = Notice("Somebody else's", "Not ours.", lasting=True)
PASSING = Notice("Rested 7 min", "67 % → 40 %")


class Story:
    """A person with a notifier, and servers that come and go."""

    def __init__(self, connect: Connect, reactor: HandTurnedReactor) -> None:
        self.connect = connect
        self.reactor = reactor
        self.troubles: list[str | None] = []
        self.notifier = BusNotifier(connect(), reactor, reactor.post, icon="/icon.png", trouble=self.troubles.append)
        self.server: FakeNotificationServer

    def server_comes(self, **how: Any) -> FakeNotificationServer:
        server = self.server = FakeNotificationServer(self.connect(), **how)
        self.reactor.run_until(lambda: server.here)
        return server

    def shows(self, notice: Notice, slot: str = OF_SUGGESTIONS) -> None:
        self.notifier.show(slot, notice)

    def until_told(self, times: int = 1) -> dict[str, Any]:
        self.reactor.run_until(lambda: len(self.server.told) >= times)
        self.settle()
        return self.server.told[-1]

    def settle(self) -> None:
        """Let everything that is on its way arrive."""
        self.reactor.run_for(timedelta(milliseconds=40))

    @property
    def titles(self) -> list[str]:
        return [told["title"] for told in self.server.shown.values()]


@pytest.fixture
def story(connect: Connect, reactor: HandTurnedReactor) -> Story:
    return Story(connect, reactor)


def test_a_lasting_notice_has_its_buttons_and_stays(story: Story) -> None:
    story.server_comes()

    story.shows(SUGGESTION)

    assert story.until_told() == {
        "app": "Backpressure",
        "replaces": 0,
        "icon": "/icon.png",
        "title": "Time for a break",
        "body": "50 minutes of R&amp;D. &lt;7 min&gt; buys 50 min.",
        "actions": ["take", "Take a break", "snooze", "Snooze", "skip", "Skip"],
        "hints": {
            "urgency": ("y", 1),
            "category": ("s", "x-backpressure.suggestion"),
            "desktop-entry": ("s", APP_ID),
            "transient": ("b", False),
            "suppress-sound": ("b", True),
        },
        "expires": 0,
    }


@pytest.mark.parametrize(("slot", "sound"), [(LIMIT, "message-new-instant"), (BREAK, "complete")])
def test_a_passing_notice_goes_by_itself_and_makes_the_sound_of_its_slot_when_asked(
    story: Story, slot: str, sound: str
) -> None:
    story.server_comes()

    story.shows(Notice("Incident", "100 %", urgency="critical", sound=True), slot)
    told = story.until_told()

    assert told["expires"] == -1
    assert told["hints"]["transient"] == ("b", True)
    assert told["hints"]["urgency"] == ("y", 2)
    assert told["hints"]["sound-name"] == ("s", sound)
    assert "suppress-sound" not in told["hints"]


def test_markup_is_escaped_only_where_the_server_reads_it(story: Story) -> None:
    story.server_comes(capabilities=("actions", "body"))

    story.shows(SUGGESTION)

    assert story.until_told()["body"] == SUGGESTION.body


@pytest.mark.parametrize(
    ("name", "title", "text"),
    [("Xfce Notify Daemon", "Backpressure", f"{QUESTION}\nLess."), ("Plasma", QUESTION, "Less.")],
)
def test_a_title_that_would_be_cut_off_is_the_first_line_of_the_text(
    story: Story, name: str, title: str, text: str
) -> None:
    story.server_comes(name=name, capabilities=("actions", "body"))

    story.shows(Notice(QUESTION, "Less."))
    told = story.until_told()

    assert (title, text) == (told["title"], told["body"])


def test_control_characters_do_not_reach_the_screen(story: Story) -> None:
    story.server_comes()

    story.shows(Notice("a\0b\x1b[31m\u202ec\nd", "e\0\nf\ud800"))
    told = story.until_told()

    assert told["title"] == "a\ufffdb\ufffd[31mc d"
    assert told["body"] == "e\ufffd\nf\ufffd"


@pytest.mark.parametrize(
    ("name", "hint", "place", "default"),
    [
        ("dunst", "Middle-click to choose, or use the tray menu.", -1, []),  # then it shows a menu of the choices
        ("mako", "Choose in the tray menu.", 0, ["default", "Show status"]),  # it cuts what is below
    ],
)
def test_a_server_that_draws_no_buttons_gets_a_word_about_where_the_choices_are(
    story: Story, name: str, hint: str, place: int, default: list[str]
) -> None:
    story.server_comes(name=name)

    story.shows(SUGGESTION)
    told = story.until_told()

    assert told["actions"] == ["take", "Take a break", "snooze", "Snooze", "skip", "Skip", *default]
    assert told["body"].splitlines()[place] == hint
    assert len(told["body"].splitlines()) == 2


def test_gnome_gets_paragraphs_since_it_folds_lines(story: Story) -> None:
    """Each has a line of its own then, also while nobody points at the banner."""
    story.server_comes(name="gnome-shell")

    story.shows(Notice("Still open: report", "With a time, it weighs less on you tonight.\nThe day ends all the same."))
    told = story.until_told()

    assert told["body"] == "With a time, it weighs less on you tonight.\u2029The day ends all the same."


def test_of_a_text_that_mako_would_cut_it_gets_as_many_whole_paragraphs_as_it_has_room_for(story: Story) -> None:
    story.server_comes(name="mako")
    first, second = "One sentence, which takes two of its lines.", "Another one, which takes two lines as well."

    story.shows(replace(SUGGESTION, body=f"{first}\n{second}"))
    told = story.until_told()

    assert told["body"] == f"Choose in the tray menu.\n{first}"


@pytest.mark.parametrize(
    ("labels", "short", "shown"),
    [
        (("Take a break", "Snooze", "Skip"), ("", "", ""), ["Take a break", "Snooze", "Skip"]),
        (("Not very tired at all", "Somewhat", "Very"), ("0–3", "4–6", "7–10"), ["0–3", "4–6", "7–10"]),
        (("Put it off until later", "Snooze", "Skip"), ("", "", ""), ["Put it off until later", "Snooze"]),
    ],
)
def test_buttons_that_swaync_would_cut_off_get_short_labels_or_are_left_to_the_menu(
    story: Story, labels: tuple[str, ...], short: tuple[str, ...], shown: list[str]
) -> None:
    story.server_comes(name="SwayNotificationCenter")
    buttons = zip(SUGGESTION.buttons, labels, short, strict=True)

    story.shows(
        replace(SUGGESTION, buttons=tuple(replace(each, label=long, short=less) for each, long, less in buttons))
    )
    told = story.until_told()

    assert told["actions"][1::2] == shown


def test_dunst_gets_a_default_where_a_click_would_take_the_only_choice(story: Story) -> None:
    story.server_comes(name="dunst")

    story.shows(replace(SUGGESTION, buttons=SUGGESTION.buttons[:1]))
    told = story.until_told()

    assert told["actions"] == ["take", "Take a break", "default", "Show status"]
    assert told["body"].endswith("\nChoose in the tray menu.")


def test_a_click_on_what_passes_only_closes_it(story: Story) -> None:
    story.server_comes(name="mako")

    story.shows(replace(SUGGESTION, lasting=False))

    assert "default" not in story.until_told()["actions"]


def test_a_server_without_actions_gets_none(story: Story) -> None:
    story.server_comes(capabilities=("body",))

    story.shows(SUGGESTION)
    told = story.until_told()

    assert told["actions"] == []
    assert told["body"].endswith("\nChoose in the tray menu.")


def test_other_words_make_no_sound(story: Story) -> None:
    server = story.server_comes(name="mako")
    aloud = replace(SUGGESTION, sound=True)
    for times, notice in enumerate((aloud, replace(aloud, body="Other words."), replace(aloud, appearance=1)), 1):
        story.shows(notice)
        story.until_told(times)

    assert ["sound-name" in told["hints"] for told in server.told] == [True, False, True]
    assert [told["replaces"] for told in server.told] == [0, 41, 0]


def test_a_server_that_draws_buttons_gets_no_default(story: Story) -> None:
    story.server_comes(name="Xfce Notify Daemon")

    story.shows(SUGGESTION)

    assert "default" not in story.until_told()["actions"]


def test_what_the_server_can_do_is_known_while_it_is_there(story: Story, reactor: HandTurnedReactor) -> None:
    assert story.notifier.abilities() == frozenset()

    story.server_comes(name="dunst", capabilities=("actions", "body-markup", "sound"))
    reactor.run_until(story.notifier.abilities)
    assert story.notifier.abilities() == {"actions", "markup", "replace", "close", "sound"}

    story.server.leave()
    reactor.run_until(lambda: not story.notifier.abilities())


def test_the_first_choice_counts_and_closes_the_notice(story: Story, reactor: HandTurnedReactor) -> None:
    server = story.server_comes()
    story.shows(SUGGESTION)
    story.until_told()
    [number] = server.shown

    server.choose(number, "snooze", times=2)
    server.choose(number, "take")
    reactor.run_until(lambda: not server.shown)
    story.settle()

    assert reactor.posted == [Asked(Snooze())]


def test_a_click_on_the_notice_is_none_of_its_choices(story: Story, reactor: HandTurnedReactor) -> None:
    server = story.server_comes(name="mako")
    story.shows(SUGGESTION)
    story.until_told()
    [number] = server.shown

    server.choose(number, "default")
    reactor.run_until(lambda: not server.shown)
    story.settle()

    assert reactor.posted == [Asked(ShowStatus())]


def test_an_answer_to_what_is_not_ours_or_unknown_is_nothing(story: Story, reactor: HandTurnedReactor) -> None:
    server = story.server_comes()
    story.shows(SUGGESTION)
    story.until_told()
    [number] = server.shown

    server.choose(number + 1, "take")
    server.choose(number, "explode")
    story.settle()

    assert reactor.posted == []
    assert story.titles == ["Time for a break"]


def test_a_slot_is_replaced_and_never_stacked(story: Story) -> None:
    server = story.server_comes()
    for minutes in range(12):
        story.shows(Notice(f"{minutes} min", "", lasting=True, appearance=minutes))
    story.reactor.run_until(lambda: story.titles == ["11 min"])

    assert len(server.shown) == 1


def test_the_same_lasting_notice_is_not_shown_twice(story: Story) -> None:
    server = story.server_comes()
    for _ in range(3):
        story.shows(SUGGESTION)
        story.until_told()

    assert len(server.told) == 1


def test_the_same_passing_notice_is_shown_each_time(story: Story) -> None:
    server = story.server_comes()
    for times in (1, 2, 3):
        story.shows(PASSING)
        story.until_told(times)

    assert len(server.told) == 3


def test_slots_do_not_touch_each_other(story: Story) -> None:
    story.server_comes()
    story.shows(SUGGESTION)
    story.shows(PASSING, "status")
    story.until_told(2)

    story.notifier.close(OF_SUGGESTIONS)
    story.reactor.run_until(lambda: story.titles == ["Rested 7 min"])


def test_what_is_closed_before_the_server_has_it_is_taken_away_again(story: Story) -> None:
    server = story.server_comes()
    story.reactor.run_until(story.notifier.abilities)

    story.shows(SUGGESTION)
    story.notifier.close(OF_SUGGESTIONS)
    story.until_told()
    story.reactor.run_until(lambda: not server.shown)


def test_what_is_put_away_by_the_person_stays_away(story: Story) -> None:
    server = story.server_comes()
    story.shows(SUGGESTION)
    story.until_told()
    server.put_away(next(iter(server.shown)))
    story.settle()
    server.leave()

    story.server_comes()
    story.settle()

    assert story.server.told == []


def test_a_notice_waits_for_a_server_that_comes_late(story: Story) -> None:
    story.shows(SUGGESTION)
    story.settle()

    story.server_comes()

    assert story.until_told()["title"] == "Time for a break"


def test_a_lasting_notice_comes_back_once_after_each_restart(story: Story) -> None:
    story.server_comes()
    story.shows(SUGGESTION)
    counts = []
    for _ in range(4):
        story.until_told()
        counts.append((len(story.server.told), story.server.told[0]["replaces"]))
        story.server.leave()
        story.settle()
        story.server_comes()

    assert counts == [(1, 0)] * 4


def test_a_notice_is_never_given_up_however_often_the_server_crashes(story: Story) -> None:
    story.shows(SUGGESTION)
    shown = 0
    for _ in range(8):
        server = story.server_comes()
        story.until_told()
        shown += len(server.told)
        server.leave()
        story.settle()

    assert shown == 8


def test_a_passing_notice_does_not_come_back(story: Story) -> None:
    story.server_comes()
    story.shows(PASSING)
    story.until_told()
    story.server.leave()
    story.settle()

    story.server_comes()
    story.settle()

    assert story.server.told == []


def test_a_passing_notice_waits_a_minute_for_a_server(story: Story) -> None:
    story.shows(PASSING, "early")
    story.reactor.advance(timedelta(seconds=40))
    story.shows(PASSING, "late")
    story.reactor.advance(timedelta(seconds=30))
    story.settle()

    story.server_comes()
    told = story.until_told()
    story.settle()

    assert told["hints"]["category"] == ("s", "x-backpressure.late")
    assert len(story.server.told) == 1


def test_a_refused_notice_is_offered_again_less_and_less_often(story: Story, reactor: HandTurnedReactor) -> None:
    server = story.server_comes(refuses=4)
    story.shows(SUGGESTION)
    tried = []
    for seconds in (0, 1, 1, 2, 2, 4, 4, 8, 8):
        reactor.advance(timedelta(seconds=seconds))
        story.settle()
        tried.append(server.refused + len(server.told))

    assert tried == [1, 1, 2, 2, 3, 3, 4, 4, 5]
    assert story.titles == ["Time for a break"]


def test_a_server_that_hangs_gets_a_notice_once_and_in_its_latest_words(
    story: Story, private_bus: PrivateBus, reactor: HandTurnedReactor
) -> None:
    server = story.server_comes()
    reactor.run_until(story.notifier.abilities)

    private_bus.freeze()
    for minutes in range(5):
        story.shows(Notice(f"{minutes} min", "", lasting=True, appearance=minutes))
        reactor.advance(timedelta(minutes=10))
        story.settle()
    private_bus.thaw()
    reactor.run_until(lambda: story.titles == ["4 min"])
    story.settle()

    assert [told["title"] for told in server.told] == ["0 min", "4 min"]


def test_two_thousand_notifications_leave_one(story: Story) -> None:
    server = story.server_comes()
    for number in range(1, 2001):
        story.shows(Notice(str(number), "", lasting=True, appearance=number))
        if number % 50 == 0:
            story.reactor.run_until(partial(_shows, story, str(number)))

    assert len(server.shown) == 1


def _shows(story: Story, title: str) -> bool:
    return story.titles == [title]


def test_somebody_else_cannot_answer_for_the_person(story: Story, connect: Connect, reactor: HandTurnedReactor) -> None:
    server = story.server_comes()
    story.shows(SUGGESTION)
    story.until_told()
    [number] = server.shown

    FakeNotificationServer(connect()).choose(number, "take")
    story.settle()

    assert reactor.posted == []


# What a process that was killed has left standing


class Killed:
    """A run that showed a suggestion and was killed, and the one after it."""

    def __init__(self, story: Story, file: Path) -> None:
        self.story = story
        self.file = file
        self.first = story.connect()
        self._kept = [LeftStanding(str(file))]
        story.notifier = self._notifier(self.first)

    def is_killed(self) -> None:
        self.first.close()  # the kernel does as much

    def begins_again(self) -> None:
        self._kept.append(LeftStanding(str(self.file)))
        self.story.notifier = self._notifier(self.story.connect())
        self.story.settle()

    def _notifier(self, bus: Bus) -> BusNotifier:
        return BusNotifier(bus, self.story.reactor, self.story.reactor.post, left=self._kept[-1])


@pytest.fixture
def killed(story: Story, tmp_path: Path) -> Killed:
    story.server_comes()
    return Killed(story, tmp_path / "notifications.json")


def test_what_a_killed_run_left_standing_goes_before_the_next_one_shows_anything(killed: Killed) -> None:
    story = killed.story
    story.shows(SUGGESTION)
    story.until_told()
    killed.is_killed()
    assert ["Time for a break"] == story.titles

    killed.begins_again()

    assert [] == story.titles

    story.shows(SUGGESTION)
    story.until_told(2)

    assert ["Time for a break"] == story.titles


def test_nobody_elses_notification_is_closed_where_another_server_counts_anew(killed: Killed) -> None:
    story = killed.story
    story.shows(SUGGESTION)
    story.until_told()
    killed.is_killed()
    story.server.leave()
    server = story.server_comes()
    BusNotifier(story.connect(), story.reactor, story.reactor.post).show("other", QUESTION_OF_ANOTHER)
    story.until_told()
    assert [41] == list(server.shown)

    killed.begins_again()

    assert [QUESTION_OF_ANOTHER.title] == story.titles


def test_nothing_is_kept_of_what_was_answered_put_away_or_goes_by_itself(killed: Killed) -> None:
    story = killed.story
    story.shows(PASSING)
    story.until_told()
    assert not killed.file.exists()

    ways: list[Callable[[int], object]] = [
        lambda number: story.server.choose(number, "skip"),
        story.server.put_away,
        lambda _: story.notifier.close(OF_SUGGESTIONS),
    ]
    for time, leaves in enumerate(ways):
        story.shows(replace(SUGGESTION, appearance=time))
        story.until_told(len(story.server.told) + 1)
        assert killed.file.exists()
        leaves(max(story.server.shown))
        story.settle()
        assert not killed.file.exists()


@pytest.mark.parametrize("content", [b"", b"[[", b'[["a"]]', b'{"a": 1}', b'[["a", ":1.0", "x"]]', b"[1]"])
def test_a_file_that_a_kill_has_cut_off_keeps_nothing_from_being_shown(killed: Killed, content: bytes) -> None:
    killed.file.write_bytes(content)
    killed.story.shows(SUGGESTION)
    killed.story.until_told()

    assert ["Time for a break"] == killed.story.titles
