"""Where the number comes from, for people: a table whose every column adds up."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from math import floor
from typing import Any

from tray.lib.frozen import dataclass
from tray.lib.language.translation import mark, say, say_many
from tray.lib.text import clean
from tray.lib.text_width import cut, fit, to_the_right, width, wrapped
from tray.view.terminal.text_gauge import gauge_line
from tray.view.words import names_and_numbers
from tray.view.words.names_and_numbers import FULL, POOLS, clock_in, day, length, length_of_work, shared, whole

Values = Mapping[str, Any]
EXTRAS = {
    "pressed": mark("under pressure"),
    "overrun": mark("past its estimate"),
    "outside": mark("outside working hours"),
    "night": mark("at night"),
    "short_time_off": mark("after too short a time off"),
    "heavy_week": mark("in a heavy week"),
    "awake": mark("awake for too long"),
}
"""What makes a stretch weigh more, in words."""


@dataclass(frozen=True, slots=True)
class Divided:
    """The parts of an explanation, each in one of these."""

    held: list[Values]
    """Held already at its beginning, or told by the person."""
    days: list[tuple[str, list[Values]]]
    """Those of earlier days, by day, but for the answers."""
    answers: list[Values]
    """Answers of earlier days."""
    stretches: list[list[Values]]
    """Those of its own day: of one stretch under one label, or of something else that has a beginning and an end."""
    promises: list[Values]
    asking: list[Values]
    """Agents."""


def divided(values: Values) -> Divided:
    """All in the order in which they began."""
    promises = [part for part in values["parts"] if part["kind"] == "commitment"]
    asking = [part for part in values["parts"] if part["kind"] == "agent"]
    held = [part for part in values["parts"] if part["kind"] in ("before", "told")]
    dated = [part for part in values["parts"] if part["kind"] not in ("commitment", "agent", "before", "told")]
    before = [part for part in dated if part["day"] < values["day"]]
    old = [part for part in before if part["kind"] != "answers"]
    answers = [part for part in before if part["kind"] == "answers"]
    new = [part for part in dated if part["day"] >= values["day"]]
    old.sort(key=lambda part: part["day"])
    new.sort(key=_began)
    return Divided(
        held,
        [(day, list(parts)) for day, parts in groupby(old, key=lambda part: part["day"])],
        answers,
        [list(parts) for _, parts in groupby(new, key=_began)],
        promises,
        asking,
    )


def counted(parts: Sequence[Values]) -> str:
    """What a day held, in a few words."""
    count = len({_began(part) for part in parts if part["kind"] == "work"})
    if not count:
        return say(EXTRAS["awake"])
    return say_many("{count} stretch of work", "{count} stretches of work", count)


def switches(part: Values) -> str:
    """How many they were."""
    return say_many("{count} switch", "{count} switches", part["switches"])


def span(part: Values) -> str:
    """From when to when, on the clock; once when that is the same."""
    since, until = clock_in(part["from"]), clock_in(part["to"])
    return since if since == until else f"{since}–{until}"


def labelled(part: Values) -> str:
    """The label of its session, harmless in a terminal; empty when it has none."""
    return clean(part["label"] or "")


def _began(part: Values) -> tuple[datetime, str]:
    return datetime.fromisoformat(part["from"]), part["label"] or ""


_AN_HOUR = timedelta(hours=1)
_WIDE = 79
_LEAST_LABEL = 30
"""Columns that the name of a line has at least, however wide the names of the others are."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table, of one part or of several."""

    label: str
    parts: tuple[Values, ...]

    def sum(self, name: str) -> float:
        """What its parts have together."""
        return float(sum(part.get(name, 0.0) for part in self.parts))

    @property
    def promised(self) -> bool:
        """It stands for a commitment, or for an agent that asks."""
        return self.parts[0]["kind"] in ("commitment", "agent")


def groups(values: Values, room: int) -> list[tuple[str, list[Row]]]:
    """The rows under their titles, named in so many columns: what is older comes first, what is to do last."""
    found, today = divided(values), date.fromisoformat(values["day"])
    named = [(day(date.fromisoformat(each), today), of) for each, of in found.days]
    wide = max((width(name) for name, _ in named), default=0)
    days = [Row(f"  {fit(name, wide)}  {counted(of)}", tuple(of)) for name, of in named]
    answers = [Row(f"  {say('your answers')}", tuple(found.answers))] if found.answers else []
    return [
        (say("Earlier days"), [*(_held(part, values) for part in found.held), *days, *answers]),
        (say("Today"), [row for stretch in found.stretches for row in _stretch(stretch, room)]),
        (
            say("To do"),
            [
                *(Row(_promise(part, room), (part,)) for part in found.promises),
                *(Row(_asking(part, room), (part,)) for part in found.asking),
            ],
        ),
    ]


def _held(part: Values, values: Values) -> Row:
    if part["kind"] == "told":
        return Row(f"  {say('your answer about the last weeks')}", (part,))
    today = date.fromisoformat(values["day"])
    since = day(min(date.fromisoformat(values["since"][:10]), today), today)  # at night the day is still the last one
    return Row(f"  {say('before {day}', day=since)}", (part,))


def _stretch(parts: Sequence[Values], room: int) -> list[Row]:
    """A row for the stretch, and one for each thing that made it weigh more."""
    spans = [span(parts[0]), *[""] * (len(parts) - 1)]
    wide = max(11, *map(width, spans))
    return [Row(_beside(times, wide, _cause(part), room), (part,)) for times, part in zip(spans, parts, strict=True)]


def _beside(times: str, wide: int, cause: str, room: int) -> str:
    """A cause below that of its stretch stands farther to the left where there is no room for it."""
    label = f"  {fit(times, wide)}  {cause}"
    return label if times or width(label) <= room else f"    {cause}"


def _cause(part: Values) -> str:
    match part["kind"]:
        case "work":
            return labelled(part) or say("work")
        case "switches":
            return switches(part)
        case "answers":
            return say("your answer: {answer}", answer=labelled(part))
        case kind:
            return say(EXTRAS[kind])


def _promise(part: Values, room: int) -> str:
    number = f"  {part['number']:>3}  "
    if not part["overdue"] and not part["when"]:
        return f"{number}{cut(labelled(part), room - len(number))}"
    # As long as the label may be beside what is said of it.
    beside = width(_timed(part, ""))
    return number + _timed(part, cut(labelled(part), room - len(number) - beside))


def _asking(part: Values, room: int) -> str:
    since, indent = clock_in(part["since"]), " " * 7
    beside = width(say("{agent} asked at {time}", agent="", time=since))
    label = cut(labelled(part), room - len(indent) - beside)
    return indent + say("{agent} asked at {time}", agent=label, time=since)


def _timed(part: Values, label: str) -> str:
    if part["overdue"]:
        return say("{label} (overdue)", label=label)
    if part.get("near"):
        return say("{label} (its time is near)", label=label)
    return say("{label} (planned)", label=label)


STRETCH = ("work", "pressed", "overrun", "outside", "night", "short_time_off", "heavy_week", "switches")
"""The kinds of parts that a stretch of work has."""
_COLUMNS = (
    (mark("put in"), 8),
    (mark("freed"), 7),
    (mark("left"), 7),
    (mark("stretch"), 8),
    (mark("today"), 6),
    (mark("weeks"), 6),
)
"""The names of the columns, and how wide each is at least."""
_LEGEND = (
    (mark("put in, freed"), mark("points that came in, and points that breaks and nights freed")),
    (mark("stretch"), mark("goes down within minutes of a break")),
    (mark("today"), mark("outlasts breaks; lunch, the evening and the night bring it down")),
    (mark("weeks"), mark("outlasts nights; sleep, days off and holidays bring it down")),
)


_RUNTIME = {"stretch": "gen0", "today": "gen1", "weeks": "gen2"}
"""What the columns are called in the words of a runtime, in every language."""


def explanation_text(values: Values, *, colour: bool, formula: bool = False, runtime: bool = False) -> str:
    """A block of at most 80 columns for the values of ``explanation``; in a ``runtime``'s words for who likes them."""
    strong, faint = ("\x1b[1m", "\x1b[2m") if colour else ("", "")
    plain = "\x1b[0m" if colour else ""
    lines = [
        f"{gauge_line(values['pressure'], values['level'], colour=colour)}  {names_and_numbers.level(values['level'])}"
    ]
    told = (*_most(values), *_beyond_full(values["pressure"]), *_labels(values))
    lines += [line for row in told for line in wrapped(row, _WIDE).split("\n")]
    columns = [
        (said, max(least, width(said) + 1))
        for said, least in ((_named(name, runtime), least) for name, least in _COLUMNS)
    ]
    wide = tuple(each for _, each in columns)
    heading = "".join(to_the_right(name, each) for name, each in columns)
    lines += ["", f"{faint}{'':{_room(wide)}}{heading}{plain}"]
    body, cells = _table(values, wide)
    for title, rows in body:
        lines.append(f"{strong}{title}{plain}")
        lines += rows
    lines.append(f"{strong}{_line(say('Pressure'), '', '', sum(cells), cells[:3], wide)}{plain}")
    lines += ["", *(f"{faint}{line}{plain}" for line in (*_legend(runtime), *_band(values["pressure"])))]
    if formula:
        lines += ["", *formula_text(values["formula"])]
    return "\n".join(line.rstrip() for line in lines)


def _room(wide: Sequence[int]) -> int:
    return max(_LEAST_LABEL, _WIDE - sum(wide))


def _named(column: str, runtime: bool) -> str:
    return _RUNTIME[column] if runtime and column in _RUNTIME else say(column)


def _legend(runtime: bool) -> list[str]:
    terms = [(_named(term, runtime), say(about)) for term, about in _LEGEND]
    room = max(width(term) for term, _ in terms) + 3
    return [
        line for term, about in terms for line in wrapped(f"{fit(term, room)}{about}", _WIDE, " " * room).split("\n")
    ]


def _most(values: Values) -> list[str]:
    """The stretch that most of the pressure comes from, or more than from any other, in a sentence."""
    stretches: dict[tuple[str, str | None], list[Values]] = {}
    for part in values["parts"]:
        if part["kind"] in STRETCH:
            stretches.setdefault((part["from"], part["label"]), []).append(part)
    parts = max(stretches.values(), key=_points, default=[])
    if _points(parts) < 1.0:
        return []
    first, today = parts[0], date.fromisoformat(values["day"])
    when = span(first)
    if first["day"] != values["day"]:
        when = say("{day} {span}", day=day(date.fromisoformat(first["day"]), today), span=when)
    points, label = whole(_points(parts)), cut(labelled(first), 18)
    if 2 * points <= whole(values["pressure"]):
        return [_share(points, values["pressure"], label, when)]
    if label:
        return [
            say_many(
                "Most of it comes from {label}, {when}: {count} point.",
                "Most of it comes from {label}, {when}: {count} points.",
                points,
                label=label,
                when=when,
            )
        ]
    return [
        say_many(
            "Most of it comes from your work, {when}: {count} point.",
            "Most of it comes from your work, {when}: {count} points.",
            points,
            when=when,
        )
    ]


def _share(points: int, pressure: float, label: str, when: str) -> str:
    """What comes from a stretch that isn't most of it."""
    if label:
        return say_many(
            "{count} of {all} points comes from {label}, {when}.",
            "{count} of {all} points come from {label}, {when}.",
            points,
            all=whole(pressure),
            label=label,
            when=when,
        )
    return say_many(
        "{count} of {all} points comes from your work, {when}.",
        "{count} of {all} points come from your work, {when}.",
        points,
        all=whole(pressure),
        when=when,
    )


def _beyond_full(pressure: float) -> list[str]:
    """Why the points are more than is shown of them anywhere else."""
    if whole(pressure) <= FULL:
        return []
    return [
        say(
            "That's {count} points in all. Elsewhere you see {full} at most, and each part as its share of that.",
            count=whole(pressure),
            full=names_and_numbers.percent(FULL),
        )
    ]


def _band(pressure: float) -> list[str]:
    """How good the number is, where that comes to a point or more."""
    if pressure < _AT_LEAST:
        return []
    low, high = whole(pressure * (1.0 - _GOOD_TO)), whole(pressure * (1.0 + _GOOD_TO))
    text = say("The number is accurate to about a tenth: the evidence allows {low} to {high}.", low=low, high=high)
    return ["", *wrapped(text, _WIDE).split("\n")]


_GOOD_TO = 0.10
"""Of 4,030 laws drawn around this one, those that agree with the studies lie so near, four of five."""
_AT_LEAST = 10.0
_TOLD_FROM = 0.02
"""A factor nearer to 1 than this is not worth a line."""


def _labels(values: Values) -> list[str]:
    """What came before this work and makes it fill faster or slower, a line each."""
    told = (each for each in values.get("labels", ()) if abs(each["factor"] - 1.0) >= _TOLD_FROM)
    return [_label(each["name"], timedelta(hours=each["hours"]), 100.0 * (each["factor"] - 1.0)) for each in told]


def _label(name: str, hours: timedelta, more: float) -> str:
    percent = names_and_numbers.percent(abs(_nearest(more)))
    if name == "short_time_off":
        if hours < _AN_HOUR:
            return say(
                "You haven't had an hour off in the last 16 hours, so work adds pressure {percent} faster today. "
                "Less than 11 h off does that, and less than 9.5 h does it most.",
                percent=percent,
            )
        return say(
            "You had only {length} off, so work adds pressure {percent} faster today. "
            "Less than 11 h off does that, and less than 9.5 h does it most.",
            length=length(hours),
            percent=percent,
        )
    if more < 0.0:
        return say("It's a light week, so work adds pressure {percent} slower today.", percent=percent)
    return say(
        "You've worked {length} in 7 days, so work adds pressure {percent} faster today.",
        length=length_of_work(timedelta(hours=_nearest(hours / _AN_HOUR))),
        percent=percent,
    )


def _points(parts: Iterable[Values]) -> float:
    return float(sum(part["points"] for part in parts))


def _table(values: Values, wide: Sequence[int]) -> tuple[list[tuple[str, list[str]]], list[int]]:
    """The lines under their titles, and what the columns add up to."""
    titled = groups(values, _room(wide))
    rows = [row for _, group in titled for row in group]
    cells = shared(whole(values["pressure"]), [values["pools"][pool] for pool in POOLS])
    columns = [shared(cell, [row.sum(pool) for row in rows]) for cell, pool in zip(cells, POOLS, strict=True)]
    shown = dict(zip(map(id, rows), zip(*columns, strict=True), strict=True))
    body = []
    for title, group in titled:
        lines = [_part_line(row, shown[id(row)], wide) for row in group if any(shown[id(row)]) or row.promised]
        lines += _gone([row for row in group if not any(shown[id(row)]) and not row.promised], wide)
        if lines:
            body.append((title, lines))
    return body, cells


def _part_line(row: Row, cells: Sequence[int], wide: Sequence[int]) -> str:
    left, put = sum(cells), _nearest(row.sum("put"))
    if row.promised:
        return _line(row.label, "", "", left, (0, 0, 0), wide)
    # Rounded so that put in − freed = left.
    freed = put - left if put > left or put < 0 else 0
    return _line(row.label, str(freed + left), str(freed), left, cells[:3], wide)


def _gone(rows: Sequence[Row], wide: Sequence[int]) -> list[str]:
    put = _nearest(sum(row.sum("put") for row in rows))
    text = say_many("{count} more, with nothing left of it", "{count} more, with nothing left of them", len(rows))
    return [_line(f"  {text}", str(put), str(put), 0, (0, 0, 0), wide)] if put > 0 else []


def _line(label: str, put: str, freed: str, left: int, cells: Iterable[int], wide: Sequence[int]) -> str:
    numbers = (put, freed, str(left), *(str(cell) if cell else "" for cell in cells))
    return fit(label, _room(wide)) + "".join(map(to_the_right, numbers, wide))


def _nearest(points: float) -> int:
    """What was put in is no part of what is held, and is not rounded as one."""
    return floor(points + 0.5)


def formula_text(now: Mapping[str, Any]) -> list[str]:
    """The equations, each with what its letters stand for now; every rate is per hour."""
    v = {name: _short(value) for name, value in now.items() if isinstance(value, float | int)}
    total = now["gen0"] + now["gen1"] + now["gen2"] + now["live"]
    return [
        say("The formula, in {regime}. A point is a percent, and rates are per hour.", regime=now["regime"].upper()),
        say("gen0 is this stretch, gen1 today, gen2 the last weeks, live what's to do."),
        "  pressure = gen0 + gen1 + gen2 + live",
        f"           = {v['gen0']} + {v['gen1']} + {v['gen2']} + {v['live']} = {_short(total)}",
        "  d gen0/dt = g·u·a·(1 − gen0/K0) − (c0 + p0)·gen0",
        f"            = {v['g']}·{v['u']}·{v['a']}·(1 − {v['gen0']}/{v['K0']}) − ({v['c0']} + {v['p0']})·{v['gen0']}"
        f" = {_speed(now['gen0_per_h'])}",
        "  d gen1/dt = p0·gen0 − (c1 + p1)·gen1",
        f"            = {v['p0']}·{v['gen0']} − ({v['c1']} + {v['p1']})·{v['gen1']} = {_speed(now['gen1_per_h'])}",
        "  d gen2/dt = p1·gen1 + b − c2·gen2",
        f"            = {v['p1']}·{v['gen1']} + {v['b']} − {v['c2']}·{v['gen2']} = {_speed(now['gen2_per_h'])}",
        "  live = Lmax·(1 − e^(−n/n0))",
        f"       = {v['Lmax']}·(1 − e^(−{v['n']}/{v['n0']})) = {v['live']}",
        "  n = unplanned + planned_weight·planned + agent_weight·asking",
        "  a switch: gen0 ← K0 − (K0 − gen0)·(1 − g·s/K0)",
        f"            = {v['K0']} − ({v['K0']} − {v['gen0']})·(1 − {v['g']}·{v['s']}/{v['K0']})"
        f" = {_short(now['K0'] - (now['K0'] - now['gen0']) * (1 - now['g'] * now['s'] / now['K0']))}",
    ]


def _short(value: float) -> str:
    """Three digits that tell, or one after the point; what is next to nothing is 0."""
    if value >= 10:
        return f"{value:.1f}".removesuffix(".0")
    return f"{value:.3g}" if value >= 1e-4 else "0"


def _speed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−").replace("−0.00", "0.00")
