"""The panel: how things stand, today as a picture, where it comes from, what waits for an answer, all one can do.

Its rows, and their order, are those of the menu: `tray.view.tray.menu`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from itertools import pairwise
from time import monotonic
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QColor, QFontMetrics, QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from tray.control.protocol import COMMAND, PANEL
from tray.lib.assets import asset
from tray.lib.language.translation import in_force, say
from tray.settings.types.duration import parse
from tray.view.words.names_and_numbers import shared
from tray.window.client import Client
from tray.window.colours import DARK, PARTS, Paints, framed, level_colour, paints
from tray.window.curve import Curve
from tray.window.widgets import (
    ChipPicture,
    Flow,
    LineKey,
    PartBar,
    Row,
    Rows,
    Scale,
    button,
    complete,
    empty,
    label,
    opens_list,
    shown,
)

if TYPE_CHECKING:
    # Read when somebody types something, or opens a page of the manual, and not on the way to the first paint: PySide6
    # makes each class of Qt when it is first imported, and those for text, with all their numbers, take longest.
    from PySide6.QtWidgets import QTextBrowser

    from tray.core.messages import commands as c

Told = Mapping[str, Any]

_REFRESH_MS = 20_000
"""So often an open panel asks anew although nothing happened: the curve goes on."""
_BURST_MS = 150
"""Changes that come together are asked for once."""
_LOST_MS, _ARRIVING_MS = 250, 2_000
"""So long after losing the focus it closes. Whoever just opened it is still on the way to it, and where the focus
follows the pointer the windows between take it."""
_MARGIN = 8
_CLEAR = 32
"""From the middle of an icon to what stands beside it: half of a bar."""
_AT_EDGE = 80
"""So near to an edge a bar lies along it."""
_CURVE_LINES, _LEAST_CURVE_LINES = 8, 5
"""How high the picture of the day is, in lines of text; the latter on a small screen."""
_LEAST_POINTS = 0.5


class Panel(QWidget):
    """The window itself. What it shows is told to it; what is pressed goes to ``ask``."""

    def __init__(self, ask: Callable[..., None], explain: Callable[..., None], closed: Callable[[], None]) -> None:
        """``ask`` takes a verb of the protocol, its arguments, and who gets the answer and the failure;
        ``explain`` the latter two alone, and gives where the pressure comes from."""
        super().__init__()
        self._ask, self._explain, self._closed = ask, explain, closed
        self._told: Told | None = None
        self._entered = self._hangs = False
        self._high = 0
        """As it came up, where it cannot know its place."""
        self.paints = paints()
        self.setWindowTitle("Backpressure")
        self.setWindowFlags(Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self._unit = QFontMetrics(self.font()).height()
        self._leaving = QTimer(self, singleShot=True)
        self._leaving.timeout.connect(self._leave)
        self._later = QTimer(self, singleShot=True, interval=0)
        """What has to wait until everything has its place."""
        self._later.timeout.connect(self._order)
        self._build()
        # Methods, and no functions of their own: the toolkit forgets them with the panel.
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._repaint)
        app: Any = QGuiApplication.instance()
        app.screenRemoved.connect(self.stay)
        self._repaint()

    # what it is made of

    def _build(self) -> None:
        unit = self._unit
        self._chip = ChipPicture(unit * 3)
        self._number = label("", "number", wraps=False)
        self._level = label("", "level", wraps=False)
        self._next = label("", "next")
        self._since = label("", "text")
        figure = QHBoxLayout()
        figure.setSpacing(unit // 2)
        figure.addWidget(self._number)
        figure.addWidget(self._level, 0, Qt.AlignmentFlag.AlignBottom)
        figure.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(figure)
        words.addWidget(self._next)
        words.addWidget(self._since)
        header = QHBoxLayout()
        header.setSpacing(unit * 3 // 4)
        header.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)
        header.addLayout(words, 1)
        self._problems = label("", "problem")
        self._curve = Curve(self.paints)
        self._as_now, self._with_break = LineKey(), LineKey()
        keys = Flow(gap=unit)
        keys.addWidget(self._as_now)
        keys.addWidget(self._with_break)
        picture = QVBoxLayout()
        picture.setSpacing(unit // 4)
        picture.addWidget(self._curve)
        picture.addLayout(keys)
        self._parts = {key: PartBar(self.paints, "") for key in ("gen0", "gen1", "gen2", "live")}
        parts = QVBoxLayout()
        parts.setSpacing(0)
        for key, bar in self._parts.items():
            bar.clicked.connect(lambda _=False, key=key: self._open_part(key))
            parts.addWidget(bar)
        self._answers = Rows(self._press, first=True)
        self._answers_card = _card(self._answers)
        self._tab_row = Flow()
        self._sections: dict[str, _Section] = {}
        """Those that were opened: see `_section`."""
        self._rows: dict[str, Sequence[Row]] = {}
        """What is told for each of them."""
        self._tab_buttons = {key: self._tab(key) for key in _SECTIONS if key != _PRESETS}
        """Of each section what opens it; that of the presets is in the last line, which is made by what is told."""
        self._stage = QVBoxLayout()
        self._stage.setContentsMargins(0, 0, 0, 0)
        self._more: _More | None = None
        self._answers.resized.connect(partial(self._grown, self._answers))
        self._said = label("", "said")
        self._said.hide()
        self._footer = Flow(gap=2)
        self._footer_rows: list[tuple[str, Row]] | None = None
        inner = QWidget()
        inner.setObjectName("inner")
        self._column = column = QVBoxLayout(inner)
        self._leave_room(bar=False)
        self._curve.setFixedHeight(unit * _CURVE_LINES)
        column.addLayout(header)
        column.addWidget(self._problems)
        column.addLayout(picture)
        column.addLayout(parts)
        column.addWidget(self._answers_card)
        column.addLayout(self._tab_row)
        column.addLayout(self._stage)
        column.addWidget(self._said)
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidget(inner)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inner = inner
        self._foot = QWidget()
        """Always in sight, below what scrolls."""
        self._below = QVBoxLayout(self._foot)
        self._below.setContentsMargins(unit, unit * 2 // 3, unit, unit * 3 // 4)
        self._below.addLayout(self._footer)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        outer.addWidget(self._scroll, 1)
        outer.addWidget(self._foot)

    def _section(self, key: str) -> "_Section":
        """One of the sections, made when it is first opened: the first picture has none of them."""
        if key not in self._sections:
            self._sections[key] = made = _SECTIONS[key](self._press)
            made.hide()
            self._stage.addWidget(made)
            made.tell(self._rows[key])
            made.rows.resized.connect(partial(self._grown, made))
        return self._sections[key]

    def _is_open(self, key: str) -> bool:
        return key in self._sections and not self._sections[key].isHidden()

    def _page(self) -> "_More":
        """Where a part comes from, or the manual; made as the sections are."""
        if self._more is None:
            self._more = _More()
            self._more.hide()
            self._stage.addWidget(self._more)
        return self._more

    def _tell(self, key: str, rows: Sequence[Row]) -> None:
        self._rows[key] = rows
        if key in self._sections:
            self._sections[key].tell(rows)

    def _tab(self, key: str) -> Any:
        found = button("", lambda: self._open(key), key=f"tab-{key}")
        found.setCheckable(True)
        found.setProperty("tab", True)
        self._tab_row.addWidget(found)
        return found

    # what is told

    def show_told(self, told: Told) -> None:
        """Show what the program says now."""
        self._told = told
        rows_told = complete(told["menu"])
        menu = {row["key"]: row for row in rows_told}
        self._chip.show_gauge(told["gauge"], "dark" if self.paints is DARK else "light")
        self._chip.setAccessibleName(say("Backpressure, {level}", level=told["level"]))
        self._number.setText(told["percent"])
        self._number.setAccessibleName(say("Pressure {percent}", percent=told["percent"]))
        self._level.setText(told["level"])
        self._set(self._next, told["next"] or told["since"])
        self._set(self._since, told["since"] if told["next"] else "")
        problems = "\n".join(told["problems"])
        self._set(self._problems, _SOLID.sub("\\g<0>\N{ZERO WIDTH SPACE}", problems))
        self._problems.setAccessibleName(problems)
        self._curve.show_day(told)
        day = told["day"] or {"as_now": (), "with_break": (), "break": None}
        self._set(self._as_now, say("If you go on as now") if len(day["as_now"]) > 1 else "")
        self._set(self._with_break, day["break"] or "" if len(day["with_break"]) > 1 else "")
        self._show_parts(told["parts"])
        answered = [
            row for row in rows_told if row["key"] == "was" and any(each["checked"] for each in row["children"])
        ]
        waiting = [row for row in _waiting(rows_told) if row not in answered]
        self._answers.show_rows(waiting)
        self._answers_card.setVisible(bool(waiting))
        broken = menu.get("back")
        rows = {
            "break": [broken] if broken else [*menu.get("break", {}).get("children", []), *answered],
            **{key: menu.get(key, {}).get("children", []) for key in ("quiet", "session", "waiting", "checkin")},
        }
        names = {
            "break": menu.get("break", {}).get("label", say("Break")),
            "quiet": say("Quiet"),
            "session": say("Session"),
            "waiting": menu.get("waiting", {}).get("label", ""),
            "checkin": say("How are you"),
        }
        for key, name in names.items():
            tab = self._tab_buttons[key]
            tab.setText(shown(name))
            tab.setAccessibleName(name)
            tab.setToolTip(menu.get(key, broken or {}).get("label", ""))
            self._tell(key, rows[key])
        self._show_footer(menu)
        self._fit()

    @staticmethod
    def _set(what: Any, text: str) -> None:
        what.setText(text)
        what.setVisible(bool(text))

    def _show_parts(self, parts: Sequence[Told]) -> None:
        metrics = QFontMetrics(self.font())
        names = max(metrics.horizontalAdvance(each["label"]) for each in parts)
        numbers = max(metrics.horizontalAdvance(str(each["points"])) for each in parts)
        most = max(sum(each["share"] for each in parts), 40.0)
        for each in parts:
            self._parts[each["key"]].show_part(each["label"], str(each["points"]), each["share"] / most, names, numbers)

    def _show_footer(self, menu: Mapping[str, Row]) -> None:
        settings = {row["key"]: row for row in menu.get("settings", {}).get("children", []) if "key" in row}
        rows: list[tuple[str, Row]] = [
            (name, {**row, "children": bool(row["children"])})  # which are made anew by themselves
            for name, row in (
                (say("Look back"), menu.get("report")),
                (say("Breaks"), settings.get(_PRESETS)),
                (say("Settings"), settings.get("settings-open")),
                ("", settings.get("autostart")),
                (say("End the day"), menu.get("day")),
                (say("Quit"), menu.get("quit")),
            )
            if row is not None
        ]
        self._tell(_PRESETS, settings.get(_PRESETS, {}).get("children", ()))
        if rows == self._footer_rows:
            return
        self._footer_rows = rows
        focused = QApplication.focusWidget()
        key = focused.objectName() if focused is not None else ""
        empty(self._footer)
        for name, row in rows:
            ticked = "✓ " if row["checked"] else ""
            does = row["label"] if name and name != row["label"] else ""
            pressed = partial(self._open, _PRESETS) if row["children"] else partial(self._press, row["command"])
            made = button(name or row["label"], pressed, key=f"small-{row['key']}", does=does)
            made.setText(shown(f"{ticked}{name or row['label']}"))
            if row["children"]:
                opens_list(made, name, is_open=self._is_open(_PRESETS))
                self._tab_buttons[_PRESETS] = made
            made.setEnabled(row["enabled"])
            self._add_small(made, key)
        self._add_small(button(say("Help"), self._open_help, key="small-help"), key)

    def _add_small(self, made: Any, focused: str) -> None:
        made.setProperty("small", True)
        self._footer.addWidget(made)
        made.show()  # by itself it would be later, and take no room until then
        if made.objectName() == focused:
            made.setFocus()

    # what is pressed

    def _press(self, command: Told) -> None:
        self._ask(COMMAND, command, self._planned if command["command"] == "PlanBlock" else self._done, self._failed)
        if command["command"] in _LEAVES:
            self.close()

    def _done(self, _: Told) -> None:
        self._set(self._said, "")
        self._fit()

    def _planned(self, answer: Told) -> None:
        """When a block is, and why then, is nothing that the panel shows by itself."""
        self._failed(answer["said"])

    def _failed(self, why: str) -> None:
        self._set(self._said, why)
        self._fit()
        self._scroll.ensureWidgetVisible(self._said)

    def _open(self, key: str) -> None:
        """Open one of the sections, or close it."""
        opens = not self._is_open(key)
        self._only(self._section(key) if opens else None)
        if opens:
            self._section(key).begin()

    def _only(self, wanted: QWidget | None) -> None:
        for section in self._sections.values():
            if section is wanted:
                section.fill()
            else:
                section.close_lists()
            section.setVisible(section is wanted)
        for key, opener in self._tab_buttons.items():
            is_open = self._is_open(key)
            if key == _PRESETS:
                opens_list(opener, say("Breaks"), is_open=is_open)
            else:
                opener.setChecked(is_open)
        if self._more is not None:
            self._more.setVisible(self._more is wanted)
        if wanted is None or wanted is not self._more:
            for bar in self._parts.values():
                bar.setChecked(False)
        self._fit()
        if wanted is not None:
            self._bring_to_sight(wanted)

    def _grown(self, part: QWidget) -> None:
        """A list was opened in it, or closed."""
        self._fit()
        self._bring_to_sight(part)

    def _bring_to_sight(self, part: QWidget) -> None:
        QTimer.singleShot(0, lambda: self._scroll.ensureWidgetVisible(part, 0, self._unit))

    def _open_part(self, key: str) -> None:
        opens = self._parts[key].isChecked()
        for other, bar in self._parts.items():
            bar.setChecked(opens and other == key)
        if not opens:
            self._only(None)
            return
        self._explain(lambda values: self._show_part(key, values), self._failed)

    def _show_part(self, key: str, values: Told) -> None:
        bar = self._parts[key]
        self._page().show_lines(bar.text(), _explained(values, key, bar.points))
        self._only(self._page())

    def _open_help(self) -> None:
        page = self._page()
        if page.isVisible() and page.is_help:
            self._only(None)
            return
        page.show_manual()
        self._only(page)

    # how it looks, and where it is

    def _repaint(self) -> None:
        self.paints = ours = paints()
        self.setPalette(ours.palette())
        self.setStyleSheet(_style(ours, self._unit))
        self._curve.paint_with(ours)
        self._as_now.paint_with(ours.quiet)
        self._with_break.paint_with(ours.accent)
        for bar, colour in zip(self._parts.values(), PARTS[ours is DARK], strict=True):
            bar.paint_with(ours, colour)
        if self._told is not None:
            self._chip.show_gauge(self._told["gauge"], "dark" if ours is DARK else "light")

    def _fit(self) -> None:
        """As high as what is in it, as far as the screen has room."""
        self._later.start()
        room = self.screen().availableGeometry()
        wide = min(self._width(), room.width() - 2 * _MARGIN)
        for changed in (self._answers_card, *self._sections.values()):
            changed.updateGeometry()
        for layout in (self._column, self._tab_row, self._footer, self._below):
            layout.invalidate()
        self._column.activate()
        foot = self._below.totalHeightForWidth(wide - 2)
        self._foot.setFixedHeight(foot)
        # Below an icon it grows downwards alone, as far as there is room: higher up it would cover the icon.
        hangs = self._hangs and self.isVisible()
        edge = _MARGIN + (_CLEAR if _is_on_wayland() else 0)  # where nobody is told of bars, below which it would lie
        most = room.bottom() + 1 - _MARGIN - self.y() if hangs else room.height() - 2 * edge
        if self._high and self.isVisible():
            most = min(most, (room.height() + self._high) // 2 - _MARGIN)
        high = self._tightened(wide - 2, most - foot - 2) + foot
        # A bar takes room, too: left to itself, one that was needed a moment ago would make itself needed.
        bars = Qt.ScrollBarPolicy
        self._scroll.setVerticalScrollBarPolicy(bars.ScrollBarAsNeeded if high + 2 > most else bars.ScrollBarAlwaysOff)
        self._leave_room(bar=high + 2 > most)
        high = min(high + 2, most)
        if (wide, high) == (self.width(), self.height()) and self.minimumSize() == self.maximumSize():
            return
        before = self.geometry()
        self.setFixedSize(wide, high)
        if self.isVisible():
            self.move(_within(self.pos(), self.geometry(), room).x(), self.y())
        if hangs:
            return
        if self.isVisible() and self._stands_low(before, room):
            self.move(self.x(), max(room.top() + _MARGIN, before.bottom() + 1 - high))
        elif self.isVisible() and self.geometry().bottom() > room.bottom() - _MARGIN:
            self.move(self.x(), max(room.top() + _MARGIN, room.bottom() + 1 - _MARGIN - high))

    def _tightened(self, wide: int, most: int) -> int:
        """How high all is; where what is always there has no room, it stands closer, and the picture is lower.

        Worked out, and not tried: what is scrolled would jump with each try.
        """
        unit, column, curve = self._unit, self._column, self._curve
        margins = column.contentsMargins()
        found = column.totalHeightForWidth(wide - 2 * unit + margins.left() + margins.right())
        opened = max(self._stage.totalHeightForWidth(wide - 2 * unit), 0)  # less where there is none
        items = (column.itemAt(n) for n in range(column.count()))
        gaps = sum(item is not None and not item.isEmpty() for item in items) - 1
        now, drawn = column.spacing(), curve.height()

        def more(apart: int, high: int) -> int:
            return gaps * (apart - now) + (0 if curve.isHidden() else high - drawn)

        def spare(apart: int, high: int) -> int:
            return most - (found + more(apart, high) - (opened + apart if opened else 0))

        apart, high = unit * 2 // 3, unit * _CURVE_LINES
        if spare(apart, high) < 0:
            apart = unit // 2
            high = max(high + min(spare(apart, high), 0), unit * _LEAST_CURVE_LINES)
        column.setSpacing(apart)
        curve.setFixedHeight(high)
        return found + more(apart, high)

    def _leave_room(self, *, bar: bool) -> None:
        """Where there is a bar, it stands in the margin, so that nothing else moves or wraps on its account."""
        unit = self._unit
        end = unit - self._scroll.verticalScrollBar().sizeHint().width() if bar else unit
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left, right = (end, unit) if mirrored else (unit, end)
        self._column.setContentsMargins(left, unit * 3 // 4, right, 0)

    def _width(self) -> int:
        """As wide as usual, or a little wider where that spares a line."""
        usual, most = self._unit * 28, self._unit * 34
        around = 2 * self._unit + 2
        lines = [each.natural_width() + around for each in (self._tab_row, self._footer)]
        return max(usual, *(each for each in lines if each <= most), 0)

    def _order(self) -> None:
        """Let the Tab key go from one to the next as they are read: what is made anew would come last."""
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft

        def read(each: QWidget) -> tuple[bool, int, int]:
            below = self._foot.isAncestorOf(each)
            middle = each.mapTo(self._foot if below else self._inner, each.rect().center())
            return below, middle.y() // self._unit, -middle.x() if mirrored else middle.x()

        reached = [
            each
            for part in (self._inner, self._foot)
            for each in part.findChildren(QWidget)
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        for before, after in pairwise(sorted((each for each in reached if each.isVisible()), key=read)):
            QWidget.setTabOrder(before, after)

    @staticmethod
    def _stands_low(before: QRect, room: QRect) -> bool:
        """It stands on the lower edge, as beside a panel there: it grows upwards."""
        return before.center().y() > room.center().y() and abs(before.bottom() - room.bottom()) <= _AT_EDGE

    def come(self, x: int, y: int) -> None:
        """Be on the screen, beside this place if it is known."""
        place = QPoint(x, y)
        screen = (QGuiApplication.screenAt(place) if x or y else None) or QGuiApplication.primaryScreen()
        self.setScreen(screen)
        self._fit()
        self.move(
            beside(place if x or y else None, self.frameGeometry(), screen.geometry(), screen.availableGeometry())
        )
        # No program on Wayland knows where its window is: in the middle, most likely, growing downwards from there.
        self._high = self.height() if _is_on_wayland() else 0
        self._hangs = not self._high and self.y() < screen.availableGeometry().top() + _AT_EDGE
        self._entered = False
        is_above = _is_on_wayland() and self._come_above_a_break()
        self.show()
        self.raise_()
        self.activateWindow()
        self._order()
        (self._answers.first or self._tab_buttons["break"]).setFocus()
        self._scroll.verticalScrollBar().setValue(0)
        if not is_above:  # over a break sway 1.7 gives no keys before a click
            self._leaving.start(_ARRIVING_MS)

    def _come_above_a_break(self) -> bool:
        """Whether a break covers the screen: what belongs to that is shown above it, anything else would be below."""
        self.winId()  # with which the toolkit makes what the compositor knows
        windows = QGuiApplication.topLevelWindows()
        covering: Any = next((each for each in windows if each.isVisible() and each.windowState() is _COVERS), None)
        self.windowHandle().setTransientParent(covering)
        return covering is not None

    def stay(self) -> None:
        """Be whole on a screen that is there: the one where it was may have been unplugged."""
        if self.isVisible():
            self._hangs = False
            self._fit()
            self.move(_within(self.pos(), self.frameGeometry(), self.screen().availableGeometry()))

    # when it goes

    def _leave(self) -> None:
        if self.isVisible() and not self.isActiveWindow() and QApplication.activePopupWidget() is None:
            self.close()

    def showEvent(self, event: Any) -> None:  # noqa: N802
        super().showEvent(event)
        self._later.start()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isVisible():
            if self.isActiveWindow():
                self._leaving.stop()
            elif self._entered or not self._leaving.isActive():
                self._leaving.start(_LOST_MS if self._entered else _ARRIVING_MS)
        elif event.type() in (QEvent.Type.ApplicationFontChange, QEvent.Type.FontChange) and hasattr(self, "_column"):
            self._unit = QFontMetrics(self.font()).height()
            self._fit()

    def enterEvent(self, event: Any) -> None:  # noqa: N802
        self._entered = True
        super().enterEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        self._entered = True
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        event.accept()
        self._leaving.stop()
        QTimer.singleShot(0, self._closed)

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        framed(painter, self.rect(), self.paints)
        painter.end()


_LINK = re.compile(r"\[([^]]+)\]\([^)]*\)")
_SOLID = re.compile(r"[/\\._=]")
"""After these a long path or name may be parted."""
_COVERS = Qt.WindowState.WindowFullScreen
_PRESETS = "presets"
_WIDEST = 60
"""Columns of what an explanation names; a line wraps before that."""
_LEAVES = frozenset({"OpenReport", "OpenSettings", "ShowDemo", "Quit"})
"""After these something else has the person's eyes."""


def beside(place: QPoint | None, size: QRect, screen: QRect, room: QRect) -> QPoint:
    """Where a panel of a size stands: at the edge that the icon lies at, centred on it, and whole within the room.

    Clear of the icon, too, where the desktop does not say that its bar is no room, as X11 with several monitors: a
    second click is meant for the icon.
    """
    clear = _CLEAR if place is not None and room.contains(place) else 0
    if place is None:
        place = (
            room.topRight() if QGuiApplication.layoutDirection() is Qt.LayoutDirection.LeftToRight else room.topLeft()
        )
    x = place.x() - size.width() // 2
    if place.y() < room.top() + _AT_EDGE:
        y = max(room.top() + _MARGIN, place.y() + clear)
    elif place.y() > room.bottom() - _AT_EDGE:
        y = room.bottom() + 1 - _MARGIN - size.height()
        y = min(y, place.y() - clear - size.height()) if clear else y
    else:  # the bar of the desktop stands at a side
        y = place.y() - size.height() // 2
        if clear:
            x = place.x() + clear if place.x() < screen.center().x() else place.x() - clear - size.width()
    return _within(QPoint(x, y), size, room)


def _within(place: QPoint, size: QRect, room: QRect) -> QPoint:
    """The nearest place at which a panel of a size is whole."""
    return QPoint(
        min(max(place.x(), room.left() + _MARGIN), room.right() + 1 - _MARGIN - size.width()),
        min(
            max(place.y(), room.top() + _MARGIN), max(room.bottom() + 1 - _MARGIN - size.height(), room.top() + _MARGIN)
        ),
    )


def _waiting(menu: Sequence[Row]) -> list[Row]:
    """What waits for an answer: the rows between the number and the row of breaks."""
    found: list[Row] = []
    for row in menu:
        if row["key"] in ("break", "back"):
            break
        if row["key"] not in ("number", "open", "holds", "line-1"):
            found.append(row)
    while found and found[-1].get("line"):
        found.pop()
    return found


def _explained(values: Told, pool: str, points: int) -> list[tuple[str, str]]:
    """What the ``points`` of a part are made of, which add up to them; what is less than half of one comes together."""
    from tray.view.terminal.explain import groups

    rows = [(" ".join(row.label.split()), row.sum(pool)) for _, group in groups(values, _WIDEST) for row in group]
    told = [row for row in rows if row[1] >= _LEAST_POINTS]
    small = sum(each for _, each in rows if each < _LEAST_POINTS)
    if told and small >= _LEAST_POINTS:
        told.append((say("Smaller things"), small))
    numbers = shared(points, [each for _, each in told])
    return [(text, str(each)) for (text, _), each in zip(told, numbers, strict=True)]


def _card(inner: QWidget) -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    column = QVBoxLayout(card)
    column.addWidget(inner)
    return card


class _Section(QWidget):
    """What can be done about one thing. What is in it is made when it is opened, and not before the first paint."""

    columns = 0
    """As many as its buttons stand in; with none, each is as wide as its words."""

    def __init__(self, press: Callable[[Told], None]) -> None:
        super().__init__()
        self.press = press
        self._told: Sequence[Row] = ()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        self.build()
        self.rows = Rows(press, columns=self.columns)
        self.column.addWidget(self.rows)

    def build(self) -> None:
        """Put in what stands before the rows."""

    def tell(self, rows: Sequence[Row]) -> None:
        """What the menu offers now."""
        self._told = rows
        if not self.isHidden():
            self.fill()

    def fill(self) -> None:
        """Make what was told last."""
        self.show_rows(self._told)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these."""
        self.rows.show_rows(rows)

    def close_lists(self) -> None:
        """Show no rows below others."""
        self.rows.close_lists()

    def begin(self) -> None:
        """It was opened by the person: the first thing that takes keys has the focus."""
        for each in self.findChildren(QWidget):
            if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus:
                each.setFocus()
                return


class _Quiet(_Section):
    """The ways of being left alone, each a list of lengths; and what ends those that are on."""

    columns = 2

    def show_rows(self, rows: Sequence[Row]) -> None:
        ways = {
            "BeQuiet": say("Say nothing"),
            "Snooze": say("Snooze breaks"),
            "BeginMeeting": say("I'm in a meeting"),
            "Pause": say("Stop tracking"),
            "PlanBlock": say("Keep time for one thing"),
        }
        shown: dict[str, Row] = {}
        for row in rows:
            way = (row.get("command") or {}).get("command", "")
            if way in ways:
                before = shown.get(way, {"children": ()})
                shown[way] = {**row, "key": way, "label": ways[way], "children": (*before["children"], row)}
            elif not row.get("line"):
                shown[row["key"]] = row
        super().show_rows(list(shown.values()))


class _Typed(_Section):
    """A section with a line to type into."""

    hint = ""

    def typed(self, name: str, hint: str, does: str, label_of_button: str) -> None:
        """Make the line."""
        from PySide6.QtWidgets import QLineEdit

        self.line = QLineEdit()
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(name)
        self.line.setAccessibleDescription(hint)
        self.line.setMaxLength(200)
        self.line.returnPressed.connect(self.enter)
        go = button(label_of_button, self.enter, does=does)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.line, 1)
        row.addWidget(go)
        self.column.addLayout(row)

    def enter(self) -> None:
        """What was typed is asked for."""
        text = self.line.text().strip()
        if text:
            from tray.control.command_form import packed

            self.press(packed(self.command(text)))
            self.line.clear()

    def command(self, text: str) -> "c.Command":
        """What it means."""
        raise NotImplementedError

    def begin(self) -> None:
        self.line.setFocus()


class _Session(_Typed):
    """What is worked on: a label, and how long it should take."""

    def build(self) -> None:
        self.typed(
            say("What you're going to work on"),
            say("What's next? report 2h"),
            say("Begins a session"),
            say("Start"),
        )

    def command(self, text: str) -> "c.Command":
        return session_of(text)


def session_of(text: str) -> "c.StartSession":
    """``report 2h`` is two hours of the report; what is no length at the end belongs to the label."""
    from tray.core.messages import commands as c

    words = text.split()
    for count in (2, 1):
        if len(words) > count:
            try:
                length = parse(" ".join(words[-count:]))
            except ValueError:
                continue
            if length > timedelta(0):
                return c.StartSession(" ".join(words[:-count]), length)
    return c.StartSession(" ".join(words))


class _ToDo(_Typed):
    """What is promised and open: each with *Done* and times to plan it for; and a line for one more."""

    def build(self) -> None:
        self.typed(say("Something to do"), say("What needs to be done?"), say("Adds it to your list"), say("Add"))
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self.column.addLayout(self._list)
        self._shown: list[Row] = []
        self._planned = ""
        """The key of the one whose times are shown."""

    def command(self, text: str) -> "c.Command":
        from tray.core.messages.commands import Commit

        return Commit(text)

    def show_rows(self, rows: Sequence[Row]) -> None:
        open_ones = [row for row in rows if row["children"]]
        self.rows.show_rows([row for row in rows if not row["children"] and row["key"] != "commit"])
        if open_ones != self._shown:
            self._shown = open_ones
            focused = self.focusWidget()
            self._fill(focused.objectName() if focused is not None and focused.hasFocus() else "")

    def close_lists(self) -> None:
        super().close_lists()
        if self._planned:
            self._planned = ""
            self._fill()

    def _fill(self, key: str = "") -> None:
        """Make everything; what has this key gets the focus."""
        empty(self._list)
        for row in self._shown:
            *plans, done = row["children"]
            line = QHBoxLayout()
            line.setSpacing(6)
            line.addWidget(label(row["label"]), 1)
            is_open = row["key"] == self._planned
            plan = button(
                say("Plan"), partial(self._plan, "" if is_open else row["key"], row), key=f"{row['key']}-plan"
            )
            plan.setAccessibleName(say("Plan: {what}", what=row["label"]))
            opens_list(plan, say("Plan"), is_open=is_open)
            close = button(done["label"], partial(self.press, done["command"]), key=done["key"])
            close.setAccessibleName(say("Done: {what}", what=row["label"]))
            self._list.addLayout(line)
            for each in (plan, close):
                line.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
                each.show()  # by itself it would be later, and take no focus until then
                if each.objectName() == key:
                    each.setFocus()
            if is_open:
                times = Rows(partial(self._choose, row))
                self._list.addWidget(times)
                times.show_rows(plans)
                times.show()
                if times.first is not None and times.first.objectName() == key:
                    times.first.setFocus()

    def _plan(self, key: str, row: Row) -> None:
        self._planned = key
        self._fill(row["children"][0]["key"] if key else f"{row['key']}-plan")
        self.rows.resized.emit()

    def _choose(self, row: Row, command: Told) -> None:
        self._plan("", row)
        self.press(command)


class _HowAreYou(_Section):
    """Two questions on scales, and what else follows from how the person is."""

    def build(self) -> None:
        self._scales: dict[str, Scale] = {}

    def show_rows(self, rows: Sequence[Row]) -> None:
        asked = [row for row in rows if row["key"] in ("checkin-fatigue", "checkin-rested")]
        for row in asked:
            if row["key"] not in self._scales:
                self._scales[row["key"]] = scale = Scale(row, self.press)
                self.column.insertWidget(self.column.count() - 1, scale)
        self.rows.show_rows([row for row in rows if row not in asked])

    def begin(self) -> None:
        for scale in self._scales.values():
            scale.begin()
            return


_SECTIONS: Mapping[str, type[_Section]] = {
    "break": _Section,
    "quiet": _Quiet,
    "session": _Session,
    "waiting": _ToDo,
    "checkin": _HowAreYou,
    _PRESETS: _Section,
}
"""What can be opened, by the key of the menu's row that it is made of."""


class _More(QWidget):
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


def _style(ours: Paints, unit: int) -> str:
    corner = round(unit * 0.4)
    small = round(unit * 0.25)
    knob = round(unit * 0.45)
    # What lies to the left of the handle is called so, wherever the scale begins.
    mirrored = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    done, begins = ("add", "right") if mirrored else ("sub", "left")
    orange = level_colour("orange").name()
    return f"""
        {ours.style(round(unit * 0.3))}
        QWidget#inner, QScrollArea, QScrollArea > QWidget {{ background: {ours.ground}; }}
        QLabel#number {{ font-size: {round(unit * 1.75)}px; font-weight: 600; }}
        QLabel#level {{ color: {ours.quiet}; padding-bottom: {round(unit * 0.3)}px; }}
        QLabel#next {{ font-weight: 600; }}
        QLabel#problem {{
            background: {ours.card}; border-{begins}: 3px solid {orange}; padding: {small}px {corner}px;
        }}
        QLabel#said {{ color: {ours.ink}; background: {ours.button}; border-radius: {corner}px; padding: {corner}px; }}
        QFrame#card {{ background: {ours.card}; border: 1px solid {ours.faint}; border-radius: {corner}px; }}
        QPushButton {{ border-width: 1px; }}
        QPushButton:checked {{ background: {ours.hover}; border-color: {ours.accent}; }}
        QPushButton:disabled {{ color: {ours.quiet}; }}
        QPushButton[small="true"] {{
            background: transparent; border-color: transparent; color: {ours.quiet}; padding: {small}px;
        }}
        QPushButton[tab="true"] {{ padding-left: {small + 2}px; padding-right: {small + 2}px; }}
        QPushButton[small="true"]:checked {{
            background: {ours.hover}; color: {ours.ink}; border-color: {ours.accent};
        }}
        QPushButton[small="true"]:hover {{ background: {ours.button}; color: {ours.ink}; }}
        QPushButton[small="true"]:focus {{ border-color: {ours.ink}; color: {ours.ink}; }}
        QLineEdit {{
            color: {ours.ink}; background: {ours.card}; border: 1px solid {ours.faint};
            border-radius: {corner}px; padding: {round(unit * 0.25)}px {corner}px;
            selection-background-color: {ours.accent}; selection-color: {ours.on_accent};
            placeholder-text-color: {ours.quiet};
        }}
        QLineEdit:focus {{ border-color: {ours.accent}; }}
        QToolTip {{ color: {ours.ink}; background: {ours.ground}; border: 1px solid {ours.faint}; padding: 4px; }}
        QTextBrowser {{ color: {ours.ink}; background: {ours.card}; border: 1px solid {ours.faint}; }}
        QSlider::groove:horizontal {{ height: 4px; background: {ours.faint}; border-radius: 2px; }}
        QSlider::{done}-page:horizontal {{ background: {ours.accent}; border-radius: 2px; }}
        QSlider::handle:horizontal {{
            width: {2 * knob}px; margin: {2 - knob}px 0; border-radius: {knob}px;
            background: {ours.accent};
        }}
        QSlider:focus {{ border: 1px solid {ours.ink}; border-radius: 4px; }}
        QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0 2px; }}
        QScrollBar::handle:vertical {{ background: {ours.faint}; border-radius: 3px; min-height: 24px; }}
        QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
    """


def _is_on_wayland() -> bool:
    return QGuiApplication.platformName().startswith("wayland")


class PanelFace:
    """The panel as one of the faces: each click opens it, or closes the one that is open.

    A double click is one. Who is used to it from other icons would see nothing else, and bars tell of it up to three
    times.
    """

    def __init__(self, client: Client, closed: Callable[[], None], *, clock: Callable[[], float] = monotonic) -> None:
        """``clock`` gives seconds."""
        self._client = client
        self._closed = closed
        self._clock = clock
        self._clicked: float | None = None
        self._panel: Panel | None = None
        self._language = ""
        """In which the panel was made."""
        self._click = 0
        self._changes = 0
        self._place = (0, 0)
        self._open = False
        self._again = QTimer(singleShot=True, interval=_BURST_MS)
        self._again.timeout.connect(self._ask)
        self._now_and_then = QTimer(interval=_REFRESH_MS)
        self._now_and_then.timeout.connect(self._ask)

    @property
    def is_open(self) -> bool:
        """Whether the panel is on the screen, or about to be."""
        return self._open

    def show(self, told: Told) -> None:
        """A new click opens it or closes it; anything else that changed is asked for."""
        if told["click"] != self._click:
            self._click = told["click"]
            self._place = (told["x"], told["y"])
            if self._is_second_half():
                pass
            elif self._open:
                self.hide()
            else:
                self._open = True
                self._ask()
        elif told["changes"] != self._changes and self._open:
            self._again.start()
        self._changes = told["changes"]

    def _is_second_half(self) -> bool:
        """Whether this click belongs to the one before it."""
        before, self._clicked = self._clicked, self._clock()
        within = QGuiApplication.styleHints().mouseDoubleClickInterval() / 1000
        return before is not None and self._clicked - before < within

    def hide(self) -> None:
        """Take it off the screen."""
        if self._panel is not None and self._panel.isVisible():
            self._panel.close()
        else:
            self._gone()

    def _ask(self) -> None:
        self._client.ask(PANEL, {}, self._show, lambda _: None)

    def _show(self, told: Told) -> None:
        if not self._open:
            return
        if self._panel is not None and self._language != in_force():
            self._panel.hide()  # what is in it was said in another language
            self._panel.deleteLater()
            self._panel = None
        if self._panel is None:
            self._language = in_force()
            self._panel = Panel(self._client.ask, self._client.explain, self._gone)
        self._panel.show_told(told)
        if not self._panel.isVisible():
            self._panel.come(*self._place)
            self._now_and_then.start()

    def _gone(self) -> None:
        self._open = False
        self._again.stop()
        self._now_and_then.stop()
        self._closed()
