"""The menu and the tooltip are said in the language in force, whatever it was when they were last shown."""

from collections.abc import Sequence

from tests.catalogues import pseudo
from tests.day import Day, day
from tray.core.messages import commands as c
from tray.lib.language import translation
from tray.view.tray import icon_mark_tooltip_clicks
from tray.view.tray.face import SEPARATOR, Face, Row


def texts(face: Face) -> list[str]:
    def labels(rows: Sequence[Row]) -> list[str]:
        return [label for row in rows for label in (row.label, *labels(row.children)) if label != SEPARATOR]

    return [face.tooltip, face.next, *face.now, *labels(face.menu)]


def shown(told: Day) -> list[str]:
    return texts(icon_mark_tooltip_clicks.face(told.state, told.moment.senses, told.at, told.context))


def test_nothing_of_the_last_language_stays_in_the_menu() -> None:
    told = day().work("20m").ask(c.CheckIn("fatigue", 9)).ask(c.EaseToday())
    english = shown(told)
    again = translation.restore()
    try:
        pseudo.put_in_force()
        outside = [text for text in shown(told) if pseudo.outside(text)]
    finally:
        again()

    assert [] == outside
    assert english == shown(told)
