"""What must Backpressure do for somebody on every desktop? The same stories are told on each of them.

A desktop's own module subclasses ``Story`` and says with a fixture ``person`` where its stories happen.
"""

from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest

from tests.desktop.harness.acting import eyes
from tests.desktop.harness.waiting import until
from tests.desktop.stories.person import Person
from tests.skip_what_is_not_installed import require_the_extra_report
from tray.core.law.levels_and_gauge_steps import Level
from tray.core.messages.facts import (
    BreakBegan,
    BreakEnded,
    DayDismissed,
    DayEnded,
    DayExtended,
    DayPlanned,
    Fact,
    Paused,
    Resumed,
    SessionEnded,
    SessionStarted,
    Skipped,
    Snoozed,
)
from tray.store.files.report_page_place import page_place

A_STRETCH = timedelta(minutes=55)
"""Longer than the stretch after which a break is due."""
QUICK = {"levels.hysteresis": "0", "law.allocation": "120", "law.rest_tau0": '"1m"'}
"""Work brings 2 points a minute, and rest takes them back as fast."""
WITHIN = timedelta(seconds=2)
"""A saved settings file applies within this."""


class Story:
    """The stories; each begins with a fresh desktop."""

    def test_typing_colours_the_icon_and_a_break_takes_the_colour_back(self, person: Person) -> None:
        person.set(QUICK)
        person.start()
        person.wait_for_colour(Level.GREEN)
        person.desk.shot("green")
        now = person.status()["pressure"]
        person.set({"levels.yellow": f"{now + 0.2:.3f}", "levels.orange": f"{now + 0.4:.3f}"})
        for level in (Level.YELLOW, Level.ORANGE):
            person.work_until(level)
            person.desk.shot(level.value)
        person.choose("Take a break", "5 min")
        person.wait_for_fact(BreakBegan)
        person.set({"levels.orange": f"{person.status()['pressure'] - 0.02:.3f}"})

        person.wait_for_colour(Level.YELLOW)

    def test_the_number_in_words_comes_on_a_left_click_with_buttons(self, person: Person) -> None:
        person.has_worked(timedelta(minutes=20))
        person.start()
        person.click_icon()
        notice = person.sees("Pressure 1", "status")
        assert notice.labels == ("Take a break", "Pause", "Settings")
        person.answer("Pause", notice)
        person.wait_for_fact(Paused)
        person.wait_for_colour(None)
        person.desk.shot("paused")
        person.click_icon()
        person.answer("Resume", person.sees("Pressure", "status-paused", after=1))

        person.wait_for_fact(Resumed)

    def test_the_icon_says_more_below_the_pointer(self, person: Person) -> None:
        person.has_worked(timedelta(minutes=20))
        person.start()
        place = person.icon().centre
        before = eyes.settled(person.desk)
        person.desk.hands.move(place)
        eyes.appeared(person.desk, before, lambda box: box.width > 100 and box.height > 12)
        person.desk.shot("tooltip")

    def test_a_break_of_each_kind_begins_from_the_menu(self, person: Person) -> None:
        person.set({"breaks.shortest": '"7m"'})
        person.has_worked(timedelta(minutes=20))
        person.start()
        kinds = (("7 min", "rest", 7), ("5 min", "rest", 5), ("Walk", "walk", 7), ("Lunch", "lunch", 45))
        for count, (row, kind, length) in enumerate(kinds, 1):
            person.choose("Take a break", row)
            begun = person.wait_for_fact(BreakBegan, count)
            assert (kind, timedelta(minutes=length)) == (begun.kind, begun.length)
            person.desk.shot(f"break-{kind}")
            person.choose("I'm back")
            person.wait_for_fact(BreakEnded, count)

    def test_each_snooze_is_chosen_from_the_menu(self, person: Person) -> None:
        person.start()
        for count, (row, length) in enumerate((("5 min", 5), ("15 min", 15), ("30 min", 30)), 1):
            person.choose("Quiet" if count == 1 else "Snoozed", f"Snooze breaks for {row}")
            snoozed = person.wait_for_fact(Snoozed, count)
            assert timedelta(minutes=length) == snoozed.until - snoozed.at
        person.choose("Snoozed", "Snooze breaks until tomorrow")
        snoozed = person.wait_for_fact(Snoozed, 4)

        assert timedelta(days=1) == person.day(snoozed.until) - person.day(snoozed.at)

    def test_each_pause_is_chosen_from_the_menu(self, person: Person) -> None:
        person.start()
        pauses = []
        for count, row in enumerate(("for 30 min", "for 1 h", "until tomorrow", "until I say otherwise"), 1):
            person.choose("Quiet", f"Stop tracking {row}")
            pauses.append(person.wait_for_fact(Paused, count))
            person.choose("Not tracking", "Track again")
            person.wait_for_fact(Resumed, count)
        half, whole, tomorrow, open_end = pauses

        assert half.until == half.at + timedelta(minutes=30)
        assert whole.until == whole.at + timedelta(hours=1)
        assert tomorrow.until
        assert timedelta(days=1) == person.day(tomorrow.until) - person.day(tomorrow.at)
        assert open_end.until is None

    def test_sessions_and_the_day_begin_and_end_from_the_menu(self, person: Person) -> None:
        person.start()
        loads = (("Start work", "normal"), ("Start light work", "light"), ("Start work under pressure", "pressed"))
        for count, (row, load) in enumerate(loads, 1):
            person.choose("Session", row)
            assert load == person.wait_for_fact(SessionStarted, count).load
            person.choose("Session", "End:")
            person.wait_for_fact(SessionEnded, count)
        person.choose("End the day")
        person.wait_for_fact(DayEnded)
        person.wait_for_colour(None)
        person.desk.shot("off")

    def test_settings_open_in_an_editor_the_number_is_told_and_quit_quits(self, person: Person) -> None:
        opened = an_opener(person)
        person.start()
        person.choose("Settings", "Open the settings file")
        until(opened.exists, "the editor to be opened")
        assert "settings.toml" in opened.read_text()
        person.choose("6")
        person.sees("Pressure 6%", "number")
        person.choose("Quit")

        assert person.program
        assert person.program.wait_to_end() == 0
        until(lambda: person.icon_now() is None, "the icon to go")

    def test_the_report_of_today_opens_from_the_menu(self, person: Person) -> None:
        require_the_extra_report()
        opened = an_opener(person)
        person.has_worked(A_STRETCH)
        person.start()
        person.choose("Look back")
        until(opened.exists, "the page to be opened", timedelta(seconds=60))
        page = Path(opened.read_text().strip())

        assert page_place(person.places) == str(page)
        said = unescape(page.read_text("utf-8"))
        assert "You worked" in said or "So far, you've worked" in said

    @pytest.mark.parametrize(("button", "fact"), [("Take a break", BreakBegan), ("Snooze", Snoozed), ("Skip", Skipped)])
    def test_a_break_is_suggested_and_each_button_does_what_it_says(
        self, person: Person, button: str, fact: type[Fact]
    ) -> None:
        person.has_worked(A_STRETCH)
        person.start()
        person.desk.hands.type("a few words")
        notice = person.sees("Time for a", "suggestion")
        assert notice.labels == ("Take a break", "Snooze", "Skip")
        # a break that begins has a notice of its own
        (person.answer_that_tells if fact is BreakBegan else person.answer)(button, notice)
        person.wait_for_fact(fact)

        assert len([shown for shown in person.log.shown if "Time for a" in shown.title]) == 1

    def test_a_suggestion_is_answered_from_the_menu_too(self, person: Person) -> None:
        person.has_worked(A_STRETCH)
        person.start()
        person.desk.hands.type("a few words")
        person.sees("Time for a", "suggestion")
        person.choose("Snooze (")
        person.wait_for_clear_screen()

        person.wait_for_fact(Snoozed)

    def test_a_suggestion_is_shown_when_a_server_comes_late(self, person: Person) -> None:
        assert person.server
        person.server.kill()
        person.has_worked(A_STRETCH)
        person.start()
        person.desk.hands.type("a few words")
        person.wait_until(lambda status: "just-suggested" in status["quiet"], "a suggestion")
        person.server.start()

        person.answer("Skip", person.sees("Time for a", "suggestion-late"))

    def test_a_suggestion_comes_back_once_when_its_server_does(self, person: Person) -> None:
        assert person.server
        person.has_worked(A_STRETCH)
        person.start()
        person.desk.hands.type("a few words")
        person.sees("Time for a", "suggestion")
        shown = len(person.log.shown)
        person.server.kill()
        person.wait_for_clear_screen()
        person.server.start()
        person.answer("Skip", person.sees("Time for a", "suggestion-again", after=shown))

        person.log.listen()
        assert len(person.log.shown) == shown + 1

    def test_what_a_killed_program_left_on_the_screen_goes_and_its_successor_asks_once(self, person: Person) -> None:
        person.has_worked(A_STRETCH)
        person.start()
        person.desk.hands.type("a few words")
        person.sees("Time for a", "suggestion")
        shown = len(person.log.shown)
        person.end("kill")
        person.start()
        person.desk.hands.type("a few words")
        notice = person.sees("Time for a", "suggestion-of-the-next", after=shown)
        person.answer("Skip", notice)  # and then nothing stands there any more

        person.wait_for_fact(Skipped)

    def test_the_end_of_a_break_says_what_it_freed(self, person: Person) -> None:
        soon = timedelta(seconds=4)
        began = datetime.now(UTC) - timedelta(minutes=5) + soon
        person.has_worked(A_STRETCH, BreakBegan(began, "rest", timedelta(minutes=5)))
        person.start()

        person.sees("5 min away", "break over")

    @pytest.mark.parametrize(
        ("button", "fact"),
        [("End the day", DayEnded), ("15 more minutes", DayExtended), ("Not today", DayDismissed)],
    )
    def test_the_end_of_the_day_is_announced_and_each_button_does_what_it_says(
        self, person: Person, button: str, fact: type[Fact]
    ) -> None:
        end_the_day_at(person, datetime.now(UTC))
        person.start()
        person.desk.hands.type("a few words")
        notice = person.sees("Time to call it a day", "day-end")
        assert notice.labels == ("End the day", "15 more minutes", "Not today")
        person.answer(button, notice)
        person.wait_for_fact(fact)

        person.wait_for_colour(None if fact is DayEnded else Level.GREEN)

    @pytest.mark.parametrize(("left", "words"), [(25, "Your day ends at "), (8, "Your day ends at ")])
    def test_the_end_of_the_day_is_announced_before_it(self, person: Person, left: int, words: str) -> None:
        end_the_day_at(person, datetime.now(UTC) + timedelta(minutes=left))
        person.start()
        person.desk.hands.type("a few words")

        person.sees(words, "day-soon")

    def test_saved_settings_apply_at_once_and_a_mistake_changes_nothing(self, person: Person) -> None:
        person.start()
        person.wait_for_colour(Level.GREEN)
        person.set({"levels.yellow": "2"})
        person.wait_for_colour(Level.YELLOW, within=WITHIN)
        person.write_settings('[levels]\nyellow = "much"\n')
        person.sees("settings.toml:2: levels.yellow", "mistake")
        assert person.shown_level() is Level.YELLOW
        person.set({"levels.yellow": "40"})

        person.wait_for_colour(Level.GREEN, within=WITHIN)

    def test_the_icon_comes_back_once_when_the_panel_does(self, person: Person) -> None:
        person.start()
        person.icon()
        for _ in range(3):
            person.restart_panel()
            person.icon()
        person.choose("Take a break", "5 min")

        person.wait_for_fact(BreakBegan)

    def test_started_before_the_panel_it_shows_its_icon_when_the_panel_comes(self, person: Person) -> None:
        person.take_panel_away()
        person.start()
        person.bring_panel()

        person.icon()

    @pytest.mark.parametrize("how", ["quit", "kill"])
    def test_a_restart_changes_nothing(self, person: Person, how: str) -> None:
        person.has_worked(timedelta(minutes=20))
        person.start()
        for command in (("start", "report"), ("snooze", "15m"), ("commit", "answer Ada")):
            assert person.desk.ask(*command).returncode == 0
        before = person.status()
        person.end(how)
        person.start()
        after = person.status()

        assert before["session"] == after["session"]
        assert before["snoozed_until"] == after["snoozed_until"]
        assert after["commitments"]["unplanned"] == 1
        assert abs(before["pressure"] - after["pressure"]) < 0.2


def an_opener(person: Person) -> Path:
    """Put a stand-in for the desktop's way to open files in its path; the file that it makes when it is used."""
    folder, opened = person.desk.folder / "bin", person.desk.folder / "opened"
    folder.mkdir()
    for name in ("xdg-open", "gio"):
        (folder / name).write_text(f'#!/bin/sh\necho "$@" > "{opened}.new" && mv "{opened}.new" "{opened}"\n')
        (folder / name).chmod(0o755)
    person.desk.env["PATH"] = f"{folder}:{person.desk.env['PATH']}"
    return opened


def end_the_day_at(person: Person, end: datetime) -> None:
    """Set working hours that end then, to the minute, known since two hours ago."""
    local = person.local(end).replace(second=0, microsecond=0)
    start = local - timedelta(hours=4)
    person.set(
        {f"hours.{local:%A}".lower(): f'["{start:%H:%M}-{local:%H:%M}"]', "shutdown.on": "true", "breaks.after": '"4h"'}
    )
    known = datetime.now(UTC) - timedelta(hours=2)
    person.has_worked(timedelta(minutes=20), DayPlanned(known, local.date(), local.astimezone(UTC)))
