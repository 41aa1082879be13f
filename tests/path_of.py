"""Counts the modules that one event, and one command, enter on their way through the loop. Run it by hand:

    python -m tests.path_of [--list]

Who reads along must open so many files, so fewer is better; the order is that in which they are entered first.
"""

import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import Any

from tests.app.test_loop import Desk, ask
from tray.core.messages import commands as c
from tray.core.messages import events as e

PACKAGE = Path(__file__).resolve().parent.parent / "tray"


def entered(act: Callable[[], object]) -> list[str]:
    """The modules of the program whose functions ``act`` calls, in the order of the first call."""
    modules: dict[str, None] = {}

    def note(frame: FrameType, event: str, _argument: Any) -> None:
        file = Path(frame.f_code.co_filename)
        if event == "call" and PACKAGE in file.parents:
            modules.setdefault(str(file.relative_to(PACKAGE).with_suffix("")))

    sys.setprofile(note)
    try:
        act()
    finally:
        sys.setprofile(None)
    return list(modules)


def input_after_ten_minutes() -> list[str]:
    """Somebody who was away is back: the longest way that one event can take on an ordinary day."""
    desk = away()

    def back() -> None:
        desk.loop.take(e.InputSeen())
        desk.loop.each()

    return entered(back)


def break_by_command() -> list[str]:
    """Somebody asks for a break."""
    desk = Desk().type().run(minutes=40)

    def asking() -> None:
        ask(desk.loop, c.TakeBreak())
        desk.loop.each()

    return entered(asking)


def away() -> Desk:
    desk = Desk().type().run(minutes=40)
    desk.loop.take(e.InputStopped(timedelta(seconds=5)))
    return desk.run(minutes=10)


def main() -> None:
    for words, modules in (
        ("Input after ten minutes away", input_after_ten_minutes()),
        ("A command, `break`", break_by_command()),
    ):
        print(f"{words}: {len(modules)} modules")
        if "--list" in sys.argv:
            print("".join(f"  {module}\n" for module in modules))


if __name__ == "__main__":
    main()
