"""The words that ask how the person is, and say what their answers changed."""

from datetime import date, datetime, timedelta, tzinfo

from tray.core.law.answer_model import Follows
from tray.core.state.state import State
from tray.core.wellbeing.easing import eased_today
from tray.view.words import welcome, wording
from tray.view.words.durations import day, length

QUESTIONS = {
    **welcome.TITLES,
    "fatigue": "How fatigued do you feel right now?",
    "rested": "How rested are you?",
    "engaged": "How engaged were you in your work this week?",
    "switched_off": "How well could you switch off?",
}
SHORT = {"fatigue": "Fatigued now", "rested": "Rested", "engaged": "Engaged this week", "switched_off": "Switched off"}
"""The same, as rows of the menu."""
_MUCH = ("Little", "Some", "Much")
_WORDS = {"switched_off": ("Hardly", "Partly", "Well")}
_MIDDLES = (("0–3", 2), ("4–6", 5), ("7–10", 8))
"""Servers show three or four buttons, so each stands for a range; noted is the number in its middle."""
ENDS = {
    "fatigue": ("not at all", "completely"),
    "rested": ("not at all", "fully"),
    "engaged": ("not at all", "fully"),
    "switched_off": ("not at all", "completely"),
}


def question_body(item: str) -> str:
    """What is said below a question."""
    if item in welcome.BODIES:
        return welcome.BODIES[item]
    use = "moves today's number a little" if item in ("fatigue", "rested") else "is for the early warnings"
    return f"The answer {use}. A button notes the middle of its range; the menu has every number."


def ranges(item: str) -> tuple[tuple[str, int], ...]:
    """The answers that buttons give: label and the number that is noted."""
    return tuple((f"{word} ({span})", n) for word, (span, n) in zip(_WORDS.get(item, _MUCH), _MIDDLES, strict=True))


def eased(break_after: timedelta, work: timedelta) -> tuple[str, str]:
    """Today goes easier: title and text."""
    return "Today may go easier", (
        f"Breaks after {length(break_after)}, {length(work)} of work at most. `backpressure ease off` undoes it."
    )


def gain_set_back(learnt: float, now: float) -> tuple[str, str]:
    """Answers no longer change the gain, said once: title and text."""
    return "Your answers are understood better now", (
        f"Your sensitivity was {learnt:.2f} from your answers; it is {now:.2f} again, and set by you (`law.gain`)."
    )


def next_answer(low: float, about: float, high: float) -> str:
    """What the person would answer now, on a scale of 0 to 100; begins in the middle of a sentence."""
    low, about, high = (min(max(each, 0.0), 100.0) for each in (low, about, high))
    return f"about {wording.fives(about)} ({wording.fives(low)} to {wording.fives(high)})"


def goes_with(gone: Follows) -> str:
    """How far the pressure goes with the answers, and how sure that is; plainly also when that is nothing."""
    interval = f"(r {_signed(gone.r)}, {_signed(gone.low)} to {_signed(gone.high)})"
    share = f"Pressure goes with {_share(gone.r)} of the ups and downs of your answers"
    if gone.low <= 0.0 <= gone.high:
        return f"{share} {interval}: that may be nothing."
    return f"{share}{', the other way round' if gone.r < 0.0 else ''} {interval}."


def _share(r: float) -> str:
    return f"{round(100.0 * r * r)}%"


def _signed(r: float) -> str:
    """``.09``, ``−.10``."""
    digits = f"{abs(r):.2f}".removeprefix("0")
    return f"−{digits}" if r < 0.0 and digits != ".00" else digits


def eased_now(break_after: timedelta, work: timedelta) -> str:
    """Today goes easier, where nobody just asked for it; begins in the middle of a sentence."""
    limits = f"breaks after {length(break_after)}, {length(work)} of work at most"
    return f"eased: {limits} (`backpressure ease off` undoes it)"


def on_holiday(last: date | None, at: datetime, zone: tzinfo) -> str:
    """How long the holiday goes on."""
    if last is None:
        return "On holiday until you are back"
    return f"On holiday until {day(last, at.astimezone(zone).date())}, that day included"


def what_changed(before: State, after: State, at: datetime, zone: tzinfo) -> str:
    """What a command about how the person is changed, in a line or two; empty when it was none."""
    now, known = eased_today(after), after.health
    said = []
    if after.answered and after.answered != before.answered:
        said.append(wording.answered(after.answered))
    if now and now != eased_today(before):
        said.append(". ".join(eased(now.break_after, now.work)))
    elif eased_today(before) and not now:
        said.append("Today goes as usual again.")
    if known.holiday != before.health.holiday:
        said.append(f"{on_holiday(known.holiday.last, at, zone)}." if known.holiday else "Welcome back from holiday.")
    if said or known.heard == before.health.heard:
        return "\n".join(said)
    return "Thank you, noted."
