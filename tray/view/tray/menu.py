"""The rows of the menu: what is suggested, the break, the session, commitments, pause, and the end of the day."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache, lru_cache

from tray.core import days_and_nights
from tray.core.breaks.kinds_and_lengths import REST, kind_named, kinds, of_kind
from tray.core.breaks.take_snooze_and_skip import longer, may_skip, may_snooze
from tray.core.context import Context
from tray.core.day import blocks, shutdown
from tray.core.days_and_nights import DAY
from tray.core.law.levels_and_gauge_steps import Level
from tray.core.messages import commands as c
from tray.core.messages.agent_doing import Doing
from tray.core.sensing.presence import Senses
from tray.core.state.agents import Agents
from tray.core.state.ongoing import Commitment, Session, Suggestion
from tray.core.state.state import State
from tray.core.wellbeing.easing import eased_today
from tray.core.wellbeing.timing_of_warnings_and_insights import IN_MENU
from tray.lib.language.translation import mark, say, say_many
from tray.settings.defaults.every_setting import Settings
from tray.settings.defaults.presets import EVERY, FOR, PRESETS, Preset, in_force, values_of
from tray.view.tray import question_buttons_and_corrections as asked
from tray.view.tray import question_buttons_and_corrections as question_buttons
from tray.view.tray.face import SEPARATOR, Row
from tray.view.tray.question_buttons_and_corrections import estimate_choices
from tray.view.words import (
    agents,
    breaks,
    commitments,
    end_of_day,
    names_and_numbers,
    quiet,
)
from tray.view.words import blocks as block_words
from tray.view.words import checkins_easier_days_holidays as checkins
from tray.view.words import pressure_away_and_memory_full as pressure
from tray.view.words.breaks import NOTHING, ON_THE_SCREEN
from tray.view.words.names_and_numbers import clock, coarse, length, moment

_SNOOZES = (timedelta(minutes=5), timedelta(minutes=15), timedelta(minutes=30))
_SHORT = timedelta(minutes=5)
_QUIETS = (timedelta(minutes=30), timedelta(hours=1), timedelta(hours=2))
_PAUSES = (timedelta(minutes=30), timedelta(hours=1))
_BLOCKS = (timedelta(hours=1), timedelta(hours=2))
_MEETINGS = (timedelta(minutes=30), timedelta(minutes=45), timedelta(hours=1))


def suggested(live: Suggestion, state: State, context: Context) -> tuple[Row, ...]:
    """The live suggestion with its answers, for hosts whose notifications draw no buttons.

    As worked out now: a notification keeps its words, since servers draw the eye to one that is replaced.
    """
    live = _as_of_now(live, state, context)
    take = c.TakeBreak(live.kind, live.length)
    snooze_for, strict = context.settings.breaks.snooze, context.settings.breaks.friction == "strict"
    snooze = Row("asked-snooze", say("Snooze ({length})", length=length(snooze_for)), c.Snooze())
    no_skip = say('To skip it: backpressure skip --reason "…"') if strict else ""
    return (
        Row("asked", breaks.title(live, state), enabled=False),
        *(
            (Row("asked-end-day", end_of_day.end_the_day(), c.EndDay()),)
            if shutdown.calls_it_a_day(live, state)
            else ()
        ),
        Row("asked-break", say("Take a break ({length})", length=length(live.length)), take),
        *((snooze,) if may_snooze(state, context) else ()),
        *((Row("asked-skip", say("Skip"), c.Skip()),) if may_skip(state, context) else ()),
        *((Row("asked-way-out", no_skip, enabled=False),) if no_skip else ()),
        Row("line-asked", SEPARATOR),
    )


def _as_of_now(live: Suggestion, state: State, context: Context) -> Suggestion:
    """One of a kind that only another machine's settings know is a break, which can be taken here."""
    kind = kind_named(live.kind, context.settings) or REST
    found = longer(of_kind(state, context, kind), state, context)
    enough = found.enough or live.clock is not None
    return replace(live, kind=kind.name, length=found.length, enough=enough, buys=found.buys)


def _break_row(state: State, context: Context) -> Row:
    """Begin a break of each kind, or end the one that is on."""
    if state.break_:
        return Row("back", say("I'm back"), c.EndBreak())
    return Row("break", say("Take a break"), children=_breaks(state, context))


def _breaks(state: State, context: Context) -> tuple[Row, ...]:
    (_, rest), *others = ((kind, of_kind(state, context, kind).length) for kind in kinds(context.settings))
    told = breaks.breaks_today(state)
    wanted = length(rest)
    label = wanted if context.settings.breaks.length else say("{length}, worked out for now", length=wanted)
    return (
        Row("break-worked-out", label, c.TakeBreak("rest", rest)),
        # The same break twice would be a question where there's none.
        *((Row("break-5", length(_SHORT), c.TakeBreak("rest", _SHORT)),) if wanted != length(_SHORT) else ()),
        *(
            Row(
                f"break-{kind.name}",
                say("{kind} ({length})", kind=breaks.name_of(kind.name), length=length(long)),
                c.TakeBreak(kind.name, long),
            )
            for kind, long in others
        ),
        *((Row("breaks-today", told, enabled=False),) if told else ()),
    )


def _quiet_row(state: State, at: datetime, context: Context) -> Row:
    """Everything that keeps things from being said: quiet, snooze and pause, beside one another."""
    groups = (
        _undone(state, at),
        _quiets(),
        _snoozes(context),
        _meetings(),
        () if state.paused else _pauses(),
        tuple(_blocks(state, at, context)),
    )
    children: list[Row] = []
    for n, group in enumerate(group for group in groups if group):
        children += [*([Row(f"line-quiet-{n}", SEPARATOR)] if n else []), *group]
    return Row("quiet", _quiet_label(state, at, context), children=tuple(children))


def _undone(state: State, at: datetime) -> tuple[Row, ...]:
    """Rows that end what is on already."""
    block = blocks.on(state, at) if state.blocks else None
    found = (
        (block, Row("block-off", say("End the block"), c.DropBlock(block.number if block else 0))),
        (state.paused, Row("resume", say("Track again"), c.Resume())),
        (state.meeting, Row("meeting-off", say("The meeting is over"), c.EndMeeting())),
        (state.quiet, Row("quiet-off", say("Notify me again"), c.EndQuiet())),
        (state.snoozed_until and state.snoozed_until > at, Row("unsnooze", say("End the snooze"), c.Resume())),
    )
    return tuple(row for holds, row in found if holds)


def _quiet_label(state: State, at: datetime, context: Context) -> str:
    if state.paused:
        if state.paused.until is None:
            return say("Not tracking")
        return say("Not tracking until {time}", time=moment(state.paused.until, at, context.zone))
    if state.quiet or state.meeting:
        return quiet.quiet_until(state, at, context.zone)
    if state.blocks and (block := blocks.on(state, at)):
        return say("Block until {time}", time=moment(block.until, at, context.zone))
    if state.snoozed_until and state.snoozed_until > at:
        return quiet.snoozed_until(state.snoozed_until, at, context.zone)
    return say("Quiet")


def _lengths(
    name: str, label: str, lengths: tuple[timedelta, ...], command: Callable[[timedelta], c.Command]
) -> Iterator[Row]:
    """One way of being quiet, for each of some lengths."""
    for each in lengths:
        yield Row(f"{name}-{each // timedelta(minutes=1)}", say(label, length=length(each)), command(each))


def _quiets() -> tuple[Row, ...]:
    return (
        *_lengths("quiet", mark("Say nothing for {length}"), _QUIETS, c.BeQuiet),
        Row("quiet-tomorrow", say("Say nothing until tomorrow"), c.BeQuiet(until_tomorrow=True)),
        Row("quiet-open", say("Say nothing until I say otherwise"), c.BeQuiet()),
    )


def _snoozes(context: Context) -> tuple[Row, ...]:
    if context.settings.breaks.friction == "strict":
        return ()
    return (
        *_lengths("snooze", mark("Snooze breaks for {length}"), _SNOOZES, c.Snooze),
        Row("snooze-tomorrow", say("Snooze breaks until tomorrow"), c.Snooze(until_tomorrow=True)),
    )


def _meetings() -> tuple[Row, ...]:
    return (
        *_lengths("meeting", mark("I'm in a meeting for {length}"), _MEETINGS, c.BeginMeeting),
        Row("meeting-open", say("I'm in a meeting until I say otherwise"), c.BeginMeeting()),
    )


def _blocks(state: State, at: datetime, context: Context) -> Iterator[Row]:
    """Time for one thing, where it fits; and which time is kept already."""
    yield from _lengths("block", mark("Keep {length} for one thing"), _BLOCKS, c.PlanBlock)
    coming = next((each for each in state.blocks if each.start > at), None)
    if coming is not None:
        label = names_and_numbers.clipped(coming.label, 24)
        told = block_words.next_one(label, coming.start, coming.until, at, context.zone)
        yield Row("block-next", told, enabled=False)


def _pauses() -> tuple[Row, ...]:
    return (
        *_lengths("pause", mark("Stop tracking for {length}"), _PAUSES, c.Pause),
        Row("pause-tomorrow", say("Stop tracking until tomorrow"), c.Pause(until_tomorrow=True)),
        Row("pause-open", say("Stop tracking until I say otherwise"), c.Pause()),
    )


_SHOWN = 12
"""At most so many of today's sessions are rows of the menu; `backpressure sessions` lists all."""
_LOADS = (
    ("normal", mark("Start work"), mark("work")),
    ("light", mark("Start light work"), mark("light work")),
    ("pressed", mark("Start work under pressure"), mark("work under pressure")),
)
"""What a session asks for: a row of the menu, and the label it gets."""


def _session_row(state: State, context: Context) -> Row:
    """What can be done now, then what was done today."""
    now = _open(state.session, state, context) if state.session else _start()
    today = _today(state, context)
    label = say("Session")
    if state.session:
        label = say("Session: {name}", name=names_and_numbers.clipped(state.session.label, 24))
    return Row("session", label, children=(*now, *((Row("line-session", SEPARATOR), *today) if today else ())))


def _open(session: Session, state: State, context: Context) -> tuple[Row, ...]:
    label = say("Estimate ({length})", length=length(session.estimate)) if session.estimate else say("Estimate")
    more = names_and_numbers.more_time(context.settings.sessions.more)
    children = (Row("more", more, c.MoreOnSession()), *estimate_choices(state))
    return (
        Row("stop", say("End: {name}", name=names_and_numbers.clipped(session.label)), c.StopSession()),
        Row("estimate", label, children=children),
    )


def _start() -> tuple[Row, ...]:
    by_load = (Row(f"start-{load}", say(label), c.StartSession(say(name), load=load)) for load, label, name in _LOADS)
    away = c.StartSession(say("away from the computer"), by_hand=True)
    by_hand = Row("start-by-hand", say("Start work away from the computer"), away)
    return (*by_load, by_hand)


def _today(state: State, context: Context) -> tuple[Row, ...]:
    """Those that are over, as plain rows."""
    return tuple(
        Row(
            f"session-{index}",
            f"{clock(each.since, context.zone)}  {names_and_numbers.clipped(each.label)}  {length(each.worked)}",
            enabled=False,
        )
        for index, each in enumerate(state.sessions[-_SHOWN:])
    )


_AGENTS_SHOWN = 8
"""At most so many of those that ask are rows of the menu; `backpressure agent list` lists all."""


def _agents(known: Agents, at: datetime, context: Context) -> Iterator[Row]:
    """How many there are; and each that asks, who has waited longest first, with what can be done about it."""
    if told := agents.in_short(known, at):
        yield Row("waiting-agents", told, enabled=False)
    asking = sorted(known.asking(at), key=lambda each: each.since)
    for each in asking[:_AGENTS_SHOWN]:
        # What stands for it on record is its name here as well: a menu that is open answers what it shows.
        answers = (
            Row(f"agent-answered-{each.name}", say("I've answered"), c.ReportAgent(each.name, Doing.BUSY)),
            Row(f"agent-done-{each.name}", say("It's done"), c.ReportAgent(each.name, Doing.DONE)),
        )
        name = names_and_numbers.clipped(context.agent_name(each.name))
        yield Row(f"agent-{each.name}", agents.waiting(name, at - each.since), children=answers)
    if more := asking[_AGENTS_SHOWN:]:
        yield Row("agents-more", agents.more(len(more)), enabled=False)


_COMMITMENTS_SHOWN = 15
"""At most so many commitments are rows of the menu; `backpressure commitments` lists all."""
_WEEK = timedelta(days=7)


def _commitment_rows(state: State, at: datetime, context: Context) -> tuple[Row, ...]:
    """The queue: what has no time yet first, then by time; and a row that notes one more."""
    waiting = queue(state)
    times = _times(at, context) if waiting else ()
    children = tuple(_commitment(each, times, at, context) for each in waiting[:_COMMITMENTS_SHOWN])
    more = len(waiting) - _COMMITMENTS_SHOWN
    rest = (
        (
            Row(
                "waiting-more",
                say_many(
                    "And {count} more: backpressure commitments", "And {count} more: backpressure commitments", more
                ),
                enabled=False,
            ),
        )
        if more > 0
        else ()
    )
    elsewhere = sum(each.unplanned + each.planned for each in state.counted)
    if elsewhere:
        rest = (
            *rest,
            Row(
                "waiting-elsewhere",
                say_many("And {count} that you keep elsewhere", "And {count} that you keep elsewhere", elsewhere),
                enabled=False,
            ),
        )
    if state.agents.known:
        rest = (*rest, *_agents(state.agents, at, context))
    note = Row("commit", say("Note something"), c.Commit(""))
    words = Row("decline", say("Words for whoever asks"), c.Decline())
    count = len(waiting) + elsewhere
    return (
        Row(
            "waiting",
            say("To do ({count})", count=count) if count else say("To do"),
            children=(*children, *rest, note, words),
        ),
    )


def queue(state: State) -> tuple[Commitment, ...]:
    """The open commitments in the order in which they ask for something: overdue, unplanned, then planned by time."""
    unplanned = (each for each in state.commitments if each.when is None)
    timed = sorted((each for each in state.commitments if each.when), key=lambda each: (each.when, each.number))
    overdue = (each for each in timed if each.is_overdue(state.at))
    return (*overdue, *unplanned, *(each for each in timed if each.is_planned(state.at)))


def _commitment(each: Commitment, times: tuple[datetime, ...], at: datetime, context: Context) -> Row:
    label = f"{each.number}  {names_and_numbers.clipped(each.text)}"
    if each.when:
        when = commitments.next_step(each, at, context.zone)
        label = say("{commitment} ({when})", commitment=label, when=when)
    plans = (
        Row(
            f"plan-{each.number}-{index}",
            end_of_day.when(when, at, context.zone),
            c.PlanCommitment(each.number, when),
        )
        for index, when in enumerate(times)
    )
    close = Row(f"close-{each.number}", say("Done"), c.CloseCommitment(each.number))
    return Row(f"waiting-{each.number}", label, children=(*plans, close))


def _times(at: datetime, context: Context) -> tuple[datetime, ...]:
    """When the next step may be: as work begins on the next day of work and the one after, and a week later."""
    hours, zone = context.settings.hours, context.zone

    def after(day: date) -> datetime:
        return days_and_nights.work_begins(day, at, zone, hours)

    first = after(days_and_nights.day_of(at, zone, hours))
    day = first.astimezone(zone).date()
    return first, after(day), after(day + _WEEK - DAY)


def rows(
    state: State, senses: Senses, band: Level, at: datetime, context: Context, upcoming: str = ""
) -> tuple[Row, ...]:
    """The menu, its words coarse enough that they seldom change while it is open."""
    return (
        Row("number", pressure.headline(state.pressure, band, upcoming), c.ShowStatus()),
        Row("open", say("Open"), c.OpenPanel()),
        Row("holds", say("Where it comes from"), children=_holds(state)),
        Row("line-1", SEPARATOR),
        *_answers(state, at, context),
        *asked.gap_rows(state, at, context),
        *question_buttons.asked(state),
        _break_row(state, context),
        _quiet_row(state, at, context),
        _session_row(state, context),
        *_commitment_rows(state, at, context),
        *_how_are_you(state, at, context),
        _day(state),
        Row("line-2", SEPARATOR),
        Row("report", say("Look back"), c.OpenReport()),
        Row(
            "settings",
            say("Settings"),
            children=(*_settings(context.settings, senses), *_autostart(senses.autostart)),
        ),
        Row("quit", say("Quit"), c.Quit()),
    )


def _holds(state: State) -> tuple[Row, ...]:
    """Where the number comes from: four rows that add up to it."""
    return tuple(Row(f"holds-{n}", text, enabled=False) for n, text in enumerate(pressure.holds(state)))


def _settings(settings: Settings, senses: Senses) -> tuple[Row, ...]:
    return _presets(settings, senses), Row("settings-open", say("Open the settings file"), c.OpenSettings())


def _answers(state: State, at: datetime, context: Context) -> tuple[Row, ...]:
    """What is asked now, for hosts whose notifications draw no buttons."""
    if state.suggestion:
        return (*suggested(state.suggestion, state, context), *_end_of_day(state, context))
    if state.session and state.session.asking:
        return (*asked.estimate_rows(state, state.session, context), Row("line-asked", SEPARATOR))
    if (open_ := shutdown.offered(state)) is not None:
        return _still_open(open_, state, at, context)
    return _end_of_day(state, context)


def _end_of_day(state: State, context: Context) -> tuple[Row, ...]:
    """The answers to the question that the day's end asks; beside those to a break, for who works on without a word."""
    if not shutdown.asks(state):
        return ()
    return (
        Row("asked-day", say("It's time to end the day"), enabled=False),
        Row("asked-end", end_of_day.end_the_day(), c.EndDay()),
        Row("asked-more", names_and_numbers.more_time(context.settings.shutdown.more), c.MoreTime()),
        Row("asked-not", end_of_day.not_today(), c.NotToday()),
        Row("line-asked-day", SEPARATOR),
    )


def _still_open(each: Commitment, state: State, at: datetime, context: Context) -> tuple[Row, ...]:
    """While the day is shut down. The keys carry the number, so that a menu that is open answers what it shows."""
    when, n = shutdown.offered_time(state, at, context), each.number
    return (
        Row("asked", end_of_day.still_open(each, at, names_and_numbers.clipped(each.text)), enabled=False),
        Row(f"asked-plan-{n}", end_of_day.when(when, at, context.zone), c.PlanCommitment(n, when)),
        Row(f"asked-done-{n}", end_of_day.done(), c.CloseCommitment(n)),
        Row(f"asked-leave-{n}", end_of_day.leave(), c.LeaveOpen(n)),
        Row("asked-end", end_of_day.end_it(), c.EndDay()),
        Row("line-asked", SEPARATOR),
    )


def _day(state: State) -> Row:
    if state.day and state.day.ended:
        return Row("day", say("Your day has ended"), enabled=False)
    label = end_of_day.end_the_day()
    if state.day and state.day.worked >= timedelta(minutes=30):
        label = say("End the day ({length} worked)", length=coarse(state.day.worked))
    return Row("day", label, c.EndDay())


def _autostart(on: bool | None) -> tuple[Row, ...]:
    if on is None:
        return ()
    return (Row("autostart", say("Start at login"), c.Autostart(not on), checked=on),)


def _presets(settings: Settings, senses: Senses) -> Row:
    """How often and how long a break is, then all presets, those in force marked, and the way back."""
    breaks, now = settings.breaks, _in_force(settings)
    rows = (
        Row(f"preset-{each.name}", names_and_numbers.preset(each.name), c.ApplyPreset(each.name), checked=each in now)
        for each in PRESETS
    )
    every, long = say("Every {length}", length=length(breaks.after)), say("For as long as you need")
    of_after, of_length = _rhythms()
    if breaks.length:
        long = say("For {length}", length=length(breaks.length))
    return Row(
        "presets",
        say("Breaks"),
        children=(
            Row("breaks-every", every, children=_choices(of_after, breaks.after)),
            Row("breaks-for", long, children=_choices(of_length, breaks.length)),
            *(_screen(settings) if senses.has_window else ()),
            Row("line-rhythm", SEPARATOR),
            *rows,
            Row("line-presets", SEPARATOR),
            Row("preset-undo", say("Undo the last change"), c.UndoPreset())
            if senses.undoable_preset
            else Row("preset-undo", say("No change to undo"), enabled=False),
        ),
    )


def _screen(settings: Settings) -> tuple[Row, ...]:
    """What is on the screen during a break, for who has the libraries of the window."""
    now = settings.breaks.screen
    children = tuple(
        Row(f"preset-screen-{word}", say(label), c.ApplyPreset(f"screen-{word}"), checked=word == now, radio=True)
        for word, label in (("none", NOTHING), *ON_THE_SCREEN)
    )
    return (Row("breaks-screen", say("On the screen"), children=children),)


@lru_cache(maxsize=2)
def _in_force(settings: Settings) -> tuple[Preset, ...]:
    """Every look at the menu asks for it, and comparing with all presets takes 3 ms: the last answer is kept."""
    return in_force(settings)


@cache
def _rhythms() -> tuple[tuple[tuple[str, timedelta], ...], ...]:
    """The presets that say how often a break is, and those that say how long: their names, each with its value."""

    def named(each: Preset) -> tuple[str, timedelta]:
        ((setting, raw),) = values_of(each)
        return each.name, setting.declared.kind.read(raw)

    return tuple(map(named, EVERY)), tuple(map(named, FOR))


def _choices(presets: tuple[tuple[str, timedelta], ...], now: timedelta) -> tuple[Row, ...]:
    """The values of one setting, that of now marked."""
    return tuple(
        Row(
            f"preset-{name}",
            length(value) if value else say("As long as you need"),
            c.ApplyPreset(name),
            checked=value == now,
            radio=True,
        )
        for name, value in presets
    )


def _how_are_you(state: State, at: datetime, context: Context) -> tuple[Row, ...]:
    """How the person is, and what follows from it."""
    children = (*_checkin(state), _holiday(state, at, context), *_warned(state, at))
    return (Row("checkin", say("How are you"), children=children),)


def _checkin(state: State) -> tuple[Row, ...]:
    questions = (
        Row(f"checkin-{item}", checkins.short(item), children=_numbers(item, *checkins.ends(item)))
        for item in checkins.ITEMS
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
        Row("holiday-week", say("Until {day}", day=names_and_numbers.full_day(first, today)), c.BeginHoliday(first)),
        Row("holiday-two", say("Until {day}", day=names_and_numbers.full_day(after, today)), c.BeginHoliday(after)),
        Row("holiday-open", say("Until I'm back"), c.BeginHoliday()),
    )
    return Row("holiday", say("Holiday"), children=children)
