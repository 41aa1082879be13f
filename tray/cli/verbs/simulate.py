"""Lives a life that did not happen through the same law."""

from typing import Any, TextIO

from tray.cli.built_in_lives import preset, sentences
from tray.cli.parse import Line
from tray.cli.terminal import colourful, columns, print_coloured
from tray.core.law.simulation import Life
from tray.core.law.simulation import simulate as live_through
from tray.errors import UsageError
from tray.lib.did_you_mean import nearest
from tray.lib.language.translation import say
from tray.settings.defaults.every_setting import Law

_WIDTH_UNKNOWN = 80


def simulate(line: Line, out: TextIO) -> int:
    """Carry out ``simulate FILE [--json]`` or ``simulate --preset NAME [--json]`` and return the exit code.

    Raises UsageError and SettingsInvalid with a text for the person; then nothing was printed.
    """
    start, segments, answers, law = _asked(line)
    life = live_through(start, segments, law, answers=answers)
    if "--json" in line:
        import json

        json.dump(as_values(life), out, allow_nan=False)
        out.write("\n")
        return 0
    from tray.view.terminal.simulate import life_text
    from tray.view.terminal.simulate_plot import MOST_WIDTH

    # Narrower than the terminal by one: some wrap a line that fills it.
    width = min(columns(out) - 1, MOST_WIDTH) if out.isatty() else _WIDTH_UNKNOWN
    print_coloured(life_text(life, segments, columns=width, colour=colourful(out), blocks=_has_blocks(out)), out)
    return 0


def as_values(life: Life) -> dict[str, Any]:
    """The answer as JSON values: seconds from the first segment on, points of pressure, nothing rounded."""
    last = life.points[-1]
    return {
        "peak": {"at_s": life.peak_seconds, "pressure": life.peak},
        "end": {
            "pressure": last.pressure,
            "gen0": last.gen0,
            "gen1": last.gen1,
            "gen2": last.gen2,
            "live": life.live,
        },
        "crossings": [
            {
                "at_s": crossed.seconds,
                "threshold": int(crossed.threshold),
                "direction": "up" if crossed.up else "down",
            }
            for crossed in life.crossings
        ],
        "points": [
            {
                "at_s": point.seconds,
                "pressure": point.pressure,
                "gen0": point.gen0,
                "gen1": point.gen1,
                "gen2": point.gen2,
            }
            for point in life.points
        ],
        "labels": [{"at_s": each.seconds, "factor": each.factor} for each in life.labels],
        "answers": [
            {
                "at_s": each.seconds,
                "pressure": each.pressure,
                "expected": each.expected.answer,
                "low": each.expected.low,
                "high": each.expected.high,
                "nudge": each.nudge,
            }
            for each in life.answers
        ],
        "follows": None if life.follows is None else [life.follows.r, life.follows.low, life.follows.high],
    }


def _asked(line: Line) -> tuple[Any, Any, Any, Law]:
    name = line.value("--preset")
    if (name is None) == (not line.words):
        raise UsageError(
            say(
                "simulate takes either a file or --preset, such as `backpressure simulate --preset healthy`. "
                "`backpressure simulate --help` says more."
            )
        )
    if name is None:
        from tray.cli.life_file import read_life

        return read_life(line.words[0])
    if name not in sentences():
        known = ", ".join(sentences())
        if near := nearest(name, sentences()):
            raise UsageError(say('There is no life "{name}". Did you mean "{near}"?', name=name, near=near))
        raise UsageError(say('There is no life "{name}". There are {lives}.', name=name, lives=known))
    return *preset(name), (), Law()


def _has_blocks(out: TextIO) -> bool:
    try:
        "█▁│└".encode(getattr(out, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
