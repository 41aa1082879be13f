"""Which programs are compared, and how is each started? Backpressure, its peers that Debian packages, two floors."""

import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from subprocess import run

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.desktop.harness.desk import Desk
from tests.desktop.harness.waiting import until
from tray.control.client import ask

_IS_COMPILED = (".po", ".pot")
"""What the package brings as it's compiled, and no longer as it's written."""
_OF_A_BAR = 1000
"""So often a status bar asks in an hour and a half; what it asks for costs no more memory the thousandth time."""
ASKS_OFTEN = """[checkins]
on = false
[shutdown]
on = false
[breaks]
after = "4h"
again = ["1m"]
per_hour = 12
apart = "1m"
natural_pause = "5s"
[[kinds]]
name = "short"
every = "2m"
length = "20s"
"""
"""Settings with which a break is due every other minute, and asked about again and again."""
_ASLEEP = "import signal; signal.pause()"


@dataclass(frozen=True, slots=True)
class Contestant:
    """One program of the comparison."""

    name: str
    command: tuple[str, ...]
    package: str | None = None
    """Of Debian; None for what runs from here."""
    has_icon: bool = True
    prepare: Callable[[Desk], None] | None = None
    """What a person who has used it before would have settled already."""
    use: Callable[[Desk], None] | None = None
    """What somebody asks of it in a day, after which its memory is looked at again."""

    def version(self) -> str:
        """As installed here."""
        if self.package is None:
            return metadata.version("backpressure-tray") if self.command == OURS.command else sys.version.split()[0]
        return _dpkg(self.package, "${Version}")

    def installed_mib(self) -> float | None:
        """On disk: for a Debian package itself, for Backpressure with all that it brings; None for the floors."""
        if self.package:
            return int(_dpkg(self.package, "${Installed-Size}")) / 1024
        return _with_dependencies() if self.command == OURS.command else None


def _skip_safe_eyes_introduction(desk: Desk) -> None:
    # It reads defaults for all that is not said; without the file it would open its settings once.
    folder = desk.home / ".config/safeeyes"
    folder.mkdir(parents=True)
    (folder / "safeeyes.json").write_text(json.dumps({}))


def run_once(desk: Desk) -> None:
    """Run it before, so that there is a history, and the face of the last end: somebody types and asks for a day."""
    prepare(desk)
    program = desk.start(*OURS.command, name="before")
    until((desk.runtime / "backpressure/control.sock").exists, "a program that serves")
    desk.hands.key("a")
    ask_all_day(desk)
    os.kill(program.pid, signal.SIGTERM)
    until(lambda: program.exit_code is not None, "its end")


def prepare(desk: Desk) -> None:
    """As the installer does it, before the first start."""
    run([*OURS.command, "prepare"], env=desk.env, capture_output=True, check=True)


def ask_all_day(desk: Desk) -> None:
    """What people and a status bar ask in a day."""
    verbs = [["status"]] * 20 + [
        ["status", "--json"],
        ["explain"],
        ["history"],
        ["start", "writing"],
        ["break"],
        ["back"],
        ["report", "--out", str(desk.home / "report.html")],
    ]
    for words in verbs:
        run([*OURS.command, *words], env=desk.env, capture_output=True, check=False)
    for _ in range(_OF_A_BAR):
        ask(str(desk.runtime / "backpressure"), "status", {"format": "waybar"})


FLOORS = (
    Contestant("bare Python, asleep", (sys.executable, "-c", _ASLEEP), has_icon=False),
    Contestant("a bare icon over jeepney", (sys.executable, "-m", "tests.bench.bare_icon")),
)
OURS = Contestant("Backpressure", (sys.executable, "-m", "tray"), prepare=prepare, use=ask_all_day)
"""On its first day, after `assets/install`."""
AGAIN = Contestant("Backpressure, again", OURS.command, prepare=run_once, use=ask_all_day)
"""Started anew on a day on which it ran before."""
PEERS = (
    Contestant("Workrave", ("workrave",), "workrave"),
    Contestant("Safe Eyes", ("safeeyes",), "safeeyes"),
    Contestant("RSIBreak", ("rsibreak",), "rsibreak"),
)
ALL = (*FLOORS, OURS, AGAIN, *PEERS)


def _dpkg(package: str, form: str) -> str:
    asked = run(["dpkg-query", "-W", "-f", form, package], capture_output=True, text=True, check=True)
    return asked.stdout.strip()


def _with_dependencies() -> float:
    """MiB of Backpressure and of every distribution that it needs here, without the extras."""
    seen: dict[str, metadata.Distribution] = {}
    wanted = ["backpressure-tray"]
    for name in wanted:  # grows while it is walked
        try:
            seen[name] = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # needed on other systems only
        needs = [Requirement(need) for need in seen[name].requires or ()]
        here = [need for need in needs if need.marker is None or need.marker.evaluate({"extra": ""})]
        wanted += [found for need in here if (found := canonicalize_name(need.name)) not in wanted]
    files = [path for one in seen.values() for path in one.files or ()]
    return (sum(size for path in files if (size := _size(path))) + _own_size()) / 2**20


def _size(path: metadata.PackagePath) -> int:
    located = path.locate()
    return int(located.stat().st_size) if located.exists() else 0  # type: ignore[attr-defined]


def _own_size() -> int:
    """Of the package itself, which an editable install lists nowhere."""
    from tests.desktop.harness.desk import CHECKOUT

    files = (path for part in ("tray", "assets") for path in (CHECKOUT / part).rglob("*"))
    return sum(
        path.stat().st_size for path in files if path.is_file() and path.suffix not in _IS_COMPILED and _is_of(path)
    )


def _is_of(path: Path) -> bool:
    """Whether this Python would make it of a module that is there: what others made, or before, is not counted."""
    name, _, tag = path.stem.rpartition(".")
    return path.suffix != ".pyc" or (
        tag == sys.implementation.cache_tag and (path.parent.parent / f"{name}.py").exists()
    )
