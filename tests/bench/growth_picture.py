"""How does growth look? One small plot for each verb, seconds over years of history, all to one scale, as SVG."""

from collections.abc import Mapping
from html import escape

_COLUMNS, _WIDE, _HIGH, _GAP = 4, 190, 96, 14
_INK, _SOFT, _LINE = "#1f2733", "#66707f", "#2f6fd0"


def drawn(found: Mapping[str, Mapping[int, float]]) -> str:
    """The picture; it brings its own light ground, so that it can be read on a dark page."""
    most = max(value for costs in found.values() for value in costs.values())
    cells = [_cell(n, verb, costs, most) for n, (verb, costs) in enumerate(found.items())]
    rows = -(-len(cells) // _COLUMNS)
    width, height = _COLUMNS * (_WIDE + _GAP) + _GAP, rows * (_HIGH + _GAP) + _GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" font-family="system-ui, sans-serif" font-size="11">\n'
        f"<title>Seconds of a processor for each verb, by years of history</title>\n"
        f'<rect width="100%" height="100%" rx="8" fill="#ffffff"/>\n' + "\n".join(cells) + "\n</svg>\n"
    )


def _cell(number: int, verb: str, costs: Mapping[int, float], most: float) -> str:
    left = _GAP + number % _COLUMNS * (_WIDE + _GAP)
    top = _GAP + number // _COLUMNS * (_HIGH + _GAP)
    floor, high, longest = top + _HIGH - 18, _HIGH - 40, max(costs)
    at = {
        years: (left + 6 + (_WIDE - 44) * years / longest, floor - high * value / most)
        for years, value in costs.items()
    }
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in at.values())
    last_x, last_y = at[longest]
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{_LINE}"/>' for x, y in at.values())
    ticks = "".join(
        f'<text x="{x:.1f}" y="{floor + 14}" text-anchor="middle" fill="{_SOFT}" font-size="9">{years}</text>'
        for years, (x, _) in at.items()
    )
    return (
        f'<text x="{left}" y="{top + 11}" fill="{_INK}">{escape(verb)}</text>'
        f'<path d="M{left} {floor}h{_WIDE - 32}" stroke="#d5dae1"/>'
        f'<polyline points="{points}" fill="none" stroke="{_LINE}" stroke-width="2"/>{dots}{ticks}'
        f'<text x="{last_x + 7:.1f}" y="{last_y + 4:.1f}" fill="{_INK}">{costs[longest]:.2f} s</text>'
    )
