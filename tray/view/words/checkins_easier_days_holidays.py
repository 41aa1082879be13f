"""The words of check-ins: what is asked, what an answer was expected to be and changed, easier days and holidays."""

from datetime import date, datetime, timedelta, tzinfo
from math import floor, trunc

from tray.core.law.answer_model import Expected, Follows
from tray.core.state.ongoing import Answered
from tray.core.state.wellbeing import SCREEN
from tray.lib.language.formats import formats, together
from tray.lib.language.translation import mark, say, say_many
from tray.view.words import breaks, welcome
from tray.view.words.names_and_numbers import full_day, length, percent

_QUESTIONS = {
    **welcome.TITLES,
    SCREEN: breaks.COMPANY,
    "fatigue": mark("How tired do you feel right now?"),
    "rested": mark("How rested are you?"),
    "engaged": mark("How engaged were you this week?"),
    "switched_off": mark("How well could you switch off?"),
}
_SHORT = {
    "fatigue": mark("How tired you are now"),
    "rested": mark("How rested you are"),
    "engaged": mark("How engaged you were this week"),
    "switched_off": mark("How well you switched off"),
}
"""The same, as rows of the menu."""
ITEMS = tuple(_SHORT)
"""The questions that can be answered at any time."""
_MUCH = (mark("Not very (0–3)"), mark("Somewhat (4–6)"), mark("Very (7–10)"))
_WELL = (mark("Hardly (0–3)"), mark("Partly (4–6)"), mark("Well (7–10)"))
_RANGES = (("0–3", 2), ("4–6", 5), ("7–10", 8))
"""Servers show three or four buttons, so each stands for a range; noted is the number in its middle."""
_ENDS = {
    "fatigue": (mark("0, not at all"), mark("10, completely")),
    "rested": (mark("0, not at all"), mark("10, fully")),
    "engaged": (mark("0, not at all"), mark("10, fully")),
    "switched_off": (mark("0, not at all"), mark("10, completely")),
}


def question(item: str) -> str:
    """What is asked."""
    return say(_QUESTIONS[item])


def question_body(item: str, first: timedelta) -> str:
    """What is said below a question; ``first`` is after how much work the first suggestion comes."""
    if item == SCREEN:
        return "\n".join(map(say, breaks.COMPANY_BODY))
    if item in welcome.BODIES:
        return "\n".join(say(line, length=length(first)) for line in welcome.BODIES[item])
    if item in ("fatigue", "rested"):
        what_for = say("Your answer moves today's number a little.")
    else:
        what_for = say("Your answer is for the early warnings.")
    return f"{what_for}\n{say('Each button notes the middle of its range; the menu has every number.')}"


def short(item: str) -> str:
    """The same question as a row of the menu."""
    return say(_SHORT[item])


def ends(item: str) -> tuple[str, str]:
    """The least and the most that can be answered, and what they mean."""
    least, most = _ENDS[item]
    return say(least), say(most)


def ranges(item: str) -> tuple[tuple[str, str, int], ...]:
    """The answers that buttons give: label, a short one, and the number that is noted."""
    labels = map(say, _WELL if item == "switched_off" else _MUCH)
    return tuple((label, short, n) for label, (short, n) in zip(labels, _RANGES, strict=True))


def answered(given: Answered) -> str:
    """What was expected of an answer and what it changed, in one line."""
    low, about, high = (halves(each) for each in expected_answer(given.expected, given.item))
    expected = say(
        "You answered {answer}; about {about} was expected ({low} to {high}).",
        answer=given.answer,
        about=about,
        low=low,
        high=high,
    )
    return together((expected, points_to_today(given.points)))


def points_to_today(points: float) -> str:
    """By how much an answer moved the number."""
    whole = trunc(points)
    if not whole:
        return say("The number stays as it is.")
    if whole > 0:
        return say_many("This adds {count} point to today.", "This adds {count} points to today.", whole)
    return say_many("This takes {count} point off today.", "This takes {count} points off today.", -whole)


def expected_answer(expected: Expected, item: str) -> tuple[float, float, float]:
    """From, about and to, on the scale of a question and within it: 0 to 10, where much rest is little fatigue."""
    low, about, high = (min(max(each / 10.0, 0.0), 10.0) for each in (expected.low, expected.answer, expected.high))
    return (10.0 - high, 10.0 - about, 10.0 - low) if item == "rested" else (low, about, high)


def halves(value: float) -> str:
    """A number as people say it where more would only look exact: ``4½``."""
    doubled = floor(2.0 * value + 0.5)
    whole, half = divmod(doubled, 2)
    return f"{whole or ''}½" if half else str(whole)


def eased(break_after: timedelta, work: timedelta) -> tuple[str, str]:
    """Today goes easier: title and text."""
    goes = say(
        "Breaks after {break_after}, {work} of work at most.", break_after=length(break_after), work=length(work)
    )
    return say("Today can be easier"), f"{goes}\n{say('`backpressure ease off` undoes it.')}"


def gain_set_back(learnt: float, now: float) -> tuple[str, str]:
    """Answers no longer change the gain, said once: title and text."""
    again = say("It's {now} again, and only you change it (`law.gain`).", now=formats().number(now, 2))
    before = say("Your answers had made it {learnt}.", learnt=formats().number(learnt, 2))
    return say("Your sensitivity is yours to set"), f"{again}\n{before}"


def next_answer(low: float, about: float, high: float) -> str:
    """How tired the person would say they are, on the scale of the question; begins in the middle of a sentence."""
    known = expected_answer(Expected(about, low, high), "fatigue")
    bottom, middle, top = (halves(each) for each in known)
    return say("about {about} ({low} to {high})", about=middle, low=bottom, high=top)


def goes_with(gone: Follows) -> str:
    """How far the pressure goes with the answers, and how sure that is; plainly also when that is nothing."""
    places = {
        "share": percent(round(100.0 * gone.r * gone.r)),
        "r": _signed(gone.r),
        "low": _signed(gone.low),
        "high": _signed(gone.high),
    }
    if gone.low <= 0.0 <= gone.high:
        return say(
            "Pressure matches {share} of the ups and downs in your answers (r {r}, {low} to {high}): "
            "that may be nothing.",
            **places,
        )
    if gone.r < 0.0:
        return say(
            "Pressure matches {share} of the ups and downs in your answers, the other way round "
            "(r {r}, {low} to {high}).",
            **places,
        )
    return say("Pressure matches {share} of the ups and downs in your answers (r {r}, {low} to {high}).", **places)


def _signed(r: float) -> str:
    """``.09``, ``−.10``."""
    digits = formats().number(abs(r), 2).removeprefix("0")
    return f"−{digits}" if r <= -0.005 else digits


def eased_now(break_after: timedelta, work: timedelta) -> str:
    """How today goes easier, behind a colon."""
    return say(
        "easier, with breaks after {break_after} and {work} of work at most (`backpressure ease off` undoes it)",
        break_after=length(break_after),
        work=length(work),
    )


def goes_easier(break_after: timedelta, work: timedelta) -> str:
    """The same as sentences."""
    return say(
        "Today is easier: breaks after {break_after}, {work} of work at most. `backpressure ease off` undoes it.",
        break_after=length(break_after),
        work=length(work),
    )


def on_holiday(last: date | None, at: datetime, zone: tzinfo) -> str:
    """How long the holiday goes on."""
    if last is None:
        return say("On holiday until you're back")
    return say("On holiday until the end of {day}", day=full_day(last, at.astimezone(zone).date()))
