"""Loads modules from one file that holds their code without what only readers of the source need.

Python's own compiled files hold docstrings, the annotations of functions, and for each instruction the columns it comes
from: a megabyte and a half of what stays in memory all day. The file has none of that, of the program and of the
libraries it uses, and is read once instead of four hundred times. `tray.lib.keep_code` makes it.

A module comes from the file only where its source is as it was when the file was made; else, and whatever is wrong with
the file, it is imported as ever. Line numbers stay, so an error is told as it would be otherwise.
"""

import marshal
import os
import sys
from contextlib import suppress
from importlib.machinery import ModuleSpec, SourceFileLoader
from types import CodeType, ModuleType
from zlib import crc32

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NamedTuple

    class Entry(NamedTuple):
        """One module: its source and what that was, and where its code lies in the file."""

        origin: str
        stamp: int
        begins: int
        length: int
        sum: int


AFTER_SECONDS = 60.0
"""So long after a start it is made: most of what a day needs is loaded, and the session has its own start behind it."""
FEW = 10
"""So many modules may be imported from elsewhere before it's worth making the file anew."""
_HEAD = 8


def stamp(found: os.stat_result) -> int:
    """What changes with a source. Some packagers give every file one time, so when it was put there counts, too."""
    return crc32(b"%d %d %d" % (found.st_size, found.st_mtime_ns, found.st_ctime_ns))


def key() -> str:
    """For whom the code is: another Python, or another place to import from, may mean other modules by these names."""
    # The first is the folder of the script, or wherever a terminal is.
    return repr((sys.version, sys.prefix, os.path.dirname(os.path.dirname(__file__)), sys.path[1:]))


class KeptCode:
    """A finder for ``sys.meta_path``, and the loader of what it finds. Without the file it finds nothing."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._before = set(sys.modules)
        self._file, self._begins, self._index = _opened(path)

    def find_spec(
        self, name: str, _path: "Sequence[str] | None" = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """A module whose source is as it was."""
        entry = self._index.get(name)
        if entry is None:
            return None
        try:
            if stamp(os.stat(entry[0])) != entry[1]:
                return None
        except OSError:
            return None
        spec = ModuleSpec(name, self, origin=entry[0])  # type: ignore[arg-type]  # it has what is called of a loader
        spec.has_location = True
        folder, file = os.path.split(entry[0])
        if file == "__init__.py":
            spec.submodule_search_locations = [folder]
        return spec

    def create_module(self, _spec: ModuleSpec) -> None:
        """As Python does it."""

    def exec_module(self, module: ModuleType) -> None:
        """Run its code."""
        exec(self.get_code(module.__name__), module.__dict__)

    def get_code(self, name: str) -> CodeType:
        """From the file, where it's looked up once; from the source where that part of the file is damaged."""
        origin, _, begins, length, sum_ = self._index.pop(name)
        code = b""
        if sys.platform != "win32":
            with suppress(OSError):
                code = os.pread(self._file, length, self._begins + begins)
        if len(code) == length and crc32(code) == sum_:
            kept: CodeType = marshal.loads(code)
            return kept
        read = SourceFileLoader(name, origin).get_code(name)
        assert read is not None
        return read

    def wanted(self) -> dict[str, str]:
        """The sources of all modules that a new file should hold; none where this one has nearly all."""
        kept, elsewhere = {name: entry[0] for name, entry in self._index.items()}, {}
        for name, module in list(sys.modules.items()):
            spec = module.__spec__ if type(module) is ModuleType else None  # else nobody has read it
            if name in self._before or spec is None or spec.origin is None:
                continue
            if spec.loader is self:  # type: ignore[comparison-overlap]  # it has what is called of a loader
                kept[name] = spec.origin
            elif isinstance(spec.loader, SourceFileLoader):
                elsewhere[name] = spec.origin
        return kept | elsewhere if len(elsewhere) > FEW else {}


def _opened(path: str) -> "tuple[int, int, dict[str, Entry]]":
    """The open file, where the codes begin, and what it holds.

    Nothing where it is not there, damaged, for another Python, or could have been written by others.
    """
    if sys.platform == "win32":
        return -1, 0, {}
    try:
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return -1, 0, {}
    found = os.fstat(file)
    if found.st_uid == os.getuid() and not found.st_mode & 0o022:
        head = os.read(file, _HEAD)
        index = os.read(file, int.from_bytes(head[4:], "big"))
        if index and crc32(index) == int.from_bytes(head[:4], "big"):
            whom, entries = marshal.loads(index)
            if whom == key():
                return file, len(head) + len(index), entries
    os.close(file)
    return -1, 0, {}
