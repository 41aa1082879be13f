"""What must Backpressure do for somebody at a whole desktop, GNOME or Plasma? A story of each thing, no more.

These desktops take seconds to start; what does not depend on the desktop is told on the lighter ones.
"""

from datetime import timedelta

from tests.desktop.stories.person import Person
from tests.desktop.stories.story import A_STRETCH, Story
from tests.desktop.stories.story_quiet import QuietStory
from tray.core.messages.facts import BreakBegan, Snoozed


class ShellStory(QuietStory):
    """The stories; each begins with a fresh desktop."""

    test_typing_colours_the_icon_and_a_break_takes_the_colour_back = (
        Story.test_typing_colours_the_icon_and_a_break_takes_the_colour_back
    )
    test_the_icon_comes_back_once_when_the_panel_does = Story.test_the_icon_comes_back_once_when_the_panel_does
    test_started_before_the_panel_it_shows_its_icon_when_the_panel_comes = (
        Story.test_started_before_the_panel_it_shows_its_icon_when_the_panel_comes
    )

    def test_a_suggestion_comes_once_and_its_buttons_do_what_they_say(self, person: Person) -> None:
        person.has_worked(A_STRETCH)
        person.start()
        person.desk.hands.type("a few words")
        notice = person.sees("Time for a", "suggestion")
        assert notice.labels == ("Take a break", "Snooze", "Skip")
        person.answer("Snooze", notice)
        snoozed = person.wait_for_fact(Snoozed)

        assert 1 == person.times_suggested()
        assert snoozed.until > snoozed.at

    def test_a_row_below_a_row_of_the_menu_is_chosen(self, person: Person) -> None:
        person.has_worked(timedelta(minutes=20))
        person.start()
        person.choose("Take a break", "Walk")
        begun = person.wait_for_fact(BreakBegan)
        person.desk.shot("on-a-walk")

        assert "walk" == begun.kind
