"""Says what was noted, when somebody said something that the pressure alone does not show."""

from datetime import tzinfo

from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.state.state import Commitment, State
from tray.view.words import wording
from tray.view.words.durations import clock, day_and_clock

_WAS = {Regime.WORK: "work", Regime.RESTORE: "a walk", Regime.REST: "a rest"}


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
        case c.ItWas(regime, start, end):
            span = (start, end) if start and end else before.last_gap
            if span is None:
                return ""
            return f"Noted: {clock(span[0], zone)}–{clock(span[1], zone)} was {_WAS.get(regime, regime.value)}."
        case _:
            return ""


def _numbered(state: State, number: int) -> Commitment | None:
    return next((each for each in state.commitments if each.number == number), None)


def _with_step(found: Commitment, state: State, zone: tzinfo) -> str:
    text = wording.clean(found.text)
    return f"{text}, next step {day_and_clock(found.when, state.at, zone)}" if found.when else text
