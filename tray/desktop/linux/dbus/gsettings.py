"""What a setting of GNOME says, and when it changes.

It is read by GNOME's own program, once for each change, because only that knows where settings are kept and what their
defaults are. The signal of dconf tells when; a program that runs all the time to watch would cost as much as we do.
"""

import os
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from tray.desktop.linux.dbus.connection import Body, Bus
from tray.lib.one_timer import OneTimer
from tray.ports import Reactor

if TYPE_CHECKING:
    from subprocess import Popen

_WRITER = "ca.desrt.dconf.Writer"
_PATIENCE = timedelta(seconds=10)
_ENDS = timedelta(seconds=1)


class GnomeSetting:
    """Tells the value of one setting, as ``gsettings`` prints it, at the start and at each change."""

    def __init__(
        self,
        reactor: Reactor,
        bus: Bus,
        schema: str,
        key: str,
        told: Callable[[str], None],
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        """Nothing is told where there is no ``gsettings``."""
        self._reactor = reactor
        self._command = ["gsettings", "get", schema, key]
        self._place = f"/{schema.replace('.', '/')}/{key}"
        self._told = told
        self._environment = environment
        self._process: Popen[bytes] | None = None
        self._printed = b""
        self._timer = OneTimer(reactor.later)
        self._stop = bus.on_signal(self._changed, interface=_WRITER, member="Notify")
        self._read()

    def close(self) -> None:
        """Stop."""
        self._stop()
        self._give_up()

    def _changed(self, body: Body, _sender: str, _path: str) -> None:
        start, ends, _tag = body
        if any(self._place.startswith(start + end) for end in ends):
            self._read()

    def _read(self) -> None:
        import subprocess  # loaded only where GNOME's settings are asked for

        self._give_up()
        try:
            process = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=self._environment,
            )
        except OSError:
            return  # no GNOME program here, so nothing is known of its setting
        assert process.stdout is not None
        self._process, self._printed = process, b""
        self._reactor.watch(process.stdout.fileno(), self._take)
        self._timer.set(_PATIENCE, self._give_up)

    def _take(self) -> None:
        process = self._process
        if process is None or process.stdout is None:
            return  # given up by somebody who was called just before
        data = os.read(process.stdout.fileno(), 4096)
        self._printed += data
        if not data:
            value = self._printed.decode(errors="replace").strip()
            self._let_go()
            self._timer.set(_ENDS, lambda: _reap(process))
            if value:
                self._told(value)

    def _give_up(self) -> None:
        process = self._process
        self._let_go()
        if process is not None:
            process.kill()
            process.wait()

    def _let_go(self) -> None:
        self._timer.cancel()
        if self._process is not None and self._process.stdout is not None:
            self._reactor.unwatch(self._process.stdout.fileno())
            self._process.stdout.close()
        self._process = None


def _reap(process: "Popen[bytes]") -> None:
    if process.poll() is None:
        process.kill()
        process.wait()
