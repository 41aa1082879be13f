"""Which verbs are there? Each is declared here once: what it does, what it takes, and who serves it."""

from tray.cli.program_verbs import AROUND, RECORDS
from tray.cli.verb import JSON, RECORD, Option, Verb

LOOK = (
    Verb(
        "status",
        "the pressure, what holds it and what comes next",
        "",
        JSON,
        Option(
            "--format",
            "as a status bar wants it, or in a format of your own",
            "waybar|polybar|i3blocks|tmux|xfce|FORMAT",
        ),
        Option("--follow", "a line at each change, and nothing between"),
        serve="tray.cli.status:status",
        needs=RECORD,
        more="With nothing running it says what was known last, and exits with 3.",
        examples=(
            "status",
            "status --follow",
            "status --format waybar --follow",
            'status --format "{level} {pressure:.0f}%"',
        ),
    ),
    Verb(
        "health",
        "may I push now? for scripts, hooks and monitors",
        "",
        JSON,
        Option("--metrics", "OpenMetrics text, for the text file collector of a node exporter"),
        serve="tray.cli.health:health",
        more="""\
Exit code 0 pass, 1 warn, 2 fail, 3 nothing runs, 64 wrong use.
warn: orange, a limit that is reached, a problem of the program, or nothing to sense work with.
fail: red or critical, or a hard limit that is reached.""",
        examples=("health", "health --metrics"),
    ),
    Verb(
        "explain",
        "where the pressure comes from, every point of it",
        "",
        JSON,
        Option("--formula", "also the law, with the numbers of now in it"),
        serve="tray.cli.inquire:explain",
        needs=RECORD,
    ),
    Verb(
        "what-if",
        "what would come of something",
        "QUESTION",
        JSON,
        serve="tray.cli.what_if:what_if",
        needs=RECORD,
        examples=(
            'what-if "walk 15m"',
            'what-if "work 2h"',
            'what-if "stop at 17:00"',
            'what-if "close 2"',
            'what-if "plan 2"',
        ),
    ),
    Verb(
        "warnings",
        "what has drifted in the last weeks, and what you were told of it",
        "",
        JSON,
        serve="tray.cli.inquire:warnings",
        needs=RECORD,
    ),
    Verb(
        "incidents",
        "when memory was full, and what filled it",
        "",
        JSON,
        serve="tray.cli.inquire:incidents",
        needs=RECORD,
    ),
)
REST = (
    Verb(
        "break",
        "begin a break, as long as was worked out when no length is said",
        "[rest|walk|lunch|KIND] [LENGTH]",
        examples=("break", "break 7m", "break walk", "break walk 15m"),
    ),
    Verb("back", "end the break"),
    Verb("snooze", "no suggestions for a while", "[LENGTH|tomorrow]"),
    Verb("skip", "skip the suggested break", "", Option("--reason", "why, where friction asks for it", "TEXT")),
    Verb(
        "pause",
        "stop tracking, for a while or until it is resumed",
        "[LENGTH|tomorrow|until TIME]",
        examples=("pause", "pause 45m", "pause until 17:00"),
    ),
    Verb("resume", "go on tracking, and end a snooze"),
    Verb(
        "was",
        "say what a span of time was",
        "work|walk|rest [FROM-TO]",
        examples=("was walk", "was work 13:00-14:30"),
    ),
)
WORK = (
    Verb(
        "start",
        "begin a session of work under a label",
        "LABEL",
        Option("--estimate", "how long it ought to take", "LENGTH"),
        Option("--load", "how much it asks of you", "light|normal|pressed"),
        Option("--by-hand", "it is work although nothing is touched, such as a meeting"),
        Option("--away-after", "for reading: so long without input is work still, up to 4h", "LENGTH"),
        examples=("start report --estimate 2h", 'start "stand-up" --by-hand'),
    ),
    Verb(
        "estimate",
        "estimate the session anew: a length in all, or with a + from now on",
        "LENGTH|+LENGTH",
        examples=("estimate 3h", "estimate +30m"),
    ),
    Verb("stop", "end the session"),
    Verb("sessions", "today's sessions, and what is waiting", "", JSON, serve="tray.cli.ask:sessions", needs=RECORD),
    Verb(
        "commit",
        "open a commitment",
        "TEXT",
        Option("--plan", "when its next step is", "WHEN"),
        Option("--reason", "why you promise it", "TEXT"),
        examples=('commit "answer Ada" --plan "tomorrow 10:00"',),
    ),
    Verb("commitments", "list the open commitments", "", JSON, serve="tray.cli.ask:commitments", needs=RECORD),
    Verb("plan", "give a commitment's next step a time", "N WHEN", examples=('plan 2 "tomorrow 10:00"',)),
    Verb("close", "close a commitment: it is done, or given back", "N", examples=("close 2",)),
)
DAY = (
    Verb(
        "checkin",
        "answer a question, from 0 to 10",
        "fatigue|rested|engaged|switched_off 0–10",
        examples=("checkin fatigue 6",),
    ),
    Verb("weeks", "say how your last weeks were, while it is new here", "calm|normal|heavy"),
    Verb("ease", "make today easier: earlier breaks, less work; off undoes it", "[off]"),
    Verb("holiday", "no working hours and no word from it, up to DATE, the last day of it", "on|off|until DATE"),
    Verb("end-day", "shut the day down"),
)
PARTS = (LOOK, REST, WORK, DAY, RECORDS, AROUND)
"""The parts of the overview, each about one thing."""
VERBS = {verb.name: verb for part in PARTS for verb in part}
"""Every verb, in the order in which they are listed."""

OPTIONS = (
    Option("--demo", "play a day in a minute, in the real tray, on a store of its own"),
    Option("--no-tray", "run it, and ask for no icon"),
    Option("--version", "say which version this is"),
    Option("--help", "this text; after a verb, all about that verb"),
)
"""What stands in the place of a verb."""

EXIT_CODES = "Exit codes: 0 done, 1 failed, 2 wrong use or settings, 3 not running, 4 refused by a limit."
