"""Tells which folders lie on what may hang: shares, and file systems that a program serves.

The kernel's own list says it, so that nobody has to touch the folder to find out.
"""

import re
from collections.abc import Iterable

LIST = "/proc/self/mountinfo"
_MAY_HANG = ("fuse", "nfs", "cifs", "smb", "9p", "afs", "ceph", "glusterfs", "lustre", "autofs", "davfs", "virtiofs")
_OF_GUESTS = ("vboxsf", "prl_fs", "drvfs", "ncpfs", "orangefs", "beegfs")
_ESCAPE = re.compile(r"\\([0-7]{3})")


def that_may_hang(home: str) -> tuple[str, ...]:
    """The mount points of such file systems, as of now; but for that of the home: on it all rests anyway."""
    try:
        with open(LIST, encoding="utf-8", errors="surrogateescape") as lines:
            return tuple(point for point in _points(lines) if not _within(home, point))
    except OSError:
        return ("/",)  # nothing can be said of any folder


def is_safe(folder: str, points: Iterable[str]) -> bool:
    """Whether a folder lies on none of them; ``folder`` must be free of links."""
    return not any(_within(folder, point) for point in points)


def _points(lines: Iterable[str]) -> Iterable[str]:
    for line in lines:
        fields, _, rest = line.partition(" - ")
        if rest.startswith((*_MAY_HANG, *_OF_GUESTS)):
            yield _ESCAPE.sub(lambda code: chr(int(code[1], 8)), fields.split(" ")[4])


def _within(path: str, point: str) -> bool:
    return point == "/" or path == point or path.startswith(f"{point}/")
