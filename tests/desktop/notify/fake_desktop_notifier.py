"""A system that shows notifications, as the library desktop-notifier 6 gives it to programs; it remembers all."""

import asyncio
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from types import ModuleType

import pytest


class Urgency(Enum):
    Critical = "critical"
    Normal = "normal"
    Low = "low"


class Capability(Enum):
    TITLE = auto()
    BUTTONS = auto()


@dataclass(frozen=True)
class Icon:
    path: Path | None = None


@dataclass(frozen=True)
class Sound:
    name: str


@dataclass(frozen=True)
class Button:
    title: str
    identifier: str


@dataclass(frozen=True)
class Notification:
    title: str
    message: str
    urgency: Urgency
    buttons: tuple[Button, ...]
    sound: Sound | None
    identifier: str


@dataclass
class System:
    """What is on the screen, and what the system is like."""

    screen: dict[str, Notification] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)
    draws_buttons: bool = True
    allowed: bool = True
    asks_forever: bool = False
    broken: str = ""
    refuses: str = ""
    notifier: "DesktopNotifier | None" = None

    def press(self, identifier: str, key: str) -> None:
        """The system tells in a thread of its own choice, and what was pressed is gone from the screen."""
        self.screen.pop(identifier, None)
        self._from_elsewhere(self.handlers().on_button_pressed, identifier, key)

    def put_away(self, identifier: str) -> None:
        self.screen.pop(identifier, None)
        self._from_elsewhere(self.handlers().on_dismissed, identifier)

    def click(self, identifier: str) -> None:
        self.screen.pop(identifier, None)
        self._from_elsewhere(self.handlers().on_clicked, identifier)

    def warn(self, text: str) -> None:
        logging.getLogger("desktop_notifier").warning(text)

    def handlers(self) -> "DesktopNotifier":
        assert self.notifier is not None
        return self.notifier

    def titles(self) -> list[str]:
        return [notification.title for notification in self.screen.values()]

    @staticmethod
    def _from_elsewhere(call: Callable[..., None] | None, *arguments: str) -> None:
        assert call is not None
        thread = threading.Thread(target=call, args=arguments)
        thread.start()
        thread.join()


class DesktopNotifier:
    system: System

    def __init__(self, app_name: str, app_icon: Icon | None) -> None:
        assert app_name
        assert app_icon
        assert app_icon.path
        assert app_icon.path.is_file()
        if self.system.broken:
            raise OSError(self.system.broken)
        self.system.notifier = self
        self.on_button_pressed: Callable[[str, str], None] | None = None
        self.on_clicked: Callable[[str], None] | None = None
        self.on_dismissed: Callable[[str], None] | None = None

    async def get_capabilities(self) -> frozenset[Capability]:
        return frozenset({Capability.TITLE, Capability.BUTTONS} if self.system.draws_buttons else ())

    async def request_authorisation(self) -> bool:
        while self.system.asks_forever:
            self._note("asks")
            await asyncio.Event().wait()
        return self.system.allowed

    async def send_notification(self, notification: Notification) -> str:
        self._note(f"show {notification.identifier}")
        if self.system.refuses:
            self.system.warn(self.system.refuses)  # the library raises nothing here, and neither do we
        else:
            self.system.screen[notification.identifier] = notification
        return notification.identifier

    async def clear(self, identifier: str) -> None:
        self._note(f"clear {identifier}")
        if self.system.screen.pop(identifier, None) is None:
            raise ValueError("Element not found")  # each system raises something else

    async def clear_all(self) -> None:
        self._note("clear all")
        if not self.system.screen:
            raise OSError("Element not found")
        self.system.screen.clear()

    def _note(self, text: str) -> None:
        self.system.log.append(text)
        self.system.threads.add(threading.current_thread().name)


def install(patch: pytest.MonkeyPatch) -> System:
    """From now on ``import desktop_notifier`` gives this."""
    import sys

    system = System()
    library = ModuleType("desktop_notifier")
    for each in (Urgency, Capability, Icon, Button, Notification):
        setattr(library, each.__name__, each)
    library.__dict__["DEFAULT_SOUND"] = Sound("default")
    library.__dict__["DesktopNotifier"] = type("DesktopNotifier", (DesktopNotifier,), {"system": system})
    patch.setitem(sys.modules, "desktop_notifier", library)
    return system
