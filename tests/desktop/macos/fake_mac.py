"""A Mac with a menu bar, as pyobjc and pystray's backend for it see it; it remembers all.

It is as strict as a real one: what only the main thread may touch ends a test when another thread touches it.
"""

import ctypes
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import Queue
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

import tray.desktop.macos.tray  # so that it is there to be put back
from tray.desktop.icon.pystray_import import Icon, Menu, MenuItem

PATIENCE_SECONDS = 10.0
STATUS_BAR_POINTS = 22


def only_in_main_thread() -> None:
    assert threading.current_thread() is threading.main_thread(), "macOS would end the program here"


class Center:
    """A notification center."""

    def __init__(self) -> None:
        self.blocks: dict[str, list[Callable[[Any], None]]] = {}

    def addObserverForName_object_queue_usingBlock_(  # noqa: N802  # as pyobjc has it
        self, name: str, thing: None, queue: None, block: Callable[[Any], None]
    ) -> tuple[str, Callable[[Any], None]]:
        assert thing is queue is None
        self.blocks.setdefault(name, []).append(block)
        return name, block

    def removeObserver_(self, token: tuple[str, Callable[[Any], None]]) -> None:  # noqa: N802
        name, block = token
        self.blocks[name].remove(block)

    def tell(self, name: str, **about: Any) -> None:
        for block in tuple(self.blocks.get(name, ())):
            block(SimpleNamespace(name=name, userInfo=lambda: about))

    def activate(self, process: int, identifier: str | None = None) -> None:
        """Another application becomes active."""
        application = SimpleNamespace(processIdentifier=lambda: process, bundleIdentifier=lambda: identifier)
        self.front = application
        self.tell("NSWorkspaceDidActivateApplicationNotification", NSWorkspaceApplicationKey=application)


class Application:
    """NSApplication: its loop looks after each event whether it was told to stop, and not before."""

    def __init__(self) -> None:
        self.calls: Queue[Callable[[], None]] = Queue()
        self.policy = 0
        self.running = False
        self._stopped = False

    def setActivationPolicy_(self, policy: int) -> None:  # noqa: N802
        only_in_main_thread()
        self.policy = policy

    def run(self) -> None:
        only_in_main_thread()
        self._stopped = False
        self.running = True
        while self.running:
            self.calls.get(timeout=PATIENCE_SECONDS)()

    def stop_(self, _sender: None) -> None:
        only_in_main_thread()
        self._stopped = True

    def postEvent_atStart_(self, _event: object, _first: bool) -> None:  # noqa: N802
        self.calls.put(self._take_event)

    def call_after(self, call: Callable[..., None], *arguments: Any) -> None:
        """From any thread, as AppHelper.callAfter."""
        self.calls.put(lambda: call(*arguments))

    def _take_event(self) -> None:
        self.running = self.running and not self._stopped


class Image:
    """NSImage."""

    def __init__(self) -> None:
        self.data = b""
        self.size: tuple[int, int] | None = None
        self.in_one_colour: bool | None = None

    @classmethod
    def alloc(cls) -> "Image":
        return cls()

    def initWithData_(self, data: bytes) -> "Image":  # noqa: N802
        self.data = data
        return self

    def setSize_(self, size: tuple[int, int]) -> None:  # noqa: N802
        self.size = size

    def setTemplate_(self, yes: bool) -> None:  # noqa: N802
        self.in_one_colour = yes


@dataclass
class Mac:
    """What is in the menu bar, and what the system is like."""

    application: Application = field(default_factory=Application)
    workspace: Center = field(default_factory=Center)
    everybody: Center = field(default_factory=Center)
    items: list[Any] = field(default_factory=list)
    """The icons that have a place in the menu bar, seen or hidden."""
    has_screen: bool = True
    refuses_icons: bool = False
    idle_seconds: float = 0.0

    @property
    def menu_bar(self) -> list[Any]:
        """The icons that a person sees."""
        return [icon for icon in self.items if icon.shown]

    def modules(self) -> dict[str, ModuleType]:
        """What stands for pyobjc."""
        appkit, foundation = ModuleType("AppKit"), ModuleType("Foundation")
        tools, helper = ModuleType("PyObjCTools"), ModuleType("PyObjCTools.AppHelper")
        make_event = "otherEventWithType_location_modifierFlags_timestamp_windowNumber_context_subtype_data1_data2_"
        appkit.__dict__.update(
            NSApplication=SimpleNamespace(sharedApplication=self._shared_application),
            NSEvent=SimpleNamespace(**{make_event: lambda *arguments: arguments}),
            NSImage=Image,
            NSWorkspace=SimpleNamespace(
                sharedWorkspace=lambda: SimpleNamespace(
                    notificationCenter=lambda: self.workspace, frontmostApplication=lambda: self.workspace.front
                )
            ),
        )
        foundation.__dict__.update(
            NSData=SimpleNamespace(dataWithBytes_length_=lambda data, length: data[:length]),
            NSDistributedNotificationCenter=SimpleNamespace(defaultCenter=lambda: self.everybody),
        )
        helper.__dict__.update(callAfter=self.application.call_after)
        tools.__dict__.update(AppHelper=helper)
        return {"AppKit": appkit, "Foundation": foundation, "PyObjCTools": tools, "PyObjCTools.AppHelper": helper}

    def c_library(self, _path: str) -> Any:
        """What stands for the ApplicationServices of ``ctypes.CDLL``."""
        return SimpleNamespace(
            CGEventSourceSecondsSinceLastEventType=_Function(lambda *_: self.idle_seconds),
            CGSessionCopyCurrentDictionary=_Function(lambda: 4711 if self.has_screen else None),
        )

    def _shared_application(self) -> Application:
        assert self.has_screen, "AppKit would end the program here"
        return self.application


class _Function:
    """A function of a C library, which is told of its types."""

    restype: Any = None
    argtypes: Any = None

    def __init__(self, call: Callable[..., Any]) -> None:
        self._call = call

    def __call__(self, *arguments: Any) -> Any:
        assert self.restype is not None
        assert len(arguments) == len(self.argtypes)
        return self._call(*arguments)


class _Bar:
    """NSStatusBar and the item that an icon has in it."""

    def __init__(self, system: Mac) -> None:
        self.image: Image | None = None
        self._system = system

    def thickness(self) -> float:
        return float(STATUS_BAR_POINTS)

    def removeStatusItem_(self, item: "_Bar") -> None:  # noqa: N802
        only_in_main_thread()
        self._system.items[:] = [icon for icon in self._system.items if icon._status_item is not item]

    def button(self) -> "_Bar":
        return self

    def setImage_(self, image: Image) -> None:  # noqa: N802
        only_in_main_thread()
        self.image = image


def icon_kind(system: Mac) -> type[Any]:
    """pystray's icon for macOS, as far as ours builds on it."""

    class FakeIcon(Icon):  # type: ignore[misc]  # pystray has no types
        def __init__(self, name: str) -> None:
            super().__init__(name)
            only_in_main_thread()
            if system.refuses_icons:
                raise ValueError("NSInternalInconsistencyException")
            self._icon_image: Any = None
            self._status_bar = self._status_item = _Bar(system)
            self.shown = False
            self.words = ""
            self.menus = 0
            system.items.append(self)

        @property
        def image(self) -> Any:
            return self._status_item.image

        def _run(self) -> None:
            raise AssertionError("pystray's own loop takes Ctrl-C for itself")

        def _run_detached(self) -> None:
            self._mark_ready()

        def _show(self) -> None:
            only_in_main_thread()
            self._assert_image()
            self._update_title()
            self.shown = True

        def _hide(self) -> None:
            only_in_main_thread()
            self.shown = False

        def _update_icon(self) -> None:
            only_in_main_thread()
            self._icon_image = None
            if self.visible:
                self._assert_image()
                self._icon_valid = True

        def _update_title(self) -> None:
            only_in_main_thread()
            self.words = self.title

        def _update_menu(self) -> None:
            only_in_main_thread()
            self.menus += 1

        def _assert_image(self) -> None:
            raise AssertionError("pystray would draw it blurred")

    return FakeIcon


def install(patch: pytest.MonkeyPatch) -> Mac:
    """From now on this is a Mac, for all that asks ctypes, pyobjc or pystray."""
    system = Mac()
    quietly = ModuleType("tray.desktop.icon.pystray_import")
    quietly.__dict__.update(Icon=icon_kind(system), Menu=Menu, MenuItem=MenuItem)
    for name, module in system.modules().items():
        patch.setitem(sys.modules, name, module)
    patch.setattr(ctypes, "CDLL", system.c_library)
    patch.setitem(sys.modules, "tray.desktop.icon.pystray_import", quietly)
    patch.delitem(sys.modules, tray.desktop.macos.tray.__name__)
    return system
