"""Declares what is read without the table of all verbs: the start, which keeps what it reads, `status` and `agent`.

Status bars and the hooks of agents use them every few seconds, so the table would be felt each time.
"""

from tray.cli.verb_places_and_options import JSON, NOTHING, RECORD, Option, Verb
from tray.lib.language.translation import mark

STATUS = Verb(
    "status",
    mark("Show the pressure, where it comes from and what comes next."),
    "",
    JSON,
    Option(
        "--format",
        mark("Print it the way a status bar wants it, or in a format of your own."),
        "waybar|polybar|i3blocks|tmux|xfce|claude|FORMAT",
    ),
    Option("--follow", mark("Print a line at each change.")),
    serve="tray.cli.verbs.status:status",
    needs=RECORD,
    either=("--json", "--format"),
    more=mark("If nothing is running, it shows what was last known, and exits with 3."),
    examples=(
        "status",
        "status --follow",
        "status --format waybar --follow",
        'status --format "{level} {pressure:.0f}%"',
    ),
)

_EXPIRES = Option("--expires", mark("Count on it for this long at most."), "LENGTH")
_QUIET = Option("--quiet", mark("Print nothing, even if nothing is running."))
AGENT = Verb(
    "agent",
    mark("Say how a coding agent, a build or the like is doing, or list them."),
    serve="tray.cli.agents.agent:agent",
    needs=RECORD,
    more=mark(
        "An agent that asks weighs like something to do until you've answered it. This never "
        "makes an agent fail: if Backpressure isn't running, it says so on stderr, and the exit "
        "code is 0. Wrong use exits with 64, since a hook that exits with 2 blocks Claude Code."
    ),
    examples=(
        "agent busy claude",
        "agent asks claude --expires 1h",
        "agent done claude",
        "agent run tests -- make test",
        "agent hook claude --quiet",
    ),
    verbs=(
        Verb("busy", mark("It's working and doesn't need you."), "WHO", _EXPIRES, _QUIET),
        Verb("asks", mark("It waits for you."), "WHO", _EXPIRES, _QUIET),
        Verb("done", mark("It's finished, or doesn't need you any more."), "WHO", _QUIET),
        Verb(
            "run",
            mark("Run a command: it's busy while it runs, done when it has succeeded, and asks when it has failed."),
            "WHO COMMAND",
            _QUIET,
        ),
        Verb(
            "hook",
            mark("Take what a hook of Claude Code or Codex says, from standard input or the last word."),
            "WHO [EVENT]",
            Option("--folder", mark("Name the folder it works in, too.")),
            _QUIET,
        ),
        Verb("list", mark("List the agents, and how each is doing."), "", JSON),
    ),
    wrong_use=64,
)

PROGRAM_ALONE = Verb(
    "",
    mark("Run it; it stays in the foreground until Ctrl-C."),
    "",
    Option("--demo", mark("Play a day in a minute in the real tray; your record stays as it is.")),
    Option("--no-tray", mark("Run without an icon.")),
    Option("--version", mark("Show the version.")),
    Option("--help", mark("Show this text, or after a verb all about it.")),
    serve="tray.cli.verbs.run:run",
    needs=NOTHING,
    either=("--demo", "--no-tray"),
)
"""What there is without a verb."""
