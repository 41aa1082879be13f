"""How does a test use pointer and keyboard? As a person does: by moving, pressing and typing."""

from abc import ABC, abstractmethod
from enum import Enum


class Button(Enum):
    """A button of the mouse, numbered as X11 does."""

    LEFT = 1
    MIDDLE = 2
    RIGHT = 3


class Hands(ABC):
    """A pointer and a keyboard. Every call returns when the display server has taken the input."""

    @abstractmethod
    def move(self, to: tuple[int, int]) -> None:
        """Move the pointer to a place on the screen."""

    @abstractmethod
    def press(self, button: Button, *, down: bool) -> None:
        """Press a button, or let go of it."""

    @abstractmethod
    def key(self, name: str) -> None:
        """Press and release a key: a small letter, a digit, or ``space``, ``enter``, ``escape``."""

    def click(self, at: tuple[int, int], button: Button = Button.LEFT) -> None:
        """Move there and click."""
        self.move(at)
        self.press(button, down=True)
        self.press(button, down=False)

    def type(self, text: str) -> None:
        """Type small letters, digits and spaces."""
        for letter in text:
            self.key("space" if letter == " " else letter)
