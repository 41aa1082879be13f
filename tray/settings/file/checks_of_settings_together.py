"""Whether settings that are right on their own fit together."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from itertools import pairwise

from tray.lib.language.translation import say
from tray.settings.bounds_of_file_hooks_and_break_kinds import (
    MOST_RHYTHMS,
    OFTENEST_BREAK,
    SHORTEST_BREAK,
    SHORTEST_STRETCH,
)
from tray.settings.defaults.every_setting import BUILT_IN_KINDS, DAYS, Settings
from tray.settings.defaults.listing import find, value_in
from tray.settings.types.duration import written
from tray.settings.types.lists import overlap
from tray.settings.types.shifts import OFF
from tray.settings.types.time_ranges_shifts_fixed_breaks import TimeRange

Check = Callable[[Settings], Iterable[tuple[str, str]]]
"""Gives the dotted name of a setting to blame and what is wrong, for everything that does not fit."""


def levels_ascend(settings: Settings) -> Iterable[tuple[str, str]]:
    """Each colour begins above the one before it."""
    names = ("yellow", "orange", "red", "critical")
    for lower, higher in pairwise(names):
        begins, ends = getattr(settings.levels, lower), getattr(settings.levels, higher)
        if begins >= ends:
            yield (
                blamed(settings, f"levels.{higher}", f"levels.{lower}"),
                say(
                    "{higher} begins at {above}, which isn't above {lower} at {below}; "
                    "each level must begin above the one before",
                    higher=higher,
                    above=f"{ends:g}",
                    lower=lower,
                    below=f"{begins:g}",
                ),
            )


def breaks_fit(settings: Settings) -> Iterable[tuple[str, str]]:
    """The shortest break is no longer than the longest."""
    shortest, longest = settings.breaks.shortest, settings.breaks.longest
    if shortest > longest:
        yield (
            blamed(settings, "breaks.longest", "breaks.shortest"),
            say(
                "the shortest break, {shortest}, is longer than the longest, {longest}",
                shortest=written(shortest),
                longest=written(longest),
            ),
        )


def lengths_are_long_enough(settings: Settings) -> Iterable[tuple[str, str]]:
    """A break that has a length of its own lasts ten seconds at least."""
    lengths = {"breaks.length": settings.breaks.length}
    lengths |= {f"kinds.{index}.length": kind.length for index, kind in enumerate(settings.kinds)}
    for name, length in lengths.items():
        if timedelta(0) < length < SHORTEST_BREAK:
            yield (
                name,
                say(
                    '{length} is too short for a break: write "{least}" or more, or "0s"',
                    length=written(length),
                    least=written(SHORTEST_BREAK),
                ),
            )


def a_limit_is_off_or_long_enough(settings: Settings) -> Iterable[tuple[str, str]]:
    """The limit on a stretch is off, or as long as work takes to become one."""
    stretch = settings.limits.stretch
    if timedelta(0) < stretch < SHORTEST_STRETCH:
        yield (
            "limits.stretch",
            say(
                '{length} is too short for a limit: write "{least}" or more, or "0s" for none',
                length=written(stretch),
                least=written(SHORTEST_STRETCH),
            ),
        )


def long_breaks_have_a_rhythm(settings: Settings) -> Iterable[tuple[str, str]]:
    """Whoever says how long the long break is also says how often it comes, and it is the longer one."""
    breaks = settings.breaks
    if not breaks.long_every:
        if breaks.long_length != Settings().breaks.long_length:
            text = say("no break is a long one yet; write a line such as long_every = 4, so that every 4th is")
            yield "breaks.long_length", text
    elif breaks.length and breaks.long_length <= breaks.length:
        yield (
            blamed(settings, "breaks.long_length", "breaks.length"),
            say(
                "the long break, {long}, is no longer than the others, {others}",
                long=written(breaks.long_length),
                others=written(breaks.length),
            ),
        )


def rhythms_fit(settings: Settings) -> Iterable[tuple[str, str]]:
    """A kind of break that comes by itself has a length, shorter than the work between; there are a few of these."""
    regular = [(index, kind) for index, kind in enumerate(settings.kinds) if kind.every]
    for index, kind in regular:
        if not kind.length:
            text = say("a break that comes every {time} needs a length as well", time=written(kind.every))
            yield f"kinds.{index}.every", text
        elif kind.length >= kind.every:
            yield (
                f"kinds.{index}.length",
                say(
                    "a break of {length} every {time} leaves no time to work; make length shorter than every",
                    length=written(kind.length),
                    time=written(kind.every),
                ),
            )
        if kind.every < OFTENEST_BREAK:
            text = say(
                '{time} is too often: write "{least}" or more', time=written(kind.every), least=written(OFTENEST_BREAK)
            )
            yield f"kinds.{index}.every", text
    for index, _ in regular[MOST_RHYTHMS:]:
        text = say("up to {most} kinds of break may have an every; this is one too many", most=MOST_RHYTHMS)
        yield f"kinds.{index}.every", text


def gaps_fit(settings: Settings) -> Iterable[tuple[str, str]]:
    """A session does not end before anybody is away."""
    away, ends = settings.tracking.away_after, settings.tracking.session_ends_after
    if away > ends:
        yield (
            blamed(settings, "tracking.session_ends_after", "tracking.away_after"),
            say(
                "a session would end after {ends}, before you even count as away, after {away}",
                ends=written(ends),
                away=written(away),
            ),
        )


def hours_agree(settings: Settings) -> Iterable[tuple[str, str]]:
    """Whoever has no fixed hours has none on a single day either."""
    if settings.hours.week.free:
        for name in DAYS:
            if getattr(settings.hours, name):
                wrong = say(
                    'these are working hours, but hours.week = "free" says you have none; remove one of the two'
                )
                yield f"hours.{name}", wrong


def shifts_are_known(settings: Settings) -> Iterable[tuple[str, str]]:
    """A cycle is of shifts that there are, and those of one name do not overlap."""
    by_name: dict[str, list[TimeRange]] = {}
    for shift in settings.hours.shifts:
        by_name.setdefault(shift.name, []).append(shift.clocks)
    for name, spans in by_name.items():
        if wrong := overlap(spans):
            yield "hours.shifts", say('"{name}": {wrong}', name=name, wrong=wrong)
    if settings.hours.cycle is not None:
        for name in dict.fromkeys(settings.hours.cycle.days):
            if name != OFF and name not in by_name:
                text = say(
                    'there is no shift called "{name}"; add it to hours.shifts, or write "{off}" for days off',
                    name=name,
                    off=OFF,
                )
                yield "hours.cycle", text


def hooks_have_names_of_their_own(settings: Settings) -> Iterable[tuple[str, str]]:
    """No two hooks share a name."""
    names = [hook.name for hook in settings.hooks]
    for index, name in enumerate(names):
        if name in names[:index]:
            text = say('another hook is already called "{name}"; give each its own name', name=name)
            yield f"hooks.{index}.name", text


def kinds_are_known(settings: Settings) -> Iterable[tuple[str, str]]:
    """No two kinds of break share a name, and breaks at a time of day are of a kind that there is."""
    names = [kind.name for kind in settings.kinds]
    for index, name in enumerate(names):
        if name in names[:index]:
            text = say('another kind of break is already called "{name}"; give each its own name', name=name)
            yield f"kinds.{index}.name", text
    known = dict.fromkeys((*(kind.name for kind in BUILT_IN_KINDS), *names))
    for wanted in settings.breaks.at:
        if wanted.kind not in known:
            text = say(
                'there is no kind of break called "{kind}"; there are {kinds}',
                kind=wanted.kind,
                kinds=", ".join(known),
            )
            yield "breaks.at", text


OWN_CHECKS: tuple[Check, ...] = (
    *(levels_ascend, breaks_fit, lengths_are_long_enough, long_breaks_have_a_rhythm, rhythms_fit),
    *(gaps_fit, hours_agree, shifts_are_known, a_limit_is_off_or_long_enough),
    *(kinds_are_known, hooks_have_names_of_their_own),
)


def blamed(settings: Settings, *names: str) -> str:
    """The first of the settings that the person changed: a default is not where they would look."""
    changed = (name for name in names if _is_changed(settings, name))
    return next(changed, names[0])


def _is_changed(settings: Settings, name: str) -> bool:
    setting = find(name)
    return setting is not None and value_in(settings, setting) != value_in(Settings(), setting)
