"""With which words is a verb declared?

Written out by hand: the command line would wait longer for dataclasses than for its answer.
"""

PROGRAM, RECORD, NOTHING = "program", "record", "nothing"
"""What a verb needs: the running program; or what is on record, so that it works with nothing running; or neither."""

WORDS = {
    "LENGTH": 'a length of time, such as 25m, 1h30m or "2 h 30 min"',
    "TIME": "a clock time, such as 17:00",
    "WHEN": 'a moment, such as 17:00, "tomorrow 10:00", "fri 14:30" or "2026-11-24 09:00"; or a length from now',
    "DATE": "a day, such as 2026-12-31, tomorrow or friday",
    "FROM-TO": 'a span, such as 13:00-14:30, 13:00-now or "yesterday 22:00-00:30"; the last gap when none is given',
    "FORMAT": "names of `status --json` in brackets: {level} {pressure:.0f} {percent} {parts.gen0:.1f} {stretch} "
    "{next.what} {next.at:%H:%M} {session.label} {limits.day}; without its _s, a length of time in words",
    "DAY": "a day that is over, or today: today, yesterday, mon, 2026-11-23; for --from and --to a moment, too",
    "WEEK": "this, last, 2026-W48, or a day in it",
    "MONTH": "this, last, 2026-11, or a day in it",
    "YEAR": "this, last, or 2026",
    "NAME": "the name of a hook, as `backpressure hooks` lists it",
    "N": "the number of a commitment, as `backpressure commitments` lists it",
}
"""What is typed in the place of a word in capitals, where its name alone does not say it."""


class Option:
    """Something that begins with two dashes; with ``value``, another word follows it, in the notation of ``takes``."""

    __slots__ = ("does", "name", "value")

    def __init__(self, name: str, does: str, value: str = "") -> None:
        self.name = name
        self.does = does
        self.value = value

    def __str__(self) -> str:
        return f"{self.name} {self.value}" if self.value else self.name


class Verb:
    """One verb of the command line. Its help, the shells' completions and the manual are made from this."""

    __slots__ = ("does", "examples", "more", "name", "needs", "options", "serve", "takes", "verbs")

    def __init__(
        self,
        name: str,
        does: str,
        takes: str = "",
        *options: Option,
        serve: str = "",
        needs: str = PROGRAM,
        more: str = "",
        examples: "tuple[str, ...]" = (),
        verbs: "tuple[Verb, ...]" = (),
    ) -> None:
        self.name = name
        self.does = does
        """In one line."""
        self.takes = takes
        """What follows it: capitals stand for something of the person's, small letters for themselves, ``|`` parts what
        may stand in one place, and what is in brackets may be left out."""
        self.options = options
        self.serve = serve
        """``module:function`` that gets the words after the verb and where to print, and gives the exit code; nothing
        for a command that is told to the running program."""
        self.needs = needs
        self.more = more
        """What else there is to know, in sentences."""
        self.examples = examples
        """What may follow ``backpressure``."""
        self.verbs = verbs
        """The verbs that may follow this one."""


JSON = Option("--json", "print JSON, and nothing else")
"""What every verb with something to read takes."""
