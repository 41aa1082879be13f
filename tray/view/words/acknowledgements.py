"""Says what was noted, when somebody said something that the pressure alone does not show."""

from datetime import tzinfo

from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.state.state import Commitment, Correction, State
from tray.core.wellbeing.easing import eased_today
from tray.view.words import wording
from tray.view.words.checkins import eased_now
from tray.view.words.durations import day_and_clock, span

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
            return f"Number {number} is closed: {wording.clean(found.text)}." if found else ""
        case c.ItWas():
            return _counts_as(after.corrections_made[-1], after, zone) if after.corrections_made else ""
        case c.EaseToday():
            # What it changed is said elsewhere; this is what it leaves as it was.
            eased = eased_today(before)
            return f"Today is {eased_now(eased.break_after, eased.work)}." if eased else ""
        case c.ItWasNot():
            return _taken_back(before, after, zone)
        case _:
            return ""


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
    text = wording.clean(found.text)
    return f"{text}, next step {day_and_clock(found.when, state.at, zone)}" if found.when else text
