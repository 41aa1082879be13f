"""The open boxes of a Markdown text, by the rules of CommonMark: what is code, a comment or a plain line is no box."""

import re
from collections.abc import Iterator

from tray.desktop.common.pattern_hidden_large_hanging_files import NotReadable
from tray.desktop.to_dos.due_date_marks_and_items import Items, count, planned_for
from tray.lib.language.translation import mark

_BOX = re.compile(r"\[[ /]\][ \t]+(\S.*)", re.DOTALL)
"""Open, or in progress as Obsidian Tasks writes it."""
_ANY = re.compile(r"\[[ /]\]")


def in_markdown(text: str) -> Items:
    """The open items. Raises NotReadable where the library that knows Markdown isn't installed."""
    if not _ANY.search(text):
        return Items()  # as most notes: the library needs four seconds for a megabyte
    return count(planned_for(item, bare=True) for item in _boxes(text))


def _boxes(text: str) -> Iterator[str]:
    try:
        from markdown_it import MarkdownIt
    except ImportError as problem:
        raise NotReadable(mark("Markdown is read by markdown-it-py, which isn't installed")) from problem
    parser = MarkdownIt("commonmark")
    parser.core.ruler.enableOnly(["normalize", "block"])  # what stands within a line is of no concern
    begins = False
    for token in parser.parse(text):
        if token.type == "inline" and begins and (box := _BOX.match(token.content)):
            yield box[1]
        # The box is the first thing in its item.
        begins = token.type == "list_item_open" or (begins and token.type == "paragraph_open")
