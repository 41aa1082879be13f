"""Names for people what is a key elsewhere: levels, what somebody does, where the pressure comes from, what is next."""

from collections.abc import Mapping

from tray.lib.language.translation import mark, say

LEVELS: Mapping[str, str] = {
    "green": mark("green"),
    "yellow": mark("yellow"),
    "orange": mark("orange"),
    "red": mark("red"),
    "critical": mark("critical"),
}
"""How much the pressure is."""
REGIMES: Mapping[str, str] = {
    "work": mark("work"),
    "rest": mark("break"),
    "restore": mark("walk or the like"),
    "off": mark("off work"),
    "sleep": mark("sleep"),
}
"""What somebody does, in a table or a legend."""
POOLS: Mapping[str, str] = {
    "gen0": mark("this stretch"),
    "gen1": mark("today"),
    "gen2": mark("last weeks"),
    "live": mark("to do"),
}
"""Where the pressure comes from."""


def level(key: str) -> str:
    """The name of a level, in the middle of a sentence."""
    return say(LEVELS[key])


def regime(key: str) -> str:
    """What somebody does, in a word or two."""
    return say(REGIMES[key])


_PRESETS: Mapping[str, str] = {
    "balanced": mark("Balanced"),
    "pomodoro": mark("Pomodoro"),
    "52-17": mark("52 and 17"),
    "eyes": mark("Eyes"),
    "rsi": mark("Hands (RSI)"),
    "shifts": mark("Night shifts"),
    "free": mark("Free hours"),
    "gentle": mark("Gentle"),
}


def preset(key: str) -> str:
    """The name of a preset in the menu."""
    return say(_PRESETS[key])
