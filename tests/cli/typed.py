"""Types a line at a verb, as the command line takes it in."""

from tray.cli.parse import Line, parse
from tray.cli.verb_table import VERBS


def typed(verb: str, *words: str) -> Line:
    """What was typed. Raises UsageError."""
    return parse(VERBS[verb], words)
