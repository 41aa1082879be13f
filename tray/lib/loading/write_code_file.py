"""Makes the file of `load_code_file` in its own process: ``python -m tray.lib.loading.write_code_file`` and so on.

Its words are FILE KEY SOURCES RAN.

SOURCES are names and paths of modules, RAN their names and the first lines of functions that the last start has called
and whose code should come with the module, both as JSON. Of a module of which no start has told that, the functions
come with it that a usual day calls, as `assets/usual_day.txt` names them; so the first start can have the file, too.
"""

import ast
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.machinery import PathFinder, SourceFileLoader
from types import CodeType

from tray.lib import private_files
from tray.lib.assets import asset_place
from tray.lib.loading.load_code_file import CALL, LATE, LINES, PART, RAN, all_within, framed, place, ran_before, stamp
from tray.lib.loading.share_equal import dumps
from tray.lib.loading.without_typing import without_typing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tray.lib.loading.load_code_file import Lines

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
    before, usual = (ran_before(path), usual_day()) if ran is not None else ({}, {})
    file, entries, lines = _Chunks(), dict[str, tuple[str, int, int, int]](), dict[str, tuple[int, list[int]]]()
    for name, origin in sources.items():
        origin = sys.intern(origin)  # so that one text stands for it in the index and in all its code
        try:
            was = stamp(os.stat(origin))  # before it is read: what is written meanwhile makes another file
            with open(origin, "rb") as read:
                tree = lean(read.read(), ours=name.startswith(_OURS))
            known, called = before.get(name, (None, []))
            called = called if known == was else lines_of(tree, usual.get(name, ()))
            wanted = sorted({*called, *(ran or {}).get(name, ())})
            aside = set_aside(tree, wanted) if ran is not None and not name.startswith(_OURS) else {}
            code, where = lines_apart(compile(tree, origin, "exec"))
            alone = {each: lines_apart(compile(part, origin, "exec")) for each, part in aside.items()}
        except (OSError, SyntaxError, ValueError):
            continue  # it is imported as ever
        late = dict[int, CodeType]()
        if ran is not None:
            lines[name] = was, wanted
            code, late, of_now = put_off(code, tree, wanted, ours=name.startswith(_OURS))
            where = of_now | where
        for _, more in alone.values():
            where |= more
        places: dict[int | str, int] = {LINES: file.add(where)}
        places |= {line: file.add(each) for line, each in late.items()}
        places |= {each: file.add((aside[each].body[-1].lineno, part)) for each, (part, _) in alone.items()}
        entries[name] = origin, was, file.add(code), file.add(places)
    entries[RAN] = "", 0, file.add(lines), 0
    private_files.make_folders(os.path.dirname(path))
    private_files.replace(path, framed(dumps((key, entries))) + b"".join(file.content))


def prepare(path: str, key: str) -> None:
    """Write the code of all modules that a usual day loads, before any start. Raises OSError."""
    keep(path, key, {name: origin for name in usual_day() if (origin := origin_of(name))}, {})


def usual_day() -> dict[str, list[str]]:
    """What a usual day calls, by module: names of functions, and of classes of libraries. Raises OSError."""
    with open(asset_place("usual_day.txt"), encoding="utf-8") as file:
        lines = (line.split() for line in file if not line.startswith("#"))
        return {name: names for name, *names in lines}


def lines_of(tree: ast.Module, names: Iterable[str]) -> list[int]:
    """Where in a module begins what is named so; what isn't there any more is nowhere."""
    wanted = set(names)
    return [line for name, line in named_lines(tree.body) if name in wanted]


def named_lines(nodes: Sequence[ast.stmt], within: str = "") -> Iterator[tuple[str, int]]:
    """The functions and classes of a module, and of its classes, each with its first line."""
    for node in nodes:
        if isinstance(node, _Definition | ast.AsyncFunctionDef):
            yield f"{within}{node.name}", _first_line(node)
        if isinstance(node, ast.ClassDef):
            yield from named_lines(node.body, f"{within}{node.name}.")


def origin_of(name: str) -> str | None:
    """Where the source of a module is, which isn't imported for that; None where it has none here."""
    within, spec = None, None
    for end in (*(at for at, letter in enumerate(name) if letter == "."), len(name)):
        spec = PathFinder.find_spec(name[:end], within)
        if spec is None:
            return None
        within = spec.submodule_search_locations
    return spec.origin if spec and isinstance(spec.loader, SourceFileLoader) else None


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
_NEEDS_A_FUNCTION = {"__class_getitem__", "__getattribute__", "__init_subclass__", "__new__", "__set_name__"}
"""Python itself asks whether these are functions, or asks for them all the time."""
_LEAST_BYTES = 600
"""Where a function has to stand for one, it takes 270."""


def put_off(
    code: CodeType, tree: ast.Module, ran: Sequence[int], *, ours: bool
) -> "tuple[CodeType, dict[int, CodeType], Lines]":
    """The code of a module in which functions fetch theirs at their first call, and those codes by their first lines.

    Last come the lines of what is there now. Where ``ran`` names the first line of one it stays, and so do those that
    a call by way of another would disturb, and what is made anew at each call of something else. In ``tree``, what
    stands for most of ours is no function, and takes a fifth of one. Where only a function will do it's a small one, as
    it is in libraries, of which nobody knows what they ask of their functions.
    """
    late = _late_ones(code, tree, ran)
    if not late:
        return code, {}, {}
    placed = _put_in_their_place(tree.body, late, _attributes_taken(tree)) if ours else set()
    now, lines = lines_apart(compile(ast.fix_missing_locations(tree), code.co_filename, "exec"))
    large = {line: each for line, each in late.items() if line not in placed and _bytes_of(each) >= _LEAST_BYTES}
    module = ast.fix_missing_locations(ast.Module([_stub(each) for each in large.values()], []))
    made, of_stubs = lines_apart(compile(module, code.co_filename, "exec"))
    stubs = {each.co_firstlineno: each for each in all_within(made)}

    def without(outer: CodeType) -> CodeType:
        consts = list[object]()
        for each in outer.co_consts:
            if isinstance(each, CodeType):
                is_large = each.co_firstlineno in large and place(each) == place(large[each.co_firstlineno])
                each = stubs[each.co_firstlineno] if is_large else without(each)
            consts.append(each)
        return outer.replace(co_consts=tuple(consts))

    return without(now), {line: late[line] for line in sorted({*placed, *large})}, of_stubs | lines


def _late_ones(code: CodeType, tree: ast.Module, ran: Sequence[int]) -> dict[int, CodeType]:
    """The code of all functions of a module, and of its classes, that may come later, by its first line."""
    asking, late, twice = {"__del__", *_asking(tree)}, dict[int, CodeType](), set[int]()

    def look_through(outer: CodeType, nodes: Sequence[ast.stmt]) -> None:
        known = {_first_line(each): each for each in nodes if isinstance(each, ast.FunctionDef | ast.ClassDef)}
        for each in _inner(outer):
            line, node = each.co_firstlineno, known.get(each.co_firstlineno)
            if node is None or node.name != each.co_name:
                continue
            if isinstance(node, ast.ClassDef):
                look_through(each, node.body)
            elif line not in ran and not each.co_freevars and node.name not in asking:
                twice.update({line} & late.keys())
                late[line] = each

    look_through(code, tree.body)
    return {line: each for line, each in late.items() if line not in twice}


def _put_in_their_place(nodes: list[ast.stmt], late: Mapping[int, CodeType], taken: set[str]) -> set[int]:
    """Put what stands for functions where they are made, and say for which."""
    placed = set[int]()
    for at, node in enumerate(nodes):
        if isinstance(node, ast.ClassDef):
            placed |= _put_in_their_place(node.body, late, taken)
        elif isinstance(node, ast.FunctionDef) and (line := _first_line(node)) in late and _can_be_none(node, taken):
            nodes[at] = ast.copy_location(_stands_for(node, line), node)
            placed.add(line)
    return placed


def _can_be_none(node: ast.FunctionDef, taken: set[str]) -> bool:
    """Whether something that is no function can stand for it: nothing but a call, or a look for a method, needs one."""
    takes = node.args
    return (
        not takes.defaults
        and not any(takes.kw_defaults)
        and node.name not in taken | _NEEDS_A_FUNCTION
        and all(map(_is_property, node.decorator_list))  # others ask for its name at once
    )


def _is_property(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Name) and decorator.id == "property"


def _stands_for(node: ast.FunctionDef, line: int) -> ast.stmt:
    """Makes what stands for a function, as its decorators have it."""
    (made,) = ast.parse(f"{node.name} = {LATE}(__name__, {line})").body
    assert isinstance(made, ast.Assign)
    for decorator in reversed(node.decorator_list):
        made.value = ast.Call(decorator, [made.value], [])
    return made


def _attributes_taken(tree: ast.Module) -> set[str]:
    """The names of functions of which the module takes or sets an attribute, such as its own name."""
    return {
        each.value.id for each in ast.walk(tree) if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name)
    }


def _first_line(node: ast.stmt) -> int:
    """Of its first decorator, as its code says it."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])


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
    if not _words(tree) & _ASKS:
        return set(_ASKS)
    names = {each.name: _words(each) for each in ast.walk(tree) if isinstance(each, _Function)}
    asking, before = set(_ASKS), set[str]()
    while asking != before:
        before = set(asking)
        asking |= {name for name, words in names.items() if words & asking}
    return asking


def _words(node: ast.AST) -> set[str]:
    """The names that stand in it, of whatever they are."""
    kinds = (ast.Name, ast.Attribute, ast.arg, ast.keyword)
    named = (each for each in ast.walk(node) if isinstance(each, kinds))
    return {getattr(each, "id", "") or getattr(each, "attr", "") or getattr(each, "arg", "") or "" for each in named}


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
    return without_typing(tree, ours=ours) if ours or b"typing" in source else ast.fix_missing_locations(tree)


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
