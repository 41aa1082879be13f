"""The table of how people fared: a line for each life, its bounds above."""

from datetime import timedelta

from tests.lives.personas.judging import Verdict

_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)
_WIDTHS = (18, 7, 7, 7, 7, 9, 9, 12, 10, 6, 14)


def _line(*cells: str) -> str:
    name, way, *figures = (f"{cell:<{width}}" for cell, width in zip(cells, _WIDTHS, strict=True))
    right = (f"{each.strip():>{len(each)}}" for each in figures)
    return "  ".join((name, way, *right)).rstrip()


HEAD = "\n".join(
    (
        _line(
            "person", "asked", "worked", "asks/h", "said/h", "silence", "in red", "interrupted", "swallowed", "stale",
            "offered",
        ),
        _line("bound", "", "", "", "", "≤ 25 min", "≤ 12 min", "0", "0", "0", "100%"),
    )
)  # fmt: skip


def row(name: str, way: str, verdict: Verdict) -> str:
    """One life; what breaks its bound is marked."""
    hours = max(verdict.worked / _HOUR, 0.01)
    share = f"{100 * verdict.offered // max(verdict.due, 1) if verdict.due else 100}%"
    return _line(
        name,
        way,
        f"{hours:.0f} h",
        f"{verdict.asks / hours:.2f}",
        f"{verdict.said / hours:.2f}",
        _marked(f"{verdict.silence / _MINUTE:.0f} min", bad=verdict.too_silent),
        _marked(f"{verdict.in_red / _MINUTE:.0f} min", bad=verdict.too_silent_in_red),
        _marked(str(len(verdict.interruptions)), bad=bool(verdict.interruptions)),
        _marked(str(len(verdict.swallowed)), bad=bool(verdict.swallowed)),
        _marked(str(len(verdict.stale)), bad=bool(verdict.stale)),
        _marked(f"{verdict.offered}/{verdict.due} {share}", bad=verdict.offered < verdict.due),
    )


def _marked(text: str, *, bad: bool) -> str:
    return f"✗ {text}" if bad else text
