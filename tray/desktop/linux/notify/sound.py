"""Which sound a notice makes; and plays it by a player that is there, where the notification server plays none.

A player is a process that ends: bounded in time, and ended with all that it has started (see ``desktop/hooks``).
"""

import os
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

from tray.core.engine.hook_events import HookOrder, HookResult
from tray.ports import HookRunner

_USUAL, _OF_SLOTS = "message-new-instant", {"break": "complete"}
"""In the words of the sound themes; what the slots have of their own, the end of a break for one."""
_LONGEST = timedelta(seconds=10)
_BY_NAME = "canberra-gtk-play"
"""Plays what the person's own sound theme has for a name."""
_BY_FILE = (("pw-play",), ("paplay",), ("ogg123", "--quiet"))
_THEME, _ENDINGS = "freedesktop", ("oga", "ogg", "wav")
"""The theme that all others fall back on."""


def sound_name(slot: str) -> str:
    """What is heard with a notice in ``slot`` that makes a sound."""
    return _OF_SLOTS.get(slot, _USUAL)


class ThemeSound:
    """Fulfils ``ports.Sound``."""

    def __init__(self, runner: Callable[[], HookRunner], environment: Mapping[str, str] = os.environ) -> None:
        """``runner`` makes what starts a player and sees to it that it ends, when there is something to play."""
        self._make_runner = runner
        self._runner: HookRunner | None = None
        self._environment = environment
        self._silent: set[str] = set()
        """Players that could not: one that finds no sound server, say, is not asked again before another."""
        self._plays = False

    @property
    def name(self) -> str:
        """The player that is asked first, ``none`` where there is none."""
        return next((os.path.basename(argv[0]) for argv in self._ways("message")), "none")

    def play(self, sound: str) -> None:
        """Play ``sound``, unless something is being played; whoever hears one knows."""
        if not self._plays:
            self._try(self._ways(sound))

    def _try(self, ways: Iterator[tuple[str, ...]]) -> None:
        argv = next(ways, None)
        self._plays = argv is not None
        if argv is None:
            return

        def done(result: HookResult) -> None:
            if result.well:
                self._plays = False
                self._silent.discard(argv[0])
            else:
                self._silent.add(argv[0])
                self._try(ways)

        self._runner = self._runner or self._make_runner()
        self._runner.start(HookOrder(argv, {}, "", _LONGEST), done)

    def _ways(self, sound: str) -> Iterator[tuple[str, ...]]:
        """What may be run to play it, those first that have not failed yet."""
        file = _file(sound, self._environment)
        wanted = [(_BY_NAME, "--id", sound), *((*player, file) for player in _BY_FILE if file)]
        there = [(place, *more) for player, *more in wanted if (place := _place(player, self._environment))]
        return iter(sorted(there, key=lambda argv: argv[0] in self._silent))


def _place(program: str, environment: Mapping[str, str]) -> str | None:
    places = (os.path.join(folder, program) for folder in environment.get("PATH", os.defpath).split(":") if folder)
    return next((place for place in places if os.access(place, os.X_OK)), None)


def _file(sound: str, environment: Mapping[str, str]) -> str | None:
    """The theme's file of that name, or of its beginning: ``message-new-instant`` is a ``message``, too."""
    own = environment.get("XDG_DATA_HOME") or f"{environment.get('HOME', '')}/.local/share"
    shared = environment.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    folders = [os.path.join(folder, "sounds", _THEME, "stereo") for folder in (own, *shared.split(":")) if folder]
    names = [sound]
    while "-" in names[-1]:
        names.append(names[-1].rpartition("-")[0])
    files = (f"{folder}/{name}.{ending}" for name in names for folder in folders for ending in _ENDINGS)
    return next((file for file in files if os.path.isfile(file)), None)
