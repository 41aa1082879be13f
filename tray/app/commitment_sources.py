"""Makes the parts that count commitments kept elsewhere. Nothing of this is loaded where there are none."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tray.app.loop import Loop
from tray.core.messages.events import CommitmentsFound
from tray.lib.language.translation import say
from tray.ports import Reactor
from tray.settings.defaults.every_setting import Elsewhere, Settings

if TYPE_CHECKING:
    from tray.desktop.to_dos.recount_on_change import CountingFiles
    from tray.desktop.to_dos.to_do_command import CountingCommand

_TOPIC = "commitments"


class CommitmentSources:
    """Counts what the settings in force name, and starts anew when they name something else."""

    def __init__(
        self,
        loop: Loop,
        reactor: Reactor,
        distrust: Callable[[], str | None],
        environment: Mapping[str, str],
        note: Callable[[str], None],
    ) -> None:
        """``distrust`` says why no command of the settings file is run, or None; ``note`` takes a line for the log."""
        self._loop = loop
        self._reactor = reactor
        self._distrust = distrust
        self._environment = environment
        self._note = note
        self._wanted = Elsewhere()
        self._parts: list[CountingFiles | CountingCommand] = []

    def apply(self, settings: Settings) -> None:
        """The settings were read."""
        if settings.commitments != self._wanted:
            self.close()
            self._begin(settings.commitments)
            self._wanted = settings.commitments
        self._forget(settings.commitments)

    def close(self) -> None:
        """Count no more."""
        for part in self._parts:
            part.close()
        self._parts = []

    def _begin(self, wanted: Elsewhere) -> None:
        from tray.desktop.to_dos.recount_on_change import CountingFiles
        from tray.desktop.to_dos.to_do_command import CountingCommand
        from tray.store.files.settings_trust import distrust_program

        def judge(run: tuple[str, ...]) -> str | None:
            return self._distrust() or distrust_program(run, self._environment)

        self._loop.trouble(_TOPIC, None)
        if wanted.files:
            self._parts.append(CountingFiles(self._reactor, wanted.files, self._environment, self._trouble))
        if wanted.command:
            if why := judge(wanted.command):
                self._trouble(say("The command that counts your to-dos doesn't run: {reason}", reason=why))
            self._parts.append(
                CountingCommand(
                    self._reactor, wanted.command, wanted.every, self._environment, self._trouble, self._note, judge
                )
            )

    def _forget(self, wanted: Elsewhere) -> None:
        """What is no longer named holds nothing."""
        named = {"files": wanted.files, "command": wanted.command}
        for each in self._loop.moment.state.counted:
            if not named.get(each.source) and each.unplanned + each.planned:
                self._reactor.post(CommitmentsFound(each.source, 0))

    def _trouble(self, text: str | None) -> None:
        self._loop.trouble(_TOPIC, text)
