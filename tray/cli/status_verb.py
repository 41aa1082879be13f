"""Declares the verb that status bars use every few seconds; the table of all the others would be felt each time."""

from tray.cli.declaration import JSON, RECORD, Option, Verb

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
