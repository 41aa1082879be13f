"""At most one call is put off, and none is made twice or after it was cancelled."""

from collections.abc import Callable
from datetime import timedelta

from tray.lib.one_timer import OneTimer

SOON, LATE = timedelta(seconds=1), timedelta(seconds=2)


class Waiting:
    """A call that time has not come for."""

    def __init__(self, after: timedelta, call: Callable[[], None]) -> None:
        self.after = after
        self.call: Callable[[], None] | None = call

    def cancel(self) -> None:
        self.call = None


class Story:
    """A timer, what it was to call, and the time that passes."""

    def __init__(self) -> None:
        self.waiting: list[Waiting] = []
        self.made: list[str] = []
        self.timer = OneTimer(self.later)

    def later(self, after: timedelta, call: Callable[[], None]) -> Waiting:
        self.waiting.append(Waiting(after, call))
        return self.waiting[-1]

    def set(self, after: timedelta, name: str) -> None:
        self.timer.set(after, lambda: self.made.append(name))

    def wait(self, length: timedelta) -> None:
        due = [each for each in self.waiting if each.after <= length]
        self.waiting = [each for each in self.waiting if each not in due]
        for each in due:
            if each.call is not None:
                each.call()


def test_a_call_is_made_once_and_then_nothing_is_put_off() -> None:
    story = Story()
    story.set(SOON, "call")
    assert story.timer.runs

    story.wait(LATE)
    story.wait(LATE)

    assert (["call"], False) == (story.made, story.timer.runs)


def test_a_call_replaces_the_one_before() -> None:
    story = Story()
    story.set(SOON, "first")
    story.set(LATE, "second")

    story.wait(LATE)

    assert ["second"] == story.made


def test_a_call_that_was_cancelled_is_not_made() -> None:
    story = Story()
    story.timer.cancel()
    story.set(SOON, "call")
    story.timer.cancel()

    story.wait(SOON)

    assert ([], False) == (story.made, story.timer.runs)


def test_a_call_may_put_off_itself_again() -> None:
    story = Story()

    def call() -> None:
        story.made.append("call")
        story.timer.set(SOON, call)

    story.timer.set(SOON, call)
    story.wait(SOON)
    story.wait(SOON)

    assert (["call", "call"], True) == (story.made, story.timer.runs)
