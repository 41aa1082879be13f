"""The building blocks of the panel: rows of buttons that wrap, lists below them, labels, the icon's chip."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMargins, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tray.core.law.levels_and_gauge_steps import Level
from tray.desktop.icon.pictures import Pictures
from tray.lib.language.translation import say
from tray.view.tray.face import Gauge, Mark

if TYPE_CHECKING:
    pass

Row = Mapping[str, Any]
"""A row of the menu, as the program tells it."""
Press = Callable[[Mapping[str, Any]], None]
"""Takes the command of a row."""


_OPENS, _CLOSES = "▾", "▴"
"""On what opens a list, and closes it."""
_USUAL: Row = {"command": None, "children": (), "checked": None, "enabled": True}


def complete(rows: Sequence[Row]) -> list[Row]:
    """Rows as the program told them, with what it left out as it is usual."""
    return [{**_USUAL, **row, "children": complete(row.get("children", ()))} for row in rows]


class Flow(QLayout):
    """Puts one thing beside the other and begins a new line where there is no more room.

    All in a line are equally high, and equally wide where there are to be ``columns``; what has no room in those
    has a line to itself, and so have the others. Without columns lines are about equally long, so that none has one
    thing alone.
    """

    def __init__(self, gap: int = 6, columns: int = 0) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap, self._columns = gap, columns
        self.setContentsMargins(QMargins())

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:  # noqa: N802
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802
        found = QSize()
        for item in self._items:
            found = found.expandedTo(item.minimumSize())
        return found

    def natural_width(self) -> int:
        """How wide it is with everything in one line."""
        return sum(item.sizeHint().width() for item in self._items) + self._gap * max(len(self._items) - 1, 0)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        parent = self.parentWidget()
        mirrored = parent is not None and parent.layoutDirection() is Qt.LayoutDirection.RightToLeft
        y = -self._gap
        for line in self._lines(rect.width()):
            x, y, high = 0, y + self._gap, max(item.sizeHint().height() for item, _ in line)
            for item, wide in line if move else ():
                left = rect.right() + 1 - x - wide if mirrored else rect.left() + x
                item.setGeometry(QRect(left, rect.top() + y, wide, high))
                x += wide + self._gap
            y += high
        return max(y, 0)

    def _lines(self, room: int) -> list[list[tuple[QLayoutItem, int]]]:
        """What stands in which line, each with its width."""
        columns, wide = self._columns, [item.sizeHint().width() for item in self._items]
        if columns:
            if any(each > self._share(room, columns) for each in wide):
                columns = 1
            wide = [self._share(room, columns)] * len(wide)
        wide = [min(each, room) for each in wide]
        found = self._wrapped(wide, room)
        if len(found) > 1 and not columns:
            narrowest = bisect_left(range(room), x=True, key=lambda each: len(self._wrapped(wide, each)) <= len(found))
            found = self._wrapped(wide, narrowest)
        return [[(self._items[n], wide[n]) for n in line] for line in found]

    def _wrapped(self, wide: Sequence[int], room: int) -> list[list[int]]:
        """Which of them stand in which line."""
        lines: list[list[int]] = []
        x = 0
        for n, each in enumerate(wide):
            if not lines or x + each > room:
                lines.append([])
                x = 0
            lines[-1].append(n)
            x += each + self._gap
        return lines

    def _share(self, room: int, columns: int) -> int:
        return (room - self._gap * (columns - 1)) // columns


def button(text: str, pressed: Callable[[], object], *, key: str = "", does: str = "") -> QPushButton:
    """A button that the keyboard reaches and a screen reader names."""
    found = QPushButton(shown(text))
    found.setObjectName(key)
    found.setAccessibleName(text)
    if does:
        found.setAccessibleDescription(does)
        found.setToolTip(does)
    found.setAutoDefault(True)
    found.setCursor(Qt.CursorShape.PointingHandCursor)
    found.clicked.connect(lambda *_: pressed())
    return found


def shown(text: str) -> str:
    """A text on a button, where ``&`` would be a shortcut."""
    return text.replace("&", "&&")


def label(text: str, name: str = "", *, wraps: bool = True) -> QLabel:
    """A text that is read, never markup."""
    found = QLabel(text)
    found.setObjectName(name)
    found.setTextFormat(Qt.TextFormat.PlainText)
    found.setWordWrap(wraps)
    if QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft:
        # By itself a text stands where its own language begins, and what somebody typed may be in another one.
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
        found.setAlignment(right | Qt.AlignmentFlag.AlignVCenter)
    return found


def of_row(row: Row, press: Press, *, first: bool = False) -> QWidget:
    """A row of the menu as something to press; one with nothing to press is a text."""
    if row["command"] is None:
        return label(row["label"], "text")
    ticked = "✓ " if row["checked"] else ""
    found = button(row["label"], lambda: press(row["command"]), key=row["key"])
    found.setText(shown(f"{ticked}{row['label']}"))
    found.setEnabled(row["enabled"])
    if first:
        found.setProperty("first", True)
    return found


def opens_list(opener: QPushButton, text: str, *, is_open: bool) -> None:
    """Have a button look like one that opens a list, or closes the one that is open."""
    opener.setText(f"{shown(text)} {_CLOSES if is_open else _OPENS}")
    opener.setCheckable(True)
    opener.setChecked(is_open)
    opener.setAccessibleDescription(say("Opens a list"))


class Rows(QWidget):
    """Rows of the menu as buttons, made anew only when they differ; the one with the focus keeps it.

    One with rows below it shows those beneath its line, one such at a time: no list lies over anything, and a screen
    reader finds all of them in the window.
    """

    resized = Signal()
    """It shows more than before, or less."""

    def __init__(self, press: Press, *, first: bool = False, columns: int = 0) -> None:
        super().__init__()
        self._press = press
        self._first, self._columns = first, columns
        self._rows: list[Row] | None = None
        self._opened = ""
        """The key of the row whose rows are shown."""
        self.first: QWidget | None = None
        """The first thing to press."""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these; lines between them part groups."""
        if list(rows) != self._rows:
            self._rows = list(rows)
            focused = self.focusWidget()
            self._fill(focused.objectName() if focused is not None and focused.hasFocus() else "")

    def close_lists(self) -> None:
        """Show no rows below others."""
        if self._opened:
            self._opened = ""
            self._fill("")

    def _fill(self, key: str) -> None:
        """Make everything; the one of this key gets the focus."""
        self.first = None
        empty(self._column)
        groups: list[list[Row]] = [[]]
        for row in self._rows or ():
            if row.get("line"):
                groups.append([])
            elif row["command"] is None and not row["children"]:
                groups += [[row], []]
            else:
                groups[-1].append(row)
        for group in filter(None, groups):
            self._add(group, key, self._press)
            for row in group:
                if row["children"] and row["key"] == self._opened:
                    self._add(row["children"], key, partial(self._choose, row))
        self.setVisible(bool(self._rows))
        self.updateGeometry()

    def _add(self, group: Sequence[Row], key: str, press: Press) -> None:
        """A text, or buttons that stand together."""
        flow = Flow(columns=self._columns)
        self._column.addLayout(flow)
        for row in group:
            leads = self._first and self.first is None and bool(row["command"])
            made = self._opener(row) if row["children"] else of_row(row, press, first=leads)
            if isinstance(made, QLabel):
                self._column.addWidget(made)
            else:
                flow.addWidget(made)
                self.first = self.first or made
            made.show()  # by itself it would be later, and take no room until then
            if key and row["key"] == key:
                made.setFocus()

    def _opener(self, row: Row) -> QPushButton:
        key, is_open = row["key"], row["key"] == self._opened
        made = button(row["label"], lambda: self._open("" if is_open else key, row), key=key, does=say("Opens a list"))
        opens_list(made, row["label"], is_open=is_open)
        return made

    def _open(self, key: str, row: Row) -> None:
        self._opened = key
        self._fill(row["children"][0]["key"] if key else row["key"])
        self.resized.emit()

    def _choose(self, row: Row, command: Mapping[str, Any]) -> None:
        self._open("", row)
        self._press(command)


def empty(layout: QLayout) -> None:
    """Take everything out, and away."""
    while (item := layout.takeAt(0)) is not None:
        if (inner := item.layout()) is not None:
            empty(inner)
            inner.deleteLater()
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


class ChipPicture(QWidget):
    """The icon, as the tray shows it."""

    def __init__(self, height: int) -> None:
        super().__init__()
        self._images: list[QImage] = []
        self.setFixedSize(height, height)

    def show_gauge(self, told: Mapping[str, Any], panel: str, palette: str = "standard") -> None:
        """Draw it for a ``dark`` or a ``light`` ground."""
        gauge = Gauge(told["step"], Level(told["level"]), Mark(told["mark"]))
        self._images = []
        for wide, high, pixels in Pictures(palette, panel)(gauge):
            # The picture comes alpha first, which is the order of bytes of a number of 32 bits written from its end.
            turned = bytearray(len(pixels))
            for n, channel in enumerate((3, 2, 1, 0)):
                turned[n::4] = pixels[channel::4]
            self._images.append(QImage(bytes(turned), wide, high, QImage.Format.Format_ARGB32).copy())
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        pixels = self.width() * self.devicePixelRatioF()
        best = next((each for each in self._images if each.width() >= pixels), self._images[-1])
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(self.rect()), best)
        painter.end()
