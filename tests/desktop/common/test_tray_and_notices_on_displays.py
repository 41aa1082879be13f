"""A person at two displays sees a notice where they are, once, and the icon on both."""

from tests.desktop.faces import face
from tests.fakes import FakeMedia, FakeNotifier, FakeTray
from tray.desktop.common.tray_and_notices_on_displays import (
    LastingMedia,
    LastingTray,
    NoticesOnDisplays,
    TrayOnDisplays,
)
from tray.ports import Notifier
from tray.view.tray.face import Notice

FACE = face()
DUE, OVER = Notice("A break is due", "", lasting=True), Notice("The break is over", "")


class Displays:
    """Two, with a notification server each."""

    def __init__(self) -> None:
        self.first, self.second = FakeNotifier(), FakeNotifier()
        self.at: Notifier | None = None
        """None at the first one."""
        self.notices = NoticesOnDisplays(lambda: self.at, lambda: [self.second])
        self.notices.serve(self.first)

    def shown(self) -> tuple[list[str], list[str]]:
        first, second = ([each.title for each in server.screen.values()] for server in (self.first, self.second))
        return first, second


def test_a_notice_is_shown_where_the_person_is_and_moves_there_when_it_is_shown_anew() -> None:
    displays = Displays()
    displays.notices.show("break", DUE)
    assert (["A break is due"], []) == displays.shown()

    displays.at = displays.second
    displays.notices.show("break", DUE)
    assert ([], ["A break is due"]) == displays.shown()

    displays.at = None
    displays.notices.show("break", OVER)
    assert (["The break is over"], []) == displays.shown()


def test_a_notice_is_taken_away_wherever_it_is_and_it_is_known_whether_it_was_still_there() -> None:
    displays = Displays()
    displays.at = displays.second
    displays.notices.show("break", DUE)
    displays.at = None

    assert displays.notices.close("break")
    assert ([], []) == displays.shown()


def test_at_the_end_nothing_is_left_on_either() -> None:
    displays = Displays()
    displays.notices.show("break", DUE)
    displays.at = displays.second
    displays.notices.show("day", OVER)
    displays.notices.close_all()

    assert ([], []) == displays.shown()


def test_what_lasts_goes_on_after_the_server_of_the_first_display_only_if_it_was_shown_there() -> None:
    displays = Displays()
    displays.at = displays.second
    displays.notices.show("break", DUE)
    displays.notices.serve(anew := FakeNotifier())

    assert {} == anew.screen


def test_an_icon_that_comes_later_shows_what_the_first_one_shows() -> None:
    tray, first, second = TrayOnDisplays(), FakeTray(), FakeTray()
    tray.serve(first)
    tray.show(FACE)
    later = LastingTray()
    later.serve(second)
    tray.add(":1", later)

    assert [FACE] == first.faces == second.faces
    assert "fake (:0), fake (:1)" == tray.names(":0")
    later.close()
    assert "fake" == tray.names(":0")


def test_what_plays_is_paused_by_who_serves_and_by_nobody_where_nobody_does() -> None:
    media, players = LastingMedia(), FakeMedia()
    media.pause()
    media.resume()
    assert "none" == media.name

    media.inner = players
    media.pause()
    media.resume()
    assert ["pause", "resume"] == players.asked
    assert "fake" == media.name
