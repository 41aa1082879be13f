"""The names of machines: as each tells its own, short and clean enough to be shown anywhere."""

from tray.lib.text import clean, shortened

_LONGEST_NAME = 40


def plain_name(name: str) -> str:
    """A name as it can be shown anywhere."""
    return shortened(clean(name), _LONGEST_NAME)
