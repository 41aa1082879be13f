"""Draws the gauge as text: in `status`, in `explain`, and in a terminal that stands for the tray."""

from tray.view.words.names_and_numbers import percent


def gauge_line(pressure: float, level: str, *, width: int = 20, colour: bool) -> str:
    """A gauge of text, such as ``[#####···············] 27%``."""
    full = min(width, max(0, round(pressure * width / 100)))
    bar = "█" * full + "░" * (width - full)
    shade = {"green": "32", "yellow": "33", "orange": "38;5;208", "red": "31", "critical": "1;35"}[level]
    return f"\x1b[{shade}m{bar}\x1b[0m {percent(pressure)}" if colour else f"{bar} {percent(pressure)}"
