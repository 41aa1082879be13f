"""Whether the commands in the settings file may be run: only if nobody but this user and root can have written it.

The rule is that of sudo and ssh: the file, the folders above it and every link on the way to it belong to this user or
to root, and others cannot write to them. A folder that everybody may write to, such as ``/tmp``, will do if it is
sticky, because there others can neither replace nor rename what is not theirs.
"""

import os
import stat
import sys
from collections.abc import Iterator

_MOST_LINKS = 40


def distrust(path: str) -> str | None:
    """Why no hook of the settings file ``path`` is run, in words for the person; None when all is well.

    On Windows a user's folders are the user's own unless they were opened on purpose; there this finds nothing.
    """
    if sys.platform != "win32":
        try:
            return next(_faults(os.path.abspath(path)), None)
        except OSError as error:
            return f"it cannot be seen who may write to {path}: {error.strerror}"
    return None


if sys.platform != "win32":

    def _faults(path: str) -> Iterator[str]:
        for place, found in _way(path):
            if found.st_uid not in (0, os.getuid()):
                yield f"{place} belongs to another user; make it your own, for instance by a copy"
            elif not stat.S_ISLNK(found.st_mode) and not _sticky(found) and (others := _others(place, found)):
                yield f"{others} can write to {place}; take that away with: chmod go-w {place}"

    def _sticky(found: os.stat_result) -> bool:
        return stat.S_ISDIR(found.st_mode) and bool(found.st_mode & stat.S_ISVTX)

    def _way(path: str) -> Iterator[tuple[str, os.stat_result]]:
        """Everything on the way to ``path``, from the root: folders, links, what they lead to, and the file itself."""
        left = [part for part in path.split("/") if part][::-1]
        here, links = "/", 0
        yield here, os.lstat(here)
        while left:
            part = left.pop()
            if part in (".", ".."):
                here = os.path.dirname(here) if part == ".." else here
                continue
            here = os.path.join(here, part)
            found = os.lstat(here)
            yield here, found
            if stat.S_ISLNK(found.st_mode):
                links += 1
                if links > _MOST_LINKS:
                    raise OSError(None, "it leads through too many links")
                target = os.readlink(here)
                left += [each for each in target.split("/") if each][::-1]
                here = "/" if target.startswith("/") else os.path.dirname(here)

    def _others(place: str, found: os.stat_result) -> str | None:
        """Who else may write there."""
        if found.st_mode & stat.S_IWOTH:
            return "everybody"
        if found.st_mode & stat.S_IWGRP and not _own_group(place, found):
            return "your group"
        return None

    def _own_group(place: str, found: os.stat_result) -> bool:
        """Many systems give every user a group of their own, and let it write to all that is theirs."""
        import grp
        import pwd

        try:
            user, group = pwd.getpwuid(os.getuid()), grp.getgrgid(found.st_gid)
        except KeyError:
            return False
        alone = group.gr_gid == user.pw_gid and group.gr_name == user.pw_name and set(group.gr_mem) <= {user.pw_name}
        return alone and not _has_list(place)

    def _has_list(place: str) -> bool:
        """Where an access list gives others a right, the bits of the group speak of all of them."""
        if sys.platform != "linux":
            return False
        try:
            return "system.posix_acl_access" in os.listxattr(place)
        except OSError:
            return False
