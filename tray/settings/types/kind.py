"""A kind of setting, and how it refuses a value."""

from collections.abc import Mapping
from typing import Protocol, TypeVar

from tray.lib.frozen import dataclass

Value_co = TypeVar("Value_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a value."""

    text: str
    """What is wrong and what would be right."""
    index: int | None = None
    """Which element of a list is meant; None for the value as a whole."""


class Unfit(ValueError):
    """A value will not do; ``faults`` holds every reason. It never leaves ``tray.settings``."""

    def __init__(self, *faults: Fault | str) -> None:
        self.faults = tuple(fault if isinstance(fault, Fault) else Fault(fault) for fault in faults)
        super().__init__("; ".join(fault.text for fault in self.faults))


class Kind(Protocol[Value_co]):
    """What one sort of setting takes."""

    def read(self, raw: object) -> Value_co:
        """The value of what the TOML parser found. Raises Unfit with everything that is wrong."""

    def read_words(self, words: str) -> object:
        """What ``settings set KEY WORDS`` means, as a raw TOML value that ``read`` can judge. Never raises."""

    def range(self) -> str:
        """What may be written, in a few words, such as ``30s to 30m``."""

    def schema(self) -> Mapping[str, object]:
        """The JSON Schema of the raw value."""


class AsTyped:
    """For kinds whose raw value is a text: what is typed after ``settings set KEY`` is that text, as it stands."""

    __slots__ = ()

    def read_words(self, words: str) -> object:
        return words
