"""Says what a command did, where how things stand does not show it."""

from datetime import datetime, timedelta, tzinfo

from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.state.ongoing import Session
from tray.core.state.state import Commitment, Correction, State
from tray.core.wellbeing.easing import eased_today
from tray.core.wellbeing.gap_questions_and_answers import answered_leap
from tray.lib.language.formats import sentences, together
from tray.lib.language.translation import mark, say
from tray.settings.defaults.presets import is_single
from tray.view.words import checkins_easier_days_holidays as checkins
from tray.view.words import names_and_numbers
from tray.view.words.blocks import planned
from tray.view.words.checkins_easier_days_holidays import goes_easier
from tray.view.words.names_and_numbers import clock, day_and_clock, length, own_words, span
from tray.view.words.quiet import kept_quiet_until, meeting_until, snoozed_until

_MINUTE = timedelta(minutes=1)

_COUNTS_AS = {
    Regime.WORK: mark("{span} counts as work."),
    Regime.RESTORE: mark("{span} counts as a walk."),
    Regime.REST: mark("{span} counts as a break."),
    Regime.OFF: mark("{span} counts as time off."),
    Regime.SLEEP: mark("{span} counts as sleep."),
}
_NEVER_WAS = mark("{span} counts as no time at all: the clock was set.")


def noted(command: c.Command, before: State, after: State, zone: tzinfo) -> str:
    """One sentence about what ``command`` left on record, from the states around it; empty where there is no need."""
    match command:
        case c.Commit():
            known = {each.number for each in before.commitments}
            return together(_added(each, after, zone) for each in after.commitments if each.number not in known)
        case c.PlanCommitment(number):
            found = _numbered(after, number)
            return _planned(found, command.when, after, zone) if found else ""
        case c.CloseCommitment(number):
            found = _numbered(before, number)
            return say("Number {number} is closed: {text}.", number=number, text=own_words(found.text)) if found else ""
        case c.PlanBlock():
            known = {each.number for each in before.blocks}
            return together(planned(each, after.at, zone) for each in after.blocks if each.number not in known)
        case c.DropBlock(number):
            gone = next((each for each in before.blocks if each.number == number), None)
            return (
                say("Block {number} is dropped: {label}.", number=number, label=own_words(gone.label)) if gone else ""
            )
        case c.ItWas() if leap := answered_leap(before, command, after.at):
            text = _NEVER_WAS if command.regime is Regime.WORK else _COUNTS_AS[Regime.OFF]
            return say(text, span=span(leap.since, leap.until, after.at, zone))
        case c.ItWas():
            said = [each for each in after.corrections_made if not each.judged]
            return _counts_as(said[-1], after, zone) if said else ""
        case c.EaseToday():
            # What it changed is said elsewhere; this is what it leaves as it was.
            eased = eased_today(before)
            return goes_easier(eased.break_after, eased.work) if eased else ""
        case c.ItWasNot():
            return _taken_back(before, after, zone)
        case c.EndBreak():
            return _break_ended(after.at - before.break_.since) if before.break_ else ""
        case c.ExtendBreak():
            return say("Break until {time}.", time=clock(after.break_.end, zone)) if after.break_ else ""
        case c.Snooze() if after.snoozed_until:
            return sentences((snoozed_until(after.snoozed_until, after.at, zone),))
        case c.BeQuiet() if after.quiet:
            return sentences((kept_quiet_until(after.quiet.until, after.at, zone),))
        case c.BeginMeeting() | c.ExtendMeeting() if after.meeting:
            return sentences((meeting_until(after.meeting.until, after.at, zone),))
        case c.Skip():
            same = before.day and after.day and before.day.skipped == after.day.skipped
            return say("No break is due, so there's nothing to skip.") if same else say("Break skipped.")
        case c.Resume():
            return _goes_on(before)
        case c.EndQuiet():
            return say("Backpressure notifies you again.") if before.quiet else say("Backpressure wasn't quiet.")
        case c.EndMeeting():
            return say("Meeting ended.")
        case c.Estimate(None):
            return ""  # lengths to choose from are shown
        case c.StartSession() | c.StopSession() | c.Estimate() | c.MoreOnSession():
            return _of_session(before, after)
        case _:
            return ""


def noted_of_wellbeing(before: State, after: State, at: datetime, zone: tzinfo) -> str:
    """What a command about how the person is changed, in a line or two; empty when it was none."""
    now, known = eased_today(after), after.health
    said = []
    if after.answered and after.answered != before.answered and known.heard != before.health.heard:
        said.append(checkins.answered(after.answered))
    if now and now != eased_today(before):
        said.append(goes_easier(now.break_after, now.work))
    elif eased_today(before) and not now:
        said.append(say("Today goes as usual again."))
    if known.holiday != before.health.holiday:
        holiday = (
            checkins.on_holiday(known.holiday.last, at, zone)
            if known.holiday
            else say("Welcome back from your holiday")
        )
        said.append(sentences((holiday,)))
    if said or known.heard == before.health.heard:
        return "\n".join(said)
    return thanks()


def thanks() -> str:
    """An answer is noted; what it changed, if anything, is said beside it."""
    return say("Thank you, noted.")


def only(command: c.Command) -> str:
    """The whole answer to ``command``, after which nothing stands as it did; empty where there is more to say."""
    return say("Backpressure has quit.") if isinstance(command, c.Quit) else ""


def _break_ended(after: timedelta) -> str:
    if after < _MINUTE:
        return say("Break ended after less than a minute.")
    return say("Break ended after {length}.", length=length(after))


def _goes_on(before: State) -> str:
    if before.paused:
        return say("Tracking again.")
    if before.snoozed_until and before.snoozed_until > before.at:
        return say("The snooze is over.")
    return say("Nothing was paused.")


def _of_session(before: State, after: State) -> str:
    was, now = before.session, after.session
    if now is None:
        return _session_ended(was) if was else ""
    name, estimate = own_words(now.label), now.estimate
    if was is not None and estimate and (was.since, was.label) == (now.since, now.label):
        return say('Session "{name}" is now estimated at {estimate}.', name=name, estimate=length(estimate))
    return together((_session_ended(was) if was else "", _session_started(name, estimate)))


def _session_started(name: str, estimate: timedelta | None) -> str:
    if estimate:
        return say('Session "{name}" started, estimated at {estimate}.', name=name, estimate=length(estimate))
    return say('Session "{name}" started.', name=name)


def _session_ended(session: Session) -> str:
    name = own_words(session.label)
    if session.worked < _MINUTE:
        return say('Session "{name}" ended after less than a minute of work.', name=name)
    return say('Session "{name}" ended after {length} of work.', name=name, length=length(session.worked))


def _counts_as(said: Correction, state: State, zone: tzinfo) -> str:
    words = mark("{span} counts as a meeting.") if said.meeting else _COUNTS_AS[said.regime]
    return say(words, span=span(said.since, said.until, state.at, zone))


def _taken_back(before: State, after: State, zone: tzinfo) -> str:
    made = (each for each in before.corrections_made if not each.judged)
    gone = [each for each in made if each not in after.corrections_made]
    return together(
        say(
            "{span} counts as it did before you said what it was.",
            span=span(each.since, each.until, after.at, zone),
        )
        for each in gone
    )


def _numbered(state: State, number: int) -> Commitment | None:
    return next((each for each in state.commitments if each.number == number), None)


def _added(each: Commitment, state: State, zone: tzinfo) -> str:
    text = own_words(each.text)
    if not each.when:
        return say("Added as number {number}: {text}.", number=each.number, text=text)
    when = day_and_clock(each.when, state.at, zone)
    return say("Added as number {number}: {text}, next step {when}.", number=each.number, text=text, when=when)


def _planned(each: Commitment, when: datetime, state: State, zone: tzinfo) -> str:
    places = {"number": each.number, "text": own_words(each.text), "when": day_and_clock(when, state.at, zone)}
    return say("Number {number}: {text}, next step {when}.", **places)


def preset_applied(name: str, sentence: str, *, changed: bool) -> tuple[str, str]:
    """The preset is in force: its name, and what it does. One of a single setting is no preset to the person."""
    if is_single(name):
        return say("Your breaks have changed") if changed else say("That's how it is already"), sentence
    if changed:
        return say('"{name}" is on', name=names_and_numbers.preset(name)), sentence
    return say('"{name}" was already on', name=names_and_numbers.preset(name)), ""


def preset_undone(name: str) -> tuple[str, str]:
    """The last preset was taken back."""
    text = say("Your settings are what they were before.")
    if is_single(name):
        return say("Your breaks are as before"), text
    return say('"{name}" is off again', name=names_and_numbers.preset(name)), text
