"""Keeps time for one thing, lists what is kept, and gives it back."""

import io
from datetime import timedelta
from typing import TextIO

from tray.cli import this_clock, typed_times_spans_lengths
from tray.cli.parse import Line
from tray.cli.terminal import print_json, print_text
from tray.cli.verbs import send_command
from tray.cli.verbs.inquire import Ask, inquire
from tray.core.messages import commands as c
from tray.errors import UsageError


def block(line: Line, out: TextIO, ask: Ask = inquire) -> int:
    """``backpressure block LENGTH [DATE] | list | drop N``; returns the exit code. Raises errors of ours."""
    if line.read is not None:
        told = io.StringIO() if "--json" in line else out  # scripts get the list as it is then
        send_command.command(line, told)
    if "--json" in line:
        print_json(ask("blocks", {})["blocks"], out)
    elif line.read is None:
        print_text(ask("blocks", {})["text"], out)
    return 0


def asked(line: Line) -> c.PlanBlock | c.DropBlock | None:
    """What was asked for; None for the list. Raises UsageError."""
    words = line.words
    if words[0].lower() == "list":
        return None
    if words[0].lower() == "drop":
        return c.DropBlock(int(words[1]))
    length, day = _length_and_day(words)
    return c.PlanBlock(length, this_clock.day(day) if day else None, line.value("--label") or "")


def _length_and_day(words: list[str]) -> tuple[timedelta, str]:
    """The longest beginning that is a length, and what follows it. Raises UsageError."""
    for count in range(len(words), 1, -1):
        try:
            return typed_times_spans_lengths.length(" ".join(words[:count])), " ".join(words[count:])
        except UsageError:
            continue
    return typed_times_spans_lengths.length(words[0]), " ".join(words[1:])
