"""The status for status bars, each in its own language; what people wrote is escaped in it."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from tray.core.law.levels_and_gauge_steps import Level
from tray.errors import UsageError
from tray.lib.did_you_mean import nearest
from tray.lib.language.translation import mark, say
from tray.lib.text import markup
from tray.view.icon.colours import LEVELS
from tray.view.terminal.own_formats import formatted
from tray.view.terminal.status import agents_in_short, comes_from, next_step, session
from tray.view.words import names_and_numbers
from tray.view.words import pressure_away_and_memory_full as pressure

Values = Mapping[str, Any]

_GREY = "#8a929e"
_BLOCKS = "▁▂▃▄▅▆▇█"
_MARKS = {"break": "break", "paused": "paused", "day-ended": "off", "away": "away"}
"""Reasons to be quiet that a bar shows, the first that holds."""
_SAID = {
    "break": mark("{percent} break"),
    "paused": mark("{percent} paused"),
    "off": mark("{percent} off"),
    "unknown": mark("{percent} ?"),
}


def line(form: str, values: Values) -> str:
    """What ``status --format`` prints: the line, or lines, of a bar, or a format of the person's own filled in.

    Raises UsageError for a bar that is not known and a format that cannot be understood.
    """
    if form in BARS:
        return BARS[form](values)
    if "{" not in form and "}" not in form:
        raise UsageError(_no_bar(form))
    return formatted(form, values)


def _no_bar(form: str) -> str:
    own = '"{level} {pressure:.0f}%"'
    if near := nearest(form, BARS):
        return say(
            'There is no format "{form}". Did you mean "{near}"? You can also write one of your own, such as {own}.',
            form=form,
            near=near,
            own=own,
        )
    return say(
        'There is no format "{form}". There are {bars}, and formats of your own, such as {own}.',
        form=form,
        bars=", ".join(BARS),
        own=own,
    )


def hover(values: Values) -> str:
    """A few lines for a tooltip."""
    lines = [pressure.number(values["pressure"], Level(values["level"]))]
    lines.append(say("From {parts}", parts=comes_from(values)))
    lines += [say("Session: {label}", label=session(values))] if values["session"] else []
    lines += [say("Next: {coming}", coming=next_step(values))] if values["next"] else []
    return "\n".join(lines)


def sign(values: Values) -> str:
    """``break``, ``paused``, ``off``, ``away``, ``unknown`` where nothing can be sensed, or nothing."""
    found = next((name for reason, name in _MARKS.items() if reason in values["quiet"]), "")
    return "unknown" if values["tracking"] == "off" and found in ("", "away") else found


def _waybar(values: Values) -> str:
    """https://github.com/Alexays/Waybar/wiki/Module:-Custom: with ``return-type`` json; text and tooltip are Pango."""
    said = {
        "text": _escaped(_text(values)),
        "alt": sign(values) or values["level"],
        "tooltip": _escaped(hover(values)),
        "class": [each for each in (values["level"], sign(values)) if each],
        "percentage": names_and_numbers.of_100(values["pressure"]),
    }
    return json.dumps(said, ensure_ascii=False)


def _polybar(values: Values) -> str:
    """https://github.com/polybar/polybar/wiki/Formatting: only the block is coloured."""
    return f"%{{F{_colour(values)}}}{_block(values)}%{{F-}} {_text(values)}"


def _i3blocks(values: Values) -> str:
    """Three lines: the text, a shorter one, the colour."""
    return f"{_text(values)}\n{names_and_numbers.percent(values['pressure'])}\n{_colour(values)}"


def _tmux(values: Values) -> str:
    """A style in brackets, as ``status-right`` takes it from a command."""
    return f"#[fg={_colour(values)}]{_block(values)}#[default] {_text(values)}"


def _xfce(values: Values) -> str:
    """The tags of the Generic Monitor; text and tooltip are Pango."""
    text = f'<span foreground="{_colour(values)}">{_escaped(_text(values))}</span>'
    full = names_and_numbers.of_100(values["pressure"])
    return f"<txt>{text}</txt>\n<bar>{full}</bar>\n<tool>{_escaped(hover(values))}</tool>"


def _claude(values: Values) -> str:
    """https://code.claude.com/docs/en/statusline: one line, which may be coloured for a terminal."""
    colour = _colour(values)
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    words = (f"{_block(values)} {_text(values)}", next_step(values), agents_in_short(values))
    first, *more = (word for word in words if word)
    return " · ".join((f"\x1b[38;2;{red};{green};{blue}m{first}\x1b[0m", *more))


BARS: dict[str, Callable[[Values], str]] = {
    "waybar": _waybar,
    "polybar": _polybar,
    "i3blocks": _i3blocks,
    "tmux": _tmux,
    "xfce": _xfce,
    "claude": _claude,
}
"""Every bar by its name."""
SEVERAL_LINES = ("i3blocks", "xfce")
"""These take several lines at a time, and ask anew for each time."""


def _text(values: Values) -> str:
    percent = names_and_numbers.percent(values["pressure"])
    found = _SAID.get(sign(values))
    return say(found, percent=percent) if found else percent


def _block(values: Values) -> str:
    return _BLOCKS[min(len(_BLOCKS) - 1, max(0, int(values["pressure"] * len(_BLOCKS) / 100)))]


def _colour(values: Values) -> str:
    if sign(values) in ("paused", "off", "unknown"):
        return _GREY
    red, green, blue, _ = LEVELS[Level(values["level"])]
    return f"#{red:02x}{green:02x}{blue:02x}"


def _escaped(text: str) -> str:
    """For Pango, also in an attribute."""
    return markup(text).replace('"', "&quot;").replace("'", "&#39;")
