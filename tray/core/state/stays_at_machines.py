"""Knows when the person worked at which of their machines, from what each saw, where several are on record."""

from datetime import datetime

from tray.lib.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Stay:
    """Work at one machine, from its beginning to its end."""

    device: str
    since: datetime
    until: datetime


class Stays:
    """Fills while the record of several machines is gone through; stays empty where this machine is alone there."""

    def __init__(self) -> None:
        self._over: list[Stay] = []
        self._goes_on: dict[str, datetime] = {}

    def sees(self, device: str, since: datetime | None, *, works: bool) -> None:
        """A machine sees work, or none, ``since`` then."""
        began = self._goes_on.get(device)
        if works and began is None and since is not None:
            self._goes_on[device] = since
        elif not works and began is not None and since is not None:
            del self._goes_on[device]
            self._over.append(Stay(device, began, max(began, since)))

    def up_to(self, at: datetime) -> tuple[Stay, ...]:
        """All of them; those that go on, and those that went on then, end there."""
        going_on = (Stay(device, since, at) for device, since in self._goes_on.items())
        found = (Stay(each.device, each.since, min(each.until, at)) for each in (*self._over, *going_on))
        return tuple(sorted((each for each in found if each.since < each.until), key=lambda each: each.since))
