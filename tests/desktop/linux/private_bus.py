"""A message bus for tests, that nobody else uses and that starts no program by itself."""

import os
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Self

_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
<policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>"""


class PrivateBus:
    """A dbus-daemon of our own in a folder of our own."""

    def __init__(self, folder: Path) -> None:
        self._socket = folder / "bus"
        configuration = folder / "bus.conf"
        configuration.write_text(_CONFIGURATION.format(socket=self._socket))
        self._arguments = ["dbus-daemon", f"--config-file={configuration}", "--nofork", "--nopidfile"]
        self._start()

    @property
    def environment(self) -> Mapping[str, str]:
        """What a program needs to find this bus, as session and as system bus."""
        address = f"unix:path={self._socket}"
        return {"DBUS_SESSION_BUS_ADDRESS": address, "DBUS_SYSTEM_BUS_ADDRESS": address}

    def freeze(self) -> None:
        """It exists, and answers nobody."""
        os.kill(self._process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        os.kill(self._process.pid, signal.SIGCONT)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def restart(self) -> None:
        self.kill()
        self._socket.unlink(missing_ok=True)
        self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def _start(self) -> None:
        # It prints its address once it can be called, so nobody needs to try and wait.
        self._process = subprocess.Popen([*self._arguments, "--print-address=1"], stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        with self._process.stdout as printed:
            assert printed.readline(), "dbus-daemon did not start"
