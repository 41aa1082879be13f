"""Which rows of the menu are about sessions: begin one, end it, estimate it anew, see those of today?"""

from tray.core import commands as c
from tray.core.ongoing import Session
from tray.core.sensing import Setting
from tray.core.state import State
from tray.view import wording
from tray.view.asked import estimate_choices
from tray.view.durations import clock, length
from tray.view.face import Row

_SHOWN = 12
"""At most so many of today's sessions are rows of the menu; `backpressure sessions` lists all."""
_LOADS = (
    ("normal", "Work", "work"),
    ("light", "Light work", "light work"),
    ("pressed", "Work under pressure", "work under pressure"),
)


def rows(state: State, around: Setting) -> tuple[Row, ...]:
    """What can be done now, then what was done today."""
    return (*(_open(state, state.session, around) if state.session else (_start(),)), *_today(state, around))


def _open(state: State, session: Session, around: Setting) -> tuple[Row, ...]:
    known = f" ({length(session.estimate)})" if session.estimate else ""
    more = wording.more_time(around.settings.sessions.more)
    children = (Row("more", more, c.MoreOnSession()), *estimate_choices(state))
    return (
        Row("stop", f"End session: {wording.clipped(session.label)}", c.StopSession()),
        Row("estimate", f"Estimate{known}", children=children),
    )


def _start() -> Row:
    by_load = (Row(f"start-{load}", label, c.StartSession(name, load=load)) for load, label, name in _LOADS)
    by_hand = Row("start-by-hand", "Away from the computer", c.StartSession("away from the computer", by_hand=True))
    return Row("start", "Start a session", children=(*by_load, by_hand))


def _today(state: State, around: Setting) -> tuple[Row, ...]:
    if not state.sessions:
        return ()
    children = (
        Row(
            f"session-{index}",
            f"{clock(each.since, around.zone)}  {wording.clipped(each.label)}  {length(each.worked)}",
            enabled=False,
        )
        for index, each in enumerate(state.sessions[-_SHOWN:])
    )
    return (Row("sessions", f"Sessions today ({len(state.sessions)})", children=tuple(children)),)
