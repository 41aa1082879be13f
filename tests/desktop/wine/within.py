"""What do the adapters for Windows tell on a Windows? This runs there, and talks in lines of JSON.

    python -m tests.desktop.wine.within input MILLISECONDS | tray | desktop    one adapter, until "end"
    python -m tests.desktop.wine.within send MESSAGE NUMBER                    a message to every window of theirs

Each line that comes in is a call: its name, then its arguments; each gets a line ["answer", …]. Events come as they
are: ["event", name, values].
"""

import ctypes
import json
import sys
import threading
from collections.abc import Callable
from dataclasses import astuple
from datetime import timedelta
from typing import Any

from tests.desktop.faces import face
from tray.app.reactor import PollReactor
from tray.core.messages.events import Event
from tray.settings.defaults.every_setting import Settings
from tray.view.tray.face import Gauge

RED, LIME = (255, 0, 0), (0, 255, 0)
_SIZES = (16, 22, 24, 32)
_WINDOWS = "SystemTrayIcon"
"""How the names of the windows' classes end, in pystray."""
_PATIENCE_MS = 10_000

Calls = dict[str, Callable[..., Any]]


def say(*words: object) -> None:
    print(json.dumps(words), flush=True)


def event_said(event: Event) -> None:
    values = astuple(event)  # type: ignore[call-overload,unused-ignore]  # every event is one of frozen values
    said = [each / timedelta(milliseconds=1) if isinstance(each, timedelta) else each for each in values]
    say("event", type(event).__name__, [sorted(each) if isinstance(each, frozenset) else each for each in said])


def pixmaps(gauge: Gauge) -> list[tuple[int, int, bytes]]:
    """A square of one colour in every size."""
    colour = LIME if gauge.step else RED
    return [(size, size, bytes((255, *colour)) * size * size) for size in _SIZES]


def of_input(reactor: PollReactor, milliseconds: str) -> Calls:
    from tray.desktop.windows.input import WindowsInput

    source = WindowsInput(reactor, timedelta(milliseconds=int(milliseconds)))
    return {"name": lambda: source.name, "close": source.close}


def of_tray(reactor: PollReactor) -> Calls:
    from tray.desktop.windows.tray_and_session import windows_tray

    tray = windows_tray(reactor, pixmaps, lambda: None)
    return {
        "name": lambda: tray.name,
        "hosted": tray.hosted,
        "show": lambda step, words: tray.show(face(step, tooltip=words)),
        "close": tray.close,
    }


def of_desktop(reactor: PollReactor) -> Calls:
    from tray.desktop.windows.desktop import WindowsDesktop

    def saving() -> None:
        say("saved", threading.current_thread() is threading.main_thread())

    desktop = WindowsDesktop(reactor, settings=Settings(), wants_tray=False, senses=True, saving=saving)
    return {"sources": desktop.sources, "problems": lambda: dict(desktop.problems), "close": desktop.close}


def serve(made: Callable[[PollReactor], Calls]) -> None:
    def take(event: Event) -> None:
        event_said(event)

    reactor = PollReactor(take, failed=lambda error: say("failed", repr(error)))
    calls = made(reactor)

    def answer(name: str, *arguments: Any) -> None:
        say("answer", calls[name](*arguments))

    def hear() -> None:
        for line in sys.stdin:
            call = json.loads(line)
            reactor.call_soon(lambda call=call: answer(*call))  # type: ignore[misc]
        reactor.stop()

    threading.Thread(target=hear, daemon=True).start()
    reactor.run(lambda: None)
    calls["close"]()


def send(message: str, number: str) -> None:
    """Print what each of their windows answers."""
    user32 = ctypes.windll.user32  # type: ignore[attr-defined,unused-ignore]
    kind = ctypes.WINFUNCTYPE  # type: ignore[attr-defined,unused-ignore]
    found: list[int] = []

    def meet(window: int, _unused: int) -> int:
        name = ctypes.create_unicode_buffer(256)
        user32.GetClassNameW(ctypes.c_void_p(window), name, 256)
        if name.value.endswith(_WINDOWS):
            found.append(window)
        return 1

    user32.EnumWindows(kind(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(meet), None)
    answers = []
    for window in found:
        answered = ctypes.c_size_t(0)
        came = user32.SendMessageTimeoutW(
            ctypes.c_void_p(window), int(message), ctypes.c_size_t(int(number)), None, 0, _PATIENCE_MS,
            ctypes.byref(answered),
        )  # fmt: skip
        answers.append(answered.value if came else None)
    say(*answers)


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    if what == "send":
        send(*rest)
    else:
        makers: dict[str, Callable[..., Calls]] = {"input": of_input, "tray": of_tray, "desktop": of_desktop}
        serve(lambda reactor: makers[what](reactor, *rest))
