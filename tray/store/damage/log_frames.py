"""The pages that lie in the write-ahead log, by the rules of https://www.sqlite.org/fileformat2.html#walformat."""

from collections.abc import Iterator

from tray.lib.frozen import NamedTuple, dataclass
from tray.store.damage.carve import read
from tray.store.journal.schema import PAGE

_LOG_HEADER = 32
_FRAME_HEADER = 24
_WORD = 1 << 32


class Frame(NamedTuple):
    """A page in the log."""

    number: int
    """Of the page, in the file."""
    page: bytes
    round: bytes
    """Two random numbers, new each time that the log is begun again from its start."""
    ends: bool
    """It says that it is the last of its transaction."""
    is_whole: bool
    """It follows what stands before it, and is what was written."""


@dataclass(frozen=True, slots=True)
class Log:
    """The whole frames of a log, as bytes; each is looked at only when it is asked for, since checksums take time."""

    content: bytes

    def __len__(self) -> int:
        return max(0, len(self.content) - _LOG_HEADER) // (_FRAME_HEADER + PAGE)

    def __iter__(self) -> Iterator[Frame]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, index: int) -> Frame:
        start = _LOG_HEADER + index * (_FRAME_HEADER + PAGE)
        if not 0 <= index < len(self):
            raise IndexError(index)
        header, page = self.content[start : start + _FRAME_HEADER], self.content[start + _FRAME_HEADER :][:PAGE]
        whole = checksum(self._checksum_before(start), header[:8] + page) == header[16:]
        return Frame(int.from_bytes(header[:4], "big"), page, header[8:16], any(header[4:8]), whole)

    @property
    def round(self) -> bytes:
        """What the head of the log says its round is."""
        return self.content[16:24]

    def _checksum_before(self, start: int) -> bytes:
        if start == _LOG_HEADER:
            return self.content[24:_LOG_HEADER]
        return self.content[start - PAGE - 8 : start - PAGE]


def log_of(file: str) -> Log:
    """The log beside a database."""
    return Log(read(f"{file}-wal"))


def checksum(before: bytes, content: bytes) -> bytes:
    """The checksum with ``content``, after what it was before; its words are in the byte order of this machine."""
    first, second = int.from_bytes(before[:4], "big"), int.from_bytes(before[4:], "big")
    words = memoryview(content).cast("I")
    for one, other in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) % _WORD
        second = (second + other + first) % _WORD
    return first.to_bytes(4, "big") + second.to_bytes(4, "big")
