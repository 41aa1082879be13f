"""Tells which folders lie on what may hang: shares, and file systems that a program serves.

The kernel's own list says it, so that nobody has to touch the folder to find out.
"""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    # Not read otherwise: `status` looks here, too.
    from collections.abc import Iterable, Mapping

LIST = "/proc/self/mountinfo"
_MAY_HANG = ("fuse", "nfs", "cifs", "smb", "9p", "afs", "ceph", "glusterfs", "lustre", "autofs", "davfs", "virtiofs")
_OF_GUESTS = ("vboxsf", "prl_fs", "drvfs", "ncpfs", "orangefs", "beegfs")
_MOST_NAMES = 400
_ESCAPED = {" ": r"\040", "\t": r"\011", "\n": r"\012", "#": r"\043", "\\": r"\134"}
"""How the kernel writes what would end a field; what begins other escapes last."""


def that_may_hang(home: str) -> tuple[str, ...]:
    """The mount points of such file systems, as of now; but for that of the home: on it all rests anyway."""
    try:
        with open(LIST, encoding="utf-8", errors="surrogateescape") as lines:
            return tuple(point for point in _points(lines) if not _within(home, point))
    except OSError:
        return ("/",)  # nothing can be said of any folder


def is_safe(folder: str, points: "Iterable[str]") -> bool:
    """Whether a folder lies on none of them; ``folder`` must be free of links."""
    return not any(_within(folder, point) for point in points)


def may_hang(path: str, environment: "Mapping[str, str]") -> bool:
    """Whether a file lies, or leads by a link, onto what may hang; it is not touched. Elsewhere nobody can say."""
    return sys.platform == "linux" and leads_to_any(path, that_may_hang(environment.get("HOME") or "/"))


def leads_to_any(path: str, points: "Iterable[str]") -> bool:
    """Whether a path lies on one of them, or a link on its way leads there; nothing on them is touched."""
    found, folder, names = tuple(points), "/", path.split("/")
    for _ in range(_MOST_NAMES):
        if not names:
            return False
        name = names.pop(0)
        here = folder if name in ("", ".") else os.path.dirname(folder) if name == ".." else os.path.join(folder, name)
        if not is_safe(here, found):
            return True
        try:
            target = os.readlink(here)
        except OSError:  # no link, or not there
            folder = here
        else:
            folder = "/" if target.startswith("/") else folder
            names[:0] = target.split("/")
    return True  # links that lead in a circle


def _points(lines: "Iterable[str]") -> "Iterable[str]":
    for line in lines:
        fields, _, rest = line.partition(" - ")
        if rest.startswith((*_MAY_HANG, *_OF_GUESTS)):
            point = fields.split(" ")[4]
            for letter, escape in _ESCAPED.items():
                point = point.replace(escape, letter)
            yield point


def _within(path: str, point: str) -> bool:
    return point == "/" or path == point or path.startswith(f"{point}/")
