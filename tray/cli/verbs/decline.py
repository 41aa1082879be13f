"""Says no: words for whoever asks for something, to paste or on the clipboard."""

from typing import TextIO

from tray.cli.parse import Line
from tray.cli.terminal import print_json, print_text
from tray.cli.verbs.inquire import Ask, inquire
from tray.lib.language.translation import say


def decline(line: Line, out: TextIO, ask: Ask = inquire) -> int:
    """``backpressure decline [N] [--copy] [--json]``; returns the exit code. Raises errors of ours."""
    answer = ask("decline", {"number": int(line.words[0])} if line.words else {})
    if "--json" in line:
        print_json(answer["values"], out)
    else:
        print_text(answer["text"], out)
        if out.isatty():  # into a pipe go the words alone
            print_text(f"\n{answer['why']}", out)
    if "--copy" in line:
        from tray.desktop.common.clipboard import copy

        copy(answer["text"])
        if out.isatty() and "--json" not in line:
            print_text(say("It's on the clipboard."), out)
    return 0
