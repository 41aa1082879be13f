"""A loop for tests in which time matters and nothing else: it stands still until a test lets it pass."""

from collections.abc import Callable
from datetime import timedelta

from tray.core.messages.events import Event


class Alarm:
    def __init__(self, due: timedelta, call: Callable[[], None]) -> None:
        self.due = due
        self.call = call
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True


class StillReactor:
    """Fulfils ``ports.Reactor``. What is posted is kept in ``posted``."""

    def __init__(self) -> None:
        self.now = timedelta(0)
        self.posted: list[Event] = []
        self.fired = 0
        """How often something woke it up."""
        self._alarms: list[Alarm] = []

    def watch(self, fd: int, readable: Callable[[], None], writable: Callable[[], None] | None = None) -> None:
        raise AssertionError(f"{fd}, {readable}, {writable}: nothing that needs only time watches anything")

    def unwatch(self, fd: int) -> None:
        raise AssertionError(f"{fd}: nothing that needs only time watches anything")

    def later(self, after: timedelta, call: Callable[[], None]) -> Alarm:
        self._alarms.append(Alarm(self.now + after, call))
        return self._alarms[-1]

    def post(self, event: Event) -> None:
        self.posted.append(event)

    def call_soon(self, call: Callable[[], None]) -> None:
        self.later(timedelta(0), call)

    def pass_time(self, length: timedelta) -> None:
        """Let time pass, with all that is due in it."""
        end = self.now + length
        while due := [alarm for alarm in self._alarms if not alarm.cancelled and alarm.due <= end]:
            alarm = min(due, key=lambda one: one.due)
            self._alarms.remove(alarm)
            self.now = alarm.due
            self.fired += 1
            alarm.call()
        self.now = end
