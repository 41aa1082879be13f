"""The short-lived process that speaks with plyer: it reads what to show, shows it, and ends."""

import json
import sys
import warnings
from collections.abc import Callable
from typing import Any, BinaryIO


def show(said: BinaryIO, notify: Callable[..., Any]) -> None:
    """Give plyer what ``said`` holds: JSON with ``app``, ``icon``, ``title``, ``text`` and ``shown_seconds``."""
    asked = json.load(said)
    notify(
        title=asked["title"],
        message=asked["text"],
        app_name=asked["app"],
        app_icon=asked["icon"],
        timeout=asked["shown_seconds"],
    )


def main() -> None:
    """Ends with an error when plyer cannot show anything here."""
    warnings.simplefilter("ignore")  # plyer warns of every way that it does not find
    from plyer import notification

    show(sys.stdin.buffer, notification.notify)


if __name__ == "__main__":
    main()
