"""Where the X server and the Wayland compositor of this session are, and what lets one in at the former."""

import os
import re
import socket
import struct
from collections.abc import Iterator, Mapping

from tray.desktop.linux.display.stream import Address
from tray.errors import DesktopError
from tray.lib.frozen import dataclass
from tray.lib.language.translation import say

COOKIE_KIND = b"MIT-MAGIC-COOKIE-1"
_DISPLAY = re.compile(r"(?P<host>unix|localhost|127\.0\.0\.1)?(?:/unix)?:(?P<number>\d+)(?:\.(?P<screen>\d+))?")
_FIRST_PORT = 6000
_FAMILY_LOCAL, _FAMILY_WILD = 256, 65_535


@dataclass(frozen=True, slots=True)
class Display:
    """What ``DISPLAY`` says."""

    number: int
    screen: int
    forwarded: bool
    """It is reached through a port of this machine, as ssh forwards it."""

    @property
    def addresses(self) -> list[Address]:
        """Where to knock, the likeliest first."""
        if self.forwarded:
            return [("127.0.0.1", _FIRST_PORT + self.number)]
        return [self.path, b"\0" + self.path.encode()]

    @property
    def path(self) -> str:
        """The socket of a server of this machine."""
        return f"/tmp/.X11-unix/X{self.number}"


def display(environment: Mapping[str, str]) -> Display:
    """Raises DesktopError when there is none, or when it is on another machine: we use no network."""
    name = environment.get("DISPLAY", "")
    if not name:
        raise DesktopError(say("There's no X display: DISPLAY isn't set."))
    found = _DISPLAY.fullmatch(name)
    if found is None:
        raise DesktopError(say("The X display {name} isn't on this machine.", name=repr(name)))
    host = found["host"]
    return Display(int(found["number"]), int(found["screen"] or 0), forwarded=host not in (None, "unix"))


def cookie(at: Display, environment: Mapping[str, str]) -> bytes | None:
    """The secret that the server asks for; None when there is none: it may let us in for who we are."""
    try:
        with open(_file(environment), "rb") as file:
            entries = list(_entries(file.read()))
    except (OSError, struct.error):
        return None  # without a readable file, too, the server may let us in; if not, it says so
    usable = [one for one in entries if one.kind == COOKIE_KIND and one.number in (b"", str(at.number).encode())]
    # The host's name in the file is the one it had when the session began; a new network may have given it another.
    here = socket.gethostname().encode()
    usable.sort(key=lambda one: (one.family != _FAMILY_LOCAL or one.host != here, one.family != _FAMILY_WILD))
    return usable[0].secret if usable else None


@dataclass(frozen=True, slots=True)
class _Entry:
    family: int
    host: bytes
    number: bytes
    kind: bytes
    secret: bytes


def _file(environment: Mapping[str, str]) -> str:
    named = environment.get("XAUTHORITY")
    return named or os.path.join(environment.get("HOME", "/"), ".Xauthority")


def _entries(content: bytes) -> Iterator[_Entry]:
    """The format of libXau: a family, then four strings, each after its length; all numbers big-endian."""
    at = 0
    while at < len(content):
        (family,) = struct.unpack_from(">H", content, at)
        at += 2
        strings = []
        for _ in range(4):
            (length,) = struct.unpack_from(">H", content, at)
            strings.append(content[at + 2 : at + 2 + length])
            at += 2 + length
        yield _Entry(family, *strings)


def socket_path(environment: Mapping[str, str]) -> str:
    """Where the compositor of this session listens; raises DesktopError when there is none."""
    name = environment.get("WAYLAND_DISPLAY")
    if not name:
        raise DesktopError(say("There's no Wayland compositor: WAYLAND_DISPLAY isn't set."))
    folder = environment.get("XDG_RUNTIME_DIR")
    if not name.startswith("/") and not folder:
        raise DesktopError(say("The Wayland compositor can't be found: XDG_RUNTIME_DIR isn't set."))
    return os.path.join(folder or "/", name)
