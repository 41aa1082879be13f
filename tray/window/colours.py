"""The colours of a window on a light and on a dark desktop, and how drawings take them on."""

from PySide6.QtCore import QByteArray, QRect, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QPalette, QPen

from tray.core.law.levels_and_gauge_steps import Level
from tray.lib.frozen import dataclass
from tray.view.icon.colours import LEVELS

_DRAWN_ACCENT = b"#31c19d"
"""The accent in the drawings: what moves."""
_DARK_BELOW = 128


@dataclass(frozen=True, slots=True)
class Paints:
    """Role by role, as ``#rrggbb``."""

    ground: str
    ink: str
    quiet: str
    """Words of less weight."""
    faint: str
    """Lines and dots."""
    accent: str
    on_accent: str
    button: str
    hover: str
    card: str
    """What stands out from the ground a little."""

    def drawing(self, svg: bytes) -> QByteArray:
        """A drawing in these colours: ``currentColor`` becomes the ink, and the accent ours."""
        return QByteArray(svg.replace(b"currentColor", self.ink.encode()).replace(_DRAWN_ACCENT, self.accent.encode()))

    def palette(self) -> QPalette:
        """The same, for widgets."""
        palette = QPalette()
        for role, colour in (
            (QPalette.ColorRole.Window, self.ground),
            (QPalette.ColorRole.WindowText, self.ink),
            (QPalette.ColorRole.Text, self.ink),
            (QPalette.ColorRole.ButtonText, self.ink),
            (QPalette.ColorRole.Button, self.button),
            (QPalette.ColorRole.Highlight, self.accent),
        ):
            palette.setColor(role, QColor(colour))
        return palette

    def style(self, padding: int) -> str:
        """The look of the buttons and of what is said with less weight."""
        return f"""
            QLabel {{ color: {self.ink}; background: transparent; }}
            QLabel#title, QLabel#text, QLabel#remark {{ color: {self.quiet}; }}
            QPushButton {{
                color: {self.ink}; background: {self.button}; border: 2px solid {self.button};
                border-radius: {padding}px; padding: {padding}px {2 * padding}px;
            }}
            QPushButton:hover {{ background: {self.hover}; border-color: {self.hover}; }}
            QPushButton[first="true"] {{
                color: {self.on_accent}; background: {self.accent}; border-color: {self.accent};
            }}
            QPushButton:focus {{ border-color: {self.ink}; }}
        """


DARK = Paints(
    ground="#14181d",
    ink="#e8eaed",
    quiet="#a9b0ba",
    faint="#4a525d",
    accent="#35c7a2",
    on_accent="#0b1512",
    button="#2a3038",
    hover="#39414b",
    card="#1b2027",
)
LIGHT = Paints(
    ground="#fbfbfa",
    ink="#23282f",
    quiet="#59616c",
    faint="#c3c8ce",
    accent="#0b7a5f",
    on_accent="#ffffff",
    button="#e7e9ec",
    hover="#d8dce0",
    card="#f3f4f5",
)

MEETINGS = "#6f8fd8"
"""Meetings are none of the levels, and have a colour of their own."""
PARTS = {
    True: ("#35c7a2", "#5fa8e6", "#a98be0", "#e0a458"),
    False: ("#0b7a5f", "#2f72b8", "#7a56bf", "#b06f17"),
}
"""Of the four parts, on a dark ground and on a light one; none of them is a level's."""


def level_colour(name: str) -> QColor:
    """The colour of a level, as the icon has it."""
    return QColor(*LEVELS[Level(name)][:3])


def framed(painter: QPainter, area: QRect, ours: Paints) -> None:
    """Paint a window's ground within a line, which is whole at every scale."""
    painter.fillRect(area, QColor(ours.faint))
    painter.fillRect(area.adjusted(1, 1, -1, -1), QColor(ours.ground))


def dashes(colour: QColor) -> QPen:
    """The line of what is to come."""
    pen = QPen(colour, 2, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([3, 2])
    return pen


def smaller(font: QFont) -> QFont:
    """For what is said beside a picture."""
    found = QFont(font)
    if found.pointSizeF() > 0:
        found.setPointSizeF(found.pointSizeF() * 0.85)
    return found


def paints() -> Paints:
    """Those of this desktop as it is now."""
    scheme = QGuiApplication.styleHints().colorScheme()
    if scheme is Qt.ColorScheme.Unknown:  # not every desktop says so; its colours do
        return DARK if QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < _DARK_BELOW else LIGHT
    return DARK if scheme is Qt.ColorScheme.Dark else LIGHT
