"""Holds the code to the shape that `tray/README.md` draws.

The contracts on imports stand in pyproject.toml; here they are held, with the rules that such contracts cannot say.
"""

import ast
import re
import sys
import tomllib
from collections.abc import Container, Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from tests.documents import ROOT, first_line, tracked_files

PURE_LAYERS = ("core", "settings", "view")
FOREIGN = {"settings": {"tomli"}, "view": {"PIL"}}
"""What each of the pure layers may use beside Python's own library."""

SOURCES = [path for path in tracked_files() if path.suffix == ".py"]
MODULES = [path for path in SOURCES if path.parts[0] == "tray"]
PURE = [path for path in MODULES if path.parts[1] in PURE_LAYERS]


def syntax(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text())


def imported(module: ast.Module) -> Iterator[str]:
    """The top-level names of everything a module imports."""
    for node in ast.walk(module):
        match node:
            case ast.Import(names=names):
                yield from (alias.name.partition(".")[0] for alias in names)
            case ast.ImportFrom(module=str(name), level=0):
                yield name.partition(".")[0]


def called(module: ast.Module) -> Iterator[str]:
    """The last part of the name of everything a module calls."""
    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Attribute(attr=name)) | ast.Call(func=ast.Name(id=name)):
                yield name


def test_the_contracts_on_imports_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)

    assert lint_imports(no_cache=True, no_logo=True) == 0


def test_no_module_imports_itself_by_way_of_others() -> None:
    """Imports within functions are counted too: they hide a circle, and do not break it."""
    names = {dotted(path): path for path in MODULES}
    graph = {name: set(own_imports(path, names)) - {name} for name, path in names.items()}

    assert len(names) == len(tuple(TopologicalSorter(graph).static_order()))


def dotted(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def own_imports(path: Path, names: Container[str]) -> Iterator[str]:
    """The modules among ``names`` that a module imports anywhere."""
    for node in ast.walk(syntax(path)):
        match node:
            case ast.Import(names=aliases):
                yield from (alias.name for alias in aliases if alias.name in names)
            case ast.ImportFrom(module=str(name), names=aliases, level=0):
                for alias in aliases:
                    inner = f"{name}.{alias.name}"
                    if inner in names or name in names:
                        yield inner if inner in names else name


def test_every_folder_of_folders_has_a_contract_that_names_all_of_them() -> None:
    contracts = tomllib.loads(text(Path("pyproject.toml")))["tool"]["importlinter"]["contracts"]
    bound = {place for each in contracts if each.get("exhaustive") for place in each["containers"]}
    folders = {path.parent for path in MODULES if path.name == "__init__.py"}
    parents = {".".join(folder.parent.parts) for folder in folders if folder.parent.parts}

    assert set() == parents - bound


def test_rules_settings_and_views_need_nothing_but_python() -> None:
    own = {"tray", *sys.stdlib_module_names}
    foreign = [(str(path), set(imported(syntax(path))) - own - FOREIGN.get(path.parts[1], set())) for path in PURE]

    assert [] == [(path, names) for path, names in foreign if names]


def test_rules_settings_and_views_never_ask_what_time_it_is() -> None:
    assert [] == [str(path) for path in PURE if {"now", "utcnow", "today"} & set(called(syntax(path)))]


def test_nothing_sleeps_since_one_place_waits() -> None:
    # the command line has no reactor, and waits for a program that is just starting
    command_line = ["tray/control/client.py"]

    assert command_line == [str(path) for path in MODULES if "sleep" in set(called(syntax(path)))]


def test_nothing_could_turn_a_machine_off_or_lay_it_to_sleep() -> None:
    """The end of a day is a word; what turns off is the person's own hook. No call of power is named anywhere."""
    found = [f"{path}: {word}" for path in MODULES for word in words_of(path) if POWER.search(word)]

    assert ["tray/desktop/macos/session.py: NSWorkspaceWillPowerOffNotification"] == found


POWER = re.compile(
    r"(?i:poweroff|reboot|hibernat|hybridsleep|systemctl|pmset|exitwindows|systemshutdown|setsuspendstate"
    r"|setsystempowerstate|\bshut ?down (-|now|/))|^(Suspend|Halt)$"
)


def words_of(path: Path) -> Iterator[str]:
    """The texts and the names of attributes of a module."""
    for node in ast.walk(syntax(path)):
        match node:
            case ast.Constant(value=str(text)):
                yield text
            case ast.Attribute(attr=name):
                yield name


def test_files_and_folders_are_made_in_one_place_which_gives_each_a_mode() -> None:
    the_place = Path("tray/lib/private_files.py")

    assert [] == [f"{path}:{line}" for path in MODULES if path != the_place for line in making(path)]
    assert len(list(making(the_place))) > 2, "and the search for it finds what there is"


_MAKERS = {"mkdir", "makedirs", "touch", "write_text", "write_bytes", "mknod", "mkfifo", "copy2", "copyfile"}
_OF_THE_PLACE = {"make", "make_or_open"}


def making(path: Path) -> Iterator[int]:
    """The lines at which a file or a folder may be made, with a mode that is left to the umask."""
    for node in ast.walk(syntax(path)):
        match node:
            case ast.Call(func=ast.Attribute(attr=name)) if name in _MAKERS:
                yield node.lineno
            case ast.Call(func=ast.Attribute(attr="open", value=ast.Name(id="os"))):
                if "O_CREAT" in ast.unparse(node):
                    yield node.lineno
            case ast.Call(func=ast.Name(id="open") | ast.Attribute(attr="open" | "fdopen")):
                if is_for_writing(node) and not is_made_already(node):
                    yield node.lineno


def is_for_writing(call: ast.Call) -> bool:
    """Whether a call of ``open`` names a mode in which files are made."""
    modes = [*call.args, *(each.value for each in call.keywords if each.arg == "mode")]
    said = [each.value for each in modes if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return any(set(mode) <= set("rwaxbt+") and set(mode) & set("wax+") for mode in said)


def is_made_already(call: ast.Call) -> bool:
    """Whether what is opened came from the place where files are made, or is no file."""
    what = call.args[0]
    if isinstance(what, ast.Call):
        name = what.func.attr if isinstance(what.func, ast.Attribute) else getattr(what.func, "id", "")
        return name in _OF_THE_PLACE
    return ast.unparse(what) == "os.devnull"


def test_frozen_dataclasses_are_the_light_ones() -> None:
    """Those of the standard library, frozen and slotted, weigh three times as much; see tray/lib/frozen.py."""
    assert [] == [
        str(path) for path in MODULES if takes_dataclass(path) and "@dataclass(frozen=True, slots=True)\n" in text(path)
    ]


def takes_dataclass(path: Path) -> bool:
    froms = [
        node for node in ast.walk(syntax(path)) if isinstance(node, ast.ImportFrom) and node.module == "dataclasses"
    ]
    return any(alias.name == "dataclass" for node in froms for alias in node.names) and path != Path(
        "tray/lib/frozen.py"
    )


def text(path: Path) -> str:
    return (ROOT / path).read_text()


def test_every_module_says_first_what_it_is_for() -> None:
    assert [] == [str(path) for path in MODULES if not first_line(ROOT / path).endswith((".", ")"))]
    assert [] == [line for path in SOURCES for line in asking(path)]


def asking(path: Path) -> Iterator[str]:
    """The docstrings that begin by asking: who looks for something wants the answer."""
    for node in ast.walk(syntax(path)):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            first = (ast.get_docstring(node) or "").partition("\n")[0]
            if first.rstrip().endswith("?"):
                yield f"{path}: {first}"


def test_what_is_caught_is_handled_or_its_reason_is_given() -> None:
    assert [] == [f"{path}:{line}" for path in MODULES for line in swallowed(path)]


def swallowed(path: Path) -> Iterator[int]:
    """The lines at which an error is passed over without a word."""
    lines = (ROOT / path).read_text().splitlines()
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.ExceptHandler) and isinstance(node.body[0], ast.Pass):
            said = "".join(lines[node.lineno - 1 : node.body[0].end_lineno])
            if "#" not in said:
                yield node.lineno
