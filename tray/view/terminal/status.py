"""The status for people: a short block, and a single line for those who follow it."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tray.core.breaks.kinds_and_lengths import REST
from tray.core.breaks.quiet_gate_and_budget import APPOINTMENT
from tray.core.law.answer_model import Follows
from tray.core.law.values import Regime
from tray.lib.language.translation import mark, say, say_many
from tray.lib.text import clean
from tray.lib.text_width import cut, wrapped
from tray.view.terminal.text_gauge import gauge_line
from tray.view.words import (
    agents,
    blocks,
    breaks,
    desktop_parts_and_libraries,
    machines,
    names_and_numbers,
    quiet,
)
from tray.view.words import checkins_easier_days_holidays as checkins
from tray.view.words.names_and_numbers import clock_in, length, own_words

Values = Mapping[str, Any]

_NOW = {
    "work": mark("working"),
    "rest": mark("resting"),
    "restore": mark("on a walk or the like"),
    "off": mark("off work"),
    "sleep": mark("asleep"),
}
_IN_MEETING = mark("away, perhaps in a meeting; your time away counts as a break unless you say otherwise")
_NEXT = {
    "break over": mark("your break is over at {time}"),
    "tracking resumes": mark("tracking goes on at {time}"),
    "end of the day": mark("your day ends at {time}"),
    "break due": mark("a break is due at {time}"),
}
_AFTER_MEETINGS = mark("a break is due after meetings, at {time}")
_MINUTE = timedelta(minutes=1)
_SHOWN = 60.0
"""Seconds of work at a machine of which less is not worth a word."""
_LABEL = 60
"""Columns of a text that the person wrote."""


def for_people(values: Values, *, colour: bool, columns: int = 120) -> str:
    """A short block of ``status`` values, in lines of at most ``columns``."""
    gauge = gauge_line(values["pressure"], values["level"], width=max(4, min(20, columns - 20)), colour=colour)
    rows = (wrapped(row, columns, "  ") for row in _rows(values))
    return "\n".join((f"{gauge}  {names_and_numbers.level(values['level'])}", *rows))


def one_line(values: Values, *, colour: bool, columns: int = 120) -> str:
    """The number, its level and what comes next, on one line."""
    gauge = gauge_line(values["pressure"], values["level"], width=10, colour=colour)
    words = " · ".join(
        part for part in (names_and_numbers.level(values["level"]), _now(values), next_step(values)) if part
    )
    return f"{gauge}  {cut(words, max(8, columns - 18))}"


def comes_from(values: Values) -> str:
    """Where the pressure comes from, in points that add up to it."""
    points = names_and_numbers.held(values["pressure"], values["parts"])
    return say(
        "this stretch {stretch}, today {today}, last weeks {weeks}, to do {to_do}",
        stretch=points["gen0"],
        today=points["gen1"],
        weeks=points["gen2"],
        to_do=points["live"],
    )


def session(values: Values) -> str:
    """The label of the open session, which is the person's own text."""
    return _label(values["session"]) if values["session"] else ""


def _label(named: Mapping[str, Any]) -> str:
    return cut(own_words(named["label"]), _LABEL)


def agents_in_short(values: Values) -> str:
    """How many agents ask, and how many are busy; empty without any."""
    asks, busy = values["agents"]["asks"], values["agents"]["busy"]
    counted = [*([agents.asking(asks)] if asks else []), *([agents.busy(busy)] if busy else [])]
    return " · ".join(counted)


def next_step(values: Values) -> str:
    """What the person meets next, and when; empty where that is nothing."""
    coming = values["next"]
    if not coming:
        return ""
    if coming["kind"] not in (None, REST.name):
        return _of_a_kind(coming, datetime.fromisoformat(values["at"]))
    if coming["since"]:
        return say("a break has been due since {time}", time=clock_in(coming["since"]))
    if coming["what"] == "hours pause":
        return say(
            "your working hours pause from {since} to {until}",
            since=clock_in(coming["at"]),
            until=clock_in(coming["until"]),
        )
    if datetime.fromisoformat(coming["at"]) <= datetime.fromisoformat(values["at"]):
        if coming["what"] == "break due":
            return say("a break is due now")
        if coming["what"] == "end of the day":
            return say("it's time to end the day")
    words = _AFTER_MEETINGS if coming["after_meetings"] else _NEXT[coming["what"]]
    return say(words, time=clock_in(coming["at"]))


def _of_a_kind(coming: Mapping[str, Any], at: datetime) -> str:
    """The same of a walk, of lunch or of a kind of the person's own, in the words of the tooltip."""
    when, kind = datetime.fromisoformat(coming["at"]), coming["kind"]
    if coming["since"]:
        since = datetime.fromisoformat(coming["since"])
        return breaks.due_since(kind, since, since.tzinfo or UTC)
    if coming["after_meetings"]:
        return breaks.after_meetings(kind, clock_in(coming["at"]))
    return breaks.due_at_a_good_moment(kind) if when <= at else breaks.next_at(kind, clock_in(coming["at"]))


def _rows(values: Values) -> Iterable[str]:
    yield say("Where it comes from: {parts}", parts=comes_from(values))
    yield say("Now: {now}", now=_now(values))
    if values["regime"] == Regime.WORK.value:
        yield say("Without a break: {length}", length=_length(values["stretch_s"]))
    yield _worked(values)
    if holiday := values["holiday"]:
        last = date.fromisoformat(holiday["last"]) if holiday["last"] else None
        at = datetime.fromisoformat(values["at"])
        yield checkins.on_holiday(last, at, at.tzinfo or UTC)
    if eased := values["eased"]:
        until = timedelta(seconds=eased["break_after_s"]), timedelta(seconds=eased["work_s"])
        yield say("Today: {eased}", eased=checkins.eased_now(*until))
    if about := values["next_answer"]:
        yield say("How tired you'd say you are: {answer}", answer=_next_answer(about))
    if any((counts := values["breaks_today"]).values()):
        yield say("Breaks today: {taken} taken, {skipped} skipped", **counts)
    if (found := values["meetings"])["count"]:
        yield say_many(
            "Meetings today: {count}, {length} in all",
            "Meetings today: {count}, {length} in all",
            found["count"],
            length=_length(found["planned_s"]),
        )
    yield from _blocks(values)
    if label := session(values):
        yield say("Session: {label}", label=label)
    yield from _to_do(values["commitments"])
    if told := agents_in_short(values):
        yield say("Agents: {agents}", agents=told)
    yield from _next(values)
    if values["elsewhere"]:
        yield say("You're at {machine}, so nothing is said here.", machine=clean(values["elsewhere"]))
    elif values["quiet"]:
        yield say("Quiet: {reasons}", reasons=quiet.reasons(values["quiet"]))
    if "presentation" in values["quiet"]:
        hint = say("A program keeps the screen on. With attention.presentation = false, that no longer counts.")
        yield f"  {hint}"
    if missing := desktop_parts_and_libraries.missing(values["sources"]):
        yield missing
    for problem in values["problems"]:
        yield say("Problem: {problem}", problem=clean(problem))


def _worked(values: Values) -> str:
    """How long the person worked, and what of today's work was at other machines."""
    worked = {"today": _length(values["worked_today_s"]), "week": _length(values["worked_week_s"])}
    known = {clean(name): timedelta(seconds=spent) for name, spent in values["at_machines"].items() if spent >= _SHOWN}
    if not (others := [name for name in known if name != clean(values["machine"] or "")]):
        return say("Worked: {today} today, {week} in seven days", **worked)
    if len(others) == 1:
        return say(
            "Worked: {today} today, {length} of it at {machine}; {week} in seven days",
            length=length(known[others[0]]),
            machine=others[0],
            **worked,
        )
    return say("Worked: {today} today ({machines}); {week} in seven days", machines=machines.at_each(known), **worked)


def _next_answer(about: Mapping[str, Any]) -> str:
    said = checkins.next_answer(about["low"], about["expected"], about["high"])
    return f"{said}. {checkins.goes_with(Follows(*about['follows']))}" if about["follows"] else said


def _now(values: Values) -> str:
    if values["tracking"] == "paused":
        until = values["paused_until"]
        return say("tracking is paused until {time}", time=clock_in(until)) if until else say("tracking is paused")
    now = say(_IN_MEETING if _is_in_meeting(values) else _NOW[values["regime"]])
    return now if values["tracking"] == "on" else say("{now} (tracking is off)", now=now)


def _is_in_meeting(values: Values) -> bool:
    """Nobody is seen, but the person's calendar has a meeting."""
    return "away" in values["quiet"] and APPOINTMENT in values["quiet"]


def _blocks(values: Values) -> Iterable[str]:
    if there := values["block"]:
        yield say("Block until {time}: {label}", time=clock_in(there["until"]), label=_label(there))
    if coming := values["next_block"]:
        at, start, until = map(datetime.fromisoformat, (values["at"], coming["at"], coming["until"]))
        yield blocks.next_one(_label(coming), start, until, at, at.tzinfo or UTC)


def _to_do(counts: Mapping[str, int]) -> Iterable[str]:
    count = counts["unplanned"] + counts["planned"]
    if count and counts["overdue"]:
        yield say(
            "To do: {count} open, {planned} of them planned, {overdue} overdue",
            count=count,
            planned=counts["planned"],
            overdue=counts["overdue"],
        )
    elif count:
        yield say("To do: {count} open, {planned} of them planned", count=count, planned=counts["planned"])


def _next(values: Values) -> Iterable[str]:
    if not (coming := next_step(values)):
        return
    buys = values["break"]
    work, long = timedelta(seconds=buys["buys_s"]), _length(buys["length_s"])
    if values["next"]["kind"] != REST.name:
        yield say("Next: {coming}", coming=coming)
    elif work < _MINUTE:
        yield say("Next: {coming} (not even {length} brings you below orange)", coming=coming, length=long)
    else:
        yield say(
            "Next: {coming} ({length} is enough for {more} more)", coming=coming, length=long, more=breaks.bought(work)
        )


def _length(seconds: float) -> str:
    return length(timedelta(seconds=seconds))
