"""Whether to tell of an early warning: at most one a day and three a week, each seldom, and at a good moment."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tray.core.breaks.quiet_gate_and_budget import why_quiet
from tray.core.context import Context
from tray.core.messages.facts import Fact, HistoryWeighed, InsightTold, WarningRaised
from tray.core.sensing.presence import Senses
from tray.core.state.state import State
from tray.core.state.wellbeing import INSIGHT, last
from tray.core.wellbeing.questions import asked_within, checks_in, good_moment

if TYPE_CHECKING:
    from tray.core.messages.day_totals import DayTotals
    from tray.core.messages.insight import Insight
    from tray.core.wellbeing.warning_signs import Finding

KIND = "warning_raised"
"""What ``facts.kind_of`` calls the fact."""
LOOKED_BACK = timedelta(days=84)
"""Ten days of work, thirty before them and a week more, with some leave between them."""
AGAIN_AFTER = timedelta(days=28)
"""Nobody is told of the same signal sooner."""
IN_MENU = timedelta(days=7)
"""How long the menu still names a warning."""
_WEEK = timedelta(days=7)
_AFTER_QUESTION = timedelta(minutes=15)
"""Nobody is asked and warned in one breath, and before a break is due there is time for both."""


def wants(state: State, senses: Senses, at: datetime, context: Context) -> bool:
    """Whether the history is to be looked through now: once a day, when something could be said."""
    wanted = context.settings.warnings.on or context.settings.warnings.insights
    if not wanted or state.day is None or state.health.weighed == state.day.day:
        return False
    return not asked_within(_AFTER_QUESTION, state.health, at) and good_moment(state, senses, at, context)


def weighed(
    state: State,
    senses: Senses,
    days: "Sequence[DayTotals]",
    insights: "Sequence[Insight]",
    at: datetime,
    context: Context,
) -> tuple[Fact, ...]:
    """What is recorded when the days before this one were looked through; ``state`` is as of ``at``.

    An insight is told where there is nothing to warn of. Nothing is recorded when the person has become busy meanwhile:
    then it is done anew at the next good moment.
    """
    busy = state.suggestion or checks_in(state.health) or why_quiet(state, senses, at, context)
    if state.day is None or not state.working or busy:
        return ()
    # Needed once a day: loaded when it is first needed.
    from tray.core.wellbeing.warning_signs import findings

    done = HistoryWeighed(at, state.day.day)
    told = sum(at - when < _WEEK for name, when in state.health.warned if name != INSIGHT)
    if context.settings.warnings.on and told < context.settings.warnings.per_week:
        shown = findings(days, context.settings.law.edition)
        found = next((each for each in shown if may_tell(state, each, at, context)), None)
        if found:
            return (done, WarningRaised(at, found.signal, found.rule, found.numbers))
    insight = next((each for each in insights if each.clear), None)
    if insight is None or not tells_insights(state, at, context):
        return (done,)
    numbers = {name: float(getattr(insight, name)) for name in ("count", "others", "difference", "low", "high")}
    return (done, InsightTold(at, insight.kind, insight.what, numbers))


def tells_insights(state: State, at: datetime, context: Context) -> bool:
    """The person wants to hear what goes with what in their record, and did not hear of it in the last weeks."""
    before = last(state.health.warned, INSIGHT)
    return context.settings.warnings.insights and (before is None or at - before >= AGAIN_AFTER)


def may_tell(state: State, found: "Finding", at: datetime, context: Context) -> bool:
    """The person wants to hear of this signal, and did not hear of it lately."""
    before = last(state.health.warned, found.signal)
    lately = before is not None and at - before < AGAIN_AFTER
    return found.signal not in context.settings.warnings.not_these and not lately
