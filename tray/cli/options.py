"""How are options told from words? By argparse, which only the verbs that take options pay for."""

import argparse
from typing import NoReturn

from tray.errors import UsageError


class Parser(argparse.ArgumentParser):
    """Raises UsageError instead of printing and leaving."""

    def __init__(self, verb: str) -> None:
        super().__init__(prog=f"backpressure {verb}", add_help=False)

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{self.prog}: {message}. `{self.prog} --help` says how.")
