"""What can somebody do with Backpressure at a desktop? Look at its icon, click, choose, answer, work and rest."""

import json
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from time import monotonic
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from jeepney import DBusAddress
from PIL import Image

from tests.desktop.harness.acting import eyes, film
from tests.desktop.harness.acting.eyes import Box
from tests.desktop.harness.acting.menus import Menu, open_menu
from tests.desktop.harness.bus_listener import NotificationLog, Shown
from tests.desktop.harness.desk import Desk
from tests.desktop.harness.login_manager import Login
from tests.desktop.harness.notification_servers import OnScreen, Server
from tests.desktop.harness.processes import Program
from tests.desktop.harness.programs import path_of
from tests.desktop.harness.waiting import PATIENCE, until
from tests.desktop.harness.wayland import WATCHER
from tray.core.law.levels_and_gauge_steps import Level
from tray.core.law.values import Regime
from tray.core.messages.facts import Cause, Fact, RegimeBegan
from tray.store.files.places import Places
from tray.store.opening import look_into, open_store
from tray.view.icon.colours import LEVELS, Colour, colours
from tray.view.icon.roles_and_mixes import Role


def _hex(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


PANEL_HEIGHT = 34
_COLOURS = {level: _hex(colour) for level, colour in LEVELS.items()}
_LIFELESS = _hex(colours("standard", "dark", None)[Role.RIM])
DOUBLE_CLICK = 0.5
"""Seconds; toolkits take 0.4 when nobody says anything else."""
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_AT_WATCHER = DBusAddress("/StatusNotifierWatcher", WATCHER, WATCHER)

F = TypeVar("F")


def noon_zone() -> str:
    """A zone in which it is about noon now, so that no story runs over the end of a day."""
    return f"Etc/GMT{datetime.now(UTC).hour - 12:+d}"


class Person:
    """Somebody at a desktop with a panel and, perhaps, a notification server."""

    def __init__(self, desk: Desk, panel: str, server: Server | None = None) -> None:
        """With no name of a ``panel`` there is none yet."""
        self.desk = desk
        self._panel_name = panel
        self._clicked = 0.0
        if panel:
            desk.show_panel(panel)
        self.server = server
        self.log = NotificationLog(desk.session_bus)
        self.program: Program | None = None
        desk.env["TZ"] = noon_zone()
        self.places = Places(desk.env)
        self._settings = {f"hours.{day}": '["00:00-24:00"]' for day in _DAYS}
        self._settings |= {
            "shutdown.on": "false",
            "checkins.on": "false",
            "breaks.typing_quiet": '"1s"',
            "icon.panel": '"dark"',
            "icon.click": '"notification"',  # for stories of notifications; the panel has its own
        }
        self.background = eyes.settled(desk)
        """What the screen shows without Backpressure."""

    # Before it runs

    def set(self, changes: Mapping[str, str], more: str = "") -> None:
        """Write settings, each by its dotted name and in TOML, and ``more``; the file is replaced, as editors do."""
        self._settings |= changes
        sections: dict[str, list[str]] = {}
        for name, value in self._settings.items():
            section, _, key = name.partition(".")
            sections.setdefault(section, []).append(f"{key} = {value}")
        text = "\n".join("\n".join((f"[{name}]", *lines)) for name, lines in sections.items())
        self.write_settings(f"{text}\n{more}")

    def write_settings(self, text: str) -> None:
        """Replace the settings file by any text."""
        file = self.desk.home / ".config/backpressure/settings.toml"
        file.parent.mkdir(mode=0o700, exist_ok=True)
        new = file.with_suffix(".new")
        new.write_text(text)
        new.replace(file)

    def has_worked(self, length: timedelta, *more: Fact) -> None:
        """Put a stretch of work that lasts until now, and more, into the record."""
        now = datetime.now(UTC)
        store = open_store(self.places.history, now).store
        facts = (RegimeBegan(now - length, Regime.WORK, Cause.INPUT), *more)
        store.append(sorted(facts, key=lambda fact: fact.at))
        store.saw(now)
        store.close()

    def start(self, *arguments: str) -> Program:
        """Start it, and wait until it answers."""
        if not self._has_settings():
            self.set({})
        self.program = self.desk.backpressure(*arguments)
        self.program.wait_to_say("is running.")
        until(lambda: self.desk.ask("status").returncode == 0, "Backpressure to answer")
        return self.program

    def _has_settings(self) -> bool:
        return (self.desk.home / ".config/backpressure/settings.toml").exists()

    def end(self, how: str) -> None:
        """End it: ``quit`` as the person does, ``kill`` as a crash does."""
        assert self.program
        if how == "quit":
            assert self.desk.ask("quit").returncode == 0
            self.program.wait_to_end()
        else:
            self.program.kill()

    def local(self, instant: datetime) -> datetime:
        """An instant on the clocks of this desktop."""
        return instant.astimezone(ZoneInfo(self.desk.env["TZ"]))

    def day(self, instant: datetime) -> date:
        """The date of an instant for this person."""
        return self.local(instant).date()

    def login(self) -> Login:
        """The login manager of this machine."""
        if self.desk.login is None:
            self.desk.login = Login(self.desk.system_bus, self.desk.start)
        return self.desk.login

    def watches_a_film(self) -> Program:
        """Open a window over the whole screen; it is gone when its program is killed."""
        if "WAYLAND_DISPLAY" in self.desk.env:
            return self.desk.start(path_of("foot"), "--fullscreen", "sleep", "600", name="film")
        return self.desk.start(sys.executable, "-m", film.__name__, name="film")

    # The panel

    def take_panel_away(self) -> None:
        """Kill the panel, and wait until all of it has gone."""
        self.desk.hide_panel()

    def bring_panel(self) -> None:
        """Start the panel again."""
        self.desk.show_panel(self._panel_name)

    def restart_panel(self) -> None:
        """As when the panel crashed and came back."""
        self.take_panel_away()
        until(lambda: self.icon_now() is None, "the icon to go with the panel")
        self.bring_panel()

    # The command line

    def status(self) -> dict[str, Any]:
        """What ``backpressure status --json`` says."""
        asked = self.desk.ask("status", "--json")
        assert asked.returncode == 0, asked.stderr
        found: dict[str, Any] = json.loads(asked.stdout)
        return found

    def wait_until(self, holds: Callable[[dict[str, Any]], object], what: str, within: timedelta = PATIENCE) -> None:
        """Wait until the status is so."""
        last: dict[str, Any] = {}

        def look() -> bool:
            last.update(self.status())
            return bool(holds(last))

        until(look, lambda: f"{what}; at last it was {last}", within)

    def wait_for_fact(self, kind: type[F], count: int = 1) -> F:
        """Wait until that many facts of a kind stand in the record; the last of them."""

        def look() -> list[F]:
            with closing(look_into(self.places.history)) as store:
                facts: list[object] = [each.fact for each in store.facts()]
            found = [fact for fact in facts if isinstance(fact, kind)]
            return found if len(found) >= count else []

        found = until(look, f"{kind.__name__} in the record {count} times")
        assert len(found) == count
        return found[-1]

    # The icon

    def icon(self) -> Box:
        """Where the icon is, once it is there."""
        return until(self.icon_now, "the icon")

    def icon_now(self) -> Box | None:
        """Where the icon is, if it is there now."""
        panel = self.look_at_panel()
        areas = (area for colour in (*_COLOURS.values(), _LIFELESS) for area in eyes.coloured(panel, colour))
        return max((area for area in areas if area.height >= 8), key=lambda area: area.height, default=None)

    def look_at_panel(self) -> Image.Image:
        """What the panel shows, as far as our icon may be there."""
        return self.desk.look().crop((0, 0, self.desk.size[0], PANEL_HEIGHT))

    def shown_level(self) -> Level | None:
        """The level whose colour the icon has; None when there is no icon, or it is grey."""
        box = self.icon_now()
        if box is None:
            return None
        picture = self.desk.look()
        ink = {level: eyes.share(picture, box, colour) for level, colour in _COLOURS.items()}
        level = max(ink, key=lambda level: ink[level])
        return level if ink[level] > eyes.share(picture, box, _LIFELESS) else None

    def wait_for_colour(self, level: Level | None, within: timedelta = PATIENCE) -> None:
        """Wait until the icon has the colour of a level, or is grey."""
        until(lambda: self.icon_now() and self.shown_level() == level, f"an icon in {level}", within)

    def work_until(self, level: Level) -> None:
        """Type until the icon has the colour of a level."""

        def look() -> bool:
            self.desk.hands.type("some words ")
            return self.shown_level() == level

        until(look, f"the icon to become {level.value} by typing", timedelta(seconds=60))

    def click_icon(self) -> None:
        """Left click, and stay for a moment: GTK drops a click when it finds the pointer gone from the button.

        No two are a double click.
        """
        until(lambda: monotonic() - self._clicked > DOUBLE_CLICK, "a click of its own")
        self.desk.hands.click(self.icon().centre)
        self._clicked = monotonic()
        eyes.settled(self.desk)
        self.desk.hands.move(self.desk.aside)

    # The menu

    def told_to_the_panel(self) -> list[str]:
        """Where the icons are that were told to the panel."""
        found: list[str] = self.desk.session_bus.property(_AT_WATCHER, "RegisteredStatusNotifierItems")
        return found

    def offered(self, *path: str) -> tuple[str, ...]:
        """The labels of the menu, or of the menu below ``path``, from the top, as the panel was told."""
        name, _, place = self.told_to_the_panel()[0].partition("/")
        name = name.removesuffix("@")  # as GNOME writes it
        at_item = DBusAddress(f"/{place}", name, "org.kde.StatusNotifierItem")
        menu = DBusAddress(self.desk.session_bus.property(at_item, "Menu"), name, "com.canonical.dbusmenu")
        _, (_, _, rows) = self.desk.session_bus.ask(menu, "GetLayout", "iias", 0, -1, [])
        for label in path:
            rows = next(below for found, below in _rows(rows) if _fits(found, label))
        return tuple(label for label, _ in _rows(rows))

    def choose(self, *path: str) -> None:
        """Choose a row of the menu, or below rows of it, by how their labels begin."""
        menu = self.opened_menu(f"menu-{path[0]}")
        for depth, label in enumerate(path):
            labels = self.offered(*path[:depth])
            assert len(labels) == len(menu.rows), f"the panel shows {len(menu.rows)} rows and was told {labels}"
            row = next(i for i, each in enumerate(labels) if _fits(each, label))
            if depth == len(path) - 1:
                menu.choose(row)
            else:
                menu = self.open_below(menu, row, f"menu-{label}-below")
        self.desk.hands.move(self.desk.aside)

    def opened_menu(self, picture: str) -> Menu:
        """Open the menu of the icon."""
        return open_menu(self.desk, self.icon().centre, picture)

    def open_below(self, menu: Menu, row: int, picture: str) -> Menu:
        """Open the menu below a row."""
        return menu.open_submenu(row, picture)

    # Notifications

    def told(self, words: str, after: int = 0) -> Shown:
        """Wait for a notification with these words, among those from the ``after``-th on."""
        return self.log.wait_for(words, after)

    def sees(self, words: str, picture: str, after: int = 0) -> OnScreen:
        """Wait for a notification with these words, and until it is on the screen; a picture of it is kept."""
        shown = self.told(words, after)
        box = eyes.appeared(self.desk, self.background, _is_notice, beside=self._panel)
        self.desk.shot(picture)
        return OnScreen(shown.labels, box)

    def answer(self, label: str, notice: OnScreen) -> None:
        """Press a button of a notification, and wait until the notification is gone."""
        assert self.server
        self.server.press(label, notice)
        self.wait_for_clear_screen()

    def answer_that_tells(self, label: str, notice: OnScreen) -> None:
        """Press a button that brings another notification."""
        assert self.server
        self.server.press(label, notice)

    def is_suggested(self) -> bool:
        """Whether a break has been suggested."""
        return self.times_suggested() > 0

    def times_suggested(self) -> int:
        """How many notifications have suggested a break."""
        self.log.listen()
        return sum("Time for a" in shown.title for shown in self.log.shown)

    def wait_for_clear_screen(self) -> None:
        """Wait until no notification is on the screen."""
        until(self.is_clear, "notifications to leave the screen")

    def is_clear(self) -> bool:
        """Whether no notification is on the screen."""
        return not self.notices()

    def notices(self) -> list[Box]:
        """Where there are notifications, in the part of the screen that servers use."""
        right = Box(self.desk.aside[0], PANEL_HEIGHT, *self.desk.size)
        return [
            box for box in eyes.changed(self.background.crop(right), self.desk.look().crop(right)) if _is_notice(box)
        ]

    @property
    def _panel(self) -> Box:
        return Box(0, 0, self.desk.size[0], PANEL_HEIGHT)


def _is_notice(box: Box) -> bool:
    return box.width > 150 and box.height > 36


def _rows(layout: list[Any]) -> list[tuple[str, list[Any]]]:
    """Labels, and what lies below each, of the rows that are no lines."""
    rows = [entry for _, entry in layout]
    return [
        (properties["label"][1].replace("__", "_"), below)
        for _, properties, below in rows
        if properties.get("type", ("s", ""))[1] != "separator" and properties.get("visible", ("b", True))[1]
    ]


def _fits(label: str, wanted: str) -> bool:
    return label.startswith(wanted)
