"""How the panel looks, as a style sheet."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tray.window.colours import Paints, level_colour


def style(ours: Paints, unit: int) -> str:
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
