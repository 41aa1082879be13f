"""Puts the person's language in force for what a verb prints; what machines and bars read is English, and free."""

import os
import stat

from tray.lib.language.translation import speak, speak_later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FOR_MACHINES = ("--json", "--format", "--metrics", "--version", "--quiet")
_MACHINES_VERBS = ("health",)
_ENOUGH = 65_536
"""Bytes of a settings file; the setting stands above the first section."""


def is_for_people(words: "Sequence[str]") -> bool:
    """Whether what was typed prints sentences."""
    asked = {word.partition("=")[0] for word in words}
    return "".join(words[:1]) not in _MACHINES_VERBS and not asked.intersection(_FOR_MACHINES)


def put_in_force(environment: "Mapping[str, str]" = os.environ) -> None:
    """Say everything in the language of the setting, or else of the session."""
    from tray.lib.language.locales import Locale, locale

    wanted = locale(environment, setting(environment))
    if wanted == Locale():
        speak(None)
        return

    def load() -> None:
        from tray.lib.language import catalogue_reader

        catalogue_reader.put_in_force(wanted)

    # `status` says nothing itself where the program runs, and that is told the tag alone.
    speak_later(wanted.tag, load)


def setting(environment: "Mapping[str, str]") -> str:
    """The setting ``language``; nothing where it is not set, or the file cannot be read: its verbs say what is wrong.

    The file is looked through and not parsed, which would be half of the time that most verbs take.
    """
    from tray.desktop.linux.watch.mounts import may_hang
    from tray.store.files.places import Places

    places = Places(dict(environment))
    path = environment.get("BACKPRESSURE_SETTINGS") or places.settings_file
    if may_hang(os.path.abspath(path), environment):  # noqa: PTH100
        path = places.last_good  # what the file said last, on a disk of ours: the share's server may be gone
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116
            return ""  # a pipe would have us wait
        with open(path, "rb") as file:  # noqa: PTH123
            text = file.read(_ENOUGH)
    except (OSError, ValueError):
        return ""
    if b"language" not in text:
        return ""
    import re  # which bars do not wait for

    section = re.search(rb"^[ \t]*\[", text, re.MULTILINE)
    found = re.search(
        rb"""^(?:\xef\xbb\xbf)?[ \t]*["']?language["']?[ \t]*=[ \t]*["']([A-Za-z_]*)["']""",
        text[: section.start()] if section else text,
        re.MULTILINE,
    )
    return found[1].decode() if found else ""
