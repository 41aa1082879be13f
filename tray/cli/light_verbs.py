"""Declares what is read without the table of all verbs: the start, which keeps what it reads, and `status`.

Status bars use that every few seconds, so the table would be felt each time.
"""

from tray.cli.declaration import JSON, NOTHING, RECORD, Option, Verb

STATUS = Verb(
    "status",
    "show the pressure, where it comes from and what comes next",
    "",
    JSON,
    Option(
        "--format",
        "print it as a status bar wants it, or in a format of your own",
        "waybar|polybar|i3blocks|tmux|xfce|FORMAT",
    ),
    Option("--follow", "print a line at each change"),
    serve="tray.cli.verbs.status:status",
    needs=RECORD,
    either=("--json", "--format"),
    more="If nothing is running, it shows what was known last, and exits with 3.",
    examples=(
        "status",
        "status --follow",
        "status --format waybar --follow",
        'status --format "{level} {pressure:.0f}%"',
    ),
)

PROGRAM_ALONE = Verb(
    "",
    "run it; it stays in the foreground until Ctrl-C",
    "",
    Option("--demo", "play a day in a minute in the real tray; your record stays as it is"),
    Option("--no-tray", "run without an icon"),
    Option("--version", "show the version"),
    Option("--help", "show this text, or after a verb all about it"),
    serve="tray.cli.verbs.run:run",
    needs=NOTHING,
    either=("--demo", "--no-tray"),
)
"""What there is without a verb."""
