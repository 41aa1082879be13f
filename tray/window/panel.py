"""The panel: how things stand, today as a picture, where it comes from, what waits for an answer, all one can do.

Its rows, and their order, are those of the menu: `tray.view.tray.menu`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QFontMetrics, QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from tray.control.protocol import COMMAND
from tray.lib.language.translation import say
from tray.window.colours import DARK, PARTS, framed, paints
from tray.window.curve import CURVE_LINES, LEAST_CURVE_LINES, Curve, LineKey
from tray.window.panel_place import AT_EDGE, CLEAR, MARGIN, beside, is_on_wayland, within
from tray.window.panel_pressure_parts_and_help import More, PartBar, explained, show_parts
from tray.window.panel_sections import PRESETS, SECTIONS, Section, names
from tray.window.panel_style import style
from tray.window.widgets import (
    ChipPicture,
    Flow,
    Row,
    Rows,
    button,
    complete,
    empty,
    label,
    opens_list,
    shown,
)

Told = Mapping[str, Any]

_LOST_MS, _ARRIVING_MS = 250, 2_000
"""So long after losing the focus it closes. Whoever just opened it is still on the way to it, and where the focus
follows the pointer the windows between take it."""


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
        self._sections: dict[str, Section] = {}
        """Those that were opened: see `_section`."""
        self._rows: dict[str, Sequence[Row]] = {}
        """What is told for each of them."""
        self._tab_buttons = {key: self._tab(key) for key in SECTIONS if key != PRESETS}
        """Of each section what opens it; that of the presets is in the last line, which is made by what is told."""
        self._stage = QVBoxLayout()
        self._stage.setContentsMargins(0, 0, 0, 0)
        self._more: More | None = None
        self._answers.resized.connect(partial(self._grown, self._answers))
        self._said = label("", "said")
        self._said.hide()
        self._footer = Flow(gap=2)
        self._footer_rows: list[tuple[str, Row]] | None = None
        inner = QWidget()
        inner.setObjectName("inner")
        self._column = column = QVBoxLayout(inner)
        self._leave_room(bar=False)
        self._curve.setFixedHeight(unit * CURVE_LINES)
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

    def _section(self, key: str) -> "Section":
        """One of the sections, made when it is first opened: the first picture has none of them."""
        if key not in self._sections:
            self._sections[key] = made = SECTIONS[key](self._press)
            made.hide()
            self._stage.addWidget(made)
            made.tell(self._rows[key])
            made.rows.resized.connect(partial(self._grown, made))
        return self._sections[key]

    def _is_open(self, key: str) -> bool:
        return key in self._sections and not self._sections[key].isHidden()

    def _page(self) -> "More":
        """Where a part comes from, or the manual; made as the sections are."""
        if self._more is None:
            self._more = More()
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
        show_parts(self._parts, told["parts"], self.font())
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
        for key, name in names(menu).items():
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

    def _show_footer(self, menu: Mapping[str, Row]) -> None:
        settings = {row["key"]: row for row in menu.get("settings", {}).get("children", []) if "key" in row}
        rows: list[tuple[str, Row]] = [
            (name, {**row, "children": bool(row["children"])})  # which are made anew by themselves
            for name, row in (
                (say("Look back"), menu.get("report")),
                (say("Breaks"), settings.get(PRESETS)),
                (say("Settings"), settings.get("settings-open")),
                ("", settings.get("autostart")),
                (say("End the day"), menu.get("day")),
                (say("Quit"), menu.get("quit")),
            )
            if row is not None
        ]
        self._tell(PRESETS, settings.get(PRESETS, {}).get("children", ()))
        if rows == self._footer_rows:
            return
        self._footer_rows = rows
        focused = QApplication.focusWidget()
        key = focused.objectName() if focused is not None else ""
        empty(self._footer)
        for name, row in rows:
            ticked = "✓ " if row["checked"] else ""
            does = row["label"] if name and name != row["label"] else ""
            pressed = partial(self._open, PRESETS) if row["children"] else partial(self._press, row["command"])
            made = button(name or row["label"], pressed, key=f"small-{row['key']}", does=does)
            made.setText(shown(f"{ticked}{name or row['label']}"))
            if row["children"]:
                opens_list(made, name, is_open=self._is_open(PRESETS))
                self._tab_buttons[PRESETS] = made
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
            if key == PRESETS:
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
        self._page().show_lines(bar.text(), explained(values, key, bar.points))
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
        self.setStyleSheet(style(ours, self._unit))
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
        wide = min(self._width(), room.width() - 2 * MARGIN)
        for changed in (self._answers_card, *self._sections.values()):
            changed.updateGeometry()
        for layout in (self._column, self._tab_row, self._footer, self._below):
            layout.invalidate()
        self._column.activate()
        foot = self._below.totalHeightForWidth(wide - 2)
        self._foot.setFixedHeight(foot)
        # Below an icon it grows downwards alone, as far as there is room: higher up it would cover the icon.
        hangs = self._hangs and self.isVisible()
        edge = MARGIN + (CLEAR if is_on_wayland() else 0)  # where nobody is told of bars, below which it would lie
        most = room.bottom() + 1 - MARGIN - self.y() if hangs else room.height() - 2 * edge
        if self._high and self.isVisible():
            most = min(most, (room.height() + self._high) // 2 - MARGIN)
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
            self.move(within(self.pos(), self.geometry(), room).x(), self.y())
        if hangs:
            return
        if self.isVisible() and self._stands_low(before, room):
            self.move(self.x(), max(room.top() + MARGIN, before.bottom() + 1 - high))
        elif self.isVisible() and self.geometry().bottom() > room.bottom() - MARGIN:
            self.move(self.x(), max(room.top() + MARGIN, room.bottom() + 1 - MARGIN - high))

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

        apart, high = unit * 2 // 3, unit * CURVE_LINES
        if spare(apart, high) < 0:
            apart = unit // 2
            high = max(high + min(spare(apart, high), 0), unit * LEAST_CURVE_LINES)
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
        return before.center().y() > room.center().y() and abs(before.bottom() - room.bottom()) <= AT_EDGE

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
        self._high = self.height() if is_on_wayland() else 0
        self._hangs = not self._high and self.y() < screen.availableGeometry().top() + AT_EDGE
        self._entered = False
        is_above = is_on_wayland() and self._come_above_a_break()
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
            self.move(within(self.pos(), self.frameGeometry(), self.screen().availableGeometry()))

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


_SOLID = re.compile(r"[/\\._=]")
"""After these a long path or name may be parted."""
_COVERS = Qt.WindowState.WindowFullScreen
_LEAVES = frozenset({"OpenReport", "OpenSettings", "ShowDemo", "Quit"})
"""After these something else has the person's eyes."""


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


def _card(inner: QWidget) -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    column = QVBoxLayout(card)
    column.addWidget(inner)
    return card
