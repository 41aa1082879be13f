"""What happened on the way, in words: each fact worth a mark, as a sentence and the group it belongs to."""

from tray.core.law.values import Regime
from tray.core.messages import facts as f
from tray.lib.text import clean
from tray.report.material import Material
from tray.report.words import clock
from tray.view.words.durations import length

_WAS = {Regime.WORK: "work", Regime.RESTORE: "a walk", Regime.REST: "a break", Regime.OFF: "off", Regime.SLEEP: "sleep"}
GROUPS = {
    "suggestion": ("Suggestions and answers", "triangle-down"),
    "break": ("Breaks", "star"),
    "session": ("Sessions", "diamond"),
    "commitment": ("Commitments", "square"),
    "check-in": ("Check-ins", "circle"),
    "day": ("End of the day and limits", "hexagon"),
    "incident": ("Memory full", "x"),
}
"""Each with its name and the shape of its mark."""


def told(fact: f.Fact, found: Material) -> tuple[str, str] | None:
    """The group and the sentence of a fact; None for one that says nothing to a person."""
    match fact:
        case f.Suggested():
            return "suggestion", f"A break of {length(fact.length)} was suggested"
        case f.Snoozed():
            return "suggestion", f"Snoozed until {clock(fact.until, found)}"
        case f.Skipped():
            return "suggestion", "Skipped"
        case f.BreakBegan():
            return "break", f"A break began: {clean(fact.kind)}, {length(fact.length)}"
        case f.BreakEnded():
            return "break", "The break was over" if fact.completed else "Back from the break early"
        case f.SessionStarted():
            estimate = f", estimated {length(fact.estimate)}" if fact.estimate else ""
            return "session", f"Session began: {clean(fact.label)}{estimate}"
        case f.SessionEnded():
            return "session", "Session ended"
        case f.CommitmentOpened():
            return "commitment", f"Promised: {clean(fact.text)}"
        case f.CommitmentPlanned():
            return "commitment", f"Commitment {fact.number} planned"
        case f.CommitmentClosed():
            return "commitment", f"Commitment {fact.number} closed"
        case f.CheckedIn():
            return "check-in", f"Check-in: {clean(fact.item).replace('_', ' ')} {fact.answer}"
        case _:
            return _of_the_day(fact, found)


def _of_the_day(fact: f.Fact, found: Material) -> tuple[str, str] | None:
    match fact:
        case f.DayEnded():
            return "day", "The day was shut down"
        case f.DayExtended():
            return "day", f"The end was put off until {clock(fact.until, found)}"
        case f.LimitTold():
            return "day", f"A limit was near: {clean(fact.name).replace('_', ' ')}"
        case f.Paused():
            return "day", "Tracking paused"
        case f.Resumed():
            return "day", "Tracking resumed"
        case f.Corrected():
            what = "a meeting" if fact.meeting else _WAS[fact.regime]
            return "day", f"You said that {clock(fact.at, found)}–{clock(fact.until, found)} was {what}"
        case f.CorrectionUndone():
            return "day", "You took that back"
        case f.IncidentRecorded():
            return "incident", "Memory was full"
        case _:
            return None
