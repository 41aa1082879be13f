"""Has the code of the program kept for its next start by a process of its own, which ends.

Apart from the others, which load what opens a file: this is done after the first start of all, and all that would stay.
"""

from collections.abc import Mapping, Sequence

from tray.desktop.child import Child
from tray.desktop.common.own_command import module_command
from tray.desktop.common.release_memory import give_back
from tray.lib.json_text import dumps
from tray.lib.loading.kept_code import key
from tray.ports import Reactor


def keep_code(
    reactor: Reactor,
    path: str,
    sources: Mapping[str, str],
    ran: Mapping[str, Sequence[int]],
    environment: Mapping[str, str],
) -> None:
    """Have the code of these modules kept for the next start, and go on at once. Raises OSError if that fails."""
    words = (*module_command("tray.lib.loading.keep_code"), path, key(), dumps(sources), dumps(ran))
    Child(reactor, words, environment, ended=give_back)
