"""Writes a value for ``marshal.loads`` so that what is equal in it, and can't change, is there once when it is loaded.

``marshal.dumps`` shares what is the same object only. The code of a module holds the same few tuples of names dozens of
times, each its own: ``code.replace`` makes them anew for each function.
"""

import marshal
from collections import Counter

_REF, _CODE, _DICT, _END = b"r", b"c", b"{", b"0"
_ALONE = {b"N", b"T", b"F", b"S", b"."}
"""What there is only one of in all of Python."""
_FIXED = dict.fromkeys(_ALONE, 0) | {b"i": 4, b"g": 8, b"y": 16}
_BY_LENGTH = {b"s", b"t", b"u", b"a", b"A"}
_SHORT, _INTERNED = {b"z": b"a", b"Z": b"A", b")": b"("}, {b"t": b"u", b"A": b"a"}
_KEEPS = {b"(", b">", b":"}
"""What holds others and can't change: tuples, frozen sets, slices."""
_CHANGES = {b"[", b"<"}
_INTS, _LATER_INTS = 20, 4
"""Bytes of the numbers at the beginning of a code object, and of its first line."""
_OBJECTS, _LATER_OBJECTS = 8, 2
_FLAG, _LENGTH, _DIGIT = 0x80, 4, 2

_Part = tuple[bytes, bytes, tuple[int, ...]]
"""Its type, what it holds itself, and which parts it is made of."""


def dumps(value: object) -> bytes:
    """For ``marshal.loads`` of the same Python. Raises ValueError where marshal can't write it.

    Should another Python write otherwise than those known here, nothing is shared.
    """
    written = marshal.dumps(value)  # type: ignore[arg-type]  # it raises ValueError itself
    try:
        shared = _Writing(_Reading(written)).done
        is_same = bool(marshal.loads(shared) == value)
    except (ValueError, EOFError, TypeError, IndexError):
        is_same = False
    return shared if is_same else written


class _Reading:
    """Takes apart what marshal wrote; equal parts that can't change become one."""

    def __init__(self, written: bytes) -> None:
        self.parts: list[_Part] = []
        self.interned: set[int] = set()
        self._written, self._at = written, 0
        self._known: dict[_Part, int] = {}
        self._mentioned: list[int] = []
        self.whole = self._part()
        if self._at != len(written):
            raise ValueError("marshal wrote what isn't known here")

    def _part(self) -> int:
        first = self._take(1)[0]
        kind = bytes([first & ~_FLAG])
        if kind == _REF:
            return self._mentioned[self._number(4)]
        place = len(self._mentioned)
        if first & _FLAG:
            self._mentioned.append(-1)
        part = self._kept(_SHORT.get(kind, kind), 1 if kind in _SHORT else _LENGTH)
        if first & _FLAG:
            self._mentioned[place] = part
        return part

    def _kept(self, kind: bytes, length: int) -> int:
        part: _Part
        is_interned, kind = kind in _INTERNED, _INTERNED.get(kind, kind)
        if kind in _FIXED:
            part = kind, self._take(_FIXED[kind]), ()
        elif kind in _BY_LENGTH:
            part = kind, self._take(self._number(length)), ()
        elif kind == b"l":
            digits = self._take(4)
            part = kind, digits + self._take(_DIGIT * abs(int.from_bytes(digits, "little", signed=True))), ()
        elif kind in _KEEPS:
            part = kind, b"", self._several(3 if kind == b":" else self._number(length))
        else:
            self.parts.append(self._own(kind))
            return len(self.parts) - 1
        at = self._known.setdefault(part, len(self.parts))
        if at == len(self.parts):
            self.parts.append(part)
        if is_interned:
            self.interned.add(at)
        return at

    def _own(self, kind: bytes) -> _Part:
        """What is never shared: it could change, or its identity counts."""
        if kind == _CODE:
            ints = self._take(_INTS)
            objects = self._several(_OBJECTS)
            ints += self._take(_LATER_INTS)
            return kind, ints, objects + self._several(_LATER_OBJECTS)
        if kind == _DICT:
            found = list[int]()
            while self._written[self._at : self._at + 1] != _END:
                found.append(self._part())
            self._at += 1
            return kind, b"", tuple(found)
        if kind in _CHANGES:
            return kind, b"", self._several(self._number(_LENGTH))
        raise ValueError(f"marshal wrote what isn't known here: {kind!r}")

    def _several(self, count: int) -> tuple[int, ...]:
        return tuple([self._part() for _ in range(count)])

    def _take(self, count: int) -> bytes:
        self._at += count
        return self._written[self._at - count : self._at]

    def _number(self, length: int) -> int:
        return int.from_bytes(self._take(length), "little")


class _Writing:
    """Puts it together again, each part in full where it comes first."""

    def __init__(self, read: _Reading) -> None:
        self._read = read
        self._uses = Counter[int]([read.whole])
        for _, _, parts in read.parts:
            self._uses.update(parts)
        self._written = list[bytes]()
        self._places = dict[int, int]()
        self._put(read.whole)
        self.done = b"".join(self._written)

    def _put(self, at: int) -> None:
        kind, own, parts = self._read.parts[at]
        if at in self._places:
            self._written.append(_REF + self._places[at].to_bytes(4, "little"))
            return
        flag = 0
        if self._uses[at] > 1 and kind not in _ALONE:
            flag, self._places[at] = _FLAG, len(self._places)
        if at in self._read.interned:
            kind = next(interned for interned, plain in _INTERNED.items() if plain == kind)
        length = b""
        if kind in _BY_LENGTH:
            length = len(own).to_bytes(_LENGTH, "little")
        elif kind in _CHANGES or kind in _KEEPS - {b":"}:
            length = len(parts).to_bytes(_LENGTH, "little")
        self._written += (bytes([kind[0] | flag]), length, own[:_INTS] if kind == _CODE else own)
        for number, each in enumerate(parts):
            if kind == _CODE and number == _OBJECTS:
                self._written.append(own[_INTS:])
            self._put(each)
        if kind == _DICT:
            self._written.append(_END)
