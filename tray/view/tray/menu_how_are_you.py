"""Offers, in menu and panel, to say how one is, what follows from it, a holiday and the early warnings: as rows."""

from datetime import datetime, timedelta
from functools import lru_cache

from tray.core import days_and_nights
from tray.core.context import Context
from tray.core.messages import commands as c
from tray.core.state.state import State
from tray.core.wellbeing.easing import eased_today
from tray.core.wellbeing.warnings import IN_MENU
from tray.lib.language.translation import say
from tray.view.tray.face import SEPARATOR, Row
from tray.view.words import checkins as words
from tray.view.words.names_and_numbers import full_day, length


def rows(state: State, at: datetime, context: Context) -> tuple[Row, ...]:
    """How the person is, and what follows from it."""
    children = (*_checkin(state), _holiday(state, at, context), *_warned(state, at))
    return (Row("checkin", say("How are you"), children=children),)


def _checkin(state: State) -> tuple[Row, ...]:
    questions = (
        Row(f"checkin-{item}", words.short(item), children=_numbers(item, *words.ends(item))) for item in words.ITEMS
    )
    eased = eased_today(state)
    easier = Row("ease", say("Make today easier"), c.EaseToday())
    if eased:
        undo = say("Back to a usual day (breaks after {length} today)", length=length(eased.break_after))
        easier = Row("as-usual", undo, c.AsUsual())
    return (*questions, Row("line-checkin", SEPARATOR), easier)


@lru_cache(maxsize=8)
def _numbers(item: str, least: str, most: str) -> tuple[Row, ...]:
    ends = {0: least, 10: most}
    return tuple(Row(f"checkin-{item}-{n}", ends.get(n, str(n)), c.CheckIn(item, n)) for n in range(11))


def _warned(state: State, at: datetime) -> tuple[Row, ...]:
    """The early warnings of the last days; none on most of them."""
    lately = [signal for signal, when in state.health.warned if at - when < IN_MENU]
    if not lately:
        return ()
    from tray.view.words.warnings import title  # seldom needed

    told = (Row(f"warned-{signal}", title(signal), enabled=False) for signal in lately)
    more = Row("warned-more", say("More: backpressure warnings"), enabled=False)
    return (Row("warned", say("Early warnings"), children=(*told, more)),)


def _holiday(state: State, at: datetime, context: Context) -> Row:
    if state.health.holiday:
        return Row("holiday-end", say("Back from holiday"), c.EndHoliday())
    today = days_and_nights.day_of(at, context.zone, context.settings.hours)
    last = days_and_nights.week_of(today, context.settings.hours) + timedelta(days=6)
    # On the last day of a week that of the next is meant: a holiday that is over tonight is none.
    first = last if last > today else last + timedelta(days=7)
    after = first + timedelta(days=7)
    children = (
        Row("holiday-week", say("Until {day}", day=full_day(first, today)), c.BeginHoliday(first)),
        Row("holiday-two", say("Until {day}", day=full_day(after, today)), c.BeginHoliday(after)),
        Row("holiday-open", say("Until I'm back"), c.BeginHoliday()),
    )
    return Row("holiday", say("Holiday"), children=children)
