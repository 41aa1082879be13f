"""Shows a break that is on: a small card, or every monitor covered, with a countdown and an exercise.

What is shown follows from the break as the program told it and from the clock, so that a machine that slept, a monitor
that was plugged in and a timer that fired late make no difference. Nothing is ever grabbed: other keys and windows
work, and what covers a screen can be seen, so that no click is lost on what nobody sees.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import accumulate
from typing import Any

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QCursor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QScreen,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QBoxLayout, QLabel, QPushButton, QStyle, QVBoxLayout, QWidget

from tray.core.breaks.guidance import choose
from tray.core.messages import commands as c
from tray.core.state.ongoing import Break
from tray.lib.frozen import dataclass
from tray.lib.language.translation import say
from tray.view.words import breaks
from tray.window.colours import DARK, Paints, framed, paints
from tray.window.guide_files import Guide, Guides

_SECOND = timedelta(seconds=1)
_FRAME_MS, _LOOK_MS = 33, 250
_MARGIN = 24
"""Between a card and the edges of its screen, in pixels of a plain screen."""
_WAY_IN = 0.35
"""The smallest the breathing circle gets, as a share of the largest."""
_PICTURE = QSize(320, 240)
_SHARES = (1.0, 0.8, 0.6, 0.4, 0.2, 0.0)
"""How much larger than plain text the time, the words and the picture are; without a picture at last."""

Clock = Callable[[], datetime]
Ask = Callable[[c.Command], None]


@dataclass(frozen=True, slots=True)
class Shown:
    """The break, as the program told it."""

    mode: str
    """``card`` or ``full``."""
    title: str
    text: str
    since: datetime
    end: datetime
    buttons: Sequence[Mapping[str, str]]
    """Of each what it is called, and its hint."""
    more: timedelta
    """What the button that prolongs the break adds to it."""
    guide: Guide | None = None
    remark: str = ""
    """What went wrong with somebody's own exercises."""


@dataclass(frozen=True, slots=True)
class Instant:
    """What a face shows at one moment."""

    left: timedelta
    """Until the end, in whole seconds, the one that runs counted."""
    step: int = 0
    breath: float | None = None
    """How large the breathing circle is, from 0 to 1."""


def shown_of(told: Mapping[str, Any], guides: Guides) -> Shown:
    """What the program told, with the exercise that fits it."""
    since, end = (datetime.fromisoformat(told[key]) for key in ("since", "end"))
    begun = Break(told["kind"], since, end - since, 0.0)
    chosen = choose([each.exercise for each in guides.known], begun, told["needs"], told["turn"])
    guide = next((each for each in guides.known if chosen is not None and each.exercise == chosen), None)
    return Shown(
        told["mode"],
        breaks.name_of(begun.kind),
        told["text"] or ("" if guide else breaks.meanwhile(begun.kind)),
        since,
        end,
        told["buttons"],
        timedelta(seconds=told["more_s"]),
        guide,
        str(guides.problems[0]) if guides.problems else "",
    )


def instant(shown: Shown, at: datetime, speed: float = 1.0) -> Instant:
    """What is shown at ``at``: nothing but the break and the clock decide.

    A clock that runs at a ``speed`` counts down faster; steps and breath still take their time.
    """
    left = max(shown.end - at, timedelta(0))
    whole = timedelta(seconds=-(-left // _SECOND))
    guide, since = shown.guide, max(at - shown.since, timedelta(0)) / speed
    if guide is None or not guide.steps:
        return Instant(whole)
    if guide.breath is not None and len(guide.steps) > 2:
        return Instant(whole, *_breathing(guide, since))
    ends = list(accumulate(each.lasts for each in guide.steps))
    return Instant(whole, bisect_right(ends, since % ends[-1]))


def _breathing(guide: Guide, since: timedelta) -> tuple[int, float]:
    """The first step for as long as it lasts, then the second while the circle grows and the third while it shrinks."""
    assert guide.breath is not None
    begins = guide.steps[0].lasts
    if since < begins:
        return 0, 0.0
    grows, shrinks = guide.breath
    into = (since - begins).total_seconds() % (grows + shrinks)
    return (1, _eased(into / grows)) if into < grows else (2, _eased(1 - (into - grows) / shrinks))


def _eased(share: float) -> float:
    """Slow at both ends, as a breath is."""
    return share * share * (3 - 2 * share)


def clock_text(left: timedelta) -> str:
    """``4:05``, and ``1:02:09`` from an hour on."""
    minutes, seconds = divmod(int(left.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def moves() -> bool:
    """Whether anything may move: not where the person asked their desktop for less of that."""
    hints: Any = QGuiApplication.styleHints()
    accessibility: Any = hints.accessibility() if hasattr(hints, "accessibility") else None  # from Qt 6.10 on
    wanted = accessibility.motionPreference() if hasattr(accessibility, "motionPreference") else None
    if wanted is not None and wanted != Qt.MotionPreference.NoPreference:
        return False
    return QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) != 0


class Picture(QWidget):
    """The drawing of a step, before a circle that breathes where the exercise has one."""

    def __init__(self, guide: Guide, colours: Paints, height: int) -> None:
        super().__init__()
        drawn = [colours.drawing(each.picture) for each in guide.steps]
        self._drawings = [QSvgRenderer(each) for each in drawn]
        self._colours = colours
        self._breathes = guide.breath is not None
        self._instant = Instant(timedelta(0))
        self.setFixedSize(height * _PICTURE.width() // _PICTURE.height(), height)

    def show_instant(self, now: Instant) -> None:
        """Draw this moment, if it differs from the one that is drawn."""
        if (now.step, now.breath) != (self._instant.step, self._instant.breath):
            self._instant = now
            self.update()

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._breathes and self._instant.breath is not None:
            self._circle(painter, self._instant.breath)
        area = QRectF(self.rect())
        if self._breathes:
            area = area.marginsRemoved(_margins(area.width() * 0.15, area.height() * 0.15))
        drawing = self._drawings[self._instant.step]
        size = drawing.defaultSize()
        size.scale(area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(area.center())
        drawing.render(painter, place)
        painter.end()

    def _circle(self, painter: QPainter, breath: float) -> None:
        largest = min(self.width(), self.height()) / 2 - 3
        centre = QRectF(self.rect()).center()
        soft = QColor(self._colours.accent)
        soft.setAlphaF(0.16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(soft)
        radius = largest * (_WAY_IN + (1 - _WAY_IN) * breath)
        painter.drawEllipse(centre, radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        soft.setAlphaF(0.5)
        painter.setPen(QPen(soft, 2))
        painter.drawEllipse(centre, radius, radius)


class Dots(QWidget):
    """How many steps there are, and which one it is."""

    def __init__(self, count: int, colours: Paints, size: int) -> None:
        super().__init__()
        self._count, self._colours, self._size, self._step = count, colours, size, 0
        self.setFixedSize(size * (2 * count - 1) + 2, size + 2)

    def show_step(self, step: int) -> None:
        """Mark this one."""
        if step != self._step:
            self._step = step
            self.update()

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for n in range(self._count):
            painter.setBrush(QColor(self._colours.accent if n == self._step else self._colours.faint))
            first = n if self.layoutDirection() is Qt.LayoutDirection.LeftToRight else self._count - 1 - n
            painter.drawEllipse(QRectF(1 + first * 2 * self._size, 1, self._size, self._size))
        painter.end()


class Buttons(QWidget):
    """Buttons beside one another, or below one another where their words are too long for that."""

    def __init__(self, buttons: list[QPushButton]) -> None:
        super().__init__()
        self._buttons = buttons
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)
        for each in buttons:
            self._row.addWidget(each)

    def width_across(self) -> int:
        """How wide they are beside one another."""
        return sum(each.sizeHint().width() for each in self._buttons) + self._row.spacing() * (len(self._buttons) - 1)

    def fit(self, width: int) -> None:
        """Lie within ``width``."""
        across = self.width_across() <= width
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom)


class Face(QWidget):
    """The window on one screen."""

    def __init__(self, shown: Shown, screen: QScreen, ask: Ask, hide_all: Callable[[], None]) -> None:
        super().__init__()
        self.shown, self._hide_all = shown, hide_all
        self._full = shown.mode == "full"
        self._colours = DARK if self._full else paints()
        self.setWindowTitle(shown.title)
        self.setWindowFlags(
            Qt.WindowType.Window
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.CustomizeWindowHint
        )
        # Whoever types in another window goes on typing there.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAutoFillBackground(True)
        self.setPalette(self._colours.palette())
        self.setStyleSheet(
            self._colours.style(round(QFontMetrics(self.font()).height() * (0.55 if self._full else 0.4)))
        )
        # So that no button has the focus before somebody goes to it: a key meant for elsewhere presses nothing.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # which Tab does not come back to
        self._build(screen, ask)

    def _build(self, screen: QScreen, ask: Ask) -> None:
        """As large as is good to look at, and smaller where the screen has no room for that."""
        size = (screen.geometry() if self._full else screen.availableGeometry()).size()
        room = size - QSize(4 * _MARGIN, 2 * _MARGIN)
        outer = QVBoxLayout(self)
        edge = 0 if self._full else QFontMetrics(self.font()).height()
        outer.setContentsMargins(edge, edge, edge, edge)
        for share in _SHARES:
            content = self._content(room, share, ask)
            if content.sizeHint().height() + 2 * edge <= room.height() or share == _SHARES[-1]:
                break
            content.hide()  # what is deleted later would be shown until then
            content.deleteLater()
        outer.addWidget(content, 0, Qt.AlignmentFlag.AlignCenter)

    def _content(self, room: QSize, share: float, ask: Ask) -> QWidget:
        """All that is to be seen, in the middle of one another; ``share`` is by how much it is larger than plain."""
        shown, unit, full = self.shown, QFontMetrics(self.font()).height(), self._full
        buttons = Buttons(self._answers(ask))
        if full:
            buttons.setFont(self._sized(1 + share * 0.2))
        width = unit * 34 if full else min(max(unit * 21, buttons.width_across()), unit * 26)
        width = min(width, room.width())
        self._left = _label("", self._sized(1 + share * (3.2 if full else 1.6), light=True), "left")
        self._left.setAccessibleName(say("Time left in this break"))
        self._sentence = _label("", self._sized(1 + share * (0.45 if full else 0.05)), "sentence")
        title = say(shown.guide.title) if shown.guide else shown.title
        rows: list[QWidget] = [_label(title, self._sized(1 + share * (0.35 if full else 0)), "title"), self._left]
        self._picture: Picture | None = None
        self._dots: Dots | None = None
        if shown.guide is not None:
            height = min(round(unit * (17 if full else 9) * share), room.height() // 3)
            if share > _SHARES[-1]:
                self._picture = Picture(shown.guide, self._colours, height)
                rows.append(self._picture)
            rows.append(self._sentence)
            if shown.guide.breath is None:
                self._dots = Dots(len(shown.guide.steps), self._colours, max(5, unit // 3))
                rows.append(self._dots)
            self._sentence.setMinimumHeight(self._tallest(shown.guide, width))
        if shown.text:
            rows.append(_label(shown.text, self._sized(1 + share * (0.25 if full else 0)), "text"))
        buttons.fit(width)
        rows.append(buttons)
        if shown.remark:
            rows.append(_label(shown.remark, self._sized(0.85), "remark"))
        content = QWidget(self)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(share * (unit * 0.75 if full else unit * 0.5)))
        for each in rows:
            if isinstance(each, QLabel):
                each.setFixedWidth(width)
                each.setMinimumHeight(max(each.heightForWidth(width), each.minimumHeight()))
            column.addWidget(each, 0, Qt.AlignmentFlag.AlignHCenter)
        column.insertSpacing(column.indexOf(buttons), round(share * (unit if full else unit / 3)))
        return content

    def _answers(self, ask: Ask) -> list[QPushButton]:
        commands: dict[str, c.Command] = {
            "back": c.EndBreak(),
            "more": c.ExtendBreak(self.shown.more),
            "skip": c.Skip(),
        }
        found = [
            _button(each["label"], each["hint"], partial(ask, commands[each["key"]])) for each in self.shown.buttons
        ]
        found[0].setProperty("first", True)
        return found

    def _sized(self, times: float, *, light: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * times if font.pointSizeF() > 0 else 10 * times)
        if light:
            font.setWeight(QFont.Weight.Light)
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _tallest(self, guide: Guide, width: int) -> int:
        """The height of the longest sentence, so that nothing jumps from step to step."""
        metrics = QFontMetrics(self._sentence.font())
        area, flags = (0, 0, width, 10_000), Qt.TextFlag.TextWordWrap
        return max(metrics.boundingRect(*area, flags, say(each.sentence)).height() for each in guide.steps)

    def show_instant(self, now: Instant) -> None:
        """Show this moment."""
        text = clock_text(now.left)
        if text != self._left.text():
            self._left.setText(text)
            self._left.setAccessibleDescription(text)  # which its name hides from a screen reader
        guide = self.shown.guide
        if guide is None:
            return
        sentence = say(guide.steps[now.step].sentence)
        if sentence != self._sentence.text():
            beside = _beside_lines(self._sentence, sentence)
            self._sentence.setContentsMargins(beside, 0, beside, 0)
            self._sentence.setText(sentence)
        if self._picture is not None:
            self._picture.setAccessibleName(sentence)
            self._picture.show_instant(now)
        if self._dots is not None:
            self._dots.show_step(now.step)

    def place(self, screen: QScreen) -> None:
        """Come up on this screen."""
        self.setScreen(screen)
        if self._full:
            self.setGeometry(screen.geometry())
            # What is called showFullScreen also activates, and takes the keys away from where somebody types.
            self.setWindowState(Qt.WindowState.WindowFullScreen)
        else:
            self.adjustSize()
            self.setFixedSize(self.sizeHint())
            self.move(_corner(screen, self.size()))
        self.setFocus()
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self._hide_all()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        event.accept()
        if event.spontaneous():
            self._hide_all()

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        if self._full:
            painter.fillRect(self.rect(), QColor(self._colours.ground))
        else:
            framed(painter, self.rect(), self._colours)
        painter.end()


class BreakWindow(QObject):
    """The faces of one break, on all the screens that there are."""

    asked = Signal(object)
    """The person asked for something: a command."""
    closed = Signal()
    """Nothing is on any screen any more: the time is up, or the person put it away. The break goes on without it."""

    def __init__(
        self, shown: Shown, *, clock: Clock = lambda: datetime.now(UTC), speed: float = 1.0, still: bool | None = None
    ) -> None:
        super().__init__()
        self._shown, self._clock, self._speed = shown, clock, speed
        self._still = not moves() if still is None else still
        self.faces: dict[QScreen, Face] = {}
        self._open = True
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        app: Any = QGuiApplication.instance()
        app.screenAdded.connect(self._screen_came)
        app.screenRemoved.connect(self._screen_went)
        for screen in self._wanted():
            self._put(screen)
        self.look()

    def show(self, shown: Shown) -> None:
        """What the program says now; what stands on the screens is made anew only where more than the end differs."""
        before = self._shown
        if shown.since == before.since:
            shown = replace(shown, guide=before.guide)  # whoever is in the middle of an exercise stays there
        self._shown = shown
        if _but_the_end(before) != _but_the_end(shown):
            for screen in list(self.faces):
                self._take_away(screen)
            for screen in self._wanted():
                self._put(screen)
        self.look()

    def look(self) -> None:
        """Show the present moment. At the end everything goes, whatever else has gone wrong by then."""
        if not self._open:
            return
        at = self._clock()
        if at >= self._shown.end:
            self.close()
            return
        now = instant(self._shown, at, self._speed)
        if self._still and now.breath is not None:
            now = Instant(now.left, now.step, 1.0 if now.step == 1 else 0.0)
        for face in self.faces.values():
            face.show_instant(now)
        breathes = now.breath is not None and not self._still
        self._timer.start(_FRAME_MS if breathes else _LOOK_MS)

    def close(self) -> None:
        """Take everything away, for good."""
        if not self._open:
            return
        self._open = False
        self._timer.stop()
        app: Any = QGuiApplication.instance()
        app.screenAdded.disconnect(self._screen_came)
        app.screenRemoved.disconnect(self._screen_went)
        for screen in list(self.faces):
            self._take_away(screen)
        self.closed.emit()

    def _wanted(self) -> list[QScreen]:
        """The screens that something is to be on: all of them, or the one where the pointer is."""
        screens = QGuiApplication.screens()
        if self._shown.mode == "full":
            return screens
        there = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
        return [there] if there in screens else screens[:1]

    def _put(self, screen: QScreen) -> None:
        face = Face(self._shown, screen, self.asked.emit, self.close)
        self.faces[screen] = face
        face.show_instant(instant(self._shown, self._clock(), self._speed))
        face.place(screen)
        screen.geometryChanged.connect(lambda _: self._screen_changed(screen))

    def _screen_changed(self, screen: QScreen) -> None:
        """It was turned, moved or scaled: what is on it is made anew."""
        if self._open and screen in self.faces:
            self._take_away(screen)
            self._put(screen)
            self.look()

    def _screen_came(self, screen: QScreen) -> None:
        if self._shown.mode == "full" or not self.faces:
            self._put(screen)
            self.look()

    def _screen_went(self, screen: QScreen) -> None:
        self._take_away(screen)
        if QGuiApplication.platformName().startswith("wayland"):
            # sway shows the workspace that was on the screen which went, on another one, where it hides what is there.
            for each in list(self.faces):
                self._take_away(each)
        if not self.faces:
            for each in self._wanted():
                if each is not screen:
                    self._put(each)
            self.look()

    def _take_away(self, screen: QScreen) -> None:
        face = self.faces.pop(screen, None)
        if face is not None:
            face.hide()
            face.close()


def _but_the_end(shown: Shown) -> tuple[object, ...]:
    return shown.mode, shown.title, shown.text, shown.since, shown.buttons, shown.guide, shown.remark


def _label(text: str, font: QFont, name: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setFont(font)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label


def _beside_lines(label: QLabel, text: str) -> int:
    """How much room to leave at either side, so that the lines of a text are about equally long."""
    metrics, flags, wide = QFontMetrics(label.font()), Qt.TextFlag.TextWordWrap, label.width()

    def said(width: int) -> QRect:
        return metrics.boundingRect(0, 0, width, 10_000, flags, text)

    lowest = said(wide).height()
    narrowest = bisect_left(
        range(wide), x=True, key=lambda each: said(each).height() <= lowest and said(each).width() <= each
    )
    # A line that just fits by one measure does not by another.
    return max(0, (wide - narrowest) // 2 - 2)


def _button(text: str, does: str, pressed: Callable[[], object]) -> QPushButton:
    button = QPushButton(text.replace("&", "&&"))
    button.setAccessibleName(text)
    button.setAccessibleDescription(does)
    button.setToolTip(does)
    button.setAutoDefault(True)  # Enter presses it, too, once it has the focus
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.clicked.connect(lambda *_: pressed())
    return button


def _margins(across: float, down: float) -> Any:
    from PySide6.QtCore import QMarginsF

    return QMarginsF(across, down, across, down)


def _corner(screen: QScreen, size: QSize) -> QPoint:
    """Where a card stands: at the lower end, on the side where reading ends, clear of panels."""
    room = screen.availableGeometry()
    left = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    x = room.left() + _MARGIN if left else room.right() - size.width() - _MARGIN
    return QPoint(x, room.bottom() - size.height() - _MARGIN)
