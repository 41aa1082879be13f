"""Notices where nothing better works: a title and a text, by plyer, in a process that ends.

plyer has no buttons, cannot replace or close, and may sleep or hang while it shows something: it never runs in this
process. The text goes through a pipe, because command lines can be read by everybody on the machine.
"""

import json
import subprocess
from collections.abc import Sequence
from datetime import timedelta

from tray.desktop.common.own_command import module_command
from tray.lib.language.translation import mark, say
from tray.lib.system_errors import reason
from tray.lib.text import one_line, plain, shortened
from tray.ports import Reactor
from tray.view.tray.face import Notice

_CHILD = "tray.desktop.notify.plyer_child"
_AT_MOST = timedelta(seconds=30)
_SHOWN_SECONDS = 10
"""So long a balloon of Windows stays."""
_TITLE_LENGTH, _TEXT_LENGTH = 60, 250
"""A balloon of Windows holds 64 and 256 characters, and plyer raises an error beyond that."""
_HINT = mark("Every choice is in the menu of the tray icon.")


class PlyerNotifier:
    """Fulfils ``ports.Notifier`` as far as plyer can: what is shown stays as long as the system likes."""

    def __init__(
        self,
        reactor: Reactor,
        *,
        app: str = "Backpressure",
        icon: str = "",
        name: str = "plyer",
        child: Sequence[str] = (),
    ) -> None:
        """``icon`` is the path of a picture; ``child`` is the program that speaks with plyer, or with ``name``."""
        self.name = name
        self.problem: str | None = None
        """What went wrong last; None when nothing did."""
        self._reactor = reactor
        self._app = app
        self._icon = icon
        self._child = list(child) or module_command(_CHILD)
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._latest: dict[str, Notice] = {}
        """What was asked for last in each slot, until the slot is closed."""

    def show(self, slot: str, notice: Notice) -> None:
        """Show ``notice``; one that is still shown by this slot ends, where the system lets it.

        The same appearance of a standing notice is not shown again for its words alone.
        """
        before, self._latest[slot] = self._latest.get(slot), notice
        if before is not None and notice.rewords(before):
            return
        self._end_running(slot)
        body = f"{notice.body}\n{say(_HINT)}" if notice.buttons else notice.body
        said = {
            "app": self._app,
            "icon": self._icon,
            "title": _no_option(shortened(one_line(notice.title), _TITLE_LENGTH)),
            "text": _no_option(shortened(plain(body), _TEXT_LENGTH)),
            "shown_seconds": _SHOWN_SECONDS,
        }
        try:
            child = self._start(json.dumps(said).encode())
        except OSError as error:
            self.problem = say("Notifications can't be shown ({reason}).", reason=reason(error))
            return
        self._running[slot] = child
        self._reactor.later(_AT_MOST, lambda: self._end(slot, child))

    def close(self, slot: str) -> bool:
        """End the process that shows something for ``slot``; on Windows the balloon goes with it."""
        self._latest.pop(slot, None)
        self._end_running(slot)
        return True  # nobody tells

    def _end_running(self, slot: str) -> None:
        child = self._running.get(slot)
        if child is not None:
            self._end(slot, child)

    def abilities(self) -> frozenset[str]:
        """None."""
        return frozenset()

    def _start(self, said: bytes) -> subprocess.Popen[bytes]:
        nothing = subprocess.DEVNULL
        child = subprocess.Popen(self._child, stdin=subprocess.PIPE, stdout=nothing, stderr=nothing)
        assert child.stdin is not None
        with child.stdin as pipe:
            pipe.write(said)  # far less than a pipe holds, so this does not wait
        return child

    def _end(self, slot: str, child: subprocess.Popen[bytes]) -> None:
        if self._running.get(slot) is not child:
            return
        del self._running[slot]
        if child.poll() is None:
            child.kill()
            child.wait()  # it was killed, so this is soon over
        elif child.returncode:
            self.problem = say("Notifications can't be shown: {program} found no way to.", program=self.name)


def _no_option(text: str) -> str:
    """notify-send, which plyer calls, takes what begins with a minus for an option and shows nothing."""
    return f" {text}" if text.startswith("-") else text
