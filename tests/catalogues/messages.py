"""Finds every message in the code, by the names of the functions that say them."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.documents import ROOT, tracked_files
from tray.lib.frozen import dataclass

_HOME = "tray.lib.language.translation"
_SAYING = ("say", "say_many", "mark")


@dataclass(frozen=True, slots=True)
class Message:
    """One message, where it is said, and what translators are told of it."""

    file: str
    line: int
    one: str
    many: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """All messages of a module, and the places where something is said that cannot be found."""

    messages: tuple[Message, ...]
    faults: tuple[str, ...]


def modules() -> list[Path]:
    """Those of the program."""
    return [path for path in tracked_files() if path.suffix == ".py" and path.parts[0] == "tray"]


def all_messages() -> list[Message]:
    """Those of all modules, in the order of the files."""
    return [message for path in modules() for message in found(path).messages]


def found(path: Path) -> Found:
    """What a module says."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    names = _names(tree)
    messages, faults = [], []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or (function := _function(node, names)) is None:
            continue
        texts = [_literal(each) for each in node.args[: 2 if function == "say_many" else 1]]
        if None in texts or not texts:
            # what was marked in a table is said by its name
            if function != "say" or isinstance(node.args[0], ast.JoinedStr | ast.BinOp | ast.Constant):
                faults.append(f"{path}:{node.lineno}: {function} takes literals alone")
            continue
        messages.append(Message(str(path), node.lineno, *map(str, texts)))
    return Found(tuple(sorted(messages, key=lambda each: each.line)), tuple(faults))


def _names(tree: ast.Module) -> dict[str, str]:
    """What the functions are called in a module; the command line has a ``say`` of its own, which prints."""
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == _HOME
        for alias in node.names
        if alias.name in _SAYING
    }


def _function(call: ast.Call, names: dict[str, str]) -> str | None:
    match call.func:
        case ast.Name(id=name):
            return names.get(name)
        case ast.Attribute(attr=name, value=ast.Name(id="translation")) if name in _SAYING:
            return name
    return None


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def faults() -> Iterator[str]:
    """Everything that is said and cannot be found, in all modules."""
    for path in modules():
        yield from found(path).faults
