"""Makes the file of `kept_code` in its own process: ``python -m tray.lib.loading.keep_code FILE KEY SOURCES RAN``.

SOURCES are names and paths of modules, RAN their names and the first lines of functions that the last start has called
and whose code should come with the module, both as JSON.
"""

import ast
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import CodeType

from tray.lib import private_files
from tray.lib.loading.kept_code import CALL, LINES, PART, RAN, all_within, framed, place, ran_before, stamp
from tray.lib.loading.share_equal import dumps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tray.lib.loading.kept_code import Lines

_OURS = "tray."
_UNIT, _UNITS = 2, 8
_IS_NOWHERE = 0xFF
_SHORTEST = 16
_ASKED_BY_NOBODY = ("<genexpr>", "<listcomp>", "<dictcomp>", "<setcomp>")
_SHORT = "."
_BY_SIX, _ALONE = "from six.moves import queue", "import queue"
_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Definition = ast.ClassDef | ast.FunctionDef


def keep(path: str, key: str, sources: Mapping[str, str], ran: Mapping[str, Sequence[int]] | None = None) -> None:
    """Write the code of these modules, whole or not at all. Raises OSError."""
    before = ran_before(path) if ran is not None else {}
    file, entries, lines = _Chunks(), dict[str, tuple[str, int, int, int]](), dict[str, tuple[int, list[int]]]()
    for name, origin in sources.items():
        origin = sys.intern(origin)  # so that one text stands for it in the index and in all its code
        try:
            was = stamp(os.stat(origin))  # before it is read: what is written meanwhile makes another file
            with open(origin, "rb") as read:
                tree = lean(read.read(), ours=name.startswith(_OURS))
            known, called = before.get(name, (was, []))
            wanted = sorted({*(called if known == was else ()), *(ran or {}).get(name, ())})
            aside = set_aside(tree, wanted) if ran is not None and not name.startswith(_OURS) else {}
            code, where = lines_apart(compile(tree, origin, "exec"))
            alone = {each: lines_apart(compile(part, origin, "exec")) for each, part in aside.items()}
        except (OSError, SyntaxError, ValueError):
            continue  # it is imported as ever
        late = dict[int, CodeType]()
        if ran is not None:
            lines[name] = was, wanted
            code, late, of_stubs = put_off(code, tree, wanted)
            where = of_stubs | where
        for _, more in alone.values():
            where |= more
        places: dict[int | str, int] = {LINES: file.add(where)}
        places |= {line: file.add(each) for line, each in late.items()}
        places |= {each: file.add((aside[each].body[-1].lineno, part)) for each, (part, _) in alone.items()}
        entries[name] = origin, was, file.add(code), file.add(places)
    entries[RAN] = "", 0, file.add(lines), 0
    private_files.make_folders(os.path.dirname(path))
    private_files.replace(path, framed(dumps((key, entries))) + b"".join(file.content))


class _Chunks:
    """What lies in the file after the index, one after another."""

    def __init__(self) -> None:
        self.content: list[bytes] = []
        self._end = 0

    def add(self, value: object) -> int:
        """Where it lies."""
        begins = self._end
        self.content.append(framed(dumps(value)))
        self._end += len(self.content[-1])
        return begins


_ASKS = {"_getframe", "_getframemodulename", "currentframe", "stacklevel", "locals"}
"""What asks who called it must not be called by way of the loader."""
_LEAST_BYTES = 600
"""What stands for a function takes 270."""


def put_off(code: CodeType, tree: ast.Module, ran: Sequence[int]) -> "tuple[CodeType, dict[int, CodeType], Lines]":
    """The code of a module in which functions fetch theirs at their first call, and those codes by their first lines.

    Last come the lines of what stands for them.

    Where ``ran`` names the first line of one it stays, and so do small ones, those that a call by way of another would
    disturb, and what is made anew at each call of something else.
    """
    asking, late = _asking(tree), dict[int, CodeType]()

    def is_late(each: CodeType) -> bool:
        return (
            each.co_firstlineno not in late
            and each.co_firstlineno not in ran
            and not each.co_freevars
            and each.co_name not in asking
            and each.co_name != "__del__"
            and _bytes_of(each) >= _LEAST_BYTES
        )

    def stubs_for(outer: CodeType, nodes: Sequence[ast.stmt]) -> list[ast.stmt]:
        """What stands for functions, those in classes beside the others: within what each is, its code says."""
        known = {each.name: each for each in nodes if isinstance(each, ast.FunctionDef | ast.ClassDef)}
        found = list[ast.stmt]()
        for each in _inner(outer):
            node = known.get(each.co_name)
            if isinstance(node, ast.ClassDef):
                found += stubs_for(each, node.body)
            elif isinstance(node, ast.FunctionDef) and is_late(each):
                late[each.co_firstlineno] = each
                found.append(_stub(each))
        return found

    module = ast.fix_missing_locations(ast.Module(stubs_for(code, tree.body), []))
    made, lines = lines_apart(compile(module, code.co_filename, "exec"))
    stubs = {each.co_firstlineno: each for each in all_within(made)}

    def without(outer: CodeType) -> CodeType:
        consts = list[object]()
        for each in outer.co_consts:
            if isinstance(each, CodeType):
                stands = stubs.get(each.co_firstlineno) if late.get(each.co_firstlineno) is each else None
                each = stands or without(each)
            consts.append(each)
        return outer.replace(co_consts=tuple(consts))

    return without(code), late, lines


def set_aside(tree: ast.Module, ran: Sequence[int]) -> dict[str, ast.Module]:
    """Take classes and functions out of a module that nothing in it needs, by name; see `KeptCode.part`.

    Whatever a start wanted stays, as ``ran`` names it by its line, and with it what that names. What a decorator does
    is done when the module runs, and what is there twice is the affair of the module.
    """
    named = Counter(each.name for each in tree.body if isinstance(each, _Definition))
    may = {
        each.name: each
        for each in tree.body
        if isinstance(each, _Definition)
        and not each.decorator_list
        and not each.name.startswith("__")
        and each.lineno not in ran
        and named[each.name] == 1
    }
    if "__getattr__" in named or not may or not any(map(_names_all, tree.body)):
        return {}
    wanted = [each for each in tree.body if may.get(getattr(each, "name", "")) is not each]
    for each in wanted:  # grows while it is walked
        for name in _names(each) & may.keys():
            wanted.append(may.pop(name))
    future = [each for each in tree.body if isinstance(each, ast.ImportFrom) and each.module == "__future__"]
    tree.body = [each for each in tree.body if may.get(getattr(each, "name", "")) is not each]
    if may:
        (gets,) = ast.parse(f"__getattr__ = {PART}(__spec__)").body
        after = 1 + tree.body.index(future[-1]) if future else 0
        tree.body.insert(after, gets)
    # What one of them names is there before it is, since the module itself looks for names in one place only.
    return {
        name: ast.fix_missing_locations(
            ast.Module([*future, *_asking_for(_names(each) & may.keys() - {name}), each], [])
        )
        for name, each in may.items()
    }


def _names_all(node: ast.stmt) -> bool:
    """Whether it says what all of the module is; else that's what is in there, of which nothing may be missing."""
    return isinstance(node, ast.Assign) and any(
        isinstance(each, ast.Name) and each.id == "__all__" for each in node.targets
    )


def _names(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def _asking_for(names: Iterable[str]) -> list[ast.stmt]:
    return ast.parse("".join(f"__getattr__({each!r})\n" for each in sorted(names))).body


def _inner(code: CodeType) -> list[CodeType]:
    return [each for each in code.co_consts if isinstance(each, CodeType)]


def _stub(code: CodeType) -> ast.stmt:
    """What stands for a function: it has whatever loaded the module fetch the code. What it takes comes with that."""
    (made,) = ast.parse(f"def {code.co_name}(*values, **named): return {CALL}(values, named)").body
    return ast.increment_lineno(made, code.co_firstlineno - 1)


def _asking(tree: ast.Module) -> set[str]:
    """The names of functions that ask who called them, or call one of these in the same module."""
    names = {
        each.name: {
            word
            for inner in ast.walk(each)
            for word in (getattr(inner, "id", None), getattr(inner, "attr", None), getattr(inner, "arg", None))
        }
        for each in ast.walk(tree)
        if isinstance(each, _Function)
    }
    asking, before = set(_ASKS), set[str]()
    while asking != before:
        before = set(asking)
        asking |= {name for name, words in names.items() if words & asking}
    return asking


def _bytes_of(code: CodeType) -> int:
    parts = (code, code.co_linetable, code.co_exceptiontable, code.co_consts, code.co_names, code.co_varnames)
    return sum(map(sys.getsizeof, parts)) + sum(
        _bytes_of(each) if isinstance(each, CodeType) else sys.getsizeof(each) for each in code.co_consts
    )


def lean(source: bytes, *, ours: bool) -> ast.Module:
    """A module without what nobody asks of it while it runs.

    Assertions stay, and so do the annotations of classes, which are the fields of dataclasses. A dataclass of others
    without a docstring would make one, for which Python loads half a megabyte, so their classes keep a short one. A
    protocol is there for who checks types, so of ours no more is left than a class of that name.
    """
    tree = ast.parse(source)
    tree.body = [_without_six(each) for each in tree.body]
    for node in ast.walk(tree):
        if ours and isinstance(node, ast.ClassDef) and _is_protocol(node):
            node.bases, node.body = [], ast.parse("__slots__ = ()").body
        if isinstance(node, ast.Module | _Function | ast.ClassDef):
            _without_docstring(node, "" if ours or not isinstance(node, ast.ClassDef) else _SHORT)
        if ours and isinstance(node, _Function):
            _without_annotations(node)
    return tree


def _is_protocol(node: ast.ClassDef) -> bool:
    """Whether a class is one that does nothing itself; what is made for each type anew stays as it is."""
    bases = {each.id if isinstance(each, ast.Name) else "" for each in node.bases}
    return "Protocol" in bases and "" not in bases and not node.decorator_list and all(map(_does_nothing, node.body))


def _does_nothing(node: ast.stmt) -> bool:
    """A docstring, three dots, the type of an attribute, or a method that is nothing else."""
    if isinstance(node, ast.FunctionDef):
        return all(map(_does_nothing, node.body))
    if isinstance(node, ast.AnnAssign):
        return node.value is None
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _without_docstring(node: ast.Module | ast.ClassDef | _Function, instead: str) -> None:
    first = node.body[0] if node.body else None
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        if instead:
            first.value.value = instead
        else:
            node.body[0] = ast.copy_location(ast.Pass(), first)


def _without_six(node: ast.stmt) -> ast.stmt:
    """What pystray imports by way of ``six`` in this Python is a module of that name; the way there weighs 0.1 MiB."""
    if isinstance(node, ast.ImportFrom) and ast.unparse(node) == _BY_SIX:
        return ast.fix_missing_locations(ast.copy_location(ast.parse(_ALONE).body[0], node))
    return node


def _without_annotations(node: _Function) -> None:
    takes = node.args
    node.returns = None
    for each in (*takes.posonlyargs, *takes.args, *takes.kwonlyargs, takes.vararg, takes.kwarg):
        if each is not None:
            each.annotation = None


def lines_apart(code: CodeType) -> "tuple[CodeType, Lines]":
    """The same code, which says of no instruction where it comes from, and what says that.

    Only an error asks for it; see `KeptCode.line_of`. Nor does a comprehension say within what it is, unless another
    that is equal begins on the same line.
    """
    lines: Lines = {}

    def without(each: CodeType) -> CodeType:
        inner = (without(one) if isinstance(one, CodeType) else one for one in each.co_consts)
        name = each.co_name if each.co_name in _ASKED_BY_NOBODY else each.co_qualname
        made = each.replace(co_consts=tuple(inner), co_qualname=name)
        if lines.setdefault(place(made), each.co_linetable) != each.co_linetable:
            made = made.replace(co_qualname=each.co_qualname)
            lines[place(made)] = each.co_linetable
        return made.replace(co_linetable=_nowhere(len(each.co_code)))

    return without(code), lines


def _nowhere(length: int) -> bytes:
    """The table of locations of Python 3.11 and later: for eight units each, that they come from nowhere.

    It may say so of more than there is, so a few tables do for all code.
    """
    needed = -(-length // (_UNIT * _UNITS))
    return bytes([_IS_NOWHERE]) * max(_SHORTEST, 1 << (needed - 1).bit_length())


def main(words: Sequence[str]) -> int:
    """Make the file, when nobody else wants the processor; the exit code."""
    path, key, sources, ran = words
    if sys.platform != "win32":
        os.nice(19)
    keep(path, key, json.loads(sources), json.loads(ran))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
