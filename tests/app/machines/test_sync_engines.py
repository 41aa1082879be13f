"""The recipes of the manual, by the engines themselves: three programs, three folders, and what carries them."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.app.machines.panel import OnPanel
from tests.app.machines.syncthing import Node
from tests.cli.session import Session
from tests.desktop.reactor import HandTurnedReactor
from tests.history.machines import Machine as Living
from tests.history.machines import Person, Span, bits, one, spent
from tests.skip_what_is_not_installed import do_without
from tests.store.machines.shared import DESKTOP, LAPTOP, TOWER, Machine
from tray.core.law.values import Regime
from tray.core.messages.facts import Cause, RegimeBegan
from tray.core.state.state import State
from tray.history.record import Record
from tray.store.opening import look_into, open_store

NAMES = ("laptop", "desktop", "tower")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SECOND = timedelta(seconds=1)
DAY = 24 * 60
"""Minutes."""
DELAY = SECOND
"""So long the nodes wait before they look what has changed."""
_ROUNDS = 20
PATIENCE = timedelta(seconds=60)


@pytest.fixture
def nodes(tmp_path: Path) -> Iterator[list[Node]]:
    if not shutil.which("syncthing"):
        do_without("syncthing")
    made = [Node(tmp_path / name / "syncthing") for name in NAMES]
    for each in made:
        each.knows(made)
        each.start()
    until(lambda: all(each.is_up() for each in made))
    yield made
    for each in made:
        each.end()


@pytest.fixture
def sessions(tmp_path: Path, reactor: HandTurnedReactor) -> Iterator[list[OnPanel]]:
    made = []
    for name in NAMES:
        (tmp_path / name).mkdir(exist_ok=True)
        made.append(OnPanel(tmp_path / name, reactor))
    yield made
    for each in made:
        each.end()


def until(condition: Callable[[], object]) -> timedelta:
    """How long it took."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < PATIENCE.total_seconds(), "it did not come true"
        time.sleep(0.3)  # who asks is a process each time, and engines need seconds
    return timedelta(seconds=time.monotonic() - began)


def recorded(session: Session) -> list[str]:
    return sorted(session.done("history", "--json").splitlines())


def has_worked(session: Session) -> None:
    """For longer than a stretch, up to now."""
    now = datetime.now(UTC)
    (session.folder / "data").mkdir(0o700)
    with closing(open_store(f"{session.folder}/data/history.sqlite3", now).store) as store:
        store.append([RegimeBegan(now - timedelta(minutes=70), Regime.WORK, Cause.INPUT)])
        store.saw(now)


def state_of(session: Session) -> State:
    """As it is on its disk."""
    with closing(look_into(f"{session.folder}/data/history.sqlite3")) as store:
        return Record(store, datetime.now(UTC)).state


@pytest.mark.timeout(300)
def test_three_programs_and_three_syncthings_hold_the_same(
    nodes: list[Node], sessions: list[OnPanel], reactor: HandTurnedReactor, counted: Callable[[str], None]
) -> None:
    hours = "".join(f'{day} = ["00:00-24:00"]\n' for day in DAYS)
    has_worked(sessions[0])
    for node, session, name in zip(nodes, sessions, NAMES, strict=True):
        folder = f'[machines]\nfolder = "{node.folder}"\nname = "{name}"\n'
        session.set(f"checkins.on = false\nshutdown.on = false\n[hours]\n{hours}{folder}").chmod(0o600)
        session.started()
    laptop, desktop, tower = sessions
    # Each has heard of each, so that what follows is carried alone.
    until(lambda: all(each.done("machines").count("last heard") == 2 for each in sessions))

    def shown(at: OnPanel, says: str, *words: str) -> timedelta:
        """How long after its own icon those of the others were drawn anew, and say this, when it is done at one."""
        reactor.run_for(SECOND / 2)  # what was on its way before
        for each in sessions:
            each.panel.signals.clear()
        verb = at.begin(*words)

        def when_on(several: Sequence[OnPanel]) -> float:
            waiting = list(several)
            while waiting:
                reactor.run_for(SECOND / 50)
                waiting = [
                    each
                    for each in waiting
                    if "NewIcon" not in dict(each.panel.signals) or says not in each.shown("ToolTip")[3]
                ]
                assert time.monotonic() < began + PATIENCE.total_seconds(), waiting[0].shown("ToolTip")
            return time.monotonic()

        began = time.monotonic()
        took = timedelta(seconds=-when_on([at]) + when_on([each for each in sessions if each is not at]))
        assert verb.wait(PATIENCE.total_seconds()) == 0
        counted(f'"{says}" was on the icons of the other machines after {took / SECOND:.1f} s')
        return took

    assert shown(laptop, "since your last break", "start", "read", "--by-hand") <= DELAY + 2 * SECOND
    assert "at laptop" in desktop.done("status")
    until(lambda: all(state_of(each).suggestion for each in sessions))
    assert shown(tower, "On a break", "break") <= DELAY + 2 * SECOND
    for each in sessions:
        state = state_of(each)
        assert (None, True) == (state.suggestion, state.break_ is not None)
    laptop.done("commit", "answer Ada")
    until(lambda: "answer Ada" in desktop.done("commitments"))
    laptop.done("pause")
    until(lambda: paused(tower))
    nodes[1].end(kill=True)
    desktop.done("commit", "call Bob")
    laptop.done("commit", "write to Cem")
    until(lambda: "write to Cem" in tower.done("commitments"))
    nodes[1].start()
    until(nodes[1].is_up)
    until(lambda: all("call Bob" in each.done("commitments") for each in (laptop, tower)))
    until(lambda: recorded(laptop) == recorded(desktop) == recorded(tower))

    assert [] == [path for node in nodes for path in node.folder.rglob("*conflict*")]
    assert {0o600} == {mode for node in nodes for path in node.folder.rglob("*.jsonl") for mode in mode_of(path)}
    desktop.done("purge", "--yes")
    until(lambda: not any("Ada" in line for each in sessions for line in recorded(each)))
    until(lambda: not [path for node in nodes for path in parts(node.folder) if b"Ada" in path.read_bytes()])


def a_week() -> list[list[Span]]:
    """Input at three machines: one after the other, two at once, one for moments between, and evenings at the third."""
    days = [day * DAY for day in range(7)]
    laptop: list[Span] = [
        (day + start, day + end) for day in days[:5] for start, end in ((0, 95), (110, 180), (400, 450))
    ]
    desktop: list[Span] = [(day + start, day + end) for day in days[:5] for start, end in ((170, 260), (262, 390))]
    tower: list[Span] = [(day + 660, day + 700) for day in days]
    return [laptop, desktop, [*tower, (2 * DAY + 200, 2 * DAY + 230)]]


@pytest.mark.timeout(300)
def test_three_that_were_apart_for_a_week_are_one_person_again_bit_for_bit(nodes: list[Node]) -> None:
    for each in nodes:
        each.end(kill=each is nodes[1])
    person = Person(*(Living(device) for device in (LAPTOP, DESKTOP, TOWER))).live(a_week(), 7 * DAY)
    carried = [Machine(node.folder, each.journal.device) for node, each in zip(nodes, person.machines, strict=True)]
    assert 3 == len({repr(bits(state)) for state in person.states})
    for machine, part in zip(person.machines, carried, strict=True):
        part.add(list(machine.journal.own()))
        part.visit()
    for each in nodes:
        each.start()

    def has_come() -> bool:
        for part in carried:
            part.visit()
        return carried[0].history == carried[1].history == carried[2].history

    until(has_come)
    for machine, part in zip(person.machines, carried, strict=True):
        machine.hear(part.history.values())
    truth = one(a_week(), 7 * DAY)
    for state in person.states:
        assert bits(truth.states[0]) == bits(state)
    assert spent(person.machines[0]) == spent(person.machines[2])


def parts(folder: Path) -> list[Path]:
    return list(folder.glob("[0-9a-f]*/0*.jsonl"))


def mode_of(path: Path) -> tuple[int, ...]:
    """Nothing of a file that is being replaced."""
    try:
        return (path.stat().st_mode & 0o777,)
    except FileNotFoundError:
        return ()


def paused(session: Session) -> bool:
    return bool(json.loads(session.done("status", "--json"))["tracking"] == "paused")


def machines(folders: Sequence[Path]) -> list[Machine]:
    made = [Machine(path, device) for path, device in zip(folders, (LAPTOP, DESKTOP, TOWER), strict=True)]
    for each in made:
        each.folder.mkdir(0o700, exist_ok=True)
    return made


def live_and_carry(several: Sequence[Machine], carry: Callable[[], None]) -> None:
    """Each lives, all is carried, now and then, until all was carried to all.

    An older copy of a part may be laid over it where both were written in one second; its owner mends that, and what it
    mended is carried with the next round.
    """
    for turn in range(5):
        for index, each in enumerate(several):
            each.live(40 + 100 * (turn == index), start=1000 * turn + index / 10)
            each.visit()
        carry()
    for _ in range(_ROUNDS):
        carry()
        for each in several:
            each.visit()
        if several[0].history == several[1].history == several[2].history:
            return


def test_by_git_as_the_manual_says(tmp_path: Path) -> None:
    if not shutil.which("git"):
        do_without("git")
    named = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b"}
    environment = {**os.environ, **named, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}

    def git(*words: str, at: Path = tmp_path) -> bytes:
        return subprocess.run(["git", *words], cwd=at, env=environment, check=True, capture_output=True).stdout

    git("init", "-q", "--bare", "-b", "main", "server.git")
    folders = [tmp_path / name for name in NAMES]
    for folder in folders:
        git("clone", "-q", "server.git", str(folder))
    several = machines(folders)

    def carry() -> None:
        for folder in folders:
            git("add", "-A", at=folder)
            git("commit", "-q", "--allow-empty", "-m", "sync", at=folder)
            if git("ls-remote", "origin", at=folder):
                git("pull", "-q", "--rebase", "origin", "main", at=folder)
            git("push", "-q", "origin", "HEAD:main", at=folder)

    live_and_carry(several, carry)

    assert several[0].history == several[1].history == several[2].history
    assert 3 * (5 * 40 + 100) == len(several[0].history)


def test_by_rsync_from_each_to_each(tmp_path: Path) -> None:
    if not shutil.which("rsync"):
        do_without("rsync")
    folders = [tmp_path / name for name in NAMES]
    several = machines(folders)

    def carry() -> None:
        for mine in folders:
            for theirs in folders:
                if mine is not theirs:
                    subprocess.run(["rsync", "-a", f"{mine}/", f"{theirs}/", "--update"], check=True)

    live_and_carry(several, carry)

    assert several[0].history == several[1].history == several[2].history
