"""What can go wrong, divided by who can act on it.

BackpressureError
├── SettingsInvalid    the person: the settings file has mistakes, all of them listed
├── UsageError         the person: a command was given something it cannot take
├── Refused            the person: one of their own limits says no
│   ├── TooManyOpen    the person: their cap on what's to do says no
│   └── NotPossible    the person: what they ask for makes no sense as things stand
├── DesktopError       the machine: a part of the desktop is missing, refused or went away
├── StoreError         the machine: history cannot be read or written
│   └── StoreDamaged   the machine: what is there is not what was written
├── NotRunning         nobody is there to answer a command
└── AlreadyRunning     another Backpressure serves this session, or keeps this history
"""


class BackpressureError(Exception):
    """Its text says what is wrong, then what to do; it can be shown to the person as it is."""

    exit_code = 1


class Problem:
    """One mistake in a settings file.

    Written out by hand: every command imports this file, and importing dataclasses takes longer than starting Python.
    """

    __slots__ = ("file", "line", "setting", "text")

    def __init__(self, file: str, line: int | None, setting: str, text: str) -> None:
        self.file = file
        self.line = line
        """Counted from 1; None when the problem belongs to the file as a whole."""
        self.setting = setting
        """Dotted name such as ``breaks.after``; empty for a syntax error or a problem of the whole file."""
        self.text = text
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


class TooManyOpen(Refused):
    """429 Too many commitments: no further one without a time, by the person's own cap."""

    def __init__(self, text: str, refusal: str = "") -> None:
        """``refusal`` is the text without what is done at a terminal."""
        super().__init__(text)
        self.refusal = refusal or text


class NotPossible(Refused):
    """What was asked for makes no sense as things stand, such as ending a break that nobody began."""

    exit_code = 2


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
    """Another Backpressure serves this session already, or keeps the history that this one would keep."""

    exit_code = 0

    def __init__(self, text: str, runtime: str | None = None) -> None:
        super().__init__(text)
        self.runtime = runtime
        """The folder of its socket, where that is known and is another than ours."""
