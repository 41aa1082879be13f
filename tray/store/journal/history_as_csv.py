"""The record as a table for a spreadsheet, and only that: what people wrote is no formula in it."""

import dataclasses
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, get_args

from tray.core.messages.facts import Fact, Recorded
from tray.lib.text import one_line
from tray.store.journal.records_as_json_lines import lines

_FORMULA = re.compile(r"""(^|;)(?=[^\S\n]*["'\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20])""")
"""Where a cell of a table begins like a formula; some spreadsheets begin another one at each semicolon."""
_ABOUT = ("at", "fact", "device", "n", "era")


def table(found: Iterable[Recorded]) -> Iterator[str]:
    """The record as CSV rows with their ends, headings first; a column for each field that any fact has."""
    import csv
    from io import StringIO

    row = StringIO()
    writer = csv.DictWriter(row, _columns(), restval="")
    writer.writeheader()
    yield row.getvalue()
    for line in lines(found):
        row.seek(0)
        row.truncate()
        writer.writerow({name: _cell(value) for name, value in json.loads(line).items()})
        yield row.getvalue()


def _columns() -> list[str]:
    """The headings: what all facts have, then the fields of each kind, each once."""
    kinds = get_args(Fact)
    return list(dict.fromkeys([*_ABOUT, *(field.name for kind in kinds for field in dataclasses.fields(kind))]))


def _cell(value: Any) -> Any:
    """A text is on one line; what a spreadsheet would take for a formula begins with an apostrophe, as spreadsheets
    themselves mark a text."""
    if isinstance(value, str):
        return _FORMULA.sub(r"\1'", one_line(value).strip())
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list, bool)) else value
