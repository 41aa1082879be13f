"""The last resort shows its words without ever holding the program up."""

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.reactor import HandTurnedReactor
from tray.core.messages.commands import TakeBreak
from tray.desktop.notify import plyer_child
from tray.desktop.notify.plyer_child import show
from tray.desktop.notify.plyer_notifier import PlyerNotifier
from tray.view.tray.face import Button, Notice

_KEEPING = "import sys; open({file!r}, 'ab').write(sys.stdin.buffer.read() + b'\\n')"
_HANGING = "import sys, time; print(sys.stdin.read()); time.sleep(1000)"

Make = Callable[[str], PlyerNotifier]


@pytest.fixture
def make(reactor: HandTurnedReactor) -> Iterator[Make]:
    made: list[PlyerNotifier] = []

    def make(code: str) -> PlyerNotifier:
        made.append(PlyerNotifier(reactor, icon="/icon.png", child=[sys.executable, "-c", code]))
        return made[-1]

    yield make
    for notifier in made:
        for slot in ("break", "status"):
            notifier.close(slot)


def test_title_and_text_reach_the_child_and_options_do_not(
    make: Make, reactor: HandTurnedReactor, tmp_path: Path
) -> None:
    file = tmp_path / "said"
    notifier = make(_KEEPING.format(file=str(file)))

    notifier.show("break", Notice("--help", "-x\0", (Button("take", "Take a break", TakeBreak()),)))
    notifier.show("status", Notice("x" * 100, "y" * 1000))
    reactor.run_until(lambda: file.exists() and file.read_text().count("\n") == 2, poll=timedelta(milliseconds=20))
    said = sorted(map(json.loads, file.read_text().splitlines()), key=lambda one: str(one["title"]))

    assert said == [
        {
            "app": "Backpressure",
            "icon": "/icon.png",
            "title": " --help",
            "text": " -x\ufffd\nEvery choice is in the menu of the tray icon.",
            "shown_seconds": 10,
        },
        {
            "app": "Backpressure",
            "icon": "/icon.png",
            "title": "x" * 59 + "…",
            "text": "y" * 249 + "…",
            "shown_seconds": 10,
        },
    ]


def test_a_child_that_hangs_holds_nobody_up_and_is_ended(make: Make, reactor: HandTurnedReactor) -> None:
    notifier = make(_HANGING)

    began = time.monotonic()
    for _ in range(3):
        notifier.show("break", Notice("Time for a break", ""))
    took = time.monotonic() - began
    [child] = notifier._running.values()
    reactor.advance(timedelta(seconds=31))
    reactor.run_until(lambda: not notifier._running)

    assert took < 2
    assert child.returncode is not None


def test_a_child_that_fails_is_a_problem_to_be_told(make: Make, reactor: HandTurnedReactor) -> None:
    notifier = make("raise SystemExit(1)")

    notifier.show("break", Notice("Time for a break", ""))
    [child] = notifier._running.values()
    child.wait()
    reactor.advance(timedelta(seconds=31))
    reactor.run_until(lambda: notifier.problem)

    assert notifier.problem == "Notifications can't be shown: plyer found no way to."


def test_a_child_that_cannot_start_is_a_problem_to_be_told(reactor: HandTurnedReactor, tmp_path: Path) -> None:
    notifier = PlyerNotifier(reactor, child=[str(tmp_path / "none")])

    notifier.show("break", Notice("Time for a break", ""))

    assert "can't be shown" in str(notifier.problem)


def test_plyer_gets_the_words_as_they_are() -> None:
    told: list[dict[str, Any]] = []
    said = {"app": "Backpressure", "icon": "", "title": "Rested 7 min", "text": "67 % → 40 %", "shown_seconds": 10}

    show(io.BytesIO(json.dumps(said).encode()), lambda **words: told.append(words))

    assert told == [
        {
            "title": "Rested 7 min",
            "message": "67 % → 40 %",
            "app_name": "Backpressure",
            "app_icon": "",
            "timeout": 10,
        }
    ]


def test_the_process_gives_plyer_what_it_was_told_and_nothing_of_what_plyer_warns_of(tmp_path: Path) -> None:
    package, file = tmp_path / "plyer", tmp_path / "given"
    package.mkdir()
    (package / "__init__.py").write_text(
        "import json, pathlib, types, warnings\n"
        "warnings.warn('dbus is missing')\n"
        f"notify = lambda **given: pathlib.Path({str(file)!r}).write_text(json.dumps(given))\n"
        "notification = types.SimpleNamespace(notify=notify)\n"
    )
    asked: dict[str, Any] = {
        "app": "Backpressure",
        "icon": "/icon.png",
        "title": "Time for a break",
        "text": "5 minutes",
    }
    asked |= {"text": "5 minutes", "shown_seconds": 10}
    program = Path(plyer_child.__file__)
    root = program.parents[len(plyer_child.__name__.split(".")) - 1]
    came = subprocess.run(
        [sys.executable, "-m", plyer_child.__name__],
        input=json.dumps(asked).encode(),
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), str(root)))},
        capture_output=True,
        check=False,
    )

    assert (0, b"", b"") == (came.returncode, came.stdout, came.stderr)
    given = json.loads(file.read_text())
    assert ("Time for a break", "5 minutes", "Backpressure") == (given["title"], given["message"], given["app_name"])
