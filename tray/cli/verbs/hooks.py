"""Lists the hooks, tries one, and shows what became of them; from the settings and the log, so nothing need run."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from typing import TextIO

from tray.app.processes.hook_queue import entry, order, run_of
from tray.cli.parse import Line
from tray.cli.terminal import print_text
from tray.core.engine.hook_events import Said
from tray.errors import Problem, SettingsInvalid, UsageError
from tray.lib.language.translation import say
from tray.settings.defaults.every_setting import Hook
from tray.store.files.hook_log import HookLog
from tray.store.files.places import Places
from tray.store.files.settings_file import SettingsFile, settings_path
from tray.store.files.settings_trust import distrust_command
from tray.view.words import hooks_and_their_log as hook_words

DONE, FAILED = 0, 1
_SHOWN = 20
_LINES = 12
"""Of what each hook wrote, where all of them are shown."""


def hooks(line: Line, out: TextIO, environment: Mapping[str, str] = os.environ) -> int:
    """Carry out one of the verbs; returns the exit code.

    Raises UsageError, SettingsInvalid, StoreError and DesktopError with a text for the person.
    """
    match line.path:
        case "hooks" | "hooks list":
            return _list(out, environment)
        case "hooks test":
            return _test(line.words[0], out, environment)
        case _:
            return _log(line.words[0] if line.words else None, out, environment)


def _list(out: TextIO, environment: Mapping[str, str]) -> int:
    path, found = _hooks(environment)
    runs = filter(None, map(run_of, _book(environment).runs()))
    last = {run.hook: hook_words.logged(run, datetime.now(UTC), _zone(environment)).splitlines()[0] for run in runs}
    print(hook_words.listing(found, last), file=out)
    whys = (distrust_command(path, hook.run, environment) for hook in found)
    why = next(filter(None, whys), None)
    if why:
        print_text(hook_words.refused(why), out)
    return FAILED if why else DONE


def _test(name: str, out: TextIO, environment: Mapping[str, str]) -> int:
    from tray.desktop.choose_hook_runner import run_hook_now

    path, found = _hooks(environment)
    hook = next((each for each in found if each.name == name), None)
    if hook is None:
        names = ", ".join(each.name for each in found)
        if not names:
            raise UsageError(say('There is no hook "{name}". You have none yet.', name=name))
        raise UsageError(say('There is no hook "{name}". You have {names}.', name=name, names=names))
    if why := distrust_command(path, hook.run, environment):
        raise SettingsInvalid((Problem(path, None, "hooks", hook_words.refused(why)),))
    result = run_hook_now(order(hook, {**_told(hook, environment), "hook": hook.name}), environment)
    _book(environment).add(entry(hook, hook.on, datetime.now(UTC), result))
    for line in hook_words.wrote(result):
        print(line, file=out)
    print(hook_words.ended(hook, result), file=out)
    return DONE if result.well else FAILED


def _log(name: str | None, out: TextIO, environment: Mapping[str, str]) -> int:
    runs = [run for run in map(run_of, _book(environment).runs()) if run and name in (None, run.hook)]
    now, zone = datetime.now(UTC), _zone(environment)
    for run in runs[-_SHOWN:]:
        print(hook_words.logged(run, now, zone, _LINES if name is None else None), file=out)
    if not runs:
        none = say("No hook has run yet.") if name is None else say('Hook "{name}" hasn\'t run yet.', name=name)
        print(none, file=out)
    return DONE


def _told(hook: Hook, environment: Mapping[str, str]) -> dict[str, Said]:
    """What the running program would tell the hook now; when nothing runs, how it would look on a quiet morning."""
    from tray.control.client import ask
    from tray.errors import BackpressureError

    now = datetime.now(_zone(environment))
    told: dict[str, Said] = {"event": hook.on, "level": "green", "pressure": 0, "worked_s": 0, "stretch_s": 0}
    told |= {"commitments": 0, "at": now.isoformat(timespec="seconds"), "day": now.date().isoformat()}
    try:
        values = ask(Places(dict(environment)).runtime, "status", {})["values"]
    except BackpressureError:
        return told
    opened = values["commitments"]
    return told | {
        "level": values["level"],
        "pressure": int(values["pressure"]),
        "worked_s": int(values["worked_today_s"]),
        "stretch_s": int(values["stretch_s"]),
        "commitments": opened["unplanned"] + opened["planned"],
        **({"session": values["session"]["label"]} if values["session"] else {}),
    }


def _hooks(environment: Mapping[str, str]) -> tuple[str, tuple[Hook, ...]]:
    file = SettingsFile(settings_path(environment))
    return file.path, file.read().hooks


def _book(environment: Mapping[str, str]) -> HookLog:
    return HookLog(Places(dict(environment)).hooks_log)


def _zone(environment: Mapping[str, str]) -> tzinfo:
    from tray.desktop.common.clock import SystemClock

    return SystemClock(environment).zone()
