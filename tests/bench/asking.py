"""Who asks for a break, how often, and who does so over a talk? ``python -m tests.bench.asking`` prints the table.

Backpressure, Safe Eyes and Workrave are each alone on a desktop of its own (X11, openbox, the panel and the server of
XFCE), all at the same time, and the same input is played to each: a key twice a second and no answer, for four minutes;
then three minutes more with a window over the whole screen; then three without it. Each is told to want a break every
two minutes, and, where it has such a setting, to ask again a minute after there was no answer.

What counts is what a person sees: something of at least 100 by 36 pixels on the screen that was not there before the
program was started. It has come up when it is seen after nothing was, or when a window opens while something is seen.
What comes within five seconds of another one is one with it.
"""

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image
from Xlib import X
from Xlib.display import Display
from Xlib.error import XError

from tests.bench.programs_compared import ASKS_OFTEN, OURS, PEERS, Contestant
from tests.desktop.harness.acting import eyes, film
from tests.desktop.harness.desk import Desk
from tests.desktop.harness.notification_servers import Xfce4Notifyd
from tests.desktop.harness.programs import missing
from tests.desktop.harness.x11 import X11Desk

_EVERY_SECONDS = 120.0
_KEY_EVERY_SECONDS = 0.5
_TOGETHER_SECONDS = 5.0
_STARTS_SECONDS = 15.0
"""What comes up so soon belongs to the start: a window of its own, a word of welcome."""
_WIDTH, _HEIGHT, _PANEL = 100, 36, 34
_MOMENT_SECONDS = 1.5
_WORK, _TALK, _AFTERWARDS = "work", "talk", "afterwards"
_PHASES = ((_WORK, 240.0), (_TALK, 180.0), (_AFTERWARDS, 180.0))

_SAFE_EYES = Path("/usr/lib/python3/dist-packages/safeeyes/config")
"""Its own settings, which are changed only in what is compared."""
_WORKRAVE = """[org/workrave/timers/micro-pause]
limit=120
auto-reset=20
snooze=60
[org/workrave/breaks/rest-break]
enabled=false
[org/workrave/breaks/daily-limit]
enabled=false
"""


def _prepare_ours(desk: Desk) -> None:
    # Nobody's first start, which has a word of welcome, and inside nobody's night.
    desk.env["TZ"] = f"Etc/GMT{datetime.now(UTC).hour - 12:+d}"
    folder = desk.home / ".config/backpressure"
    folder.mkdir(mode=0o700, parents=True)
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    hours = "\n".join(f'{day} = ["00:00-24:00"]' for day in days)
    (folder / "settings.toml").write_text(f"[hours]\n{hours}\n{ASKS_OFTEN}")


def _prepare_safe_eyes(desk: Desk) -> None:
    settings = json.loads((_SAFE_EYES / "safeeyes.json").read_text())
    settings |= {"short_break_interval": 2, "short_break_duration": 20, "long_breaks": []}
    folder = desk.home / ".config/safeeyes"
    shutil.copytree(_SAFE_EYES / "style", folder / "style")
    (folder / "safeeyes.json").write_text(json.dumps(settings))


def _prepare_workrave(desk: Desk) -> None:
    desk.env["GSETTINGS_BACKEND"] = "keyfile"
    folder = desk.home / ".config/glib-2.0/settings"
    folder.mkdir(parents=True)
    (folder / "keyfile").write_text(_WORKRAVE)


_PREPARED: dict[str, Callable[[Desk], None]] = {
    "Backpressure": _prepare_ours,
    "Safe Eyes": _prepare_safe_eyes,
    "Workrave": _prepare_workrave,
}


@dataclass
class Played:
    """What came up on one desktop, and when."""

    came: list[tuple[float, str]] = field(default_factory=list)
    """Seconds since the start, and the phase."""
    seen: list[tuple[float, float]] = field(default_factory=list)
    """From when to when something of it was on the screen."""
    phases: dict[str, tuple[float, float]] = field(default_factory=dict)
    """From when to when each lasted."""

    def asks(self, *phases: str) -> int:
        """How often something came up."""
        return sum(phase in phases for _, phase in self.came)

    def longest_silence(self) -> float:
        """The longest time outside the talk in which nothing came up although a break was due."""
        return self._longest([(at, at) for at, _ in self.came])

    def longest_nothing(self) -> float:
        """The longest time outside the talk in which nothing was on the screen although a break was due."""
        return self._longest(self.seen)

    def _longest(self, spans: Sequence[tuple[float, float]]) -> float:
        longest = 0.0
        for phase in (_WORK, _AFTERWARDS):
            begins, ends = self.phases[phase]
            free = max(begins, _EVERY_SECONDS)
            for since, until in [*sorted(spans), (ends, ends)]:
                longest = max(longest, min(since, ends) - free)
                free = max(free, until)
        return longest


class _Windows:
    """The windows that come up on a screen."""

    def __init__(self, name: str) -> None:
        self._display = Display(name)
        self._display.screen().root.change_attributes(event_mask=X.SubstructureNotifyMask)
        self._display.sync()

    def new(self) -> int:
        """How many big enough to be read have come up since the last look."""
        count = 0
        for _ in range(self._display.pending_events()):
            event = self._display.next_event()
            if event.type == X.MapNotify:
                try:
                    size = event.window.get_geometry()
                except XError:  # it has gone again
                    continue
                count += size.width >= _WIDTH and size.height >= _HEIGHT
        return count


def play(contestant: Contestant, pictures: Path) -> Played:
    """One program on a desktop of its own, from its start to the end of the last phase."""
    with X11Desk(contestant.name.replace(" ", "-"), pictures) as desk:
        desk.start_panel("xfce4-panel")
        Xfce4Notifyd(desk).start()
        assert contestant.prepare
        contestant.prepare(desk)
        empty = eyes.settled(desk)
        program = desk.start(*contestant.command, name="contestant")
        windows, played = _Windows(desk.env["DISPLAY"]), Played()
        began = last_key = time.monotonic()
        last = -_TOGETHER_SECONDS
        for phase, length in _PHASES:
            talk = desk.start(sys.executable, "-m", film.__name__, name="film") if phase == _TALK else None
            begins, opened = time.monotonic() - began, -_MOMENT_SECONDS
            ignored_until = begins + 2.0 if talk else (_STARTS_SECONDS if phase == _WORK else begins + 1.0)
            before = Image.new("RGB", empty.size) if talk else empty
            while (now := time.monotonic() - began) < begins + length:
                if time.monotonic() - last_key > _KEY_EVERY_SECONDS:
                    desk.hands.key("a")
                    last_key = time.monotonic()
                opened = now if windows.new() else opened
                was_seen = _is_now(played.seen, now)
                time.sleep(0.1)
                if now < ignored_until or not _is_something(before, desk.look()):
                    continue
                if was_seen:
                    played.seen[-1] = (played.seen[-1][0], now)
                else:
                    played.seen.append((now, now))
                if now - opened < _MOMENT_SECONDS or not was_seen:
                    if now - last >= _TOGETHER_SECONDS:
                        played.came.append((now, phase))
                        desk.shot(f"{phase}-{now:.0f}s")
                    last, opened = now, -_MOMENT_SECONDS
            played.phases[phase] = (begins, time.monotonic() - began)
            if talk:
                desk.shot("end-of-the-talk")
                talk.kill()
        assert program.exit_code is None, f"{contestant.name} ended:\n{program.said()}"
    return played


def _is_something(before: Image.Image, now: Image.Image) -> bool:
    """Whether something can be read that was not there before, beside the panel."""
    below = (0, _PANEL, *now.size)
    found = eyes.changed(before.crop(below), now.crop(below))
    return any(box.width >= _WIDTH and box.height >= _HEIGHT for box in found)


def _is_now(seen: Sequence[tuple[float, float]], now: float) -> bool:
    """Whether the last of what was seen was there a moment ago."""
    return bool(seen) and now - seen[-1][1] < _MOMENT_SECONDS


def table(found: Sequence[tuple[Contestant, Played]]) -> list[str]:
    """The rows of a Markdown table."""
    silences = ("longest without coming up", "longest with nothing on the screen")
    heads = ("", "came up outside the talk", *silences, "came up over the talk")
    rows = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    for one, played in found:
        asks, over = played.asks(_WORK, _AFTERWARDS), played.asks(_TALK)
        silent, nothing = played.longest_silence(), played.longest_nothing()
        rows.append(f"| {one.name} {one.version()} | {asks} | {silent:.0f} s | {nothing:.0f} s | {over} |")
    return rows


def main() -> int:
    """Play to all of them and print the table."""
    contestants = [one for one in (OURS, *PEERS) if one.name in _PREPARED and not missing(one.command[:1])]
    contestants = [replace(one, prepare=_PREPARED[one.name]) for one in contestants]
    pictures = Path(tempfile.mkdtemp(prefix="backpressure-asking-"))
    with ThreadPoolExecutor(len(contestants)) as pool:
        found = list(zip(contestants, pool.map(lambda one: play(one, pictures), contestants), strict=True))
    for one, played in found:
        print(f"{one.name}: {', '.join(f'{at:.0f} s ({phase})' for at, phase in played.came)}", file=sys.stderr)
    print(f"Pictures: {pictures}", file=sys.stderr)
    print("\n".join(table(found)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
