"""Judges whether the commands in the settings file may be run: only if nobody else can have written what is run.

The rule is that of sudo and ssh: the file, the folders above it and every link on the way to it belong to this user or
to root, and others cannot write to them. A folder that everybody may write to, such as ``/tmp``, will do if it is
sticky, because there others can neither replace nor rename what is not theirs. The same holds for the program that a
command names, for the script that it gives a shell or the like, and for the folders in which the program is looked for.
"""

import os
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence

from tray.lib.language.translation import mark, say
from tray.lib.system_errors import reason

_MOST_LINKS = 40
_SYSTEM_GROUPS = range(1, 1000)
_PATH = "/usr/local/bin:/usr/bin:/bin"
_READ_SCRIPTS = ("sh", "bash", "dash", "zsh", "fish", "ksh", "python", "perl", "ruby", "node", "lua")
"""Programs that run the file that they are given first."""


def distrust(path: str) -> str | None:
    """Why no hook of the settings file ``path`` is run, in words for the person; None when all is well.

    On Windows a user's folders are the user's own unless they were opened on purpose; there this finds nothing.
    """
    if sys.platform != "win32":
        try:
            return next(_faults(os.path.abspath(path)), None)
        except OSError as error:
            return say("there's no way to tell who may write to {path}: {reason}", path=path, reason=reason(error))
    return None


def distrust_command(settings: str, run: Sequence[str], environment: Mapping[str, str]) -> str | None:
    """Why the command ``run`` of the settings file ``settings`` is not run now, in words for the person; None when all
    is well. A program that is nowhere is for whoever starts it to tell of."""
    return distrust(settings) or distrust_program(run, environment)


def distrust_program(run: Sequence[str], environment: Mapping[str, str]) -> str | None:
    """The same of the program that a command runs alone, whatever file names it."""
    if sys.platform == "win32":
        return None
    places = _searched(run[0], environment)
    if os.path.basename(run[0]).rstrip("0123456789.") in _READ_SCRIPTS:
        script = next((part for part in run[1:] if not part.startswith("-")), "")
        places += [script] if os.path.isabs(script) else []
    return next((why for place in places if os.path.exists(place) and (why := distrust(place))), None)


def _searched(program: str, environment: Mapping[str, str]) -> list[str]:
    """The folders in which a program is looked for, up to the one that has it, and where it is."""
    home = environment.get("HOME") or os.path.expanduser("~")
    if "/" in program:
        return [os.path.join(home, program)]
    searched: list[str] = []
    for folder in (environment.get("PATH") or _PATH).split(":"):
        place = os.path.join(home, folder, program)
        searched.append(os.path.dirname(place))
        if os.path.isfile(place) and os.access(place, os.X_OK):
            return [*searched, place]
    return searched


if sys.platform != "win32":

    def _faults(path: str) -> Iterator[str]:
        for place, found in _way(path):
            if found.st_uid not in (0, os.getuid()):
                yield say("{path} belongs to another user; make it your own, for instance by a copy", path=place)
            elif not stat.S_ISLNK(found.st_mode) and not _sticky(found) and (others := _others(place, found)):
                yield say(others, path=place)

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
                    raise OSError(None, say("it leads through too many links"))
                target = os.readlink(here)
                left += [each for each in target.split("/") if each][::-1]
                here = "/" if target.startswith("/") else os.path.dirname(here)

    def _others(place: str, found: os.stat_result) -> str | None:
        """The message that says who else may write there."""
        if found.st_mode & stat.S_IWOTH:
            return mark("everybody can write to {path}; take that away with: chmod go-w {path}")
        if found.st_mode & stat.S_IWGRP and not _own_group(place, found):
            return mark("your group can write to {path}; take that away with: chmod go-w {path}")
        return None

    def _own_group(place: str, found: os.stat_result) -> bool:
        """Many systems give every user a group of their own, and let it write to all that is theirs; and some let an
        administrators' group, in which nobody may be, write to folders of root's."""
        import grp
        import pwd

        try:
            user, group = pwd.getpwuid(os.getuid()), grp.getgrgid(found.st_gid)
        except KeyError:
            return False
        # Whose primary group it is the group itself does not say.
        members = {*group.gr_mem, *(each.pw_name for each in pwd.getpwall() if each.pw_gid == group.gr_gid)}
        own = group.gr_gid == user.pw_gid and group.gr_name == user.pw_name
        of_root = found.st_uid == 0 and group.gr_gid in _SYSTEM_GROUPS
        return (own or of_root) and members <= {user.pw_name, "root"} and not _has_list(place)

    def _has_list(place: str) -> bool:
        """Where an access list gives others a right, the bits of the group speak of all of them."""
        if sys.platform != "linux":
            return False
        try:
            return "system.posix_acl_access" in os.listxattr(place)
        except OSError:
            return False
