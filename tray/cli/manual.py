"""Prints pages of the manual, which lie among the assets."""

import os

from tray.cli.terminal import colourful, print_coloured
from tray.lib.language.translation import mark, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

TOPICS = (
    "install",
    "pressure",
    "breaks",
    "exercises",
    "quiet",
    "calendar",
    "sessions",
    "agents",
    "blocks",
    "limits",
    "end-of-day",
    "checkins",
    "warnings",
    "report",
    "machines",
    "window",
    "settings",
    "languages",
    "commands",
    "hooks",
    "status-bars",
    "desktops",
    "privacy",
    "troubleshooting",
    "costs",
    "promises",
    "evidence",
)
"""The pages, in the order in which one would read them."""
HINT = mark("The manual: `backpressure help` lists its topics.")


def topics() -> "dict[str, str]":
    """Every topic with what its page is about."""
    from tray.view.terminal.manual_page import about

    return {topic: about(page(topic)) for topic in TOPICS}


def overview(columns: int) -> str:
    """Every topic with what its page is about, for the end of ``backpressure help``."""
    from tray.view.terminal.manual_page import Table, table

    rows = tuple(topics().items())
    title = say("The manual: `backpressure help TOPIC`")
    return f"{title}\n\n{table(Table(('', ''), rows), columns)}"


def page(topic: str) -> str:
    """The page about a topic, as it lies on disk: Markdown."""
    from tray.lib.assets import asset_place

    with open(asset_place(f"manual/{topic}.md"), encoding="utf-8") as file:  # noqa: PTH123
        return file.read()


def show(topic: str, columns: int, out: "TextIO", before: str = "") -> None:
    """Print the page about a topic; on a terminal too short for it through $PAGER, if the person has one."""
    from tray.view.terminal.manual_page import WIDEST, text

    shown = text(page(topic), min(columns, WIDEST), bold=colourful(out))
    _print(f"{before}\n\n\n{shown}" if before else shown, out)


def _print(text: str, out: "TextIO") -> None:
    pager = os.environ.get("PAGER", "")
    if pager and out.isatty() and text.count("\n") >= os.get_terminal_size(out.fileno()).lines:
        import shlex
        import subprocess

        try:
            # R: colours are colours; F and X: what fits stays on the screen
            subprocess.run(
                shlex.split(pager), input=text, encoding="utf-8", env={"LESS": "FRX", **os.environ}, check=False
            )
            return
        except (OSError, ValueError):
            pass  # a pager that is not there: the page is, all the same
    print_coloured(text, out)
