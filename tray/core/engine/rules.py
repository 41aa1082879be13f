"""The table of rules: what each may record as time passes, and when its answer can next change.

``step`` walks it to act and ``schedule`` walks it to know when to look again, so that no rule is forgotten in one of
them. To add a rule, add a row. Rows of ``SETTLED`` say what time alone brings; rows of ``SPOKEN`` speak to the person
of the program's own accord, the most important first, through the one gate of ``core.breaks.quiet_gate_and_budget``.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from tray.core import days_and_nights
from tray.core.breaks import fixed_times, heads_up, nudges_at_good_moments, quiet_gate_and_budget
from tray.core.context import Context
from tray.core.day import blocks, limits, meetings, shutdown
from tray.core.day.pause_and_quiet import resumed
from tray.core.law.law_on_record import values_of
from tray.core.messages import events as e
from tray.core.messages import facts as f
from tray.core.sensing.clock_labels import labelled
from tray.core.sensing.presence import Senses
from tray.core.state.state import State, is_here, own
from tray.core.wellbeing import gap_questions_and_answers, holiday, incident_when_full, questions
from tray.core.wellbeing.timing_of_warnings_and_insights import weighed
from tray.lib.frozen import NamedTuple, dataclass
from tray.settings.defaults.every_setting import LEVELS


@dataclass(frozen=True, slots=True)
class Now:
    """What a rule looks at."""

    state: State
    """As of the last fact for what is settled, as of ``at`` for what is spoken."""
    senses: Senses
    at: datetime
    context: Context
    event: e.Event
    zone: tzinfo | None = None
    """The local time zone of the step before; None before the first one."""
    waited: datetime | None = None
    """Since when there has been something to say about a break."""
    came: bool = False
    """The person has just come to this machine from another."""

    @property
    def present(self) -> bool:
        """Somebody is there to hear."""
        return self.state.working and not self.senses.locked

    @property
    def acts(self) -> bool:
        """What time brings is for this machine to record: the person is at it, was last, or touches it just now."""
        return is_here(self.state) or self.senses.active


Changes = Iterable[datetime | None]


class Rule(NamedTuple):
    """One rule."""

    name: str
    facts: Callable[[Now], tuple[f.Fact, ...]]
    """What it records now."""
    changes: Callable[[Now], Changes] = lambda _: ()
    """When it may record something although nothing happens until then; times in the past do no harm."""
    gated: bool = False
    """It passes the gate, and keeps some distance to what else was said; otherwise it sees to that itself."""
    alone: bool = False
    """It waits while something else is said."""
    about: Callable[[Now], object] = lambda _: True
    """What it could speak of. Where there is none, as on a day without blocks, it is asked nothing."""


def _days_of_calendars(now: Now) -> tuple[f.Fact, ...]:
    """The days off and the working hours that stand in calendars."""
    if not is_here(now.state):
        return ()
    # What was read while the person was elsewhere is for this machine to say once they come.
    is_read = isinstance(now.event, e.CalendarRead) or (now.came and bool(now.context.appointments))
    asked = now.state, now.at, now.context
    return (*meetings.days_off(*asked, is_read=is_read), *meetings.working_hours(*asked, is_read=is_read))


def _parameters(now: Now) -> tuple[f.Fact, ...]:
    """The parameters in force, when they are not those of the record."""
    settings, state = now.context.settings, now.state
    if not is_here(state):
        return ()
    known = state.gain_filter is None and state.law == settings.law
    if known and state.hysteresis == settings.levels.hysteresis:
        return ()
    return (f.ParametersSet(now.at, values_of(settings.law, settings.levels.hysteresis)),)


def _labels(now: Now) -> tuple[f.Fact, ...]:
    if not is_here(now.state):
        return ()
    anew = isinstance(now.event, e.SettingsSaved | e.CalendarRead | e.ClockSet)
    known = now.state.labelled_at
    if known is not None and not anew and now.zone in (None, now.context.zone) and now.at < _next_label(known, now):
        return ()
    return labelled(now.state, now.at, now.context, now.zone, set_anew=anew)


def _labels_change(now: Now) -> Changes:
    yield _next_label(now.at, now)


def _next_label(after: datetime, now: Now) -> datetime:
    return days_and_nights.next_label_change(
        after, now.context.zone, now.context.settings.hours, now.context.settings.law
    )


def _plan_of_the_day(now: Now) -> tuple[f.Fact, ...]:
    """That a new day began, or its end changed.

    Of several machines that ran when it began, each may have thought that another one says so.
    """
    if not is_here(now.state):
        return ()
    planned = shutdown.plan_day(now.state, now.at, now.context)
    day, senses = now.state.day, now.senses
    if now.state.machine is None or day is None or not planned or planned[0].day == day.day:
        return planned
    begins = days_and_nights.day_bounds(planned[0].day, now.context.zone, now.context.settings.hours)[0]
    ran_since = max((at for at in (senses.started_at, senses.woke_at) if at is not None), default=now.at)
    return (replace(planned[0], at=begins),) if max(ran_since, day.known_since) <= begins < now.at else planned


def _day_changes(now: Now) -> Changes:
    hours, zone = now.context.settings.hours, now.context.zone
    yield days_and_nights.day_bounds(days_and_nights.day_of(now.at, zone, hours), zone, hours)[1]


def _pause_over(now: Now) -> tuple[f.Fact, ...]:
    paused = now.state.paused
    if paused is None or paused.until is None or now.at < paused.until:
        return ()
    return resumed(own(now.state), now.senses, paused.until, now.context) if now.acts else ()


def _quiet_over(now: Now) -> tuple[f.Fact, ...]:
    quiet = now.state.quiet
    over = quiet is not None and quiet.until is not None and now.at >= quiet.until
    return (f.QuietEnded(quiet.until),) if quiet and quiet.until and over and now.acts else ()


SETTLED: tuple[Rule, ...] = (
    Rule("parameters", _parameters),
    Rule(
        "days off of calendars",
        _days_of_calendars,
        about=lambda now: now.context.settings.calendar.files or now.state.days_off or now.state.calendar_hours,
    ),
    Rule("labels of the clock", _labels, _labels_change),
    Rule(
        "end of a holiday",
        lambda now: holiday.over(now.state, now.at, now.context) if now.acts else (),
        lambda now: (holiday.ends(now.state, now.context),),
        about=lambda now: now.state.health.holiday,
    ),
    Rule(
        "draining",
        lambda now: shutdown.go_on(now.state, now.at, now.context) if now.acts else (),
        lambda now: (shutdown.over_by(now.state, now.context),),
    ),
    Rule(
        "blocks that are over",
        lambda now: blocks.end(now.state, now.at) if now.acts else (),
        lambda now: blocks.changes(now.state),
        about=lambda now: now.state.blocks,
    ),
    Rule(
        "plan of the day",
        _plan_of_the_day,
        _day_changes,
    ),
    Rule(
        "replanned",
        lambda now: meetings.replanned(now.state, now.event, now.at, now.context) if is_here(now.state) else (),
        about=lambda now: now.state.planned_meetings,
    ),
    Rule(
        "meetings of calendars",
        lambda now: meetings.begun(now.state, now.at, now.context) if is_here(now.state) else (),
        lambda now: (meetings.next_change(now.at, now.context),),
        about=lambda now: now.context.appointments,
    ),
    Rule("end of a pause", _pause_over, lambda now: (now.state.paused.until if now.state.paused else None,)),
    Rule("end of quiet", _quiet_over, lambda now: (now.state.quiet.until if now.state.quiet else None,)),
)


_ABOUT_NOW = timedelta(minutes=2)
"""A break that was suggested so lately is suggested about now."""


def _level_reached(now: Now) -> tuple[f.Fact, ...]:
    """The levels from orange on that the pressure of work has risen to."""
    state, bounds = now.state, now.context.settings.levels
    if not state.working or state.pressure < bounds.orange:
        return ()
    known = {each.level for each in state.reached}
    steps = ((word, getattr(bounds, word)) for word in LEVELS[2:])
    return tuple(
        f.LevelReached(now.at, word, bound) for word, bound in steps if state.pressure >= bound and word not in known
    )


def _day_end(now: Now) -> tuple[f.Fact, ...]:
    told = shutdown.speak(now.state, now.at, now.context, present=now.present)
    return () if any(shutdown.lets_a_break_first(each, now.state) and _break_is_now(now) for each in told) else told


def _break_is_now(now: Now) -> bool:
    """A break is suggested about now: it was a moment ago, or waits for a good one."""
    lately = any(now.at - each < _ABOUT_NOW for each in now.state.suggested[-1:])
    return lately or nudges_at_good_moments.could_speak(now.state, now.senses, now.at, now.context)


def _block_over(now: Now) -> tuple[f.Fact, ...]:
    return blocks.tell(now.state, now.at) if now.present else ()


def _break(now: Now) -> tuple[f.Fact, ...]:
    return nudges_at_good_moments.nudge(now.state, now.senses, now.at, now.context, now.waited)


def _break_changes(now: Now) -> Changes:
    yield from nudges_at_good_moments.next_times(now.state, now.senses, now.waited, now.at, now.context)
    if now.context.settings.breaks.at:
        yield fixed_times.next_time(now.at, now.context)


def _limits(now: Now) -> tuple[f.Fact, ...]:
    """One limit at a time, the most important first."""
    if not now.present or now.senses.quiet(now.at):
        return ()
    return limits.tell(now.state, now.at, now.context)[:1]


def _limits_change(now: Now) -> Changes:
    return (now.at + more for more in limits.until_near(now.state, now.at, now.context)) if now.state.working else ()


def _warning(now: Now) -> tuple[f.Fact, ...]:
    assert isinstance(now.event, e.HistoryRead)
    return weighed(now.state, now.senses, now.event.days, now.event.insights, now.at, now.context)


SPOKEN: tuple[Rule, ...] = (
    Rule("level reached", _level_reached),
    Rule(
        "a block begins",
        lambda now: blocks.begin(now.state, now.at) if now.acts else (),
        about=lambda now: now.state.blocks,
    ),
    Rule(
        "end of the day",
        _day_end,
        lambda now: (shutdown.next_notice(now.state, now.at, now.context),),
        gated=True,
    ),
    Rule("end of a block", _block_over, gated=True, about=lambda now: now.state.block_over),
    Rule("break", _break, _break_changes, about=lambda now: now.state.working or now.state.suggestion),
    Rule("limits", _limits, _limits_change, gated=True),
    Rule(
        "heads-up",
        lambda now: heads_up.tell(now.state, now.senses, now.at, now.context),
        lambda now: heads_up.next_time(now.state, now.at, now.context),
        gated=True,
        about=lambda now: now.context.settings.breaks.heads_up,
    ),
    Rule("early warning", _warning, gated=True, about=lambda now: isinstance(now.event, e.HistoryRead)),
    Rule(
        "what a gap was, whether a session is good enough",
        lambda now: gap_questions_and_answers.ask(now.state, now.senses, now.at, now.context),
        lambda now: gap_questions_and_answers.next_question(now.state, now.at, now.context),
        gated=True,
        about=lambda now: now.state.last_gap or now.state.clock_leap or now.state.session,
    ),
    Rule(
        "question",
        lambda now: questions.put(now.state, now.senses, now.at, now.context),
        lambda now: (questions.question_ends(now.state, now.at),),
        alone=True,
    ),
    Rule(
        "full memory",
        lambda now: incident_when_full.record(now.state, now.senses, now.at, now.context),
        about=lambda now: now.state.pressure >= incident_when_full.FULL,
    ),
)

URGENT = ("end of the day", "end of a block", "break")
"""These wait for nothing else that was said."""
SPEAKS = (
    f.Suggested,
    f.AskedAgain,
    f.DayNoticed,
    f.BlockTold,
    f.LimitTold,
    f.HeadsUpGiven,
    f.WarningRaised,
    f.InsightTold,
    f.GapAsked,
    f.EstimateAsked,
    f.QuestionPut,
    f.IncidentRecorded,
)
"""Facts of which the person hears."""


def may_speak(rule: Rule, now: Now, said_at: datetime | None, *, others: bool) -> bool:
    """Whether a rule may speak now: it has a matter, the gate is open, and nothing else was said just before.

    ``said_at`` is when something was last said of the program's own accord, ``others`` that something is said now.
    """
    if (rule.alone and others) or not rule.about(now):
        return False
    if not rule.gated:
        return True
    if quiet_gate_and_budget.closed(now.state, now.senses, now.at, now.context):
        return False
    return (
        rule.name in URGENT
        or said_at is None
        or now.at - said_at >= quiet_gate_and_budget.apart(now.state, now.at, said_at)
    )


def changes(now: Now, said_at: datetime | None) -> Iterable[datetime]:
    """When any rule may record something although nothing happens until then."""
    times = (when for rule in (*SETTLED, *SPOKEN) if rule.about(now) for when in rule.changes(now))
    yield from (when for when in times if when)
    yield from quiet_gate_and_budget.opens(now.state, now.senses, now.at, now.context)
    if said_at is not None:
        yield said_at + quiet_gate_and_budget.apart(now.state, now.at, said_at)
