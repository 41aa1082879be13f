"""Declares what is read without the table of all verbs: the start, which keeps what it reads, and `status`.

Status bars use that every few seconds, so the table would be felt each time.
"""

from tray.cli.declaration import JSON, NOTHING, RECORD, Option, Verb
from tray.lib.translation import mark

STATUS = Verb(
    "status",
    mark("Show the pressure, where it comes from and what comes next."),
    "",
    JSON,
    Option(
        "--format",
        mark("Print it as a status bar wants it, or in a format of your own."),
        "waybar|polybar|i3blocks|tmux|xfce|FORMAT",
    ),
    Option("--follow", mark("Print a line at each change.")),
    serve="tray.cli.verbs.status:status",
    needs=RECORD,
    either=("--json", "--format"),
    more=mark("If nothing is running, it shows what was known last, and exits with 3."),
    examples=(
        "status",
        "status --follow",
        "status --format waybar --follow",
        'status --format "{level} {pressure:.0f}%"',
    ),
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
