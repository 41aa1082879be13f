"""Paints today: the pressure over its bands, what was done below it, and dashed what comes, with its legend."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip, QWidget

from tray.lib.frozen import dataclass
from tray.lib.language.formats import formats
from tray.lib.language.translation import say
from tray.view.words.names_and_numbers import percent
from tray.window.colours import DARK, MEETINGS, Paints, dashes, level_colour, smaller

_FULL = 100.0
_LEAST_TOP = 70.0
"""A calm day is not drawn as a mountain."""
CURVE_LINES, LEAST_CURVE_LINES = 8, 5
"""How high the picture is in the panel, in lines of text; the latter on a small screen."""
_STEP = timedelta(minutes=15)

Places = Sequence[tuple[datetime, float]]


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where the curve is, and what is where in it. Worked out once for all that is painted with it."""

    area: QRectF
    since: datetime
    length: timedelta
    top: float
    """The pressure at the upper edge."""
    mirrored: bool

    def x(self, at: datetime) -> float:
        """Of a moment; the edge for one beyond."""
        share = min(max((at - self.since) / self.length, 0.0), 1.0) if self.length else 0.0
        return self.area.left() + self.area.width() * (1.0 - share if self.mirrored else share)

    def y(self, value: float) -> float:
        """Of a pressure."""
        return self.area.bottom() - self.area.height() * min(value / self.top, 1.0)

    def at(self, x: float) -> datetime:
        """The moment at a place; the first or the last for one beyond."""
        share = min(max((x - self.area.left()) / self.area.width(), 0.0), 1.0)
        return self.since + self.length * (1.0 - share if self.mirrored else share)

    def path(self, points: Places) -> QPainterPath:
        """The line through these."""
        (first, value), *others = points
        path = QPainterPath(QPointF(self.x(first), self.y(value)))
        for at, value in others:
            path.lineTo(self.x(at), self.y(value))
        return path


class Curve(QWidget):
    """The day as a picture. With the pointer or the arrow keys over it, it tells of a moment: time and cause."""

    def __init__(self, paints: Paints) -> None:
        super().__init__()
        self._paints = paints
        self._bands: list[tuple[str, float]] = []
        self._lived: Places = ()
        self._as_now: Places = ()
        self._with_break: Places = ()
        self._break = ""
        """The latter in words."""
        self._spans: list[tuple[str, datetime, datetime, str]] = []
        self._since = self._until = self._now = datetime.min.replace(tzinfo=UTC)
        self._at: datetime | None = None
        """The moment that is told of."""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_day(self, told: Mapping[str, Any]) -> None:
        """Draw what the program told."""
        day = told["day"]
        self.setVisible(day is not None)
        if day is None:
            return
        self._bands = [(name, begins) for name, begins in told["bands"]]
        self._lived, self._as_now, self._with_break = (_places(day[key]) for key in ("lived", "as_now", "with_break"))
        self._break = day["break"]
        self._spans = [
            (each["kind"], _time(each["since"]), _time(each["until"]), each["label"]) for each in day["spans"]
        ]
        self._since, self._until, self._now = _time(day["since"]), _time(day["until"]), _time(told["at"])
        self.setAccessibleName(say("Today's pressure"))
        self.setAccessibleDescription(self._in_words(told))
        self.update()

    def paint_with(self, paints: Paints) -> None:
        """Other colours from now on."""
        self._paints = paints
        self.update()

    def _in_words(self, told: Mapping[str, Any]) -> str:
        highest = max(self._lived, key=lambda each: each[1], default=None)
        if highest is None:
            return say("Nothing is on record yet today.")
        return say(
            "{now} now. Today's peak was {most}, at {time}. If you go on, it will be {later} at {end}.",
            now=told["percent"],
            most=percent(highest[1]),
            time=_clock(highest[0]),
            later=percent(self._as_now[-1][1] if self._as_now else highest[1]),
            end=_clock(self._until),
        )

    # where things are

    @property
    def _line(self) -> int:
        return QFontMetrics(self._small()).height()

    def _plot(self) -> _Plot:
        """Below the curve is a strip of what was done, and the hours."""
        below = self._line + 4 + self._strip_height + 4
        area = QRectF(1, 4, self.width() - 2, self.height() - below - 4)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return _Plot(area, self._since, max(self._until - self._since, timedelta(0)), self._top(), mirrored)

    @property
    def _strip_height(self) -> int:
        return max(6, self._line // 2)

    def _top(self) -> float:
        most = max((value for part in (self._lived, self._as_now) for _, value in part), default=0.0)
        return min(max(most * 1.12, _LEAST_TOP), _FULL * 1.02)

    def _small(self) -> Any:
        return smaller(self.font())

    # painting

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._small())
        plot = self._plot()
        self._paint_bands(painter, plot)
        self._paint_hours(painter, plot)
        self._paint_strip(painter, plot)
        self._paint_lived(painter, plot)
        self._paint_to_come(painter, plot, self._as_now, self._paints.quiet)
        self._paint_to_come(painter, plot, self._with_break, self._paints.accent)
        self._paint_moment(painter, plot)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._paints.ink), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def _paint_bands(self, painter: QPainter, plot: _Plot) -> None:
        area, top = plot.area, plot.top
        ends = [begins for _, begins in self._bands[1:]] + [_FULL * 2]
        for (name, begins), end in zip(self._bands, ends, strict=True):
            if begins >= top:
                break
            colour = level_colour(name)
            colour.setAlphaF(0.20 if self._paints is DARK else 0.28)
            painter.fillRect(
                QRectF(QPointF(area.left(), plot.y(min(end, top))), QPointF(area.right(), plot.y(begins))), colour
            )

    def _paint_hours(self, painter: QPainter, plot: _Plot) -> None:
        """The full hours, no more of them than fit."""
        metrics = QFontMetrics(painter.font())
        wide = metrics.horizontalAdvance(_clock(self._since)) * 1.6
        span = self._until - self._since
        every = next((n for n in (1, 2, 3, 4, 6) if timedelta(hours=n) / span * plot.area.width() >= wide), 12)
        at = self._since.replace(minute=0, second=0) + timedelta(hours=1)
        painter.setPen(QColor(self._paints.quiet))
        while at < self._until:
            if at.hour % every == 0:
                text, x = _clock(at), plot.x(at)
                half = metrics.horizontalAdvance(text) / 2
                if half <= x <= self.width() - half:
                    painter.drawText(QPointF(x - half, self.height() - metrics.descent() - 1), text)
                tick = QColor(self._paints.faint)
                tick.setAlphaF(0.5)
                painter.fillRect(QRectF(x, plot.area.top(), 1, plot.area.height()), tick)
            at += timedelta(hours=1)

    def _paint_strip(self, painter: QPainter, plot: _Plot) -> None:
        top = plot.area.bottom() + 4
        high = self._strip_height
        inks = {
            "work": QColor(self._paints.faint),
            "session": QColor(self._paints.quiet),
            "meeting": QColor(MEETINGS),
            "break": QColor(self._paints.accent),
        }
        painter.setPen(Qt.PenStyle.NoPen)
        for kind, since, until, _ in self._spans:
            left, right = sorted((plot.x(since), plot.x(until)))
            if right - left > 0.3:
                painter.setBrush(inks[kind])
                painter.drawRoundedRect(QRectF(left, top, max(right - left, 1.5), high), 1.5, 1.5)

    def _paint_lived(self, painter: QPainter, plot: _Plot) -> None:
        if not self._lived:
            return
        path = plot.path(self._lived)
        area = QPainterPath(path)
        area.lineTo(plot.x(self._lived[-1][0]), plot.area.bottom())
        area.lineTo(plot.x(self._lived[0][0]), plot.area.bottom())
        shade = QColor(self._paints.ink)
        shade.setAlphaF(0.12)
        painter.fillPath(area, shade)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._paints.ink), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._paints.ink))
        painter.drawEllipse(QPointF(plot.x(self._now), plot.y(self._lived[-1][1])), 3.5, 3.5)

    def _paint_to_come(self, painter: QPainter, plot: _Plot, points: Places, colour: str) -> None:
        if len(points) < 2:
            return
        painter.setPen(dashes(QColor(colour)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(plot.path(points))

    def _paint_moment(self, painter: QPainter, plot: _Plot) -> None:
        if self._at is None:
            return
        painter.setPen(QPen(QColor(self._paints.ink), 1))
        x = plot.x(self._at)
        painter.drawLine(QPointF(x, plot.area.top()), QPointF(x, plot.area.bottom() + 4 + self._strip_height))

    # telling of a moment

    def words_at(self, at: datetime) -> str:
        """Time and cause: how it stood then and what was done, or what will be."""
        coming = at > self._now
        value = _value(self._as_now if coming else self._lived, at)
        time = _clock(at)
        lines = [time if value is None else say("{time}: {percent}", time=time, percent=percent(value))]
        if coming:
            lines.append(say("If you go on as now"))
            rested = _value(self._with_break, at)
            if rested is not None:
                lines.append(say("{what}: {percent}", what=self._break, percent=percent(rested)))
        else:
            lines += self._done_at(at)
        return "\n".join(lines)

    def _done_at(self, at: datetime) -> list[str]:
        """A session names the work; a meeting comes with it; a break stands alone."""
        found = {kind: label for kind, since, until, label in self._spans if since <= at <= until}
        if "break" in found and "work" not in found:
            return [found["break"]]
        if "session" in found:
            found.pop("work", None)
        return [found[kind] for kind in ("work", "session", "meeting") if kind in found]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._tell(self._plot().at(event.position().x()))

    def leaveEvent(self, event: Any) -> None:  # noqa: N802
        self._at = None
        QToolTip.hideText()
        self.update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        keys = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = keys.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            step = -step
        wanted = (self._at or self._now) + step * _STEP
        self._tell(min(max(wanted, self._since), self._until))

    def _tell(self, at: datetime) -> None:
        self._at = at
        text = self.words_at(at)
        self.setAccessibleDescription(text)
        plot = self._plot()
        place = self.mapToGlobal(QPointF(plot.x(at), plot.area.top())).toPoint()
        QToolTip.showText(place, text, self)
        self.update()


class LineKey(QLabel):
    """What a dashed line of the curve stands for: a piece of it, and words."""

    def __init__(self) -> None:
        super().__init__()
        self._colour = QColor()
        self._wide = QFontMetrics(self.font()).height() * 3 // 2
        self.setObjectName("text")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(smaller(self.font()))
        mirrored = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
        room = self._wide + self._wide // 4
        self.setContentsMargins(0 if mirrored else room, 0, room if mirrored else 0, 0)

    def paint_with(self, colour: str) -> None:
        """The line's colour."""
        self._colour = QColor(colour)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(dashes(self._colour))
        left = 0 if self.contentsMargins().left() else self.width() - self._wide
        painter.drawLine(left, self.height() // 2, left + self._wide, self.height() // 2)
        painter.end()


def _places(told: Sequence[tuple[str, float]]) -> Places:
    return [(_time(at), value) for at, value in told]


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _clock(at: datetime) -> str:
    return formats().clock(at)


def _value(points: Places, at: datetime) -> float | None:
    """The value at a moment, between two points on the line between them; None before the first and after the last."""
    if not points or not points[0][0] <= at <= points[-1][0]:
        return None
    n = bisect_left(points, at, key=itemgetter(0))
    end, value = points[n]
    if end == at:
        return value
    begin, before = points[n - 1]
    return before + (value - before) * ((at - begin) / (end - begin))
