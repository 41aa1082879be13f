"""What happened on the way, in words: each fact worth a mark, as a sentence and the group it belongs to."""

from tray.core.law.values import Regime
from tray.core.messages import facts as f
from tray.lib.frozen import dataclass
from tray.lib.language.translation import mark, say
from tray.lib.text import clean
from tray.report.dates_and_numbers import clock
from tray.report.material_and_bounds import Material
from tray.view.words.names_and_numbers import length, own_words


@dataclass(frozen=True, slots=True)
class Group:
    """What several facts have in common; names are English messages, to be said."""

    many: str
    """In the legend."""
    one: str
    """In the table, for a single fact."""
    symbol: str
    """The shape of its mark."""


GROUPS = {
    "suggestion": Group(mark("Suggestions and answers"), mark("Suggestion"), "triangle-down"),
    "break": Group(mark("Breaks"), mark("Break"), "star"),
    "session": Group(mark("Sessions"), mark("Session"), "diamond"),
    "commitment": Group(mark("To-dos"), mark("To-do"), "square"),
    "check-in": Group(mark("Check-ins"), mark("Check-in"), "circle"),
    "day": Group(mark("End of the day and limits"), mark("Day"), "hexagon"),
    "incident": Group(mark("Pressure at 100%"), mark("Incident"), "x"),
}
_WAS = {
    Regime.WORK: mark("You said that {start}–{end} was work"),
    Regime.RESTORE: mark("You said that {start}–{end} was a walk"),
    Regime.REST: mark("You said that {start}–{end} was a break"),
    Regime.OFF: mark("You said that {start}–{end} was time off"),
    Regime.SLEEP: mark("You said that {start}–{end} was sleep"),
}
_BEGAN = {
    "rest": mark("A break began: {length}"),
    "walk": mark("A walk began: {length}"),
    "lunch": mark("A lunch break began: {length}"),
}
_LIMITS = {
    "commitments": mark("You were told of a limit: open to-dos"),
    "stretch": mark("You were told of a limit: work without a break"),
    "day": mark("You were told of a limit: work in a day"),
    "week": mark("You were told of a limit: work in seven days"),
    "late_after": mark("You were told of a limit: late work"),
    "switches": mark("You were told of a limit: switches an hour"),
}

_ASKED = {
    "fatigue": mark("How tired you were"),
    "rested": mark("How rested you were"),
    "engaged": mark("How engaged you were in the week"),
    "switched_off": mark("How well you switched off"),
}


def told(fact: f.Fact, found: Material) -> tuple[str, str] | None:
    """The group and the sentence of a fact; None for one that says nothing to a person."""
    match fact:
        case f.Suggested():
            return "suggestion", say("A break of {length} was suggested", length=length(fact.length))
        case f.Snoozed():
            return "suggestion", say("Snoozed until {time}", time=clock(fact.until, found))
        case f.Skipped():
            return "suggestion", say("Skipped")
        case f.BreakBegan():
            return "break", _began(fact)
        case f.BreakExtended():
            return "break", say("The break was made longer: {length} in all", length=length(fact.length))
        case f.BreakEnded():
            return "break", say("The break was over") if fact.completed else say("You were back from the break early")
        case f.SessionStarted():
            return "session", _session_began(fact)
        case f.SessionEnded():
            return "session", say("The session ended")
        case f.BlockBegan():
            return "session", say("A block began")
        case f.BlockEnded():
            return "session", say("A block ended: you worked {length} in it", length=length(fact.worked))
        case f.CommitmentOpened():
            return "commitment", say("To-do added: {text}", text=own_words(fact.text))
        case f.CommitmentPlanned():
            return "commitment", say("To-do {number} was given a time", number=fact.number)
        case f.CommitmentClosed():
            return "commitment", say("To-do {number} was closed", number=fact.number)
        case f.CheckedIn():
            return "check-in", say("{question}: {answer}", question=question(fact.item), answer=fact.answer)
        case _:
            return _of_the_day(fact, found)


def question(item: str) -> str:
    """What was asked, in a few words, of a time that's over."""
    return say(_ASKED[item]) if item in _ASKED else clean(item).replace("_", " ")


def _began(fact: f.BreakBegan) -> str:
    if known := _BEGAN.get(fact.kind):
        return say(known, length=length(fact.length))
    return say("A break began: {kind}, {length}", kind=clean(fact.kind), length=length(fact.length))


def _session_began(fact: f.SessionStarted) -> str:
    if fact.estimate:
        return say(
            "A session began: {label}, estimated at {length}", label=own_words(fact.label), length=length(fact.estimate)
        )
    return say("A session began: {label}", label=own_words(fact.label))


def _of_the_day(fact: f.Fact, found: Material) -> tuple[str, str] | None:
    match fact:
        case f.DayEnded():
            return "day", say("You ended the day")
        case f.DayExtended():
            return "day", say("You put off the end of the day until {time}", time=clock(fact.until, found))
        case f.LimitTold():
            return "day", _limit(fact.name)
        case f.Paused():
            return "day", say("Tracking was paused")
        case f.Resumed():
            return "day", say("Tracking resumed")
        case f.Corrected(judged=False):
            return "day", _corrected(fact, found)
        case f.CorrectionUndone(judged=False):
            return "day", say("You took that back")
        case f.IncidentRecorded():
            return "incident", say("The pressure reached 100%")
        case _:
            return None


def _limit(name: str) -> str:
    if known := _LIMITS.get(name):
        return say(known)
    return say("You were told of a limit: {name}", name=clean(name).replace("_", " "))


def _corrected(fact: f.Corrected, found: Material) -> str:
    start, end = clock(fact.at, found), clock(fact.until, found)
    if fact.clock_set:
        return say("You said that the clock was set from {start} to {end}", start=start, end=end)
    if fact.meeting:
        return say("You said that {start}–{end} was a meeting", start=start, end=end)
    return say(_WAS[fact.regime], start=start, end=end)
