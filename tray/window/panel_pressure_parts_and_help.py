"""The parts of the pressure in the panel: their bars, what each is made of; and the page of the manual."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tray.lib.assets import asset
from tray.lib.language.translation import in_force, say
from tray.view.words.names_and_numbers import shared
from tray.window.colours import Paints, paints
from tray.window.widgets import empty, label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTextBrowser

Told = Mapping[str, Any]
_LINK = re.compile(r"\[([^]]+)\]\([^)]*\)")
_WIDEST = 60
"""Columns of what an explanation names; a line wraps before that."""
_LEAST_POINTS = 0.5
_LEAST_SCALE = 40.0
"""Points at which a bar is full where all parts together have fewer."""


class PartBar(QAbstractButton):
    """One of the four parts: its name, its points, and how much of the whole it is. Pressed, it says more."""

    def __init__(self, paints: Paints, colour: str) -> None:
        super().__init__()
        self._paints, self._colour = paints, colour
        self._points, self._share, self._names, self._numbers = "", 0.0, 0, 0
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(round(QFontMetrics(self.font()).height() * 1.45))

    @property
    def points(self) -> int:
        """What it shows."""
        return int(self._points)

    def show_part(self, name: str, points: str, share: float, names: int, numbers: int) -> None:
        """``share`` is of the whole scale; ``names`` and ``numbers`` are how wide the columns are."""
        self.setText(name)
        self._points, self._share, self._names, self._numbers = points, share, names, numbers
        self.setAccessibleName(say("{part}: {points} points", part=name, points=points))
        self.setAccessibleDescription(say("Shows where they come from"))
        self.update()

    def paint_with(self, paints: Paints, colour: str) -> None:
        """Other colours from now on."""
        self._paints, self._colour = paints, colour
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(200, self.height())

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._paints.button))
            painter.drawRoundedRect(frame, 4, 4)
        if self.hasFocus():
            painter.setPen(QColor(self._paints.ink))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        pad = 6
        inner = frame.adjusted(pad, 0, -pad, 0)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        start = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        end = Qt.AlignmentFlag.AlignLeft if mirrored else Qt.AlignmentFlag.AlignRight
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.setPen(QColor(self._paints.ink))
        painter.drawText(inner, start | middle, self.text())
        painter.drawText(inner, end | middle, self._points)
        high = max(6.0, frame.height() * 0.3)
        wide = inner.width() - self._names - self._numbers - 4 * pad
        left = inner.left() + (self._numbers if mirrored else self._names) + 2 * pad
        track = QRectF(left, frame.center().y() - high / 2, max(wide, 0), high)
        painter.setPen(Qt.PenStyle.NoPen)
        rail = QColor(self._paints.faint)
        rail.setAlphaF(0.35)
        painter.setBrush(rail)
        painter.drawRoundedRect(track, high / 2, high / 2)
        length = track.width() * min(max(self._share, 0.0), 1.0)
        if length > 0.5:
            length = max(length, high)
            x = track.right() - length if mirrored else track.left()
            painter.setBrush(QColor(self._colour))
            painter.drawRoundedRect(QRectF(x, track.top(), length, high), high / 2, high / 2)
        painter.end()


def show_parts(bars: Mapping[str, PartBar], parts: Sequence[Told], font: QFont) -> None:
    """Show what was told of each part, names and numbers in columns; a bar is full at the sum of all of them."""
    metrics = QFontMetrics(font)
    names = max(metrics.horizontalAdvance(each["label"]) for each in parts)
    numbers = max(metrics.horizontalAdvance(str(each["points"])) for each in parts)
    most = max(sum(each["share"] for each in parts), _LEAST_SCALE)
    for each in parts:
        bars[each["key"]].show_part(each["label"], str(each["points"]), each["share"] / most, names, numbers)


def explained(values: Told, pool: str, points: int) -> list[tuple[str, str]]:
    """What the ``points`` of a part are made of, which add up to them; what is less than half of one comes together."""
    from tray.view.terminal.explain import groups

    rows = [(" ".join(row.label.split()), row.sum(pool)) for _, group in groups(values, _WIDEST) for row in group]
    told = [row for row in rows if row[1] >= _LEAST_POINTS]
    small = sum(each for _, each in rows if each < _LEAST_POINTS)
    if told and small >= _LEAST_POINTS:
        told.append((say("Smaller things"), small))
    numbers = shared(points, [each for _, each in told])
    return [(text, str(each)) for (text, _), each in zip(told, numbers, strict=True)]


class More(QWidget):
    """Where a part comes from, or a page of the manual."""

    def __init__(self) -> None:
        super().__init__()
        self.is_help = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_lines(self, title: str, lines: Sequence[tuple[str, str]]) -> None:
        """Lines with a number each."""
        self.is_help = False
        empty(self._column)
        self._column.addWidget(label(title, "next"))
        for text, number in lines:
            row = QHBoxLayout()
            row.addWidget(label(text), 1)
            points = label(number, "text", wraps=False)
            row.addWidget(points, 0, Qt.AlignmentFlag.AlignTop)
            self._column.addLayout(row)
        if not lines:
            self._column.addWidget(label(say("Nothing to speak of."), "text"))

    def show_manual(self) -> None:
        """The page of the manual about this window."""
        from PySide6.QtWidgets import QTextBrowser

        self.is_help = True
        empty(self._column)
        page = QTextBrowser()
        page.setOpenExternalLinks(False)
        page.setOpenLinks(False)
        page.setAccessibleName(say("The page of the manual"))
        page.setMarkdown(_alone(asset("manual/window.md").read_text(encoding="utf-8")))
        _narrow(page, QColor(paints().faint))
        page.setMinimumHeight(QFontMetrics(self.font()).height() * 14)
        if in_force()[:2] not in ("", "en"):
            self._column.addWidget(label(say("This page is in English."), "text"))
        self._column.addWidget(page)


def _narrow(page: "QTextBrowser", lines: QColor) -> None:
    """Let a page of the manual be read in a small window: no line is longer than that, no heading very large."""
    from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextFrameFormat, QTextOption, QTextTable

    page.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    cursor, breaks, size = QTextCursor(page.document()), QTextBlockFormat(), QTextCharFormat()
    cursor.select(QTextCursor.SelectionType.Document)
    breaks.setNonBreakableLines(False)
    cursor.mergeBlockFormat(breaks)
    block = page.document().begin()
    while block.isValid():
        if level := block.blockFormat().headingLevel():
            size.setProperty(QTextCharFormat.Property.FontSizeAdjustment, int(level == 1))
            cursor.setPosition(block.position())
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            cursor.mergeCharFormat(size)
        block = block.next()
    for table in page.document().rootFrame().childFrames():
        if isinstance(table, QTextTable):
            form = table.format()
            form.setBorderBrush(lines)
            form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            form.setBorderCollapse(True)
            table.setFormat(form)
    page.moveCursor(QTextCursor.MoveOperation.Start)


def _alone(page: str) -> str:
    """A page of the manual without pictures, and without links: no other page can be shown here."""
    return _LINK.sub(r"\1", "\n".join(line for line in page.splitlines() if not line.startswith("![")))
