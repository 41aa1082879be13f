"""Fakes with a memory for the ports of the program: a clock, a tray, a notifier."""

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from tray.view.tray.face import Face, Notice


class FakeClock:
    """Moves only when a test says so; a suspend and a step of the wall clock are two different things."""

    def __init__(self, at: datetime | None = None) -> None:
        self.wall_time = at or datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
        self.elapsed_time = timedelta(hours=1)
        self.awake_time = timedelta(hours=1)
        self.local: tzinfo = ZoneInfo("Europe/Berlin")

    def wall(self) -> datetime:
        return self.wall_time

    def elapsed(self) -> timedelta:
        return self.elapsed_time

    def awake(self) -> timedelta:
        return self.awake_time

    def zone(self) -> tzinfo:
        return self.local

    def pass_time(self, **length: float) -> None:
        self.wall_time += timedelta(**length)
        self.elapsed_time += timedelta(**length)
        self.awake_time += timedelta(**length)

    def suspend(self, **length: float) -> None:
        self.wall_time += timedelta(**length)
        self.elapsed_time += timedelta(**length)

    def set_wall(self, **by: float) -> None:
        self.wall_time += timedelta(**by)


class FakeTray:
    """Remembers every face it was told."""

    name = "fake"

    def __init__(self) -> None:
        self.faces: list[Face] = []
        self._is_closed = False

    def show(self, face: Face) -> None:
        self.faces.append(face)

    def hosted(self) -> bool:
        return not self._is_closed

    def close(self) -> None:
        self.faces.clear()
        self._is_closed = True


class FakeNotifier:
    """Remembers what is on the screen, and everything that ever was."""

    name = "fake"

    def __init__(self) -> None:
        self.screen: dict[str, Notice] = {}
        self.said: list[tuple[str, Notice]] = []

    def show(self, slot: str, notice: Notice) -> None:
        self.screen[slot] = notice
        self.said.append((slot, notice))

    def close(self, slot: str) -> bool:
        return self.screen.pop(slot, None) is not None

    def abilities(self) -> frozenset[str]:
        return frozenset({"buttons", "actions"})


class FakeMedia:
    """Remembers what was asked of it."""

    name = "fake"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def pause(self) -> None:
        self.asked.append("pause")

    def resume(self) -> None:
        self.asked.append("resume")
