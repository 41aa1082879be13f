"""Makes the parts that run hooks, if they may be run. Nothing of this is loaded where nobody has hooks."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tray.app.loop import Loop
from tray.ports import Reactor
from tray.settings.defaults.every_setting import Settings
from tray.store.files.places import Places

if TYPE_CHECKING:
    from tray.app.processes.hook_queue import Hooking


class HookParts:
    """Gives the loop its hooks."""

    def __init__(
        self,
        loop: Loop,
        reactor: Reactor,
        distrust: Callable[[], str | None],
        places: Places,
        environment: Mapping[str, str],
    ) -> None:
        """``distrust`` says why no command of the settings file is run, or None."""
        self._loop = loop
        self._reactor = reactor
        self._distrust = distrust
        self._places = places
        self._environment = environment
        self._hooking: Hooking | None = None

    def apply(self, settings: Settings) -> None:
        """The settings were read; the hooks of a file that others can write are not run."""
        if settings.hooks or self._hooking:
            self._hooking = self._hooking or self._made()
            self._hooking.trust(self._distrust(), settings)

    def _made(self) -> "Hooking":
        from tray.app.processes.hook_queue import Hooking
        from tray.desktop.choose_hook_runner import hook_runner
        from tray.store.files.hook_log import HookLog
        from tray.store.files.settings_trust import distrust_program

        def judge(run: tuple[str, ...]) -> str | None:
            return self._distrust() or distrust_program(run, self._environment)

        loop, log = self._loop, HookLog(self._places.hooks_log)
        made = Hooking(hook_runner(self._reactor, self._environment), loop.world.clock, log, loop.trouble, judge)
        loop.world.hooks = made
        return made
