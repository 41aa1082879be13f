"""A program whose icon is on a panel, on a message bus of its own; the tests hear what the panel hears."""

from pathlib import Path
from typing import Any

from tests.cli.session import Session
from tests.desktop.linux.fakes import ITEM, PROPERTIES, FakePanel
from tests.desktop.linux.private_bus import PrivateBus
from tests.desktop.reactor import HandTurnedReactor
from tray.desktop.linux.dbus.connection import Bus
from tray.desktop.linux.tray.status_notifier import PATH


class OnPanel(Session):
    """A session with a panel and nothing else."""

    def __init__(self, folder: Path, reactor: HandTurnedReactor) -> None:
        super().__init__(folder)
        self._bus = PrivateBus(folder)
        self.environment |= self._bus.environment
        self.options, self._reactor = (), reactor
        self.panel = FakePanel(Bus.connect("session", reactor, environment=dict(self._bus.environment)))
        reactor.run_until(lambda: self.panel.here)

    def shown(self, name: str) -> Any:
        """What the icon says of itself."""
        answers = self.panel.ask(PATH, PROPERTIES, "Get", "ss", ITEM, name)
        self._reactor.run_until(lambda: answers)
        answer = answers[0]
        assert not isinstance(answer, Exception), answer
        return answer[0][1]

    def end(self) -> None:
        super().end()
        self.panel.leave()
        self._bus.kill()
