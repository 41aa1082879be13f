"""Which rows of the menu are about breaks: the one suggested, those to begin now, and suggestions for later?"""

from dataclasses import replace
from datetime import datetime, timedelta

from tray.core import commands as c
from tray.core import friction
from tray.core.fitting import longer, of_kind
from tray.core.kinds import kind_named, kinds
from tray.core.ongoing import Suggestion
from tray.core.sensing import Setting
from tray.core.state import State
from tray.view import phrases
from tray.view.durations import length, moment
from tray.view.face import SEPARATOR, Row

_SNOOZES = (timedelta(minutes=5), timedelta(minutes=15), timedelta(minutes=30))
_SHORT = timedelta(minutes=5)


def suggested(live: Suggestion, state: State, around: Setting) -> tuple[Row, ...]:
    """The live suggestion with its answers, for hosts whose notifications draw no buttons.

    As worked out now: a notification keeps its words, since servers draw the eye to one that is replaced.
    """
    live = _as_of_now(live, state, around)
    take = c.TakeBreak(live.kind, live.length)
    snooze = Row("asked-snooze", f"Snooze ({length(around.settings.breaks.snooze)})", c.Snooze())
    way_out = Row("asked-way-out", 'The way out: backpressure skip --reason "…"', enabled=False)
    return (
        Row("asked", phrases.title(live), enabled=False),
        Row("asked-break", f"Take a break ({length(live.length)})", take),
        *(() if live.enough else (Row("asked-end-day", "Shut down the day", c.EndDay()),)),
        *((snooze,) if friction.may_snooze(state, around) else ()),
        Row("asked-skip", "Skip", c.Skip()) if friction.may_skip(around) else way_out,
        Row("line-asked", SEPARATOR),
    )


def _as_of_now(live: Suggestion, state: State, around: Setting) -> Suggestion:
    kind = kind_named(live.kind, around.settings)
    if kind is None:
        return live
    found = longer(of_kind(state, around, kind), state, around)
    return replace(live, length=found.length, enough=found.enough or live.clock is not None, buys=found.buys)


def rows(state: State, at: datetime, around: Setting) -> tuple[Row, ...]:
    """Begin a break of each kind, or end the one that is on; and put suggestions off, where that is allowed."""
    if state.break_:
        breaks = Row("back", "I am back", c.EndBreak(), icon="go-home")
    else:
        breaks = Row("break", "Take a break", children=_breaks(state, around), icon="media-playback-pause")
    return (breaks, *_snooze(state, at, around))


def _breaks(state: State, around: Setting) -> tuple[Row, ...]:
    rest, *others = ((kind, of_kind(state, around, kind).length) for kind in kinds(around.settings))
    told = phrases.breaks_today(state)
    return (
        Row("break-worked-out", f"{length(rest[1])}, as worked out", c.TakeBreak("rest", rest[1])),
        Row("break-5", length(_SHORT), c.TakeBreak("rest", _SHORT)),
        *(
            Row(f"break-{kind.name}", f"{phrases.name_of(kind.name)} ({length(long)})", c.TakeBreak(kind.name, long))
            for kind, long in others
        ),
        *((Row("breaks-today", told, enabled=False),) if told else ()),
    )


def _snooze(state: State, at: datetime, around: Setting) -> tuple[Row, ...]:
    if around.settings.breaks.friction == "strict":
        return ()
    by_length = (Row(f"snooze-{each // timedelta(minutes=1)}", length(each), c.Snooze(each)) for each in _SNOOZES)
    children = (*by_length, Row("snooze-tomorrow", "Until tomorrow", c.Snooze(until_tomorrow=True)))
    return (Row("snooze", _snooze_label(state, at, around), children=children, icon="appointment-soon"),)


def _snooze_label(state: State, at: datetime, around: Setting) -> str:
    if state.snoozed_until and state.snoozed_until > at:
        return f"Snoozed until {moment(state.snoozed_until, at, around.zone)}"
    return "Snooze suggestions"
