"""What the file knows about itself: its device, its machine, how far it has counted, whether it is in use."""

import sqlite3
from _blake2 import blake2b

from tray.core.messages.facts import Count
from tray.lib.identity import new_device
from tray.lib.language.translation import say
from tray.store.journal.rows import Damaged

# Of hashlib only this part: with the rest comes OpenSSL, 3.6 MiB in a program that stays.

_NAMED_IN = ("/etc/machine-id", "/var/lib/dbus/machine-id", "/etc/hostid")


def machine() -> str | None:
    """A hash of the machine's id, which is never stored itself, as its makers ask; None where there is no such id."""
    for file in _NAMED_IN:
        try:
            with open(file, "rb") as lines:
                name = lines.read(128).strip()
        except OSError:
            continue  # not every system has every file
        if name:
            return blake2b(name, digest_size=8, person=b"backpressure").hexdigest()
    return None


STORE = "store"
"""Names this file among all histories, so that a log that belongs to another one is recognised."""
TURN = "turn"
"""Goes up with each transaction. So every log holds the page on which this and ``STORE`` stand."""
DEVICE = "device"
FORMERLY = "formerly"
"""The device under which this same machine counted in a file that was damaged."""
MACHINE = "machine"
"""A hash of the id of the machine; a copied home is told from the machine it was copied from by it."""
IN_USE = "in_use"
"""There from an open to a clean close."""
_COUNTED = "counted"
_ERA = "era"


def read(connection: sqlite3.Connection, key: str) -> str | None:
    """What was written, or None. Raises Damaged when it is no text."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    if row is not None and not isinstance(row[0], str):
        raise Damaged(say("what it says of itself, {key}, isn't what was written", key=key))
    return None if row is None else row[0]


def write(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Overwrite; within the caller's transaction."""
    connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))


def forget(connection: sqlite3.Connection, key: str) -> None:
    """Take away; within the caller's transaction."""
    connection.execute("DELETE FROM meta WHERE key = ?", (key,))


def begin(connection: sqlite3.Connection, era: int = 0) -> None:
    """Name a new file, and this device in it; within the caller's transaction."""
    write(connection, STORE, new_device())
    write(connection, TURN, "0")
    begin_device(connection, machine(), era)


def begin_device(connection: sqlite3.Connection, on: str | None, era: int) -> None:
    """Count under a new device id from here on, on this machine; within the caller's transaction."""
    keep_count(connection, Count(new_device(), era=era))
    forget(connection, FORMERLY)
    if on is not None:
        write(connection, MACHINE, on)


def turn(connection: sqlite3.Connection) -> None:
    """To be called in each transaction; within it."""
    connection.execute("UPDATE meta SET value = value + 1 WHERE key = ?", (TURN,))


def identity(connection: sqlite3.Connection) -> tuple[str | None, int]:
    """Which file this is, and how far it has come."""
    return read(connection, STORE), _number(read(connection, TURN))


def count(connection: sqlite3.Connection) -> Count:
    """How far this device has counted, purged facts included: a number names one fact for ever."""
    device = read(connection, DEVICE)
    if not device:
        raise Damaged(say("it has lost the name of its device"))
    floor = Count(device, _number(read(connection, _COUNTED)), _number(read(connection, _ERA)))
    last = connection.execute("SELECT n, era FROM facts WHERE device = ? ORDER BY n DESC LIMIT 1", (device,)).fetchone()
    if last is None:
        return floor
    reached = Count(device, _number(last[0]), _number(last[1]))
    return floor if reached.n <= floor.n else reached


def latest_era(connection: sqlite3.Connection) -> int:
    """The era of the last fact in the fold order, of any device: what comes new belongs behind it."""
    return _number(connection.execute("SELECT coalesce(max(era), 0) FROM facts").fetchone()[0])


def _number(written: object) -> int:
    if isinstance(written, int):
        return written
    if isinstance(written, str) and written.isascii() and written.isdigit():
        return int(written)
    raise Damaged(say("a count in it is not a number"))


def keep_count(connection: sqlite3.Connection, reached: Count) -> None:
    """Remember how far this device has counted, whatever becomes of the facts."""
    write(connection, DEVICE, reached.device)
    write(connection, _COUNTED, str(reached.n))
    write(connection, _ERA, str(reached.era))
