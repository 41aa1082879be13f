"""Pauses the players of music and films that play, and lets exactly those play on, by MPRIS on the session bus."""

from collections.abc import Callable
from typing import Any

from tray.desktop.linux.dbus.connection import Body, Bus

_NAMES = "org.mpris.MediaPlayer2."
_PATH, _PLAYER = "/org/mpris/MediaPlayer2", "org.mpris.MediaPlayer2.Player"
_PROPERTIES, _DAEMON = "org.freedesktop.DBus.Properties", "org.freedesktop.DBus"
_STANDS_FOR_OTHERS = f"{_NAMES}playerctld"
"""Passes on what the player says that was used last: each would be paused twice, and might be let go on twice."""


class MprisMedia:
    """Fulfils ``ports.Media``.

    A player is known by its connection to the bus, which no other ever has: one that vanished is not mistaken for one
    that came later under the same name. What is heard of a player that we paused is compared with how we left it: once
    the person has let it play or stopped it, it is theirs again, however it stands at the end.
    """

    name = "mpris"

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._wanted = False
        """Between ``pause`` and ``resume``; answers may come after that."""
        self._paused: set[str] = set()
        """The connections of the players that we paused, and that nobody has touched since."""
        self._stop: Callable[[], None] | None = None

    def pause(self) -> None:
        """Pause every player that plays."""
        self._wanted = True
        if self._stop is None:
            self._stop = self._bus.on_signal(
                self._changed, interface=_PROPERTIES, member="PropertiesChanged", path=_PATH, arg0=_PLAYER
            )
        self._bus.call(_DAEMON, "/org/freedesktop/DBus", _DAEMON, "ListNames", answered=self._look_at)

    def resume(self) -> None:
        """Let those play on that ``pause`` paused, if they are as it left them."""
        self._wanted = False
        for player in sorted(self._paused):
            self._play_on(player)
        self._paused.clear()
        self.close()

    def close(self) -> None:
        """Listen no longer."""
        if self._stop is not None:
            self._stop()
            self._stop = None

    def _look_at(self, answer: Body) -> None:
        for name in answer[0]:
            if name.startswith(_NAMES) and name != _STANDS_FOR_OTHERS:
                self._bus.call(
                    _DAEMON,
                    "/org/freedesktop/DBus",
                    _DAEMON,
                    "GetNameOwner",
                    "s",
                    (name,),
                    answered=lambda owner: self._status(owner[0], lambda status: self._pause(owner[0], status)),
                )

    def _pause(self, player: str, status: str) -> None:
        if status == "Playing" and self._wanted:
            self._ask(player, _PLAYER, "Pause", answered=lambda _: self._was_paused(player))

    def _was_paused(self, player: str) -> None:
        if self._wanted:
            self._paused.add(player)
        else:
            self._play_on(player)  # the break was over before it had answered

    def _play_on(self, player: str) -> None:
        def look(status: str) -> None:
            if status == "Paused":
                self._ask(player, _PLAYER, "Play")

        self._status(player, look)

    def _status(self, player: str, learn: Callable[[str], None]) -> None:
        self._ask(
            player,
            _PROPERTIES,
            "Get",
            "ss",
            (_PLAYER, "PlaybackStatus"),
            answered=lambda value: learn(str(value[0][1])),
        )

    def _changed(self, body: Body, sender: str, _path: str) -> None:
        status = body[1].get("PlaybackStatus")
        if status is not None and status[1] != "Paused":
            self._paused.discard(sender)

    def _ask(
        self,
        player: str,
        interface: str,
        member: str,
        signature: str = "",
        body: tuple[Any, ...] = (),
        answered: Callable[[Body], None] = lambda _: None,
    ) -> None:
        # What refuses, hangs or has gone is left as it is.
        self._bus.call(player, _PATH, interface, member, signature, body, answered=answered, auto_start=False)
