"""To-dos as the person opens, plans and closes them, how many may be open, and when a deadline begins to press."""

from datetime import datetime, timedelta

from tray.core import days_and_nights
from tray.core.context import Context
from tray.core.day import limits
from tray.core.days_and_nights import DAY, instant
from tray.core.messages import commands as c
from tray.core.messages import facts as f
from tray.core.state.state import State
from tray.errors import NotPossible, TooManyOpen
from tray.lib.language.formats import formats
from tray.lib.language.translation import say, say_many

_FARTHEST = 15
"""Days. Whoever is away for longer has the day before it."""


def near(when: datetime, context: Context) -> datetime:
    """When a deadline begins to press: the same time on the last working day (without fixed hours, day) before."""
    zone, hours = context.zone, context.settings.hours
    day, local = days_and_nights.day_of(when, zone, hours), when.astimezone(zone)
    back = 1
    if days_and_nights.has_hours(hours):
        worked = (n for n in range(1, _FARTHEST + 1) if days_and_nights.working_ranges(day - n * DAY, zone, hours))
        back = next(worked, 1)
    found = instant(local.date() - timedelta(days=back), local.time().replace(fold=0), zone)
    return min(found, when)


def answer(
    state: State, command: c.Commit | c.PlanCommitment | c.CloseCommitment, at: datetime, context: Context
) -> tuple[f.Fact, ...]:
    """What a command about a to-do records. Raises NotPossible, and TooManyOpen when a hard limit is reached."""
    when = None if isinstance(command, c.CloseCommitment) else command.when
    if when is not None and when <= at:
        raise NotPossible(say('That time has passed. Give one that\'s still to come, such as "tomorrow 10:00".'))
    if isinstance(command, c.Commit):
        _check_cap(state, command, context)
        number = state.commitments_made + 1
        text = command.text or say("Noted at {time}", time=formats().clock(at.astimezone(context.zone).time()))
        opened = f.CommitmentOpened(at, number, text, command.reason)
        if not command.when:
            return (opened,)
        return (opened, f.CommitmentPlanned(at, number, command.when, near=near(command.when, context)))
    named = next((each.identity for each in state.commitments if each.number == command.number), None)
    if named is None:
        raise NotPossible(none_open(state, command.number))
    match command:
        case c.PlanCommitment():
            return (f.CommitmentPlanned(at, named[1], command.when, named[0], near(command.when, context)),)
        case c.CloseCommitment():
            return (f.CommitmentClosed(at, named[1], named[0]),)


def none_open(state: State, number: int) -> str:
    """That nothing is open under a number, and what is."""
    numbers = formats().listed([str(each.number) for each in state.commitments])
    if numbers:
        return say(
            "There's no open to-do number {number}. The open ones are: {numbers}.", number=number, numbers=numbers
        )
    return say("There's no open to-do number {number}; there are none at all.", number=number)


def _check_cap(state: State, command: c.Commit, context: Context) -> None:
    cap, hard = context.settings.limits.commitments, "commitments" in context.settings.limits.hard
    count = limits.made_here(state)
    if count >= cap and hard and not command.reason and command.when is None:
        refusal = say_many(
            "{count} to-do is open without a time, and your limit is {most}.",
            "{count} to-dos are open without a time, and your limit is {most}.",
            count,
            most=cap,
        )
        text = say(
            "{refusal} Close one (`backpressure close N`), give one a time (`backpressure plan N WHEN`), or say with "
            "--reason why you take it on all the same. `backpressure commitments` lists them, and "
            "`backpressure decline` has words for whoever asks.",
            refusal=refusal,
        )
        raise TooManyOpen(text, refusal)
