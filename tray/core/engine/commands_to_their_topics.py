"""Hands each command of the person to the module of its topic, which answers with facts or refuses it."""

from datetime import datetime
from typing import assert_never

from tray.core.breaks import fixed_times, take_snooze_and_skip
from tray.core.context import Context
from tray.core.day import blocks, commitments_and_deadlines, meetings, pause_and_quiet, sessions_and_estimates, shutdown
from tray.core.engine import agent_reports
from tray.core.messages import commands as c
from tray.core.messages import facts as f
from tray.core.messages.effects import (
    AutostartWanted,
    DemoWanted,
    Effect,
    EstimateWanted,
    PanelWanted,
    PresetWanted,
    QuitWanted,
    ReportWanted,
    SettingsWanted,
    StatusWanted,
    WordsWanted,
)
from tray.core.sensing.presence import Senses
from tray.core.state.state import State, advance_to
from tray.core.state.wellbeing import SCREEN, WELCOME
from tray.core.wellbeing import easing, gap_questions_and_answers, holiday, questions
from tray.lib.language.translation import say
from tray.settings.defaults.presets import SCREEN as SCREEN_PRESETS

Answer = tuple[tuple[f.Fact, ...], tuple[Effect, ...]]


def answer(state: State, senses: Senses, command: c.Command, at: datetime, context: Context) -> Answer:
    """What ``command`` records and wants done.

    Raises Refused when it cannot be, with what to do instead.
    """
    match command:
        case c.ShowStatus():
            return (), (StatusWanted(),)
        case c.OpenPanel():
            return (), (PanelWanted(command.x, command.y),)
        case c.OpenSettings():
            return (), (SettingsWanted(),)
        case c.ApplyPreset(name):
            chosen = any(each.name == name for each in SCREEN_PRESETS)
            return questions.read(state, SCREEN, at) if chosen else (), (PresetWanted(name),)
        case c.UndoPreset():
            return (), (PresetWanted(None),)
        case c.OpenReport():
            return (), (ReportWanted(),)
        case c.Decline():
            return (), (WordsWanted(command.copy),)
        case c.ShowDemo():
            return questions.read(state, WELCOME, at), (DemoWanted(),)
        case c.Autostart():
            return (), (AutostartWanted(command.on),)
        case c.Quit():
            return (), (QuitWanted(),)
        case c.Estimate(None):
            left = _facts(state, senses, c.LeaveEstimate(), at, context)
            return left, (EstimateWanted(sessions_and_estimates.choices(state)),)
        case c.EndDay():
            return (*shutdown.end_day(state, at), *sessions_and_estimates.stop(state, at)), ()
        case _:
            return _facts(state, senses, command, at, context), ()


def _facts(state: State, senses: Senses, command: c.ForTheRecord, at: datetime, context: Context) -> tuple[f.Fact, ...]:
    match command:
        case c.TakeBreak() | c.EndBreak() | c.ExtendBreak() | c.Snooze() | c.Skip():
            return take_snooze_and_skip.answer(state, command, at, context)
        case c.Pause() | c.Resume():
            return pause_and_quiet.answer_pause(state, senses, command, at, context)
        case c.BeQuiet() | c.EndQuiet():
            return pause_and_quiet.answer_quiet(state, command, at, context)
        case c.BeginMeeting() | c.ExtendMeeting() | c.EndMeeting():
            return meetings.answer(state, senses, command, at, context)
        case c.StartSession() | c.StopSession() | c.Estimate() | c.MoreOnSession() | c.LeaveEstimate():
            return sessions_and_estimates.answer(state, senses, command, at, context)
        case c.Commit() | c.PlanCommitment() | c.CloseCommitment():
            return commitments_and_deadlines.answer(state, command, at, context)
        case c.ReportAgent():
            return agent_reports.report(state, senses, command, at, context)
        case c.PlanBlock() | c.DropBlock():
            return _block(state, command, at, context)
        case c.MoreTime() | c.NotToday() | c.LeaveOpen():
            return shutdown.answer(state, command, at, context)
        case c.CheckIn() | c.Introduce() | c.DropQuestion():
            return questions.answer(state, command, at, context)
        case c.EaseToday() | c.AsUsual():
            return easing.answer(state, command, at, context)
        case c.BeginHoliday() | c.EndHoliday():
            return holiday.answer(state, command, at, context)
        case c.ItWas():
            return gap_questions_and_answers.it_was(state, command, at, context)
        case c.ItWasNot():
            return gap_questions_and_answers.it_was_not(state)
        case _:
            assert_never(command)


def _block(state: State, command: c.PlanBlock | c.DropBlock, at: datetime, context: Context) -> tuple[f.Fact, ...]:
    if isinstance(command, c.DropBlock):
        return blocks.left(state, at, command.number)
    label = command.label or say("focus")
    found = blocks.place(
        advance_to(state, at), command.length, command.day, lambda day: fixed_times.spans_on(day, context), context
    )
    number = state.blocks_made + 1
    return (f.BlockPlanned(at, number, found.start, found.until, label, found.ends_at, found.orange),)
