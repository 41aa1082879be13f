"""What is known of how the person is, as a part of the state: the open question, an easier day, a holiday."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import assert_never

from tray.core.messages import facts as f
from tray.lib.frozen import dataclass

WELCOME = "welcome"
"""The item of what is said at the first start; its answer is that it was read."""
WEEKS = "weeks"
"""The item of the one question about the time before: asked at the second start or on the second day."""
INSIGHT = "insight"
"""Stands among the signals that were told; no signal has this name."""
SCREEN = "screen"
"""The item of the one question whether the next break is to be on the screen: asked after a break, once ever."""
FIRST = (WELCOME, WEEKS, SCREEN)
"""These are no check-ins."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question that waits for an answer."""

    item: str
    since: datetime
    aside: bool = False
    """Made room for a suggestion: it is in the menu still, and not on the screen."""


@dataclass(frozen=True, slots=True)
class Eased:
    """How ``day`` goes easier."""

    day: date
    break_after: timedelta
    work: timedelta
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday that is not over."""

    first: date
    last: date | None
    """None until the person says so."""


@dataclass(frozen=True, slots=True)
class Health:
    """The part of the state that these facts add up to."""

    begun: datetime | None = None
    """When the person was asked how the last weeks were, which is when the record begins."""
    question: Question | None = None
    heard: tuple[tuple[str, datetime], ...] = ()
    """When each item was last put or answered."""
    put_at: datetime | None = None
    """When the last question of a check-in was put."""
    put_today: int = 0
    eased: Eased | None = None
    holiday: Holiday | None = None
    weighed: date | None = None
    """The day on which the history was last looked through for early warnings."""
    warned: tuple[tuple[str, datetime], ...] = ()
    """When each signal was last told, and the last insight, under INSIGHT."""


def made_room(health: Health) -> Health:
    """``health`` when a break is suggested: a question of the first days does not come back on the screen after it."""
    stands = health.question
    return (
        health if stands is None or stands.item not in FIRST else replace(health, question=replace(stands, aside=True))
    )


def changed_by(health: Health, fact: f.HealthFact) -> Health:
    """``health`` after a fact of its own."""
    match fact:
        case f.QuestionPut():
            asked = replace(health, question=Question(fact.item, fact.at))
            if fact.item == WELCOME:
                return replace(asked, begun=fact.at)
            if fact.item == WEEKS:
                heard = _noted(health.heard, WEEKS, fact.at)
                return replace(asked, begun=health.begun or fact.at, heard=heard)
            if fact.item == SCREEN:
                return replace(asked, heard=_noted(health.heard, SCREEN, fact.at))
            return replace(
                asked, heard=_noted(health.heard, fact.item, fact.at), put_at=fact.at, put_today=health.put_today + 1
            )
        case f.QuestionDropped():
            return replace(health, question=None)
        case f.TodayEased():
            return replace(health, eased=Eased(fact.day, fact.break_after, fact.work))
        case f.EasingUndone():
            undone = health.eased or Eased(fact.day, timedelta(0), timedelta(0))
            return replace(health, eased=replace(undone, day=fact.day, undone=True))
        case f.HolidayBegan():
            return replace(health, holiday=Holiday(fact.first, fact.last), question=None)
        case f.HolidayEnded():
            return replace(health, holiday=None)
        case f.HistoryWeighed():
            return replace(health, weighed=fact.day)
        case f.WarningRaised():
            return replace(health, warned=_noted(health.warned, fact.signal, fact.at))
        case f.InsightTold():
            return replace(health, warned=_noted(health.warned, INSIGHT, fact.at))
        case _:
            assert_never(fact)


def answered(health: Health, item: str, at: datetime) -> Health:
    """``health`` after an answer to ``item``, asked for or not; whoever tells of the weeks has read the welcome."""
    answers = (item, WELCOME) if item == WEEKS else (item,)
    stands = None if health.question and health.question.item in answers else health.question
    return replace(health, question=stands, heard=_noted(health.heard, item, at))


def new_day(health: Health) -> Health:
    """``health`` when a day begins."""
    return replace(health, put_today=0) if health.put_today else health


def day_again(health: Health, asked: int) -> Health:
    """``health`` back in a day on which ``asked`` questions had been put."""
    return replace(health, put_today=health.put_today + asked)


def shifted(health: Health, by: timedelta) -> Health:
    """``health`` on a clock that was set."""
    return replace(
        health,
        begun=health.begun and health.begun + by,
        question=health.question and replace(health.question, since=health.question.since + by),
        heard=tuple((name, at + by) for name, at in health.heard),
        put_at=health.put_at and health.put_at + by,
        warned=tuple((name, at + by) for name, at in health.warned),
    )


def last(noted: tuple[tuple[str, datetime], ...], name: str) -> datetime | None:
    """When ``name`` was last noted, in ``heard`` or ``warned``."""
    return next((at for known, at in noted if known == name), None)


def _noted(noted: tuple[tuple[str, datetime], ...], name: str, at: datetime) -> tuple[tuple[str, datetime], ...]:
    return (*((known, when) for known, when in noted if known != name), (name, at))
