"""What one slot should show, and what it shows as far as the server has said."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Protocol

from tray.core.messages.commands import Command, ShowStatus
from tray.desktop.linux.notify.message import DEFAULT
from tray.lib.one_timer import OneTimer
from tray.ports import Reactor
from tray.view.tray.face import Notice

CLICKED = ShowStatus()
"""What a click on a notification asks for, which is none of its answers."""

_PASSING = timedelta(seconds=60)
"""How long a notice that is not lasting may wait to be shown at all."""
_AGAIN = timedelta(seconds=2)
_AGAIN_AT_MOST = timedelta(minutes=5)
_BORNE = timedelta(seconds=1)
"""A server that lives so long with a notice can bear it."""
_STEP = timedelta(milliseconds=100)
_OFTEN = 60
_RETURN_AT_MOST = timedelta(minutes=5)


def _rest(deaths: int) -> timedelta:
    """How long a notice waits that a server did not outlive, for the ``deaths``-th time in a row.

    Perhaps it is the notice that it cannot bear, and then it must not die of it all day; perhaps it is something else,
    and then what is suggested should be on the screen again soon. So a notice is never given up, and waits a step
    longer each time; after sixty deaths, of which the last follow each other at six seconds, twice as long each time.
    """
    doubled = 2.0 ** min(max(0, deaths - _OFTEN), 10)
    return min(_STEP * deaths * doubled, _RETURN_AT_MOST)


def _commands(notice: Notice) -> dict[str, Command]:
    return {DEFAULT: CLICKED} | {button.key: button.command for button in notice.buttons}


class Send(Protocol):
    """Gives a notice to the server, if there is one."""

    def __call__(
        self, slot: str, notice: Notice, replaces: int, shown: Callable[[int], None], refused: Callable[[], None]
    ) -> bool:
        """Whether it was sent; exactly one of ``shown`` and ``refused`` is called later then.

        ``replaces`` is the number of what gets other words in place, which is to draw no eye; 0 for what is new.
        """


class Withdraw(Protocol):
    """Takes the notification of a number away from the screen."""

    def __call__(self, number: int, gone: Callable[[], None]) -> None:
        """``gone`` is called once, when the server has done so, or will not say."""


class Slot:
    """Holds at most one notification, whatever the server is up to."""

    def __init__(
        self,
        name: str,
        reactor: Reactor,
        send: Send,
        withdraw: Withdraw,
        rewords: Callable[[], bool] = lambda: False,
    ) -> None:
        """``rewords`` says whether the server puts other words in place without popping the notification up again."""
        self._name = name
        self._send = send
        self._withdraw = withdraw
        self._rewords = rewords
        self._wanted: Notice | None = None
        self._shown: Notice | None = None
        self._latest: Notice | None = None
        """What was asked for last, also when it has left the screen since or stands there in older words."""
        self._number: int | None = None
        """What the server calls that which is shown."""
        self._former: tuple[int, Notice] | None = None
        """What was taken down for what is under way: a click on it may be under way, too."""
        self._under_way: object | None = None
        """Stands for the call whose answer is awaited."""
        self._deaths = 0
        """How many servers in a row died of what was shown, as far as anybody can tell."""
        self._again = _AGAIN
        self._retry, self._rests, self._bears, self._end = (OneTimer(reactor.later) for _ in range(4))

    @property
    def waits(self) -> bool:
        """Whether there is something to show that is not known to be shown."""
        return self._wanted is not None and self._wanted is not self._shown

    @property
    def standing(self) -> int | None:
        """What the server calls that which stands until somebody takes it away, if anything does."""
        return self._number if self._shown is not None and self._shown.lasting else None

    def show(self, notice: Notice) -> None:
        """Show ``notice`` instead of what was here."""
        before, self._latest = self._latest, notice
        if before is not None and notice.rewords(before) and self._stays(notice, before):
            return  # sending it would draw the eye for nothing
        self._forget_timers()
        self._wanted = replace(notice)  # another showing of it, even when it says the same
        self._again = _AGAIN
        self.try_now()
        if not notice.lasting:
            self._end.set(_PASSING, self._give_up)

    def close(self) -> bool:
        """Show nothing; whether there was something to show, which had not left the screen."""
        stood = self._wanted is not None
        self._latest = None
        self._leave()
        return stood

    def try_now(self) -> None:
        """Send what waits, one at a time: what the server calls it must be known before it can be replaced."""
        if self._wanted is None or not self.waits or self._under_way is not None or self._rests.runs:
            return
        notice, ticket = self._wanted, object()
        if self._shown is not None and self._number is not None and not notice.rewords(self._shown):
            self._make_room()
            return
        sent = self._send(
            self._name,
            notice,
            self._number or 0,
            lambda number: self._was_shown(ticket, notice, number),
            lambda: self._was_refused(ticket),
        )
        self._under_way = ticket if sent else None

    def server_gone(self) -> None:
        """What was shown is gone with its server; a lasting notice waits for the next one."""
        if self._shown is not None or self._under_way is not None:
            self._deaths += 1
            if not self._rests.runs:
                self._rests.set(_rest(self._deaths), self.try_now)
        self._bears.cancel()
        if self._wanted is not None:
            # What waited for this server, or was shown by it, comes in its latest words; what passes is over.
            waits = self._wanted.lasting or self.waits
            self._wanted = replace(self._latest or self._wanted) if waits else None
        self._shown = self._under_way = self._number = self._former = None

    def take_answer(self, number: int, key: str) -> Command | None:
        """What was chosen in the notification of that number. The first choice counts; the notification is closed.

        A click on the notification itself chooses none of the answers: it closes it, and shows where they are.
        """
        if self._shown is not None and number == self._number:
            command = _commands(self._shown).get(key)
            if command is not None:
                # dunst and mako leave it open after an action, and GNOME tells of one twice.
                self._leave()
            return command
        if self._former is not None and number == self._former[0]:
            command = _commands(self._former[1]).get(key)
            self._former = None
            return command
        return None

    def was_closed(self, number: int, *, by_person: bool = False) -> Command | None:
        """The notification of that number left the screen: it was put away, or its time was over.

        What it means that the person put it away, when it means something.
        """
        if number != self._number:
            return None
        meant = self._shown.dismissed if self._shown is not None and by_person else None
        if self._wanted is self._shown:
            self._wanted = None
        self._shown = self._number = None
        return meant

    def _stays(self, notice: Notice, before: Notice) -> bool:
        """Whether what is there, or has left the screen, is to stay as it is, though it has other words by now."""
        if self._wanted is None or notice == before:
            return True
        return (self._under_way is not None or not self.waits) and not self._rewords()

    def _leave(self) -> None:
        self._forget_timers()
        self._wanted = None
        self._take_down()

    def _take_down(self) -> None:
        self._shown = None
        if self._number is not None:
            number, self._number = self._number, None
            self._withdraw(number, lambda: None)

    def _make_room(self) -> None:
        """Take down what is to pop up anew: in its place most servers would change the words where nobody looks.

        The next one waits until it has gone. SwayNC 0.7 shows nothing of what comes while it puts another away.
        """
        if self._shown is None or self._number is None:
            return
        self._former, ticket, number = (self._number, self._shown), object(), self._number
        self._shown = self._number = None
        self._under_way = ticket
        self._withdraw(number, lambda: self._has_room(ticket))

    def _has_room(self, ticket: object) -> None:
        if self._under_way is not ticket:
            return  # it went with its server
        self._under_way = None
        if self._wanted is not None:
            self._wanted = replace(self._latest or self._wanted)
        self.try_now()

    def _was_shown(self, ticket: object, notice: Notice, number: int) -> None:
        if self._under_way is not ticket:
            return  # an answer of a server that is not the server any more
        self._under_way = self._former = None
        self._shown, self._number = notice, number
        self._again = _AGAIN
        if self._deaths and not self._bears.runs:
            self._bears.set(_BORNE, self._borne)
        if self._wanted is None:
            self._leave()
        elif self.waits:
            self.try_now()
        else:
            self._forget_timers()

    def _was_refused(self, ticket: object) -> None:
        if self._under_way is not ticket:
            return
        self._under_way = None
        if self.waits and not self._retry.runs:
            self._retry.set(self._again, self.try_now)
            self._again = min(self._again * 2, _AGAIN_AT_MOST)

    def _borne(self) -> None:
        self._deaths = 0

    def _give_up(self) -> None:
        self._forget_timers()
        self._wanted = None

    def _forget_timers(self) -> None:
        self._retry.cancel()
        self._end.cancel()
