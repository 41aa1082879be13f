"""What has every throw-away desktop in common? Folders, private buses, processes, pictures, and Backpressure in it.

Nothing outside the desktop's own folder is touched: HOME, all XDG folders and both buses live in it. The buses have
no service activation, so that nothing which merely is installed starts by itself and takes a name.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from PIL import Image

from tests.desktop.harness.acting.hands import Hands
from tests.desktop.harness.bus_listener import Bus
from tests.desktop.harness.login_manager import Login
from tests.desktop.harness.processes import Household, Program
from tests.desktop.harness.programs import path_of

CHECKOUT = Path(__file__).resolve().parents[3]

_BUS_SETTINGS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>{kind}</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
    <allow user="*"/>
  </policy>
</busconfig>
"""


class Desk(ABC):
    """A desktop of its own. A context manager: leaving it ends every process and removes the folder."""

    programs: tuple[str, ...] = ("dbus-daemon",)
    """What must be installed, before panel and notification server are chosen."""
    hands: Hands
    session_bus: Bus
    system_bus: Bus
    """A private bus where programs look for the system's; nobody is on it unless a test puts somebody there."""

    def __init__(self, title: str, pictures: Path, size: tuple[int, int] = (1024, 768)) -> None:
        self.title = title
        self.aside = (size[0] // 2, size[1] - 150)
        """Where the pointer points at nothing."""
        self.size = size
        self.folder = Path(tempfile.mkdtemp(prefix="desk-"))
        self.home = self.folder / "home"
        self.runtime = self.folder / "run"
        self._panel: Program
        self.login: Login | None = None
        """Who logs people in, once somebody plays that."""
        self._pictures = pictures
        self._shots = 0
        for folder in (self.home / ".config", self.home / ".local/share", self.home / ".cache", self.folder / "logs"):
            folder.mkdir(parents=True)
        self.runtime.mkdir(mode=0o700)
        self.household = Household(uuid4().hex, self.folder / "logs")
        self.env = self._environment()

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs to be on this desktop."""
        return self.env

    def _environment(self) -> dict[str, str]:
        passed_on = {name: os.environ[name] for name in ("PATH", "TZ") if name in os.environ}
        return passed_on | {
            "LANG": "C.UTF-8",
            "HOME": str(self.home),
            "XDG_CONFIG_HOME": str(self.home / ".config"),
            "XDG_DATA_HOME": str(self.home / ".local/share"),
            "XDG_STATE_HOME": str(self.home / ".local/state"),
            "XDG_CACHE_HOME": str(self.home / ".cache"),
            "XDG_RUNTIME_DIR": str(self.runtime),
            "XDG_CONFIG_DIRS": "/etc/xdg",
            "XDG_DATA_DIRS": "/usr/local/share:/usr/share",
            "NO_AT_BRIDGE": "1",
            "GTK_A11Y": "none",
            "GSETTINGS_BACKEND": "memory",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "PYTHONUNBUFFERED": "1",
            "PYTHONPATH": str(CHECKOUT),
        }

    # What a desktop is made of

    def __enter__(self) -> "Desk":
        try:
            self.session_bus = self._start_bus("session")
            self.system_bus = self._start_bus("system")
            self._start_screen()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def kill_session_bus(self) -> None:
        """Kill the session bus, and with it whatever cannot live without."""
        self.household.running("dbus-daemon")[0].kill()
        self.session_bus.close()

    def restart_session_bus(self) -> None:
        """Start another one at the same place."""
        (self.runtime / "session-bus").unlink(missing_ok=True)
        self.session_bus = self._start_bus("session")

    def _start_bus(self, kind: str) -> Bus:
        settings = self.folder / f"{kind}-bus.conf"
        settings.write_text(_BUS_SETTINGS.format(kind=kind, socket=self.runtime / f"{kind}-bus"))
        command = [path_of("dbus-daemon"), f"--config-file={settings}", "--nofork", "--nopidfile"]
        address = self.start_and_hear(command, "--print-address={fd}")
        self.env[f"DBUS_{kind.upper()}_BUS_ADDRESS"] = address
        return Bus(address)

    @abstractmethod
    def _start_screen(self) -> None:
        """Start the display server with its hands, and whatever belongs to the desktop from the beginning."""

    @abstractmethod
    def look(self) -> Image.Image:
        """What the screen shows now."""

    def close(self) -> None:
        """End everything and remove the folder. Harmless when done twice."""
        for bus in (getattr(self, "session_bus", None), getattr(self, "system_bus", None)):
            if bus is not None:
                bus.close()
        self.household.end()
        shutil.rmtree(self.folder, ignore_errors=True)

    # Its panel

    def show_panel(self, name: str) -> None:
        """Start the panel of that name, with what shows tray icons; again, after ``hide_panel``."""
        self._panel = self.start_panel(name)

    def hide_panel(self) -> None:
        """Kill the panel, and wait until all of it has gone."""
        self._panel.kill()
        self.wait_without_panel()

    def start_panel(self, name: str, *, dark: bool = True) -> Program:
        """Start a panel."""
        raise NotImplementedError(f"no {name} here")

    def wait_without_panel(self) -> None:
        """Wait until every part of a killed panel has gone."""
        raise NotImplementedError

    # What tests do with it

    def start(self, *argv: str, name: str | None = None, pass_fds: Sequence[int] = ()) -> Program:
        """Start a program in this desktop."""
        return self.household.start(argv, self.env, name or Path(argv[0]).name, self.folder, pass_fds)

    def start_and_hear(self, argv: Sequence[str], option: str) -> str:
        """Start a server that writes one line into the descriptor named by ``option`` when it is ready; that line."""
        reading, writing = os.pipe()
        with os.fdopen(reading) as line:
            program = self.start(*argv, *option.format(fd=writing).split(" "), pass_fds=[writing])
            os.close(writing)
            heard = line.readline().strip()
        assert heard, f"{program.name} did not start:\n{program.said()}"
        return heard

    def backpressure(self, *arguments: str, name: str = "backpressure") -> Program:
        """Start Backpressure as this desktop's person would, from this checkout."""
        return self.start(sys.executable, "-m", "tray", *arguments, name=name)

    def ask(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of Backpressure that ends by itself; what came of it."""
        command = [sys.executable, "-m", "tray", *arguments]
        return subprocess.run(
            command, env=self.env, cwd=self.folder, capture_output=True, text=True, timeout=30, check=False
        )

    def shot(self, name: str) -> Image.Image:
        """Look, and keep the picture where people can look at it afterwards."""
        picture = self.look()
        self._shots += 1
        self._pictures.mkdir(parents=True, exist_ok=True)
        picture.save(self._pictures / f"{self.title}-{self._shots:02}-{name}.png")
        return picture
