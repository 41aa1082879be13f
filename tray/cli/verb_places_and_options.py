"""The words in which a verb of the command line is declared.

Written out by hand: the command line would wait longer for dataclasses than for its answer.
"""

from tray.lib.language.translation import mark, say

PROGRAM, RECORD, NOTHING = "program", "record", "nothing"
"""What a verb needs: the running program; or what is on record, so that it works with nothing running; or neither."""


class Place:
    """What a word in capitals stands for."""

    __slots__ = ("example", "is_", "more", "reads", "several")

    def __init__(self, is_: str, example: str, more: str = "", *, reads: str = "", several: bool = False) -> None:
        self.is_ = is_
        """A noun with its article, as in "--estimate takes a length of time"."""
        self.example = example
        self.more = more
        """What goes on after the noun and a comma: further examples, or what else is understood."""
        self.reads = reads
        """``module:function`` that makes the text of an option's value into the value, and raises UsageError."""
        self.several = several
        """It may be several words on the line, such as ``tomorrow 10:00``."""

    def __str__(self) -> str:
        """With what goes on after it, which there is to be; in the language in force."""
        return say("{what}, {more}", what=say(self.is_), more=say(self.more))


PLACES = {
    "LENGTH": Place(
        mark("a length of time"),
        "25m",
        mark('such as 25 (minutes), 25m, 1h30, "2 h 30 min" or "half an hour"'),
        reads="tray.cli.this_clock:length",
        several=True,
    ),
    "+LENGTH": Place(mark("how much longer"), "+30m", several=True),
    "TIME": Place(mark("a time of day"), "17:00", mark("such as 17:00, 5pm or noon"), several=True),
    "WHEN": Place(
        mark("a time"),
        "17:00",
        mark(
            'such as 17:00, 9am, tomorrow, "fri 14:30", "next week" or "2026-11-24 09:00"; or a length from now. '
            "A day alone is where its working hours begin"
        ),
        reads="tray.cli.this_clock:moment",
        several=True,
    ),
    "DATE": Place(
        mark("a day"),
        "friday",
        mark('such as 2026-12-31, "31 dec", tomorrow or friday; today\'s weekday means a week from now'),
        several=True,
    ),
    "FROM-TO": Place(
        mark("a span of time"),
        "13:00-14:30",
        mark('such as 13:00-14:30, 9-10:30, 13:00-now or "yesterday 22:00-00:30"; the last gap when none is given'),
        several=True,
    ),
    "FORMAT": Place(
        mark("a format"),
        "'{level} {pressure:.0f}%'",
        mark(
            "with names of `status --json` in brackets: {level} {pressure:.0f} {percent} {parts.gen0:.1f} {stretch} "
            "{next.what} {next.at:%H:%M} {session.label} {limits.day}; without its _s, a length of time in words"
        ),
    ),
    "DAY": Place(
        mark("a day"),
        "yesterday",
        mark("past or present: today, yesterday, mon, 2026-11-23; for --from and --to a moment, too"),
        several=True,
    ),
    "WEEK": Place(mark("a week"), "last", mark("as in this, last, 2026-W48, or a day in it"), several=True),
    "MONTH": Place(mark("a month"), "last", mark("as in this, last, november, 2026-11, or a day in it"), several=True),
    "YEAR": Place(mark("a year"), "last", mark("as in this, last, or 2026"), several=True),
    "NAME": Place(mark("the name of a hook"), "mute", mark("as `backpressure hooks` lists it")),
    "WHO": Place(mark("the name of an agent"), "claude", several=True),
    "COMMAND": Place(mark("a command"), "make", mark("after two dashes"), several=True),
    "EVENT": Place(mark("an event as JSON"), "'{…}'"),
    "N": Place(mark("the number of a to-do"), "2", mark("as `backpressure commitments` lists it")),
    "NUMBER": Place(mark("the number of a block"), "2", mark("as `backpressure block list` lists it")),
    "KIND": Place(mark("a kind of break of your own"), "tea"),
    "LABEL": Place(mark("a label"), "report", several=True),
    "TEXT": Place(mark("a text"), '"she asked"', several=True),
    "QUESTION": Place(mark("a question"), '"walk 15m"', several=True),
    "BREAK": Place(mark("a break"), '"walk 15m at 11:00"'),
    "FILE": Place(mark("a file"), "life.toml"),
    "FOLDER": Place(mark("a folder"), "~/Sync/backpressure"),
    "MACHINE": Place(mark("the name of a machine"), "laptop", mark("as `backpressure machines` lists it")),
    "LIFE": Place(mark("the name of a life"), "healthy"),
    "PRESET": Place(mark("the name of a preset"), "gentle"),
    "KEY": Place(mark("the name of a setting"), "breaks.after"),
    "SECTION": Place(mark("the name of a section or of a setting"), "breaks"),
    "VALUE": Place(mark("a value"), "25m"),
    "VERB": Place(mark("a verb"), "status", several=True),
    "TOPIC": Place(mark("a topic of the manual"), "breaks"),
}
"""What is typed in the place of each word in capitals."""


class Option:
    """Something that begins with two dashes.

    With ``value``, in the notation of `Verb.takes`, a word follows it, which in brackets may be left out. An option
    with a value is given once; one without says the same however often it is given.
    """

    __slots__ = ("does", "name", "needed", "reads", "value")

    def __init__(self, name: str, does: str, value: str = "", *, needed: bool = False, reads: str = "") -> None:
        self.name = name
        self.does = does
        self.value = value
        self.needed = needed
        """The verb does nothing without it."""
        self.reads = reads
        """What makes its value of the text, where that is not as `Place.reads` says."""

    def __str__(self) -> str:
        return f"{self.name} {self.value}" if self.value else self.name


class Verb:
    """One verb of the command line. The parser, its help, the completions and the manual work from this."""

    __slots__ = (
        "alone",
        "does",
        "either",
        "examples",
        "more",
        "name",
        "needs",
        "options",
        "reads",
        "serve",
        "takes",
        "verbs",
        "wrong_use",
    )

    def __init__(
        self,
        name: str,
        does: str,
        takes: str = "",
        *options: Option,
        serve: str = "",
        reads: str = "",
        needs: str = PROGRAM,
        more: str = "",
        examples: "tuple[str, ...]" = (),
        either: "tuple[str, ...]" = (),
        verbs: "tuple[Verb, ...]" = (),
        alone: bool = False,
        wrong_use: int = 2,
    ) -> None:
        self.name = name
        self.does = does
        """In one line."""
        self.takes = takes
        """The words that follow it: capitals stand for something of the person's, small letters for themselves,
        ``0-10`` for a number of that range. ``|`` parts what may stand in one place, `` | `` what may follow
        altogether, and what is in brackets may be left out."""
        self.options = options
        self.serve = serve or "tray.cli.verbs.send_command:command"
        """``module:function`` that gets the line that was typed and where to print, and gives the exit code."""
        self.reads = reads or ("" if serve or verbs else "tray.cli.typed_commands:command")
        """``module:function`` that makes what was typed into what is asked for, and raises UsageError; nothing where
        the words are all there is."""
        self.needs = needs
        self.more = more
        """What else there is to know, in sentences."""
        self.examples = examples
        """What may follow ``backpressure``."""
        self.either = either
        """Options of which at most one is given."""
        self.verbs = verbs
        """The verbs that may follow this one."""
        self.alone = alone or not verbs
        """It does something without one of them, too."""
        self.wrong_use = wrong_use
        """The exit code of a line that cannot be understood."""


JSON = Option("--json", mark("Print JSON and nothing else."))
"""What every verb with something to read takes."""
