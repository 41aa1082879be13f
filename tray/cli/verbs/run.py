"""Starts the program from the command line, and gets ready for that."""

import os
import sys

from tray import __version__
from tray.cli.parse import Line, parse
from tray.errors import AlreadyRunning, BackpressureError
from tray.lib.language.translation import say
from tray.lib.loading.load_code_file import KeptCode
from tray.store.files.places import Places

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO, TypeVar

    T = TypeVar("T")

_STARTING_SECONDS = 10.0
_DYING_TRIES, _DYING_SECONDS = 20, 0.1
"""So often, and so far apart, it's seen whether a lock that nobody serves behind is let go."""


def run(line: Line, out: "TextIO") -> int:
    """Run it in the foreground; a second start shows the status of the first and is no failure."""
    if "--version" in line:
        print(f"backpressure {__version__}", file=out)
        return 0
    if "--demo" in line:
        from tray.app.demo import play

        return play(sys.stdout)
    wants_tray = "--no-tray" not in line
    sys.meta_path.insert(0, code := KeptCode(Places().kept_code, lightens=True))
    from tray.app.start import Start  # from here on what is loaded may come from there

    try:
        begun = begin(lambda: Start(os.environ, shows_last_face=wants_tray), _serves)
        begun.load()
        from tray.app.app import App  # which is all the rest
        from tray.lib.crashes import keep_words_out_of_crashes

        keep_words_out_of_crashes()  # and say where they are: what Python itself says knows no line of kept code
        return App(wants_tray=wants_tray, out=sys.stdout, begun=begun, code=code).run()
    except AlreadyRunning as problem:
        print(problem, file=out)
        return _show(problem.runtime, out)


def prepare(_line: Line, out: "TextIO") -> int:
    """``backpressure prepare`` keeps the code of a usual day, as each start does for the next. Raises StoreError."""
    from tray.errors import StoreError
    from tray.lib.loading.load_code_file import key
    from tray.lib.loading.write_code_file import prepare as keep_usual_day
    from tray.lib.system_errors import reason

    path = Places().kept_code
    try:
        keep_usual_day(path, key())
    except OSError as error:
        raise StoreError(say("{path} can't be written: {reason}.", path=path, reason=reason(error))) from error
    print(say("Backpressure is ready for its first start."), file=out)
    return 0


def begin(start: "Callable[[], T]", serves: "Callable[[str | None], bool]") -> "T":
    """What ``start`` gives, as soon as nothing holds the lock any more that only stays of a program that was killed.

    A process that it was just making has the lock for some milliseconds longer. ``serves`` says whether a program
    answers there, or does so soon. Raises AlreadyRunning when one does, or when the lock is not let go.
    """
    for _ in range(_DYING_TRIES):
        try:
            return start()
        except AlreadyRunning as problem:
            if serves(problem.runtime):
                raise
    return start()


def _serves(runtime: str | None) -> bool:
    from tray.control.client import comes_up

    return comes_up(runtime or Places().serving, _DYING_SECONDS)


def _join(serving: str) -> str | None:
    """Let the one that runs notice input on the display of this start; its name, None where that is its own or none."""
    from tray.control.client import ask
    from tray.control.protocol import DISPLAY

    kept = ("DISPLAY", "XAUTHORITY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "HOME", "DBUS_SESSION_BUS_ADDRESS")
    try:
        answer = ask(serving, DISPLAY, {name: os.environ[name] for name in kept if name in os.environ})
    except BackpressureError:
        return None  # there is no display here, or it is an older program
    name = answer.get("display") if isinstance(answer, dict) else None
    return name if isinstance(name, str) else None


def _show(runtime: str | None, out: "TextIO") -> int:
    """The status of the one that runs; it may have begun a moment ago, when many are started at once."""
    from tray.cli.verb_table_of_status_agent_and_demo import STATUS
    from tray.cli.verbs.status import status
    from tray.control.client import comes_up

    serving = runtime or Places().serving
    if comes_up(serving, _STARTING_SECONDS):
        if display := _join(serving):
            print(say("From now on it notices your input on {display}, too.", display=display), file=out)
        status(parse(STATUS, ()), out)
    return AlreadyRunning.exit_code
