"""The work is on disk before the system gets its answer, and it gets one in any case."""

import threading

import pytest

from tests.desktop.reactor import HandTurnedReactor
from tray.desktop.common import save_before_logoff as module
from tray.desktop.common.save_before_logoff import save_now


def test_the_work_is_saved_in_the_thread_of_the_loop_before_the_system_goes_on(reactor: HandTurnedReactor) -> None:
    order: list[str] = []

    def system() -> None:
        save_now(reactor, lambda: order.append(f"saved by {threading.current_thread().name}"))
        order.append("ended")

    thread = threading.Thread(target=system)
    thread.start()
    reactor.run_until(lambda: order)
    thread.join()

    assert order == [f"saved by {threading.current_thread().name}", "ended"]


def test_a_save_that_fails_holds_nobody_up(reactor: HandTurnedReactor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_AT_MOST_SECONDS", 60.0)

    def saving() -> None:
        raise OSError("no room")

    thread = threading.Thread(target=save_now, args=(reactor, saving), daemon=True)
    thread.start()
    with pytest.raises(OSError, match="no room"):
        reactor.run_until(lambda: not thread.is_alive())
    thread.join(10)

    assert not thread.is_alive()


def test_a_loop_that_hangs_holds_nobody_up(reactor: HandTurnedReactor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_AT_MOST_SECONDS", 0.01)
    saved: list[bool] = []

    save_now(reactor, lambda: saved.append(True))

    assert saved == []
