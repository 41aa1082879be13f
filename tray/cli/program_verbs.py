"""Which verbs are about the record and the program itself? Declared as those of `verbs.py`, which lists them all."""

from tray.cli.verb import JSON, NOTHING, RECORD, Option, Verb

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
  [parameters]             # optional: any setting of [law]
  capacity = 60"""

_RANGE = (
    Option("--from", "from this day or moment on", "DAY"),
    Option("--to", "up to the end of this day, or to this moment", "DAY"),
)
RECORDS = (
    Verb(
        "history",
        "what is on record: every fact, or the totals of a day or a week",
        "",
        JSON,
        Option("--csv", "print a table for a spreadsheet"),
        *_RANGE,
        serve="tray.cli.history:history",
        needs=RECORD,
        more="Without a verb after it, every fact as a line of JSON; --csv, --from and --to are for that.",
        examples=("history --from 2026-11-01 --to yesterday", "history week last", "history import facts.jsonl"),
        verbs=(
            Verb("day", "the totals of a day, and its pressure by the hour", "[DAY]", JSON),
            Verb("week", "the totals of a week, and a bar for each day", "[WEEK]", JSON),
            Verb("month", "the totals of a month", "[MONTH]", JSON),
            Verb("year", "the totals of a year", "[YEAR]", JSON),
            Verb("import", "take in what `history --json` wrote, here or on another machine; all or nothing", "FILE|-"),
        ),
    ),
    Verb(
        "report",
        "a page about a day, a week, a month or a year, opened in the browser",
        "",
        Option("--day", "about this day; today when nothing is said", "DAY"),
        Option("--week", "about this week", "WEEK"),
        Option("--month", "about this month", "MONTH"),
        Option("--year", "about this year", "YEAR"),
        Option("--out", "write the page there, and open no browser", "FILE"),
        Option("--png", "write a picture of the day, 1200 × 630", "FILE"),
        Option("--what-if", "also draw what a break would have done", "BREAK"),
        serve="tray.cli.report:report",
        needs=RECORD,
        more="It needs the extra `report` of the installation, and no network.",
        examples=("report", "report --week last", 'report --day mon --what-if "walk 15m at 11:00"'),
    ),
    Verb(
        "purge",
        "remove history from the disk for good, after a question",
        "",
        *_RANGE,
        Option("--yes", "do not ask"),
        serve="tray.cli.purge:purge",
        needs=NOTHING,
        examples=("purge", "purge --to 2025-12-31", "purge --from yesterday --to yesterday --yes"),
    ),
)
AROUND = (
    Verb(
        "simulate",
        "a life that did not happen, through the same law",
        "[FILE]",
        Option("--preset", "one of the lives that are built in", "PRESET"),
        JSON,
        serve="tray.cli.simulate:simulate",
        needs=NOTHING,
        more=_LIFE,
    ),
    Verb(
        "replay",
        "fold the whole record anew and compare, bit for bit",
        "",
        Option("--check", "compare; nothing is ever changed"),
        JSON,
        serve="tray.cli.replay:replay",
        needs=RECORD,
    ),
    Verb(
        "hooks",
        "your own commands, run at events",
        serve="tray.cli.hooks:hooks",
        needs=NOTHING,
        more="Without a word more it lists them. The README says how to write one into the settings.",
        verbs=(
            Verb("list", "the hooks of your settings, and what became of each last"),
            Verb("test", "run one now as its event would, and show what it writes", "NAME"),
            Verb("log", "what the last 20 runs came to, and what they wrote", "[NAME]"),
        ),
    ),
    Verb(
        "settings",
        "look at the settings, and change them",
        serve="tray.cli.settings:settings",
        needs=NOTHING,
        examples=("settings set breaks.after 25m",),
        verbs=(
            Verb("path", "the absolute path of the settings file, and nothing else"),
            Verb("default", "the commented file with every setting and its default"),
            Verb("schema", "a JSON Schema, so that editors complete and check"),
            Verb("check", "every problem of the file at once; exit code 2 when there are some", "[FILE]"),
            Verb("set", "set one value", "KEY VALUE"),
            Verb("show", "every setting as it is now; what you changed is marked"),
            Verb("edit", "open the file in your editor; written with its defaults if there is none"),
        ),
    ),
    Verb(
        "doctor",
        "what this desktop gives, and what needs mending",
        "",
        Option("--show", "also show a notification, to be looked at"),
        JSON,
        serve="tray.cli.doctor:doctor",
        needs=NOTHING,
        more="It tries everything live, for some seconds. At its end stands a block for a bug report, which holds no "
        "path, name or text of yours. Exit code 1 when something needs mending; what a desktop just does not have "
        "needs none.",
    ),
    Verb(
        "autostart",
        "start the program with the session, or no longer",
        serve="tray.cli.entries:autostart",
        needs=NOTHING,
        verbs=(
            Verb("on", "from the next login on, this installation starts with the session"),
            Verb("off", "no longer; only what `on` made is removed"),
            Verb("status", "whether it does, and where that is written; exit code 1 when it does not", "", JSON),
        ),
    ),
    Verb(
        "app-menu",
        "put the program into the application menu, with its icon",
        serve="tray.cli.entries:app_menu",
        needs=NOTHING,
        verbs=(
            Verb("on", "make the entry and its icons, for this installation"),
            Verb("off", "take them away again"),
            Verb("status", "whether it is there, and where; exit code 1 when it is not", "", JSON),
        ),
    ),
    Verb(
        "completion",
        "a script that lets a shell complete all this",
        "bash|zsh|fish",
        serve="tray.cli.completion:completion",
        needs=NOTHING,
        more="""\
bash: put  eval "$(backpressure completion bash)"  into ~/.bashrc
zsh: the same with zsh into ~/.zshrc, after compinit
fish: backpressure completion fish > ~/.config/fish/completions/backpressure.fish""",
    ),
    Verb("help", "this text; with a verb, all about that verb", "[VERB]", serve="tray.cli.help:serve", needs=NOTHING),
    Verb("quit", "end the running program"),
)
