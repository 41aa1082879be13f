"""What can go wrong, divided by who can act on it.

BackpressureError
├── SettingsInvalid    the person: the settings file has mistakes, all of them listed
├── UsageError         the person: a command was given something it cannot take
├── Refused            the person: one of their own limits says no
├── DesktopError       the machine: a part of the desktop is missing, refused or went away
├── StoreError         the machine: history cannot be read or written
│   └── StoreDamaged   the machine: what is there is not what was written
├── NotRunning         nobody is there to answer a command
└── AlreadyRunning     another Backpressure serves this session
"""

from dataclasses import dataclass


class BackpressureError(Exception):
    """Its text says what is wrong, then what to do; it can be shown to the person as it is."""

    exit_code = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a settings file."""

    file: str
    line: int | None
    """Counted from 1; None when the problem belongs to the file as a whole."""
    setting: str
    """Dotted name such as ``breaks.after``; empty for a syntax error or a problem of the whole file."""
    text: str
    """What is wrong and what would be right."""

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        return ": ".join(part for part in (where, self.setting, self.text) if part)


class SettingsInvalid(BackpressureError):
    """The settings cannot be used; ``problems`` holds every one that was found."""

    exit_code = 2

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class UsageError(BackpressureError):
    """A command was given something it cannot take."""

    exit_code = 2


class Refused(BackpressureError):
    """One of the person's own limits says no; the text names it and says how to go on."""

    exit_code = 4


class DesktopError(BackpressureError):
    """A part of the desktop is missing, refused, or went away. Every adapter raises this and nothing else."""


class StoreError(BackpressureError):
    """History or the snapshot cannot be read or written; the text names the file."""


class StoreDamaged(StoreError):
    """The history can be opened, and its content is not what was written; it must be rescued before it is used on."""


class NotRunning(BackpressureError):
    """No Backpressure answers in this session."""

    exit_code = 3


class AlreadyRunning(BackpressureError):
    """Another Backpressure serves this session already."""

    exit_code = 0
