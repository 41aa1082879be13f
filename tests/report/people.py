"""Who looks back? A person with an ordinary life of any length, in the history on disk."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from tests.day import Day, day
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.facts import Cause, Fact, Recorded, RegimeBegan
from tray.store.files.places import Places
from tray.store.machines import local_notes as machines
from tray.store.opening import open_store

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> \"quoted' \u202e\x1b[31m & ${7*7} {{7*7}}"
"""A label that would like to be more than text."""
BERLIN = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)


def an_ordinary_day(told: Day, dice: Random, label: str = "the report") -> Day:
    """Six to nine hours with breaks that are sometimes taken, a meeting, promises and answers."""
    told.ask(c.StartSession(label, timedelta(hours=2), dice.choice(("normal", "pressed"))))
    for block in range(dice.randint(6, 8)):
        told.work(f"{dice.randint(35, 75)}m", switches_per_hour=dice.choice((6, 12, 20)))
        if block == 1:
            told.ask(c.StopSession()).ask(c.StartSession("mail", timedelta(minutes=30), "light"))
            told.ask(c.Commit("answer Ada")).ask(c.CheckIn("fatigue", dice.randint(2, 7)))
        if block == 2:
            told.happen(e.AttentionChanged(frozenset({"meeting"}))).work("40m").happen(e.AttentionChanged(frozenset()))
            told.ask(c.StopSession()).away("45m")
        if block == 4 and told.state.commitments:
            told.ask(c.CloseCommitment(told.state.commitments[0].number))
        if dice.random() < 0.6:
            told.ask(c.TakeBreak("walk" if dice.random() < 0.3 else "rest", timedelta(minutes=8))).away("9m")
    return told.ask(c.EndDay())


def a_week(monday: datetime, seed: int = 7, label: str = "the report") -> Day:
    """Five ordinary days and a weekend with an hour on Sunday; ``monday`` is at 09:00."""
    dice = Random(seed)
    told = day(zone=BERLIN, at=monday)
    for number in range(5):
        morning = monday + timedelta(days=number)
        if told.at < morning:
            told.away(f"{(morning - told.at).total_seconds():.0f}s")
        an_ordinary_day(told, dice, label if number == 0 else "the report")
    sunday = monday + timedelta(days=6, hours=2)
    return told.away(f"{(sunday - told.at).total_seconds():.0f}s").work("1h").away("10m")


def a_hostile_week(nowhere: Path, monday: datetime) -> list[Fact]:
    """The history on disk, below ``nowhere``, is such a week, under a label that would like to be more than text."""
    assert Places().data.startswith(str(nowhere))
    facts = a_week(monday, label=HOSTILE).facts
    kept(facts)
    return facts


def kept(facts: list[Fact], *, seen: datetime | None = None) -> None:
    """The history on disk is this; no program runs."""
    store = open_store(Places().history, datetime.now(UTC)).store
    for start in range(0, len(facts), 5000):
        store.append(facts[start : start + 5000])
    store.saw(seen)
    store.close()


def kept_of_another(facts: list[Fact], device: str, name: str) -> None:
    """The history on disk has what another machine of theirs saw, too."""
    places = Places()
    with closing(open_store(places.history, datetime.now(UTC)).store) as store:
        store.take(Recorded(device, n, 0, each) for n, each in enumerate(facts, 1))
        machines.save(places.machines, machines.Kept().called({device: name, store.device: "laptop"}))


def years(count: float, until: datetime) -> list[Fact]:
    """Weeks of work up to a moment, cheaply: one week of regimes and promises, again and again."""
    week = [each for each in a_week(datetime(2026, 11, 16, 8, tzinfo=UTC)).facts if _repeats(each)]
    weeks = max(round(count * 52), 1)
    facts: list[Fact] = []
    for number in range(weeks):
        by = (until - week[-1].at) - timedelta(weeks=weeks - 1 - number)
        facts += [replace(each, at=each.at + by) for each in week]
    return facts


def _repeats(fact: Fact) -> bool:
    return type(fact).__name__ in ("RegimeBegan", "Switched", "Labelled", "CheckedIn", "SessionStarted", "SessionEnded")


def one_minute(at: datetime) -> list[Fact]:
    """A life that has only begun."""
    minute = timedelta(minutes=1)
    return [RegimeBegan(at, Regime.WORK, Cause.INPUT), RegimeBegan(at + minute, Regime.REST, Cause.AWAY)]
