"""The ways to tell the status: as a block, as a line, in the language of a bar, or in a format of one's own."""

from collections.abc import Mapping
from typing import Any

from tray.errors import UsageError
from tray.lib.frozen import dataclass
from tray.lib.language.translation import say
from tray.view.terminal.status import for_people, one_line
from tray.view.terminal.status_bars import SEVERAL_LINES, line

Values = Mapping[str, Any]

_NARROWEST, _WIDE = 20, 120


@dataclass(frozen=True, slots=True)
class Way:
    """How somebody wants to be told."""

    form: str | None = None
    """The name of a bar, or a format; None for people."""
    colour: bool = False
    columns: int = _WIDE
    follows: bool = False
    """A line at each change, and not a block once."""

    def told(self, values: Values) -> str:
        """The values of ``status`` in this way. Raises UsageError for a format that cannot be understood."""
        if self.form is not None:
            if self.follows and self.form in SEVERAL_LINES:
                raise UsageError(
                    say(
                        "{bar} takes several lines at once and asks for them itself. Leave out --follow.", bar=self.form
                    )
                )
            return line(self.form, values)
        if self.follows:
            return one_line(values, colour=self.colour, columns=self.columns)
        return for_people(values, colour=self.colour, columns=self.columns)


def way(arguments: Mapping[str, Any]) -> Way:
    """The way that the arguments of a request name; what is not as it should be is passed over."""
    form, columns = arguments.get("format"), arguments.get("columns")
    return Way(
        form=form if isinstance(form, str) else None,
        colour=arguments.get("colour") is True,
        columns=max(_NARROWEST, min(columns, 1000)) if isinstance(columns, int) else _WIDE,
        follows=arguments.get("follow") is True,
    )
