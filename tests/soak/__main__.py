"""Does it hold for a week? ``python -m tests.soak`` lives one a hundred times as fast, on a desktop of its own.

That takes 1 h 41 min; ``python -m tests.soak 20m`` takes twenty minutes, and is as much less than a week.
Somebody types, rests, answers suggestions, takes breaks, ends days and saves settings, by real input and the real
socket; each hour it is measured. Exits 1 when something grew, cost too much, or did not happen as expected.
"""

import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp

from tests.bench.memory_and_wakeups import family, memory, spent
from tests.desktop.harness.bus_listener import NotificationLog
from tests.desktop.harness.desk import Desk
from tests.desktop.harness.notification_servers import SERVERS
from tests.desktop.harness.programs import missing
from tests.desktop.harness.waiting import until
from tests.desktop.harness.x11 import X11Desk
from tests.soak.judging import Sample, cpu_an_hour, faults, surprises
from tests.soak.plan import SETTINGS, START, WEEK, ZONE, Block, blocks, expected
from tray.control import command_form, protocol
from tray.control.client import ask
from tray.core.messages.facts import Fact, Suggested
from tray.settings.types.duration import parse
from tray.store.files.places import Places
from tray.store.opening import look_into

SPEED = 100
_KEYS_APART_SECONDS = 0.2
_STALLED_SECONDS = 2.5
"""Nearly the ``away_after`` of the plan: whoever types so slowly has gone."""
_PANEL, _SERVER = "xfce4-panel", "dunst"


class Soak:
    """One run of the program, with the person in front of it."""

    def __init__(self, desk: Desk, length: timedelta) -> None:
        self._desk = desk
        self._length = length
        self.samples: list[Sample] = []
        self.stalls: list[str] = []
        desk.env["TZ"] = ZONE
        self._places = Places(desk.env)
        desk.show_panel(_PANEL)
        SERVERS[_SERVER](desk).start()
        self.log = NotificationLog(desk.session_bus)
        self._file = desk.home / ".config/backpressure/settings.toml"
        self._file.parent.mkdir()
        self._save(40)
        self._began = time.monotonic()
        self._program = desk.start(
            sys.executable, "-m", "tests.soak.program", str(SPEED), START.isoformat(), str(self._began)
        )
        self._program.wait_to_say("is running.")
        until(lambda: desk.ask("status").returncode == 0, "Backpressure to answer")

    @property
    def now(self) -> datetime:
        """The program's time."""
        return START.astimezone(UTC) + timedelta(seconds=(time.monotonic() - self._began) * SPEED)

    def live(self) -> None:
        """The whole of it."""
        for number, block in enumerate(blocks(self._length)):
            self._rest_until(block.begins)
            self._work(block)
            self._save(41 + number % 2, mistaken=number % 5 == 4)
            self._look_at_it()
        self._rest_until(START.astimezone(UTC) + self._length)

    def quit(self) -> int:
        """Its exit code."""
        self._desk.ask("quit")
        return self._program.wait_to_end()

    def record(self) -> list[Fact]:
        """All facts."""
        return [each.fact for each in look_into(self._places.history).facts()]

    def logged(self) -> str:
        """What it complained of."""
        log = Path(self._places.log)
        return log.read_text() if log.exists() else ""

    def _work(self, block: Block) -> None:
        asks, touched, side = list(block.asks), time.monotonic(), 0
        while self.now < block.ends or asks:
            side = 1 - side
            self._desk.hands.move((self._desk.aside[0] + side, self._desk.aside[1]))
            if (gap := time.monotonic() - touched) > _STALLED_SECONDS:
                self.stalls.append(f"{gap:.1f} s at {self.now}")
            touched = time.monotonic()
            if asks and self.now >= asks[0][0]:
                ask(self._places.runtime, protocol.COMMAND, command_form.packed(asks.pop(0)[1]), timeout_seconds=20)
            self._pass(_KEYS_APART_SECONDS)

    def _rest_until(self, end: datetime) -> None:
        while (left := (end - self.now).total_seconds() / SPEED) > 0:
            self._pass(min(left, 1.0))

    def _pass(self, seconds: float) -> None:
        time.sleep(seconds)
        self.log.listen()
        if not self.samples or self.now - self.samples[-1].at >= timedelta(hours=1):
            self._measure()

    def _measure(self) -> None:
        pid = self._program.pid
        descriptors, threads = (len(list(Path(f"/proc/{pid}/{what}").iterdir())) for what in ("fd", "task"))
        cpu = spent(pid).cpu_seconds
        sample = Sample(self.now, descriptors, threads, len(family(pid)) - 1, memory(pid).uss, cpu)
        self.samples.append(sample)
        local = sample.at.astimezone(START.tzinfo)
        print(
            f"{local:%a %H:%M}  {sample.mib:6.2f} MiB  {sample.descriptors} descriptors  {sample.threads} threads  "
            f"{sample.cpu_seconds:.1f} s",
            flush=True,
        )

    def _look_at_it(self) -> None:
        """What people and status bars ask for, by the command line."""
        for words in (["status"], ["explain"], ["today"]):
            self._desk.ask(*words)

    def _save(self, switches: int, *, mistaken: bool = False) -> None:
        new = self._file.with_suffix(".new")
        new.write_text("nonsense" if mistaken else SETTINGS.format(switches=switches))
        new.replace(self._file)


def main(words: list[str]) -> int:
    """Soak, say how it goes, and say what came of it."""
    length = parse(words[0]) * SPEED if words else WEEK
    if lacking := missing((*X11Desk.programs, "openbox", _PANEL, "xfconfd", _SERVER)):
        print(f"not installed: {lacking}")
        return 1
    print(f"{length} of its time, {SPEED} times as fast: it takes {length / SPEED}.", flush=True)
    with X11Desk("soak", Path(mkdtemp(prefix="soak-"))) as desk:
        soak = Soak(desk, length)
        soak.live()
        wrong = _judge(soak, length)
        print("\n".join([f"wrong: {one}" for one in wrong]))
    return int(bool(wrong))


def _judge(soak: Soak, length: timedelta) -> list[str]:
    code, wanted, facts = soak.quit(), expected(length), soak.record()
    suggested = sum(one.kind is Suggested for one in wanted)
    shown = len([one for one in soak.log.shown if "Time for a" in one.title])
    wrong = [*faults(soak.samples, length), *surprises(wanted, facts)]
    if code:
        wrong.append(f"it ended with {code}")
    if shown != suggested:
        wrong.append(f"{shown} suggestions were shown, {suggested} expected")
    if log := soak.logged():
        wrong.append(f"it logged: {log[-2000:]}")
    if soak.stalls:
        wrong.append(f"this machine was too busy to type, which is no fault of the program: {soak.stalls}")
    first, last = soak.samples[len(soak.samples) // 6], soak.samples[-1]
    print(
        f"{length / timedelta(days=1):.1f} days: {len(facts)} facts, {shown} suggestions; "
        f"{first.mib:.2f} → {last.mib:.2f} MiB, {first.descriptors} → {last.descriptors} descriptors, "
        f"{first.threads} → {last.threads} threads, {cpu_an_hour(soak.samples):.2f} s of processor time an hour, "
        f"{len(wrong)} violations"
    )
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
