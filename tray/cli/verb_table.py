"""Declares every verb once: what it does, what it takes, and who serves it."""

from tray.cli.verb_places_and_options import JSON, NOTHING, RECORD, Option, Verb
from tray.cli.verb_table_of_status_agent_and_demo import AGENT, PROGRAM_ALONE, STATUS
from tray.lib.language.translation import mark, say

_LIFE = mark("""FILE is TOML:
  [start]                  # all optional: gen0, gen1, gen2, unplanned, planned, awake
  gen2 = 5.89
  unplanned = 5
  due = ["26h"]            # optional: planned times that come, since the beginning
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
  gap_before = "16h"       # a gap that ends where the life begins""")

_RANGE = (
    Option("--from", mark("Begin at this day or time."), "DAY"),
    Option("--to", mark("End with this day, or at this time."), "DAY"),
)
RECORDS = (
    Verb(
        "history",
        mark("Show the last seven days, or the totals of a day, week, month or year."),
        "",
        Option("--json", mark("Print every fact on record, as a line of JSON each.")),
        Option("--csv", mark("Print every fact as a table for a spreadsheet.")),
        *_RANGE,
        serve="tray.cli.verbs.history:history",
        needs=RECORD,
        more=mark(
            "On its own, it shows the last seven days in words; with --json or --csv it prints every fact. --from and "
            "--to choose other days."
        ),
        examples=("history", "history week last", "history --json --from 2026-11-01", "history import facts.jsonl"),
        either=("--json", "--csv"),
        alone=True,
        verbs=(
            Verb("day", mark("Show the totals of a day, and its pressure by the hour."), "[DAY]", JSON),
            Verb("week", mark("Show the totals of a week, and a bar for each day."), "[WEEK]", JSON),
            Verb("month", mark("Show the totals of a month."), "[MONTH]", JSON),
            Verb("year", mark("Show the totals of a year."), "[YEAR]", JSON),
            Verb(
                "import",
                mark("Import what `history --json` wrote, here or on another machine; all or nothing."),
                "FILE|-",
            ),
        ),
    ),
    Verb(
        "report",
        mark("Open a page about a day, a week, a month or a year in the browser."),
        "",
        Option("--day", mark("Show this day; today if you name none."), "[DAY]"),
        Option("--week", mark("Show this week."), "[WEEK]"),
        Option("--month", mark("Show this month."), "[MONTH]"),
        Option("--year", mark("Show this year."), "[YEAR]"),
        Option("--out", mark("Write the page to this file instead of opening it."), "FILE"),
        Option("--png", mark("Write a picture of the day, 1200 × 630."), "FILE"),
        Option("--what-if", mark("Also show what a break would have done."), "BREAK"),
        serve="tray.cli.verbs.report:report",
        needs=RECORD,
        more=mark("It needs the extra `report` to be installed, and no network."),
        either=("--day", "--week", "--month", "--year"),
        examples=("report", "report --week last", 'report --day mon --what-if "walk 15m at 11:00"'),
    ),
    Verb(
        "machines",
        mark("List your machines that share a folder, and let this one join, or leave."),
        "",
        JSON,
        serve="tray.cli.verbs.machines:machines",
        needs=NOTHING,
        more=mark(
            "Something else has to carry the folder from machine to machine, such as Syncthing; "
            "`backpressure help machines` says how."
        ),
        examples=("machines", "machines join ~/Sync/backpressure --name laptop", "machines forget laptop"),
        alone=True,
        verbs=(
            Verb(
                "join",
                mark("Share the record of this machine with those that share this folder."),
                "FOLDER",
                Option("--name", mark("Say what this machine is called on the others."), "TEXT"),
            ),
            Verb("leave", mark("Stop sharing. What was shared stays where it is.")),
            Verb(
                "forget",
                mark("Stop waiting for a machine that's gone. What it recorded stays."),
                "MACHINE",
                Option("--purge", mark("Delete what it recorded, too, here and on the others, after asking.")),
                Option("--yes", mark("Don't ask.")),
            ),
        ),
    ),
    Verb(
        "purge",
        mark("Delete history from the disk for good, after asking."),
        "",
        *_RANGE,
        Option("--yes", mark("Don't ask.")),
        serve="tray.cli.verbs.purge:purge",
        needs=NOTHING,
        examples=("purge", "purge --to 2025-12-31", "purge --from yesterday --to yesterday --yes"),
    ),
)
AROUND = (
    Verb(
        "simulate",
        mark("Work out the pressure of an imagined life."),
        "[FILE]",
        Option("--preset", mark("Use one of the built-in lives."), "LIFE"),
        JSON,
        serve="tray.cli.verbs.simulate:simulate",
        examples=("simulate --preset healthy", "simulate life.toml"),
        needs=NOTHING,
        more=_LIFE,
    ),
    Verb(
        "replay",
        mark("Work everything out again from the record, and check that nothing differs."),
        "",
        Option("--check", mark("Compare; this never changes anything."), needed=True),
        JSON,
        serve="tray.cli.verbs.replay:replay",
        needs=RECORD,
    ),
    Verb(
        "hooks",
        mark("List, try and inspect the commands of your own that run at events."),
        serve="tray.cli.verbs.hooks:hooks",
        needs=NOTHING,
        more=mark("On its own it lists them. `backpressure help hooks` says how to write one into the settings."),
        alone=True,
        verbs=(
            Verb("list", mark("List the hooks in your settings, and how the last run of each went.")),
            Verb("test", mark("Run one now, as its event would, and show what it prints."), "NAME"),
            Verb("log", mark("Show how the last 20 runs went, and what they printed."), "[NAME]"),
        ),
    ),
    Verb(
        "settings",
        mark("Show, check and change the settings."),
        serve="tray.cli.verbs.settings:settings",
        needs=NOTHING,
        more=mark("A preset sets a few settings that go together, and leaves the rest of your file as it is."),
        examples=("settings set breaks.after 25m", "settings preset pomodoro", "settings preset --undo"),
        verbs=(
            Verb("path", mark("Print the absolute path of the settings file, and nothing else.")),
            Verb("default", mark("Print a commented file with every setting and its default.")),
            Verb("schema", mark("Print a JSON Schema, so that editors complete and check the file.")),
            Verb("check", mark("List every problem of the file at once; exit code 2 if there are any."), "[FILE]"),
            Verb("set", mark("Set one value."), "KEY VALUE"),
            Verb("show", mark("Show every setting as it is now; what you changed is marked."), "[SECTION]"),
            Verb(
                "preset",
                mark("Show what a preset would change, and write it after asking; without a name, list them."),
                "[PRESET]",
                Option("--undo", mark("Put the file back to what it was before the last preset.")),
                Option("--yes", mark("Don't ask.")),
            ),
            Verb("edit", mark("Open the file in your editor; if there is none, it's written with the defaults first.")),
        ),
    ),
    Verb(
        "doctor",
        mark("Check what works on this desktop, and what needs fixing."),
        "",
        Option("--show", mark("Also show a notification, for you to look at.")),
        JSON,
        serve="tray.cli.verbs.doctor:doctor",
        needs=NOTHING,
        more=mark(
            "It tries everything for real, which takes a few seconds. It ends with a block for bug reports that has "
            "none of your paths, names or texts in it. The exit code is 1 if something needs fixing; what a desktop "
            "simply doesn't have needs no fixing."
        ),
    ),
    Verb(
        "autostart",
        mark("Start Backpressure when you log in, or stop doing so."),
        serve="tray.cli.verbs.autostart_and_app_menu:autostart",
        needs=NOTHING,
        verbs=(
            Verb("on", mark("Start this installation from your next login on.")),
            Verb("off", mark("Stop starting it; this removes only what `on` made.")),
            Verb(
                "status",
                mark("Say whether it starts when you log in, and where that's set; exit code 1 if it doesn't."),
                "",
                JSON,
            ),
        ),
    ),
    Verb(
        "app-menu",
        mark("Add Backpressure to the application menu, with its icon."),
        serve="tray.cli.verbs.autostart_and_app_menu:app_menu",
        needs=NOTHING,
        verbs=(
            Verb("on", mark("Add the entry and its icons, for this installation.")),
            Verb("off", mark("Remove them again.")),
            Verb("status", mark("Say whether it's there, and where; exit code 1 if it isn't."), "", JSON),
        ),
    ),
    Verb(
        "completion",
        mark("Print a script that lets your shell complete all of this."),
        "bash|zsh|fish",
        serve="tray.cli.completion:completion",
        needs=NOTHING,
        more=mark("""\
bash: put  eval "$(backpressure completion bash)"  into ~/.bashrc
zsh: the same with zsh into ~/.zshrc, after compinit
fish: backpressure completion fish > ~/.config/fish/completions/backpressure.fish"""),
    ),
    Verb(
        "help",
        mark("Show this text, or all about a verb or a topic of the manual."),
        "[VERB|TOPIC]",
        serve="tray.cli.help:serve",
        needs=NOTHING,
    ),
    Verb(
        "prepare",
        mark("Get ready for the first start, so that it's as light as every later one."),
        serve="tray.cli.verbs.run:prepare",
        needs=NOTHING,
        more=mark(
            "Whatever installs Backpressure may run it once; without it, the second start is the first light one."
        ),
    ),
    Verb("quit", mark("Quit the running program.")),
)


LOOK = (
    STATUS,
    Verb(
        "open",
        mark(
            "Open the panel: today as a picture, where the pressure comes from, and everything you "
            "can do. Run it again to close it."
        ),
        more=mark("It needs the extra `window` to be installed."),
    ),
    Verb(
        "health",
        mark("Say whether you can push on now; for scripts, hooks and monitors."),
        "",
        JSON,
        Option("--metrics", mark("Print OpenMetrics text, for the text file collector of a node exporter.")),
        serve="tray.cli.verbs.health:health",
        more=mark("""\
Exit codes: 0 pass, 1 warn, 2 fail, 3 nothing is running, 64 wrong use.
warn: the level is orange, a limit is reached, the program has a problem, or nothing here tells it whether you work.
fail: the level is red or critical, or a hard limit is reached."""),
        examples=("health", "health --metrics"),
        either=("--json", "--metrics"),
        wrong_use=64,
    ),
    Verb(
        "explain",
        mark("Show where every point of the pressure comes from."),
        "",
        JSON,
        Option("--formula", mark("Also show the formula, with today's numbers in it.")),
        serve="tray.cli.verbs.inquire:explain",
        needs=RECORD,
    ),
    Verb(
        "what-if",
        mark("Show what a break, more work or ending the day would do to the pressure."),
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
        mark("Show what has changed over the last weeks, and what you were told about it."),
        "",
        JSON,
        serve="tray.cli.verbs.inquire:warnings",
        needs=RECORD,
    ),
    Verb(
        "insights",
        mark("Show what goes with your breaks and early finishes, in your own record."),
        "",
        JSON,
        serve="tray.cli.verbs.inquire:insights",
        needs=RECORD,
    ),
    Verb(
        "incidents",
        mark("Show when the pressure reached 100%, and why."),
        "",
        JSON,
        serve="tray.cli.verbs.inquire:incidents",
        needs=RECORD,
    ),
)
_THREE_WAYS = mark("""\
snooze: suggestions come later, and everything else goes on.
quiet: Backpressure says nothing on its own, and goes on tracking.
pause: Backpressure stops tracking, and says nothing.""")
REST = (
    Verb(
        "break",
        mark("Begin a break. It's as long as Backpressure works out, unless you say."),
        "[rest|walk|lunch|KIND] [LENGTH] | +LENGTH",
        more=mark("+LENGTH makes the break that is on longer."),
        examples=("break", "break 7m", "break walk", "break walk 15m", "break +2m"),
    ),
    Verb("back", mark("End the break.")),
    Verb(
        "snooze",
        mark("Get no suggestions for a while; tracking goes on."),
        "[LENGTH | until WHEN | tomorrow]",
        more=_THREE_WAYS,
        examples=("snooze", "snooze 25m", "snooze until 15:00", "snooze tomorrow"),
    ),
    Verb(
        "quiet",
        mark("Keep Backpressure quiet for a while, or until you say otherwise; tracking goes on."),
        "[LENGTH | until WHEN | tomorrow | off]",
        more=_THREE_WAYS,
        examples=("quiet", "quiet 2h", "quiet until 15:00", "quiet tomorrow", "quiet off"),
    ),
    Verb(
        "meeting",
        mark("Count a meeting as work even if you touch nothing, and keep quiet meanwhile."),
        "[LENGTH | +LENGTH | until WHEN | off]",
        more=mark("Without a length it goes on until `backpressure meeting off`."),
        examples=("meeting 45m", "meeting +15m", "meeting until 15:00", "meeting off"),
    ),
    Verb(
        "skip",
        mark("Skip the suggested break."),
        "",
        Option("--reason", mark("Say why, if breaks.friction asks for a reason."), "TEXT"),
    ),
    Verb(
        "pause",
        mark("Stop tracking, for a while or until you resume."),
        "[LENGTH | until WHEN | tomorrow]",
        more=_THREE_WAYS,
        examples=("pause", "pause 45m", "pause until 17:00", "pause until monday"),
    ),
    Verb("resume", mark("Track again, and end a snooze.")),
    Verb(
        "was",
        mark("Correct what a span of time was."),
        "[work|meeting|walk|rest] [FROM-TO]",
        Option("--undo", mark("Undo the last correction.")),
        examples=("was walk", 'was work "yesterday 13:00-14:30"', "was --undo"),
    ),
)
WORK = (
    Verb(
        "start",
        mark("Begin a session of work under a label."),
        "LABEL",
        Option(
            "--estimate", mark("Say how long it should take."), "LENGTH", reads="tray.cli.typed_commands:length_of_work"
        ),
        Option("--load", mark("Say how demanding it is."), "light|normal|pressed"),
        Option("--by-hand", mark("Count it as work even without keyboard or pointer, such as a call.")),
        Option("--away-after", mark("Count gaps of up to this length as work, for reading; 4h at most."), "LENGTH"),
        examples=("start report --estimate 2h", 'start "stand-up" --by-hand'),
    ),
    Verb(
        "estimate",
        mark("Change the session's estimate: in all, or with a + from now on."),
        "LENGTH|+LENGTH",
        examples=("estimate 3h", "estimate +30m"),
    ),
    Verb("stop", mark("End the session.")),
    Verb(
        "sessions",
        mark("List today's sessions and your to-dos."),
        "",
        JSON,
        serve="tray.cli.verbs.inquire:sessions",
        needs=RECORD,
    ),
    Verb(
        "commit",
        mark("Note something to do."),
        "TEXT",
        Option("--plan", mark("Say when you'll take the next step."), "WHEN"),
        Option("--reason", mark("Say why you take it on."), "TEXT"),
        examples=('commit "answer Ada" --plan "tomorrow 10:00"',),
    ),
    Verb("commitments", mark("List what's to do."), "", JSON, serve="tray.cli.verbs.inquire:commitments", needs=RECORD),
    Verb("plan", mark("Set a time for the next step of a to-do."), "N WHEN", examples=('plan 2 "tomorrow 10:00"',)),
    Verb("close", mark("Close a to-do: it's done, or given back."), "N", examples=("close 2",)),
    Verb(
        "decline",
        mark("Print a few sentences for whoever asks: when you'd have room, or that N comes later than promised."),
        "[N]",
        Option("--copy", mark("Also put them on the clipboard.")),
        JSON,
        serve="tray.cli.verbs.decline:decline",
        needs=RECORD,
        examples=("decline", "decline 3 --copy"),
    ),
    Verb(
        "cut",
        mark("Go through your to-dos, the most pressing first: do each, plan it, hand it over, drop it or keep it."),
        "",
        JSON,
        serve="tray.cli.verbs.cut:cut",
        needs=RECORD,
        more=mark("Each answer takes effect at once. Where it can't ask you, it prints the list."),
    ),
    AGENT,
)
DAY = (
    Verb(
        "block",
        mark(
            "Keep time free for one thing, where it fits best: within your hours, before orange, not "
            "over lunch or a meeting."
        ),
        "LENGTH [DATE] | list | drop NUMBER",
        JSON,
        Option("--label", mark("Say what it's for; your session has that name while it lasts."), "TEXT"),
        serve="tray.cli.verbs.block:block",
        reads="tray.cli.verbs.block:asked",
        more=mark(
            "During a block, Backpressure only tells you that it's over. Without a day, the first one"
            " that fits is taken."
        ),
        examples=("block 2h", "block 90m tomorrow --label report", "block list", "block drop 2"),
    ),
    Verb(
        "checkin",
        mark("Answer a check-in question, from 0 to 10."),
        "fatigue|rested|engaged|switched_off 0-10",
        examples=("checkin fatigue 6",),
    ),
    Verb(
        "weeks",
        mark("Say how your last few weeks were, while Backpressure is new to you."),
        "calm|normal|heavy",
        examples=("weeks calm",),
    ),
    Verb(
        "ease",
        mark("Make today easier: earlier breaks and less work. `off` undoes it."),
        "[off]",
        examples=("ease", "ease off"),
    ),
    Verb(
        "holiday",
        mark("Go on holiday, without working hours or suggestions. DATE is its last day."),
        "on | off | until DATE",
        examples=("holiday on", "holiday until friday", "holiday off"),
    ),
    Verb("end-day", mark("End your work day.")),
)
PARTS = (LOOK, REST, WORK, DAY, RECORDS, AROUND)
"""The parts of the overview, each about one thing."""
VERBS = {verb.name: verb for part in PARTS for verb in part}
"""Every verb, in the order in which they are listed."""

OPTIONS = PROGRAM_ALONE.options

EXIT_CODES = mark(
    "Exit codes: 0 done; 1 failed; 2 wrong use (64 for `agent`), wrong settings, or not possible as things "
    "stand; 3 not running; 4 refused by a limit that you set."
)


def known(place: str) -> dict[str, str]:
    """Each word that may stand in a place with a sentence about it; nothing for what only the person knows."""
    match place:
        case "LIFE":
            from tray.cli.built_in_lives import sentences

            return {name: say(sentence) for name, sentence in sentences().items()}
        case "PRESET":
            from tray.settings.defaults.presets import PRESETS

            return {preset.name: preset.sentence for preset in PRESETS}
        case "KEY":
            from tray.settings.defaults.listing import all_settings

            return {setting.name: setting.sentence for setting in all_settings()}
        case "SECTION":
            from tray.settings.defaults.listing import named_sections

            return {section.name: section.sentence for section in named_sections()}
        case "VERB":
            return {name: say(verb.does) for name, verb in VERBS.items()}
        case "TOPIC":
            from tray.cli import manual

            return manual.topics()
        case _:
            return {}
