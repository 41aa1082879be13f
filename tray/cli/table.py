"""Declares every verb once: what it does, what it takes, and who serves it."""

from tray.cli.declaration import JSON, NOTHING, RECORD, Option, Verb
from tray.cli.light_verbs import PROGRAM_ALONE, STATUS

_LIFE = """FILE is TOML:
  [start]                  # all optional: gen0, gen1, gen2, unplanned, planned, awake
  gen2 = 5.89
  unplanned = 5
  [[segment]]              # one for each stretch of time
  for = "50m"
  regime = "work"          # work, rest, restore, off, sleep
  load = 1.0               # optional, as are the next two
  switches_per_hour = 12
  available = false
  [[answer]]               # optional: what the person answers on the way
  at = "4h32m"             # since the beginning of the first segment
  fatigue = 6              # or rested = 3
  [parameters]             # optional: any setting of [law]
  capacity = 60
To label the load with what came before it, [start] also takes
  labels = true
  worked_week = "34h"      # work in the week before: five equal days
  gap_before = "16h"       # a gap that ends where the life begins"""

_RANGE = (
    Option("--from", "from this day or time on", "DAY"),
    Option("--to", "up to the end of this day, or up to this time", "DAY"),
)
RECORDS = (
    Verb(
        "history",
        "show what is on record: every fact, or the totals of a day, week, month or year",
        "",
        JSON,
        Option("--csv", "print a table for a spreadsheet"),
        *_RANGE,
        serve="tray.cli.verbs.history:history",
        needs=RECORD,
        more="Without a verb after it, every fact as a line of JSON; --csv, --from and --to are for that.",
        examples=("history --from 2026-11-01 --to yesterday", "history week last", "history import facts.jsonl"),
        either=("--json", "--csv"),
        alone=True,
        verbs=(
            Verb("day", "the totals of a day, and its pressure by the hour", "[DAY]", JSON),
            Verb("week", "the totals of a week, and a bar for each day", "[WEEK]", JSON),
            Verb("month", "the totals of a month", "[MONTH]", JSON),
            Verb("year", "the totals of a year", "[YEAR]", JSON),
            Verb("import", "import what `history --json` wrote, here or on another machine; all or nothing", "FILE|-"),
        ),
    ),
    Verb(
        "report",
        "open a page about a day, a week, a month or a year in the browser",
        "",
        Option("--day", "about this day; today if you don't say", "[DAY]"),
        Option("--week", "about this week", "[WEEK]"),
        Option("--month", "about this month", "[MONTH]"),
        Option("--year", "about this year", "[YEAR]"),
        Option("--out", "write the page to this file instead of opening it", "FILE"),
        Option("--png", "write a picture of the day, 1200 × 630", "FILE"),
        Option("--what-if", "also show what a break would have done", "BREAK"),
        serve="tray.cli.verbs.report:report",
        needs=RECORD,
        more="It needs the extra `report` of the installation, and no network.",
        either=("--day", "--week", "--month", "--year"),
        examples=("report", "report --week last", 'report --day mon --what-if "walk 15m at 11:00"'),
    ),
    Verb(
        "purge",
        "delete history from the disk for good, after asking",
        "",
        *_RANGE,
        Option("--yes", "do not ask"),
        serve="tray.cli.verbs.purge:purge",
        needs=NOTHING,
        examples=("purge", "purge --to 2025-12-31", "purge --from yesterday --to yesterday --yes"),
    ),
)
AROUND = (
    Verb(
        "simulate",
        "work out the pressure of an imagined life",
        "[FILE]",
        Option("--preset", "one of the lives that are built in", "LIFE"),
        JSON,
        serve="tray.cli.verbs.simulate:simulate",
        examples=("simulate --preset healthy", "simulate life.toml"),
        needs=NOTHING,
        more=_LIFE,
    ),
    Verb(
        "replay",
        "work everything out again from the record, and check that nothing differs",
        "",
        Option("--check", "compare; nothing is ever changed", needed=True),
        JSON,
        serve="tray.cli.verbs.replay:replay",
        needs=RECORD,
    ),
    Verb(
        "hooks",
        "list, try and inspect your own commands that run at events",
        serve="tray.cli.verbs.hooks:hooks",
        needs=NOTHING,
        more="On its own it lists them. `backpressure help hooks` says how to write one into the settings.",
        alone=True,
        verbs=(
            Verb("list", "the hooks in your settings, and how the last run of each went"),
            Verb("test", "run one now, as its event would, and show what it prints", "NAME"),
            Verb("log", "how the last 20 runs went, and what they printed", "[NAME]"),
        ),
    ),
    Verb(
        "settings",
        "show, check and change the settings",
        serve="tray.cli.verbs.settings:settings",
        needs=NOTHING,
        more="A preset sets a few settings that go together, and leaves the rest of your file as it is.",
        examples=("settings set breaks.after 25m", "settings preset pomodoro", "settings preset --undo"),
        verbs=(
            Verb("path", "the absolute path of the settings file, and nothing else"),
            Verb("default", "the commented file with every setting and its default"),
            Verb("schema", "a JSON Schema, so that editors complete and check"),
            Verb("check", "every problem of the file at once; exit code 2 when there are some", "[FILE]"),
            Verb("set", "set one value", "KEY VALUE"),
            Verb("show", "every setting as it is now; what you changed is marked"),
            Verb(
                "preset",
                "show what a preset would change, and write it after a question; without a name, list them",
                "[PRESET]",
                Option("--undo", "put the file back to what it was before the last preset"),
                Option("--yes", "do not ask"),
            ),
            Verb("edit", "open the file in your editor; written with its defaults if there is none"),
        ),
    ),
    Verb(
        "doctor",
        "check what works on this desktop, and what needs fixing",
        "",
        Option("--show", "also show a notification, for you to look at"),
        JSON,
        serve="tray.cli.verbs.doctor:doctor",
        needs=NOTHING,
        more="It tries everything for real, which takes a few seconds. It ends with a block for bug reports that has "
        "none of your paths, names or texts in it. The exit code is 1 if something needs fixing; what a desktop "
        "simply doesn't have needs no fixing.",
    ),
    Verb(
        "autostart",
        "start Backpressure when you log in, or stop doing so",
        serve="tray.cli.verbs.entries:autostart",
        needs=NOTHING,
        verbs=(
            Verb("on", "start this installation from the next login on"),
            Verb("off", "don't start it any more; removes only what `on` made"),
            Verb("status", "say whether it starts, and where that is written; exit code 1 if it doesn't", "", JSON),
        ),
    ),
    Verb(
        "app-menu",
        "add Backpressure to the application menu, with its icon",
        serve="tray.cli.verbs.entries:app_menu",
        needs=NOTHING,
        verbs=(
            Verb("on", "add the entry and its icons, for this installation"),
            Verb("off", "remove them again"),
            Verb("status", "say whether it's there, and where; exit code 1 if it isn't", "", JSON),
        ),
    ),
    Verb(
        "completion",
        "print a script that lets your shell complete all of this",
        "bash|zsh|fish",
        serve="tray.cli.completion:completion",
        needs=NOTHING,
        more="""\
bash: put  eval "$(backpressure completion bash)"  into ~/.bashrc
zsh: the same with zsh into ~/.zshrc, after compinit
fish: backpressure completion fish > ~/.config/fish/completions/backpressure.fish""",
    ),
    Verb(
        "help",
        "show this text, or all about a verb or a topic of the manual",
        "[VERB|TOPIC]",
        serve="tray.cli.help:serve",
        needs=NOTHING,
    ),
    Verb("quit", "quit the running program"),
)


LOOK = (
    STATUS,
    Verb(
        "health",
        "say whether you can push on now; for scripts, hooks and monitors",
        "",
        JSON,
        Option("--metrics", "OpenMetrics text, for the text file collector of a node exporter"),
        serve="tray.cli.verbs.health:health",
        more="""\
Exit code 0 pass, 1 warn, 2 fail, 3 nothing runs, 64 wrong use.
warn: orange, a limit that is reached, a problem of the program, or nothing to sense work with.
fail: red or critical, or a hard limit that is reached.""",
        examples=("health", "health --metrics"),
        either=("--json", "--metrics"),
        wrong_use=64,
    ),
    Verb(
        "explain",
        "show where every point of the pressure comes from",
        "",
        JSON,
        Option("--formula", "also show the formula, with today's numbers in it"),
        serve="tray.cli.verbs.inquire:explain",
        needs=RECORD,
    ),
    Verb(
        "what-if",
        "show what a break, more work or an end would do to the pressure",
        "QUESTION",
        JSON,
        serve="tray.cli.verbs.what_if:what_if",
        reads="tray.cli.verbs.what_if:asked",
        needs=RECORD,
        examples=(
            'what-if "walk 15m"',
            'what-if "work 2h"',
            'what-if "lunch at 12:30"',
            'what-if "stop at 17:00"',
            'what-if "close 2"',
            'what-if "plan 2"',
        ),
    ),
    Verb(
        "warnings",
        "show what has changed over the last weeks, and what you were told about it",
        "",
        JSON,
        serve="tray.cli.verbs.inquire:warnings",
        needs=RECORD,
    ),
    Verb(
        "insights",
        "show what went with your breaks and early ends, in your own record",
        "",
        JSON,
        serve="tray.cli.verbs.inquire:insights",
        needs=RECORD,
    ),
    Verb(
        "incidents",
        "show when the pressure reached 100%, and why",
        "",
        JSON,
        serve="tray.cli.verbs.inquire:incidents",
        needs=RECORD,
    ),
)
_THREE_WAYS = """\
snooze: suggestions come later; everything else goes on.
quiet: Backpressure says nothing of its own accord, and goes on tracking.
pause: Backpressure stops tracking, and says nothing."""
REST = (
    Verb(
        "break",
        "begin a break; as long as Backpressure works out, unless you say",
        "[rest|walk|lunch|KIND] [LENGTH] | +LENGTH",
        more="+LENGTH makes the break that is on longer.",
        examples=("break", "break 7m", "break walk", "break walk 15m", "break +2m"),
    ),
    Verb("back", "end the break"),
    Verb(
        "snooze",
        "get no suggestions for a while; tracking goes on",
        "[LENGTH | until WHEN | tomorrow]",
        more=_THREE_WAYS,
        examples=("snooze", "snooze 25m", "snooze until 15:00", "snooze tomorrow"),
    ),
    Verb(
        "quiet",
        "say nothing of its own accord for a while, or until told otherwise; tracking goes on",
        "[LENGTH | until WHEN | tomorrow | off]",
        more=_THREE_WAYS,
        examples=("quiet", "quiet 2h", "quiet until 15:00", "quiet tomorrow", "quiet off"),
    ),
    Verb(
        "meeting",
        "count a meeting as work although nothing is touched, and keep quiet meanwhile",
        "[LENGTH | +LENGTH | until WHEN | off]",
        more="Without a length it goes on until `backpressure meeting off`.",
        examples=("meeting 45m", "meeting +15m", "meeting until 15:00", "meeting off"),
    ),
    Verb(
        "skip", "skip the suggested break", "", Option("--reason", "why, if breaks.friction asks for a reason", "TEXT")
    ),
    Verb(
        "pause",
        "stop tracking, for a while or until you resume",
        "[LENGTH | until WHEN | tomorrow]",
        more=_THREE_WAYS,
        examples=("pause", "pause 45m", "pause until 17:00", "pause until monday"),
    ),
    Verb("resume", "track again, and end a snooze"),
    Verb(
        "was",
        "correct what a span of time was",
        "[work|meeting|walk|rest] [FROM-TO]",
        Option("--undo", "undo the last correction"),
        examples=("was walk", 'was work "yesterday 13:00-14:30"', "was --undo"),
    ),
)
WORK = (
    Verb(
        "start",
        "begin a session of work under a label",
        "LABEL",
        Option("--estimate", "how long it should take", "LENGTH", reads="tray.cli.commands:length_of_work"),
        Option("--load", "how demanding it is", "light|normal|pressed"),
        Option("--by-hand", "count it as work without keyboard or pointer, such as a call"),
        Option("--away-after", "for reading: count gaps up to this long as work; 4h at most", "LENGTH"),
        examples=("start report --estimate 2h", 'start "stand-up" --by-hand'),
    ),
    Verb(
        "estimate",
        "change the session's estimate: in all, or with a + from now on",
        "LENGTH|+LENGTH",
        examples=("estimate 3h", "estimate +30m"),
    ),
    Verb("stop", "end the session"),
    Verb(
        "sessions",
        "list today's sessions, and what's waiting",
        "",
        JSON,
        serve="tray.cli.verbs.ask:sessions",
        needs=RECORD,
    ),
    Verb(
        "commit",
        "note something to do",
        "TEXT",
        Option("--plan", "when you'll take the next step", "WHEN"),
        Option("--reason", "why you take it on", "TEXT"),
        examples=('commit "answer Ada" --plan "tomorrow 10:00"',),
    ),
    Verb("commitments", "list what's to do", "", JSON, serve="tray.cli.verbs.ask:commitments", needs=RECORD),
    Verb("plan", "give the next step of something to do a time", "N WHEN", examples=('plan 2 "tomorrow 10:00"',)),
    Verb("close", "close something to do: it's done, or given back", "N", examples=("close 2",)),
)
DAY = (
    Verb(
        "checkin",
        "answer a check-in question, from 0 to 10",
        "fatigue|rested|engaged|switched_off 0-10",
        examples=("checkin fatigue 6",),
    ),
    Verb(
        "weeks",
        "say how your last weeks were, while Backpressure is new to you",
        "calm|normal|heavy",
        examples=("weeks calm",),
    ),
    Verb(
        "ease", "make today easier: earlier breaks and less work; off undoes it", "[off]", examples=("ease", "ease off")
    ),
    Verb(
        "holiday",
        "be on holiday, without working hours or suggestions; DATE is its last day",
        "on | off | until DATE",
        examples=("holiday on", "holiday until friday", "holiday off"),
    ),
    Verb("end-day", "end your work day"),
)
PARTS = (LOOK, REST, WORK, DAY, RECORDS, AROUND)
"""The parts of the overview, each about one thing."""
VERBS = {verb.name: verb for part in PARTS for verb in part}
"""Every verb, in the order in which they are listed."""

OPTIONS = PROGRAM_ALONE.options

EXIT_CODES = (
    "Exit codes: 0 done; 1 failed; 2 wrong use, wrong settings, or not possible as things stand; 3 not running; "
    "4 refused by a limit that you set."
)


def known(place: str) -> dict[str, str]:
    """Each word that may stand in a place with a sentence about it; nothing for what only the person knows."""
    match place:
        case "LIFE":
            from tray.cli.built_in_lives import sentences

            return sentences()
        case "PRESET":
            from tray.settings.catalogue.presets import PRESETS

            return {preset.name: preset.sentence for preset in PRESETS}
        case "KEY":
            from tray.settings.catalogue.listing import all_settings

            return {setting.name: setting.sentence for setting in all_settings()}
        case "VERB":
            return {name: verb.does for name, verb in VERBS.items()}
        case "TOPIC":
            from tray.cli import manual

            return manual.topics()
        case _:
            return {}
