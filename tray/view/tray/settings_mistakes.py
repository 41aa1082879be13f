"""What is said of mistakes in the settings file: a notification, lines, and which settings apply until then."""

from tray.core.messages import commands as c
from tray.errors import Problem
from tray.lib.language.translation import say, say_many
from tray.settings.defaults.every_setting import Settings
from tray.view.tray.face import Button, Notice

_MISTAKES_SHOWN = 4
"""What stays readable in a terminal of 24 lines."""


def settings_problems(problems: tuple[Problem, ...], in_force: Settings) -> Notice:
    """The settings file has mistakes; what was in force stays in force, which at a first start are the defaults."""
    first, more = problems[0], len(problems) - 1
    # The folders would take the room of what is wrong: mako shows four short lines.
    there = Problem(first.file.replace("\\", "/").rpartition("/")[2], first.line, first.setting, first.text)
    also = say_many(
        "and {count} more: `backpressure settings check` prints them all.",
        "and {count} more: `backpressure settings check` prints them all.",
        more,
    )
    return Notice(
        say("The settings file has mistakes") if more else say("The settings file has a mistake"),
        "\n".join((str(there), *((also,) if more else ()), stay_in_force(in_force))),
        (Button("settings", say("Open the settings"), c.OpenSettings()),),
        lasting=True,
    )


def stay_in_force(in_force: Settings) -> str:
    """Which settings hold while the file has mistakes."""
    if in_force == Settings():
        return say("The default settings apply until it's fixed.")
    return say("Nothing was changed; your previous settings stay in force.")


def mistakes(problems: tuple[Problem, ...]) -> tuple[str, ...]:
    """Those of the settings file, each as a line of its own; of many the first, and where the others can be read."""
    lines = tuple(map(str, problems[:_MISTAKES_SHOWN]))
    if not (more := len(problems) - len(lines)):
        return lines
    return (
        *lines,
        say_many(
            "{count} more mistake in the settings file: `backpressure settings check` shows all of them.",
            "{count} more mistakes in the settings file: `backpressure settings check` shows all of them.",
            more,
        ),
    )
