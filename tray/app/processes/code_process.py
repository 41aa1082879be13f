"""Has the code of the program kept for its next start by a process of its own, which ends.

What starts it is loaded when it's needed: that's a few times after an installation, and would stay.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from tray.lib.loading.load_code_file import AFTER_SECONDS, AGAIN_SECONDS, KeptCode
from tray.ports import Clock, Reactor


class KeepingCode:
    """Has the code kept a minute after the start, and later what the day has loaded and called beyond that.

    For the start it wakes the program once, and for the rest never.
    """

    def __init__(
        self,
        code: KeptCode | None,
        reactor: Reactor,
        clock: Clock,
        environment: Mapping[str, str],
        note: Callable[[str], None],
    ) -> None:
        """Without ``code`` it does nothing. ``note`` is told why it can't be kept."""
        self._code, self._reactor, self._clock = code, reactor, clock
        self._environment, self._note = environment, note
        self._next = clock.elapsed() + timedelta(seconds=AFTER_SECONDS)
        if code is not None:
            reactor.later(timedelta(seconds=AFTER_SECONDS), self.look)

    def look(self) -> None:
        """Keep it if it's time and worth it; to be called when something has been done."""
        if self._code is None or (now := self._clock.elapsed()) < self._next:
            return
        self._next = now + timedelta(seconds=AGAIN_SECONDS)
        if sources := self._code.wanted():
            try:
                keep_code(self._reactor, self._code.path, sources, self._code.ran, self._environment)
            except OSError as error:
                self._note(f"{error!r}")  # the next start takes a little longer


def keep_code(
    reactor: Reactor,
    path: str,
    sources: Mapping[str, str],
    ran: Mapping[str, Sequence[int]],
    environment: Mapping[str, str],
) -> None:
    """Have the code of these modules kept for the next start, and go on at once. Raises OSError if that fails."""
    from tray.desktop.child_process import Child
    from tray.desktop.common.own_command import module_command
    from tray.desktop.common.release_memory import give_back
    from tray.lib.json_text import dumps
    from tray.lib.loading.load_code_file import key

    words = (*module_command("tray.lib.loading.write_code_file"), path, key(), dumps(sources), dumps(ran))
    Child(reactor, words, environment, ended=give_back)
