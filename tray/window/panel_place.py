"""Where the panel stands: beside the icon, and whole on its screen."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication

MARGIN = 8
CLEAR = 32
"""From the middle of an icon to what stands beside it: half of a bar."""
AT_EDGE = 80
"""So near to an edge a bar lies along it."""


def beside(place: QPoint | None, size: QRect, screen: QRect, room: QRect) -> QPoint:
    """Where a panel of a size stands: at the edge that the icon lies at, centred on it, and whole within the room.

    Clear of the icon, too, where the desktop does not say that its bar is no room, as X11 with several monitors: a
    second click is meant for the icon.
    """
    clear = CLEAR if place is not None and room.contains(place) else 0
    if place is None:
        place = (
            room.topRight() if QGuiApplication.layoutDirection() is Qt.LayoutDirection.LeftToRight else room.topLeft()
        )
    x = place.x() - size.width() // 2
    if place.y() < room.top() + AT_EDGE:
        y = max(room.top() + MARGIN, place.y() + clear)
    elif place.y() > room.bottom() - AT_EDGE:
        y = room.bottom() + 1 - MARGIN - size.height()
        y = min(y, place.y() - clear - size.height()) if clear else y
    else:  # the bar of the desktop stands at a side
        y = place.y() - size.height() // 2
        if clear:
            x = place.x() + clear if place.x() < screen.center().x() else place.x() - clear - size.width()
    return within(QPoint(x, y), size, room)


def within(place: QPoint, size: QRect, room: QRect) -> QPoint:
    """The nearest place at which a panel of a size is whole."""
    return QPoint(
        min(max(place.x(), room.left() + MARGIN), room.right() + 1 - MARGIN - size.width()),
        min(max(place.y(), room.top() + MARGIN), max(room.bottom() + 1 - MARGIN - size.height(), room.top() + MARGIN)),
    )


def is_on_wayland() -> bool:
    return QGuiApplication.platformName().startswith("wayland")
