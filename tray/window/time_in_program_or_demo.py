"""The clock of the program: that of this machine, or in the demonstration one that runs through a day in a minute."""

import time
from datetime import UTC, datetime, timedelta


class Clock:
    """Tells the program's time."""

    def __init__(self, said: str = "") -> None:
        """``said`` is what the demonstration says of its clock: see `tray.app.demo.FastClock.said`."""
        self.speed = 1.0
        self._start: datetime | None = None
        if said:
            speed, began, start = said.split()
            self.speed, self._began, self._start = float(speed), float(began), datetime.fromisoformat(start)

    def __call__(self) -> datetime:
        if self._start is None:
            return datetime.now(UTC)
        return self._start + timedelta(seconds=(time.monotonic() - self._began) * self.speed)
