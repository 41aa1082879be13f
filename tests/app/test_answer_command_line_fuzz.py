"""Whatever comes through the socket is answered, or refused with its reason; nothing of it is a fault."""

from collections.abc import Callable
from dataclasses import fields
from datetime import datetime, timedelta
from random import Random
from typing import Any, get_args

import pytest

from tests.app.test_answer_command_line import serving
from tests.app.test_loop import Desk
from tests.random_seed import dice
from tests.store.stories import LONG
from tray.control import protocol
from tray.core.messages.commands import Command
from tray.core.messages.what_if import Question

MESSAGES = 100_000 if LONG else 4_000
VERBS = [value for name, value in vars(protocol).items() if name.isupper() and isinstance(value, str)]
ODD: list[Any] = [
    *(None, True, False, 0, 1, -1, 7, 1e308, -1e308, 1e-300, 1 << 62, "", "x", "rest", "normal", "fatigue", "work"),
    *("0001-01-01", "9999-12-31", "2026-11-30", "9999-12-31T23:59:59.999999+00:00", "0001-01-01T00:00:00+00:00"),
    *("2026-11-23T09:30:00+00:00", "2026-11-23T12:00:00-12:00", "2026-11-23T12:00:00", "\x1b[31m", "\u202e", "ü" * 999),
    *([], {}, [[]], {"a": 1}, 60.0, 600.0, 3600.0, 86_400.0, 1e9, 3e9, "nan", "restore", 10, 11),
]


def a_message(chance: Random) -> tuple[str, dict[str, Any]]:
    if chance.random() < 0.1:
        return chance.choice([*VERBS, "", "x"]), {chance.choice(("style", "here", "file", "end")): chance.choice(ODD)}
    kind = chance.choice(get_args(Command) if chance.random() < 0.8 else get_args(Question))
    told = {each.name: chance.choice(ODD) for each in fields(kind) if chance.random() < 0.8}
    if chance.random() < 0.05:
        told[chance.choice(("x", "at"))] = chance.choice(ODD)
    verb = protocol.WHAT_IF if chance.random() < 0.2 else protocol.COMMAND
    return verb, {"command": chance.choice((kind.__name__,) * 9 + ("X",)), "fields": told}


@pytest.mark.timeout(7200 if LONG else 300)
def test_every_random_message_is_answered_or_refused_with_its_reason(counted: Callable[[str], None]) -> None:
    chance = dice(19)
    answered = 0
    desk = Desk().type()
    for number in range(MESSAGES):
        if number % 500 == 0:
            desk = Desk().type().run(minutes=40)
        verb, arguments = a_message(chance)
        if verb in (protocol.TAKE, protocol.PURGE):
            continue
        try:
            answer = serving(desk).answer(verb, arguments)
            if number % 20 == 0:
                desk.run(minutes=chance.choice((1, 30)))
        except Exception as error:
            raise AssertionError(f"message {number}: {verb} {arguments}") from error
        assert answer["ok"] or answer["error"]
        answered += bool(answer["ok"])
    counted(f"{MESSAGES:,} random messages, {answered:,} done, the others refused with their reason")
    assert answered > MESSAGES // 20


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("BeginHoliday", {"last": "9999-12-31"}),
        ("TakeBreak", {"length": 1e308}),
        ("TakeBreak", {"length": 1e10}),
        ("TakeBreak", {"length": -60.0}),
        ("Pause", {"until": "9999-12-31T23:59:59.999999+00:00"}),
        ("Pause", {"until": "0001-01-01T00:00:00+00:00"}),
        ("Snooze", {"length": 1e9}),
    ],
)
def test_what_no_person_means_is_refused_at_the_door(command: str, told: dict[str, Any]) -> None:
    desk = Desk().type()
    before = desk.loop.record.state

    answer = serving(desk).answer("command", {"command": command, "fields": told})

    assert not answer["ok"]
    assert 2 == answer["exit_code"]
    assert before == desk.loop.record.state


def test_the_longest_that_can_be_said_is_lived_through() -> None:
    desk = Desk().type()
    for command, told in (("BeginHoliday", {"last": "2189-12-31"}), ("Pause", {"length": 366 * 86_400.0})):
        serving(desk).answer("command", {"command": command, "fields": told})
        desk.run(minutes=90)

    assert desk.loop.record.state.at - datetime.fromisoformat("2026-11-23T08:00:00+00:00") < timedelta(days=2)
