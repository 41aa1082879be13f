"""Says what a command did, where how things stand does not show it."""

from datetime import timedelta, tzinfo

from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.state.state import Commitment, Correction, State
from tray.core.wellbeing.easing import eased_today
from tray.lib.text import clean
from tray.lib.translation import say
from tray.settings.catalogue.presets import is_single
from tray.view.words.checkins import eased_now
from tray.view.words.durations import clock, day_and_clock, length, span

_WAS = {Regime.WORK: "work", Regime.RESTORE: "a walk", Regime.REST: "a break"}


def noted(command: c.Command, before: State, after: State, zone: tzinfo) -> str:
    """One sentence about what ``command`` left on record, from the states around it; empty where there is no need."""
    match command:
        case c.Commit():
            known = {each.number for each in before.commitments}
            return " ".join(
                f"Open as number {each.number}: {_with_step(each, after, zone)}."
                for each in after.commitments
                if each.number not in known
            )
        case c.PlanCommitment(number):
            found = _numbered(after, number)
            return f"Number {number}: {_with_step(found, after, zone)}." if found else ""
        case c.CloseCommitment(number):
            found = _numbered(before, number)
            return f"Number {number} is closed: {clean(found.text)}." if found else ""
        case c.ItWas():
            return _counts_as(after.corrections_made[-1], after, zone) if after.corrections_made else ""
        case c.EaseToday():
            # What it changed is said elsewhere; this is what it leaves as it was.
            eased = eased_today(before)
            return f"Today is {eased_now(eased.break_after, eased.work)}." if eased else ""
        case c.ItWasNot():
            return _taken_back(before, after, zone)
        case c.EndBreak():
            return f"Break ended after {_roughly(after.at - before.break_.since)}." if before.break_ else ""
        case c.ExtendBreak():
            return say("Break until {time}.", time=clock(after.break_.end, zone)) if after.break_ else ""
        case c.Skip():
            same = before.day and after.day and before.day.skipped == after.day.skipped
            return "No break is due, so there's nothing to skip." if same else "Break skipped."
        case c.Resume():
            return _goes_on(before)
        case c.EndQuiet():
            return "Backpressure speaks up again." if before.quiet else "Backpressure wasn't quiet."
        case c.EndMeeting():
            return "Meeting ended."
        case c.StartSession() | c.StopSession() | c.Estimate() | c.MoreOnSession():
            return _of_session(before, after)
        case _:
            return ""


def only(command: c.Command) -> str:
    """The whole answer to ``command``, after which nothing stands as it did; empty where there is more to say."""
    return "Backpressure has quit." if isinstance(command, c.Quit) else ""


def _roughly(value: timedelta) -> str:
    return length(value) if value >= timedelta(minutes=1) else "less than a minute"


def _goes_on(before: State) -> str:
    if before.paused:
        return "Tracking again."
    if before.snoozed_until and before.snoozed_until > before.at:
        return "The snooze is over."
    return "Nothing was paused."


def _of_session(before: State, after: State) -> str:
    if after.session is None:
        if before.session is None:
            return ""
        worked = _roughly(before.session.worked)
        return f'Session "{clean(before.session.label)}" ended after {worked} of work.'
    name = clean(after.session.label)
    estimate = f"estimated at {length(after.session.estimate)}" if after.session.estimate else ""
    if before.session is None or before.session.since != after.session.since:
        return f'Session "{name}" started{f", {estimate}" if estimate else ""}.'
    return f'Session "{name}" is now {estimate}.' if estimate else ""


def _counts_as(said: Correction, state: State, zone: tzinfo) -> str:
    what = "a meeting" if said.meeting else _WAS.get(said.regime, said.regime.value)
    return f"{span(said.since, said.until, state.at, zone)} counts as {what}."


def _taken_back(before: State, after: State, zone: tzinfo) -> str:
    gone = [each for each in before.corrections_made if each not in after.corrections_made]
    return " ".join(
        f"{span(each.since, each.until, after.at, zone)} counts as it did before you said what it was." for each in gone
    )


def _numbered(state: State, number: int) -> Commitment | None:
    return next((each for each in state.commitments if each.number == number), None)


def _with_step(found: Commitment, state: State, zone: tzinfo) -> str:
    text = clean(found.text)
    return f"{text}, next step {day_and_clock(found.when, state.at, zone)}" if found.when else text


def preset_applied(name: str, sentence: str, *, changed: bool) -> tuple[str, str]:
    """The preset is in force: its name, and what it does. One of a single setting is no preset to the person."""
    if is_single(name):
        return "Your breaks are changed" if changed else "That's how it is already", sentence
    return f"Preset {name} is on" if changed else f"Preset {name} was already on", sentence


def preset_undone(name: str) -> tuple[str, str]:
    """The last preset was taken back."""
    if is_single(name):
        return "Your breaks are as before", "Your settings are what they were before."
    return f"Preset {name} is off again", "Your settings are what they were before."
