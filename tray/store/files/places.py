"""Where settings, history, log and socket lie.

Paths are plain strings in the whole store: a panel's status line runs this every few seconds, and importing pathlib
and platformdirs would take it longer than the answer takes to come. On Linux the folders are those of the XDG base
directory specification, the same that platformdirs names (a test compares them); elsewhere platformdirs is asked.
"""

import os
import stat
import sys

from tray.lib.language.translation import say

NAME = "backpressure"


class Places:
    """All places of the program. Asking creates nothing; each BACKPRESSURE_* variable overrules one folder.

    Every property raises StoreError where no folder can be named, as for a user without a home.
    """

    def __init__(self, environment: "dict[str, str] | os._Environ[str] | None" = None) -> None:
        self._environment = os.environ if environment is None else environment

    @property
    def config(self) -> str:
        """The folder of the settings file (BACKPRESSURE_CONFIG)."""
        return self._folder("CONFIG", "XDG_CONFIG_HOME", ".config")

    @property
    def settings_file(self) -> str:
        return os.path.join(self.config, "settings.toml")

    @property
    def settings(self) -> str:
        """The absolute path of the settings file: BACKPRESSURE_SETTINGS, or its place in the configuration."""
        given = self._environment.get("BACKPRESSURE_SETTINGS")
        return os.path.abspath(given) if given else self.settings_file

    @property
    def data(self) -> str:
        """The folder of the history (BACKPRESSURE_DATA)."""
        return self._folder("DATA", "XDG_DATA_HOME", ".local/share")

    @property
    def history(self) -> str:
        """The file that holds all facts."""
        return os.path.join(self.data, "history.sqlite3")

    @property
    def machines(self) -> str:
        """What this machine keeps about those it shares a folder with."""
        return os.path.join(self.data, "machines.json")

    @property
    def last_good(self) -> str:
        """A copy of the settings file as it was when it last had no mistake."""
        return os.path.join(self.data, "settings.last-good.toml")

    @property
    def last_face(self) -> str:
        """What the icon was at the last end, for the next start."""
        return os.path.join(self.data, "last-face")

    def readable(self, settings: str) -> dict[str, str]:
        """The files that the command line may read beside the running program; ``settings`` is the one in force."""
        return {"history": self.history, "settings": settings, "last_good": self.last_good}

    @property
    def cache(self) -> str:
        """The folder of what can be made again at any time (BACKPRESSURE_CACHE)."""
        return self._folder("CACHE", "XDG_CACHE_HOME", ".cache")

    @property
    def kept_code(self) -> str:
        """The code of the program and of its libraries as the next start loads it."""
        return os.path.join(self.cache, "code")

    @property
    def settings_of_all(self) -> str:
        """The folder in which every program of the person keeps its settings, on Linux."""
        return self._environment.get("XDG_CONFIG_HOME", "") or f"{self.home}/.config"

    @property
    def state(self) -> str:
        """The folder of the log (BACKPRESSURE_STATE)."""
        return self._folder("STATE", "XDG_STATE_HOME", ".local/state")

    @property
    def log(self) -> str:
        return os.path.join(self.state, "backpressure.log")

    @property
    def preset_undo(self) -> str:
        """What the settings file held before the last preset."""
        return os.path.join(self.state, "preset-undo.json")

    @property
    def has_preset_undo(self) -> bool:
        """Whether a preset was put into a settings file and not taken back."""
        return os.path.exists(self.preset_undo)

    @property
    def agent_key(self) -> str:
        """The key from which the words are made that stand for agents' names on record."""
        return os.path.join(self.state, "agents.key")

    @property
    def displays(self) -> str:
        """Other displays on which the person works, for the next start."""
        return os.path.join(self.state, "displays.json")

    @property
    def hooks_log(self) -> str:
        """The file of what became of the hooks."""
        return os.path.join(self.state, "hooks.jsonl")

    @property
    def runtime(self) -> str:
        """The folder of the socket, on which the running program holds a lock (BACKPRESSURE_RUNTIME).

        It may lie in a shared folder, and is not to be believed before ``files.own_folder`` made or checked it.
        """
        given = self._environment.get("BACKPRESSURE_RUNTIME")
        if given:
            return os.path.abspath(given)
        if sys.platform != "linux":
            import platformdirs

            return platformdirs.user_runtime_dir(NAME, appauthor=False)
        place = self._session_runtime() or os.path.join(self._temporary(), f"{NAME}-{os.getuid()}")
        # Whoever takes that name first where all may write would keep this user's program from starting for ever.
        return os.path.join(self.state, "run") if _is_taken(place) else place

    @property
    def standing(self) -> str:
        """Which notifications stand, for the run after one that was killed; it goes with the session."""
        return os.path.join(self.runtime, "notifications.json")

    @property
    def serving(self) -> str:
        """The folder of the socket of whoever keeps this history: ``runtime``, or where another session's program is.

        Somebody who asks from another session, a container or a cron line means the program that has their data.
        """
        ours = self.runtime
        if sys.platform == "win32" or os.path.lexists(os.path.join(ours, "control.sock")):
            return ours
        from tray.store.files.already_running_lock import holder_of

        holder = holder_of(self.data)
        return ours if holder is None or holder[1] is None else holder[1]

    def _session_runtime(self) -> str | None:
        """The folder of the user's session. A cron line has no variable for it, so its usual place is tried too."""
        if sys.platform == "win32":
            return None
        for parent in (self._environment.get("XDG_RUNTIME_DIR", ""), f"/run/user/{os.getuid()}"):
            if os.path.isabs(parent) and _ours(parent):
                return os.path.join(parent, NAME)
        return None

    def _temporary(self) -> str:
        given = self._environment.get("TMPDIR", "")
        return given if os.path.isabs(given) and os.path.isdir(given) else "/tmp"

    def _folder(self, own: str, xdg: str, below_home: str) -> str:
        given = self._environment.get(f"BACKPRESSURE_{own}")
        if given:
            return os.path.abspath(given)
        if sys.platform != "linux":
            return _elsewhere(own)
        parent = self._environment.get(xdg, "")
        # The specification wants relative paths ignored.
        return os.path.join(parent if os.path.isabs(parent) else os.path.join(self.home, below_home), NAME)

    @property
    def home(self) -> str:
        """The person's home."""
        home = self._environment.get("HOME") or os.path.expanduser("~")
        if os.path.isabs(home):
            return home
        from tray.errors import StoreError

        raise StoreError(
            say("This user has no home folder. Set HOME, or BACKPRESSURE_CONFIG, _DATA, _STATE and _CACHE.")
        )


def _ours(folder: str) -> bool:
    """Whether a folder is this user's, and nobody else may write in it: after ``su`` the variable names another's."""
    if sys.platform == "win32":
        return False
    try:
        found = os.stat(folder)
    except OSError:
        return False
    private = found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return private and stat.S_ISDIR(found.st_mode) and os.access(folder, os.W_OK | os.X_OK)


def _is_taken(place: str) -> bool:
    """Whether somebody else's folder, or no folder, is there: then nothing that belongs to us can be."""
    if sys.platform == "win32":
        return False
    try:
        found = os.lstat(place)
    except OSError:
        return False
    return found.st_uid != os.getuid() or not stat.S_ISDIR(found.st_mode)


def _elsewhere(own: str) -> str:
    import platformdirs

    name = {
        "CONFIG": platformdirs.user_config_dir,
        "DATA": platformdirs.user_data_dir,
        "CACHE": platformdirs.user_cache_dir,
        "STATE": platformdirs.user_log_dir,
    }[own]
    return name(NAME, appauthor=False)
