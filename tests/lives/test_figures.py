"""What is shown adds up in thousands of random moments: the same thing is the same figure wherever it is said.

One test for each figure and place, so that each says by itself whether it holds; all look at the same moments.
``BACKPRESSURE_LONG=1`` looks at more than 10,000.
"""

import os
from collections import Counter
from datetime import timedelta
from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.core.zones import every_day
from tests.day import Day, day
from tests.lives.figures import PARTS, Disagreement, disagreements
from tray.core.days_and_nights import day_bounds, day_of
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.settings.defaults.every_setting import Breaks, Levels, Settings

_LEVEL_TOO = ("status line", "bar", "tooltip", "menu", "status notification", "explain")
_WITH_PARTS = ("bar", "menu", "health", "status notification")
_REPORT = ("report", "report, its numbers")
COMPARED = (
    *(("whole", where) for where in (*_LEVEL_TOO, "health", "explain, its last line")),
    *(("whole", f"{where}, its parts together") for where in ("status", *_WITH_PARTS)),
    *(("level", where) for where in _LEVEL_TOO),
    *(
        (f"part: {part}", where)
        for part in PARTS
        for where in (*_WITH_PARTS, "explain")
        if (part, where) != ("to do", "explain")
    ),
    *(("breaks taken", where) for where in ("menu", "history", *_REPORT, "report, in its sentences")),
    *(("breaks skipped", where) for where in ("menu", "history", "report, its numbers")),
    ("breaks due", "report"),
    *(("worked today", where) for where in ("menu", "history", *_REPORT, "limits")),
    *(("worked in 7 days", where) for where in ("history", "limits")),
    *(("longest stretch", where) for where in ("report", "status, the present one")),
    ("stretch", "tooltip"),
    ("until the break", "tooltip"),
    *(("open", where) for where in ("menu", "menu, in the parts", "commitments", "explain", "totals")),
    *(("planned", where) for where in ("menu", "commitments", "explain")),
    *(("highest", where) for where in ("report", "report, in its sentences")),
)
"""Each figure beside the first place that says it: ``status``, or history where the status says nothing of it."""
LIVES = 1500 if os.environ.get("BACKPRESSURE_LONG") else 220
"""Of seven moments or so each; the long run looks at more than 10,000 of them."""
pytestmark = pytest.mark.timeout(1800)

_minutes = st.integers(1, 130).map(lambda count: timedelta(minutes=count, seconds=count * 7 % 60))
_commands = st.one_of(
    st.builds(c.Commit, st.sampled_from(("answer Ada", "tax", "slides"))),
    st.builds(c.Commit, st.just("dentist"), st.just(day().at + timedelta(days=9))),
    st.builds(c.CloseCommitment, st.integers(1, 3)),
    st.builds(c.TakeBreak, st.sampled_from(("rest", "walk", "lunch")), st.none() | _minutes),
    st.builds(c.EndBreak),
    st.builds(c.Snooze),
    st.builds(c.Skip),
    st.builds(c.StartSession, st.just("report"), st.none() | _minutes),
    st.builds(c.StopSession),
    st.builds(c.CheckIn, st.just("fatigue"), st.integers(0, 10)),
    st.builds(c.Introduce, st.sampled_from(("calm", "normal", "heavy"))),
    st.builds(c.EaseToday),
    st.builds(c.Pause, _minutes),
    st.builds(c.Resume),
    st.builds(c.ItWas, st.sampled_from((Regime.WORK, Regime.REST, Regime.RESTORE))),
    st.builds(c.ItWasNot),
)
_spans = st.tuples(
    st.sampled_from((Regime.WORK, Regime.WORK, Regime.REST, Regime.RESTORE)),
    st.booleans(),
    st.integers(1, 1800).map(lambda minutes: timedelta(minutes=minutes)),
    st.integers(1, 240).map(lambda minutes: timedelta(minutes=minutes)),
)
"""What a span is said to have been, whether a meeting, how long ago it began, and how long it was."""
_actions = st.one_of(
    st.tuples(st.just("work"), _minutes),
    st.tuples(st.just("work"), _minutes),
    st.tuples(st.just("away"), _minutes),
    st.tuples(st.just("night"), st.integers(6, 20).map(lambda hours: timedelta(hours=hours))),
    st.tuples(st.just("ask"), _commands),
    st.tuples(st.just("ask"), st.sampled_from((c.Skip(), c.Snooze(), c.TakeBreak()))),
    st.tuples(st.just("was"), _spans),
    st.tuples(st.just("elsewhere"), st.tuples(st.integers(0, 4), st.integers(0, 4))),
)
_settings = st.sampled_from(
    (
        Settings(),
        Settings(breaks=Breaks(after=timedelta(minutes=25))),
        Settings(levels=Levels(yellow=10, orange=20)),
        Settings(hours=every_day("19:00-07:00")),
    )
)


def live(told: Day, action: tuple[str, object]) -> None:
    """Nobody looks while somebody works or rests: what is shown must not hang on that."""
    match action:
        case "work", timedelta() as length:
            told.happen(e.InputSeen())
            pass_(told, length)
            pass_(told, timedelta(seconds=5))
            told.happen(e.InputStopped(timedelta(seconds=5)))
        case "away" | "night", timedelta() as length:
            pass_(told, length)
        case "ask", command:
            told.ask(command)  # type: ignore[arg-type]
        case "was", (Regime() as regime, bool() as meeting, timedelta() as ago, timedelta() as length):
            begins = told.at - ago
            told.ask(c.ItWas(regime, begins, min(begins + length, told.at), meeting and regime is Regime.WORK))
        case _, (int() as unplanned, int() as planned):
            told.happen(e.CommitmentsFound("files", unplanned, planned))
        case _:
            raise AssertionError(action)


def pass_(told: Day, length: timedelta) -> None:
    """Time goes by; somebody looks at its end, and when a day begins."""
    hours, end = told.context.settings.hours, told.at + length
    while told.at < end:
        today = day_of(told.at, told.context.zone, hours)
        told.at = min(end, day_bounds(today, told.context.zone, hours)[1])
        told.happen(e.Looked())


@cache
def moments() -> tuple[dict[tuple[str, str], tuple[int, str]], Counter[tuple[str, str]], int]:
    """The shortest way to each disagreement, with what is said; what was compared how often; how many moments."""
    found: dict[tuple[str, str], tuple[int, str]] = {}
    compared: Counter[tuple[str, str]] = Counter()
    count = 0

    @settings(
        max_examples=LIVES,
        derandomize=True,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(_settings, st.lists(_actions, min_size=1, max_size=14))
    def look(chosen: Settings, actions: list[tuple[str, object]]) -> None:
        nonlocal count
        told = day(chosen)
        for n, action in enumerate(actions, 1):
            live(told, action)
            wrong, seen = disagreements(told)
            count += 1
            compared.update(seen)
            for each in wrong:
                _keep(found, each, n, f"{chosen.breaks.after}, {chosen.levels.orange}: {actions[:n]}")

    look()
    return found, compared, count


def _keep(found: dict[tuple[str, str], tuple[int, str]], each: Disagreement, length: int, way: str) -> None:
    known = found.get(each.key)
    if known is None or length < known[0]:
        found[each.key] = length, f"{each.figure}: {each.where} says {each.says}, after {way}"


@pytest.mark.parametrize(("figure", "where"), [pytest.param(*each, id=f"{each[0]}: {each[1]}") for each in COMPARED])
def test_the_same_thing_is_the_same_figure(figure: str, where: str) -> None:
    found, compared, _ = moments()

    assert 10 <= compared[figure, where]
    assert (figure, where) not in found, found[figure, where][1]


def test_nothing_is_compared_of_which_no_test_speaks() -> None:
    _, compared, count = moments()

    assert set(compared) == set(COMPARED)
    assert count >= 5 * LIVES
