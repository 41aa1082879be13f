"""Asks what a gap was, or whether a session is good enough: in words, with buttons and rows."""

from datetime import datetime, timedelta

from tray.core.context import Context
from tray.core.day import estimates
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.state.ongoing import Session
from tray.core.state.state import State
from tray.core.wellbeing import questions
from tray.view.tray.face import Button, Notice, Row
from tray.view.words import wording
from tray.view.words.durations import clock, length

_WAS = (("work", "I worked", Regime.WORK), ("walk", "A walk", Regime.RESTORE), ("rest", "A break", Regime.REST))
_USED_UP = {1.0: "You've used your {}.", 1.5: "You planned {} and have spent half as much again."}
_TWICE = "You planned {} and have spent at least twice as much."


def what_was(since: datetime, until: datetime, context: Context) -> Notice:
    """The question what a gap was."""
    buttons = tuple(Button(key, label, c.ItWas(regime, since, until)) for key, label, regime in _WAS)
    begin, end = clock(since, context.zone), clock(until, context.zone)
    body = f"What did you do from {begin} to {end}? Backpressure counts it as a break unless you say otherwise."
    return Notice("Welcome back", body, buttons)


def gap_rows(state: State, at: datetime, context: Context) -> tuple[Row, ...]:
    """The same question as rows of the menu, with what was answered marked."""
    gap = questions.last_gap(state, at, context)
    if gap is None:
        return ()
    children = tuple(
        Row(f"was-{key}", label, c.ItWas(regime, *gap), checked=state.last_gap_was is regime, radio=True)
        for key, label, regime in _WAS
    )
    return (Row("was", f"What did you do {_span(*gap, context)}?", children=children),)


def good_enough(session: Session, context: Context) -> Notice:
    """The question whether a session is good enough, as long as it waits for an answer."""
    wanted = context.settings.notifications
    buttons = (
        Button("done", "Done", c.StopSession()),
        Button("more", wording.more_time(context.settings.sessions.more), c.MoreOnSession()),
        Button("estimate", "Re-estimate", c.Estimate()),
    )
    return Notice(
        _title(session), _used_up(session), buttons, wanted.urgency, lasting=True, dismissed=c.LeaveEstimate()
    )


def how_long(lengths: tuple[timedelta, ...], state: State) -> Notice:
    """Some lengths to estimate the session anew."""
    worked = state.session.worked if state.session else timedelta(0)
    buttons = tuple(
        Button(f"estimate-{each // timedelta(minutes=1)}", length(each), c.Estimate(each)) for each in lengths
    )
    return Notice(
        "How long will it take in all?",
        f"You've spent {length(worked)} on it so far. For another length: `backpressure estimate 5h`.",
        buttons,
    )


def estimate_rows(state: State, session: Session, context: Context) -> tuple[Row, ...]:
    """The question as rows of the menu."""
    return (
        Row("asked", _title(session), enabled=False),
        Row("asked-done", "Done", c.StopSession()),
        Row("asked-more", wording.more_time(context.settings.sessions.more), c.MoreOnSession()),
        Row("asked-estimate", "Re-estimate", children=estimate_choices(state, "asked-")),
    )


def estimate_choices(state: State, prefix: str = "") -> tuple[Row, ...]:
    """Lengths for the whole session, as rows."""
    return tuple(
        Row(f"{prefix}estimate-{index}", f"{length(each)} in all", c.Estimate(each))
        for index, each in enumerate(estimates.choices(state))
    )


def _title(session: Session) -> str:
    return f'"{wording.clipped(session.label)}": is it good enough?'


def _used_up(session: Session) -> str:
    text = _USED_UP.get(session.asked, _TWICE)
    return text.format(length(session.estimate or timedelta(0)))


def _span(since: datetime, until: datetime, context: Context) -> str:
    return f"{clock(since, context.zone)}–{clock(until, context.zone)}"
