"""Makes the file of `tray.lib.kept_code`, as a process of its own: ``python -m tray.lib.keep_code FILE KEY SOURCES``.

SOURCES are names and paths, as JSON.
"""

import ast
import json
import marshal
import os
import sys
from collections.abc import Mapping, Sequence
from itertools import groupby
from types import CodeType
from zlib import crc32

from tray.lib import private_files
from tray.lib.kept_code import stamp

_OURS = "tray."
_UNIT, _UNITS_AT_MOST, _GROUP = 2, 8, 64
_IS_ENTRY, _LINE_ALONE, _NOWHERE = 0x80, 13, 15
_Function = ast.FunctionDef | ast.AsyncFunctionDef


def keep(path: str, key: str, sources: Mapping[str, str]) -> None:
    """Write the code of these modules, whole or not at all. Raises OSError."""
    entries, codes, begins = {}, list[bytes](), 0
    for name, origin in sources.items():
        try:
            was = stamp(os.stat(origin))  # before it is read: what is written meanwhile makes another file
            with open(origin, "rb") as file:
                tree = lean(file.read(), ours=name.startswith(_OURS))
            code = marshal.dumps(with_lines_alone(compile(tree, origin, "exec")))
        except (OSError, SyntaxError, ValueError):
            continue  # it is imported as ever
        entries[name] = (origin, was, begins, len(code), crc32(code))
        codes.append(code)
        begins += len(code)
    index = marshal.dumps((key, entries))
    head = crc32(index).to_bytes(4, "big") + len(index).to_bytes(4, "big")
    private_files.make_folders(os.path.dirname(path))
    private_files.replace(path, b"".join((head, index, *codes)))


def lean(source: bytes, *, ours: bool) -> ast.Module:
    """A module without what nobody asks of it while it runs; of others' modules, the docstrings of functions alone go.

    Assertions stay, and so do the annotations of classes, which are the fields of dataclasses. A dataclass of others
    without a docstring would make one, for which Python loads half a megabyte.
    """
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | _Function) or (ours and isinstance(node, ast.ClassDef)):
            _without_docstring(node)
        if ours and isinstance(node, _Function):
            _without_annotations(node)
    return tree


def _without_docstring(node: ast.Module | ast.ClassDef | _Function) -> None:
    first = node.body[0] if node.body else None
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        node.body[0] = ast.copy_location(ast.Pass(), first)


def _without_annotations(node: _Function) -> None:
    takes = node.args
    node.returns = None
    for each in (*takes.posonlyargs, *takes.args, *takes.kwonlyargs, takes.vararg, takes.kwarg):
        if each is not None:
            each.annotation = None


def with_lines_alone(code: CodeType) -> CodeType:
    """The same code, which knows of each instruction the line it comes from, and no column."""
    inner = tuple(with_lines_alone(each) if isinstance(each, CodeType) else each for each in code.co_consts)
    short = code.replace(co_consts=inner, co_linetable=_table(code))
    # The form of the table is Python's own affair; another one could not say the same lines.
    return short if _lines(short) == _lines(code) else code.replace(co_consts=inner)


def _lines(code: CodeType) -> list[tuple[int, int | None]]:
    """How many units of code each line takes, one after another."""
    runs = groupby(code.co_lines(), key=lambda part: part[2])
    return [(sum(end - begin for begin, end, _ in parts) // _UNIT, line) for line, parts in runs]


def _table(code: CodeType) -> bytes:
    """The table of locations of Python 3.11 and later: for at most eight units what kind of entry follows, and that."""
    table, before = bytearray(), code.co_firstlineno
    for units, line in _lines(code):
        while units > 0:
            taken = min(units, _UNITS_AT_MOST)
            units -= taken
            if line is None:
                table.append(_IS_ENTRY | _NOWHERE << 3 | taken - 1)
                continue
            table.append(_IS_ENTRY | _LINE_ALONE << 3 | taken - 1)
            table += _signed(line - before)
            before = line
    return bytes(table)


def _signed(number: int) -> bytes:
    """In groups of six bits, the lowest first, and a bit that says whether another follows; the lowest is the sign."""
    left, groups = abs(number) << 1 | (number < 0), bytearray()
    while left >= _GROUP:
        groups.append(_GROUP | left % _GROUP)
        left //= _GROUP
    groups.append(left)
    return bytes(groups)


def main(words: Sequence[str]) -> int:
    """Make the file, when nobody else wants the processor; the exit code."""
    path, key, sources = words
    if sys.platform != "win32":
        os.nice(19)
    keep(path, key, json.loads(sources))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
