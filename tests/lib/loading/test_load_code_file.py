"""A module from the file does what it does from its source, which is imported instead wherever the two may differ."""

import ast
import gc
import os
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest

from tests.desktop.reactor import HandTurnedReactor
from tray.app import loop
from tray.app.processes.code_process import keep_code
from tray.lib.crashes import wordless
from tray.lib.loading import write_code_file
from tray.lib.loading.load_code_file import CALL, FEW, MANY, KeptCode, Late, key, place
from tray.lib.loading.write_code_file import keep, lean, lines_apart

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows reads no part of a file by one call")

_SOURCE = '''"""What it is for."""
from dataclasses import dataclass

@dataclass
class Value:
    """A value."""
    number: int = 7

def half(whole: int) -> float:
    """Half of it."""
    assert whole >= 0, "none is negative"
    return (whole
            / nothing)

def empty() -> None:
    """Does nothing."""
'''
_MUCH = "; ".join(f"lines.append('{number} of {{}}'.format(0))" for number in range(20))
"""So much that it's worth fetching later."""
_LARGE = f"""
from contextlib import contextmanager
from functools import lru_cache
import sys

def counted(start, /, most=3, *, step=1, **more):
    lines = []
    {_MUCH}
    return list(range(start, most, step)), more

def broken(lines):
    {_MUCH}

def who_asks():
    lines = []
    {_MUCH}
    return sys._getframe(1).f_code.co_name

def asked_by_way():
    lines = []
    {_MUCH}
    return who_asks()

class Jam:
    def __init__(self, fruit="plum"):
        lines = []
        {_MUCH}
        self.fruit = fruit
    @property
    def name(self):
        lines = []
        {_MUCH}
        return self.fruit
    @name.setter
    def name(self, fruit):
        lines = []
        {_MUCH}
        self.fruit = fruit
    @classmethod
    def of(cls, fruit):
        lines = []
        {_MUCH}
        return cls(fruit)
    def spoons(self):
        lines = []
        {_MUCH}
        yield from (self.fruit, self.fruit)

class Quince(Jam):
    def __init__(self):
        lines = []
        {_MUCH}
        super().__init__("quince")

@contextmanager
def open_jar(jam):
    lines = []
    {_MUCH}
    yield jam

@lru_cache
def hidden():
    lines = []
    {_MUCH}
    return 5

also = hidden.__wrapped__
del hidden
"""
Load = Callable[[], ModuleType]


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package that can be imported, with one module."""
    package = tmp_path / "quince"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "jelly.py").write_text(_SOURCE)
    monkeypatch.syspath_prepend(tmp_path)
    return package / "jelly.py"


@pytest.fixture
def file(source: Path, tmp_path: Path) -> Path:
    """Where the code of the package is kept."""
    path = tmp_path / "cache/code"
    keep(str(path), key(), {"quince": str(source.parent / "__init__.py"), "quince.jelly": str(source)})
    return path


@pytest.fixture
def load(file: Path) -> Iterator[Load]:
    """Imports the module as a start does."""
    finders = []

    def imported() -> ModuleType:
        finders.append(finder := KeptCode(str(file)))
        sys.meta_path.insert(0, finder)
        return import_module("quince.jelly")

    yield imported
    sys.meta_path[:] = [each for each in sys.meta_path if each not in finders]
    for name in ("quince", "quince.jelly"):
        sys.modules.pop(name, None)


@pytest.fixture
def keep_large(source: Path, file: Path) -> Callable[..., None]:
    """Keeps code of which large functions come later, except those at the lines."""

    def kept(*lines: int) -> None:
        sources = {"quince": str(source.parent / "__init__.py"), "quince.jelly": str(source)}
        keep(str(file), key(), sources, {"quince.jelly": lines})

    source.write_text(_LARGE)
    kept()
    return kept


def is_there(function: FunctionType | Late) -> bool:
    """Its code is in memory."""
    return function.is_there() if isinstance(function, Late) else CALL not in function.__code__.co_names


def is_kept(module: ModuleType) -> bool:
    return isinstance(module.__spec__ and module.__spec__.loader, KeptCode)


def test_it_does_the_same_without_what_only_its_readers_need(load: Load, source: Path) -> None:
    module = load()

    assert is_kept(module)
    assert (str(source), "quince") == (module.__file__, module.__package__)
    assert module.Value(7) == module.Value()
    assert "Value(number=7)" == repr(module.Value())
    assert (None, None) == (module.__doc__, module.half.__doc__)
    assert module.empty() is None


def test_an_error_names_the_line_and_an_assertion_is_made(load: Load) -> None:
    module = load()

    with pytest.raises(NameError) as caught:
        module.half(1)
    with pytest.raises(AssertionError, match="none is negative"):
        module.half(-1)

    assert "NameError jelly.py:13 < test_load_code_file.py" in wordless(caught.value)


def test_classes_of_others_keep_a_short_docstring_and_pystray_finds_its_queue_without_six() -> None:
    lean_one = lean(b"from six.moves import queue\nclass Jar:\n  'Holds jam.'\ndef full():\n  'Is it?'\n", ours=False)
    made: dict[str, Any] = {}
    exec(compile(lean_one, "jar", "exec"), made)

    assert [".", None, "queue"] == [made["Jar"].__doc__, made["full"].__doc__, made["queue"].__name__]
    assert "six" not in ast.unparse(lean_one)


_PROTOCOLS = """
from typing import Generic, Protocol, TypeVar
Of = TypeVar("Of")
class Jar(Protocol):
    "Holds."
    lid: str
    @property
    def full(self) -> bool:
        "Is it?"
    def open(self) -> None: ...
class Large(Jar, Protocol):
    def shut(self) -> None: ...
class Helpful(Protocol):
    def help(self) -> int:
        return 7
class For(Protocol[Of]):
    def open(self) -> Of: ...
class Named(Protocol):
    name = "jar"
"""


def test_of_a_protocol_of_ours_a_class_of_that_name_is_left_unless_it_does_something() -> None:
    made: list[dict[str, Any]] = [{"__name__": "jars"}, {"__name__": "jars"}]
    for names, is_ours in zip(made, (True, False), strict=True):
        exec(compile(lean(_PROTOCOLS.encode(), ours=is_ours), "jars", "exec"), names)
    ours, theirs = made

    assert [(object,), (object,)] == [ours[name].__bases__ for name in ("Jar", "Large")]
    assert not hasattr(ours["Jar"], "open")
    assert (7, "jar", True) == (ours["Helpful"].help(None), ours["Named"].name, hasattr(ours["For"], "open"))
    assert all(hasattr(theirs[name], "_is_protocol") for name in ("Jar", "Large", "Helpful", "For", "Named"))


def test_a_source_that_was_changed_is_imported_as_it_is_now(load: Load, source: Path) -> None:
    was = source.stat()
    source.write_text(_SOURCE.replace("= 7", "= 8"))
    os.utime(source, ns=(was.st_atime_ns, was.st_mtime_ns))  # as packagers do

    module = load()

    assert not is_kept(module)
    assert 8 == module.Value().number


@pytest.mark.parametrize(
    "damage",
    [Path.unlink, lambda file: file.write_text("def"), lambda file: file.write_bytes(b"\0")],
    ids=["gone", "half saved", "zeroed"],
)
def test_a_source_that_cannot_be_read_keeps_no_other_out_of_the_file(
    load: Load, source: Path, file: Path, damage: Callable[[Path], object]
) -> None:
    other = source.with_name("jam.py")
    other.write_text("")
    damage(other)
    keep(str(file), key(), {"quince.jam": str(other), "quince.jelly": str(source)})

    assert is_kept(load())


def test_a_source_that_is_gone_is_not_found(load: Load, source: Path) -> None:
    source.unlink()

    with pytest.raises(ModuleNotFoundError):
        load()


def test_where_the_code_of_a_module_is_damaged_its_source_is_run(load: Load, file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[-100] ^= 1
    file.write_bytes(content)

    assert 7 == load().Value().number


@pytest.mark.parametrize("at", [0, 5, 20])
def test_a_file_that_is_damaged_at_its_beginning_holds_nothing(load: Load, file: Path, at: int) -> None:
    content = bytearray(file.read_bytes())
    content[at] ^= 1
    file.write_bytes(content)

    assert not is_kept(load())


@pytest.mark.parametrize("length", [0, 3, 60])
def test_a_file_that_ends_early_holds_nothing(load: Load, file: Path, length: int) -> None:
    os.truncate(file, length)

    assert not is_kept(load())


def test_nobody_runs_code_that_others_could_have_written(load: Load, file: Path) -> None:
    file.chmod(0o622)

    assert not is_kept(load())


def test_who_traces_lines_has_them_from_the_source(load: Load) -> None:
    before = sys.gettrace()
    sys.settrace(lambda *_: None)
    try:
        module = load()
    finally:
        sys.settrace(before)

    assert not is_kept(module)


def test_another_python_has_its_own(load: Load, file: Path, source: Path) -> None:
    keep(str(file), "another Python", {"quince.jelly": str(source)})

    assert not is_kept(load())


def test_it_is_made_anew_once_much_comes_from_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    none = KeptCode(str(tmp_path / "code"))
    names = [f"plum{number}" for number in range(FEW + 1)]
    sources = {name: str(tmp_path / f"{name}.py") for name in names}
    for path in sources.values():
        Path(path).write_text("")
    for name in names[:-1]:
        monkeypatch.setitem(sys.modules, name, import_module(name))
    assert {} == none.wanted()

    monkeypatch.setitem(sys.modules, names[-1], import_module(names[-1]))

    assert sources == none.wanted()
    assert {} == none.wanted()


def test_the_process_that_makes_it_is_started_and_found_by_the_next_start(tmp_path: Path, source: Path) -> None:
    path = tmp_path / "cache/code"
    reactor = HandTurnedReactor()

    keep_code(reactor, str(path), {"quince.jelly": str(source)}, {}, dict(os.environ))
    reactor.run_until(path.exists)

    assert KeptCode(str(path)).find_spec("quince.jelly") is not None
    reactor.close()


@pytest.mark.usefixtures("keep_large")
def test_a_function_fetches_its_code_when_it_is_called_first(load: Load) -> None:
    module = load()
    jam = module.Jam("fig")
    late = (module.counted, module.broken, module.Jam.__init__, module.Jam.of.__func__, module.Jam.spoons, module.also)
    assert [False, False, True, False, False, False] == [is_there(each) for each in late]
    assert {FunctionType} == {type(each) for each in late}  # a library may set their names, as `functools` does

    assert ([2, 4], {"lid": 1}) == module.counted(2, 5, step=2, lid=1)
    assert ([1, 2], {}) == module.counted(1)
    assert is_there(module.counted)
    jam.name = f"{jam.name}s"
    assert ["figs", "figs"] == list(jam.spoons())
    assert "pear" == module.Jam.of("pear").fruit
    assert "quince" == module.Quince().name
    with module.open_jar(jam) as opened:
        assert opened is jam


@pytest.mark.usefixtures("keep_large")
def test_a_function_that_nothing_is_named_after_is_searched_for_even_among_what_is_frozen(load: Load) -> None:
    module = load()
    was_frozen = gc.get_freeze_count()
    gc.freeze()
    try:
        assert (5, 5) == (module.also(), module.also())
        assert gc.get_freeze_count()
    finally:
        if not was_frozen:
            gc.unfreeze()


@pytest.mark.usefixtures("keep_large")
def test_what_asks_who_called_it_is_in_the_module_and_so_is_what_calls_that(load: Load) -> None:
    module = load()

    assert is_there(module.who_asks)
    assert is_there(module.asked_by_way)
    assert "asked_by_way" == module.asked_by_way()


@pytest.mark.usefixtures("keep_large")
def test_an_error_in_a_function_that_was_fetched_names_its_line(load: Load) -> None:
    module = load()

    with pytest.raises(AttributeError) as caught:
        module.broken(None)

    assert wordless(caught.value).startswith("AttributeError jelly.py:12 < ")


@pytest.mark.usefixtures("keep_large")
def test_what_stands_for_a_function_has_no_lines_in_memory_and_says_where_it_is(load: Load) -> None:
    module = load()
    stub = module.Jam.__init__.__code__
    assert not is_there(module.Jam.__init__)

    with pytest.raises(TypeError) as caught:
        module.Jam(nothing=None)

    assert {None} == {position[0] for position in stub.co_positions()}
    assert "jelly.py:25 < " in wordless(caught.value)


@pytest.fixture
def keep_ours(keep_large: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps it as code of ours, of which it's known what it asks of its functions."""
    monkeypatch.setattr(write_code_file, "_OURS", "quince.")
    keep_large()


@pytest.mark.usefixtures("keep_ours")
def test_where_no_function_is_needed_none_stands_for_one(load: Load) -> None:
    module = load()
    (kept,) = (each for each in sys.meta_path if isinstance(each, KeptCode))
    taken = module.broken
    assert isinstance(taken, Late)
    assert callable(taken)
    assert not kept.ran

    with pytest.raises(AttributeError):
        taken(None)
    assert taken is module.broken  # whoever has taken it has the same as the module
    assert ("broken", 1, {"quince.jelly": [11]}) == (taken.__name__, taken.__code__.co_argcount, kept.ran)
    with pytest.raises(AttributeError, match="cache_clear"):
        _ = taken.cache_clear


@pytest.mark.usefixtures("keep_ours")
def test_a_class_has_the_function_itself_once_it_was_called(load: Load) -> None:
    module = load()
    jam = module.Quince()
    assert isinstance(vars(module.Jam)["spoons"], Late)
    assert isinstance(module.Jam.spoons, Late)

    assert ["quince", "quince"] == list(jam.spoons())

    assert FunctionType is type(vars(module.Jam)["spoons"])
    assert "spoons" not in vars(module.Quince)
    assert jam.spoons == jam.spoons


def test_a_comprehension_says_within_what_it_is_only_where_its_lines_are_asked_for(source: Path) -> None:
    short, lines = lines_apart(
        compile("def f(): return {n(\n1) for n in ()}, (2 for _ in ()), (2\n\nfor _ in ())\n", str(source), "exec")
    )

    names = [each.co_qualname for each in codes(short) if each.co_name == "<genexpr>"]
    assert sorted(names) == ["<genexpr>", "f.<locals>.<genexpr>"]
    assert {place(each) for each in codes(short)} == lines.keys()


_PARTS = """from __future__ import annotations
__all__ = ["Jam", "Spoon", "used"]
class Fruit:
    sort: str
class Jam(Fruit):
    def spoon(self) -> Spoon:
        return Spoon()
class Spoon:
    def fail(self):
        raise KeyError
class Used:
    pass
def used():
    return Used()
shown = used()
"""


@pytest.fixture
def keep_parts(source: Path, file: Path) -> Callable[..., None]:
    """Keeps code of which what nothing names comes later, except what is at the lines."""

    def kept(text: str, *lines: int) -> None:
        source.write_text(text)
        sources = {"quince": str(source.parent / "__init__.py"), "quince.jelly": str(source)}
        keep(str(file), key(), sources, {"quince.jelly": lines})

    return kept


def test_what_nothing_in_a_library_names_comes_when_somebody_asks_for_it(
    load: Load, keep_parts: Callable[..., None]
) -> None:
    keep_parts(_PARTS)
    module = load()
    (kept,) = (each for each in sys.meta_path if isinstance(each, KeptCode))

    assert {"Fruit", "Jam", "Spoon"}.isdisjoint(vars(module))
    assert {"Used", "used", "shown"} <= set(vars(module))
    with pytest.raises(KeyError) as caught:
        module.Jam().spoon().fail()
    assert wordless(caught.value).startswith("KeyError jelly.py:10 < ")
    assert {3, 5, 8} == set(kept.ran["quince.jelly"])
    assert (module.Fruit, "quince.jelly") == (module.Jam.__base__, module.Jam.__module__)
    assert {"sort": "str"} == module.Fruit.__annotations__
    with pytest.raises(AttributeError, match="has no attribute 'Plum'"):
        _ = module.Plum

    keep_parts(_PARTS, 5)  # with all that it names
    assert [True] == anew(load, "used")
    assert {"Fruit", "Jam", "Spoon"} <= set(vars(sys.modules["quince.jelly"]))


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        (_PARTS.replace("__all__", "every"), "Jam"),  # all that is in there is what others take of it
        (_PARTS.replace("class Spoon", "@print\nclass Spoon"), "Spoon"),
        (_PARTS + "\nclass Jam:\n    pass\n", "Jam"),
        (_PARTS + "\ndef __getattr__(name):\n    raise AttributeError\n", "Jam"),
    ],
)
def test_what_may_be_missed_otherwise_stays(load: Load, keep_parts: Callable[..., None], text: str, stays: str) -> None:
    keep_parts(text)

    assert stays in vars(load())


def test_where_what_comes_later_is_damaged_it_comes_from_the_source(
    load: Load, file: Path, keep_parts: Callable[..., None]
) -> None:
    keep_parts(_PARTS)
    module = load()
    content = bytearray(file.read_bytes())
    content[content.index(b"KeyError") :] = bytes(len(content) - content.index(b"KeyError"))
    with file.open("r+b") as same:
        same.write(content)

    with pytest.raises(KeyError):
        module.Jam().spoon().fail()
    with pytest.raises(AttributeError, match="has no attribute 'Plum'"):
        _ = module.Plum


def test_what_a_start_called_is_in_the_module_from_then_on(
    load: Load, source: Path, keep_large: Callable[..., None]
) -> None:
    load().counted(1)
    (called,) = (each for each in sys.meta_path if isinstance(each, KeptCode))
    assert {"quince.jelly": [6]} == called.ran
    assert {} == called.wanted()  # for so few it's not made anew
    called.ran["quince.jelly"] += range(1000, 1000 + MANY)
    assert {"quince", "quince.jelly"} == set(called.wanted())
    assert {} == called.wanted()  # for the same once more neither
    called.ran["quince.jelly"] += range(2000, 2001 + MANY)
    assert {"quince", "quince.jelly"} == set(called.wanted())

    keep_large(6)
    keep_large()  # what was called before stays known
    assert [True, False] == anew(load, "counted", "broken")
    source.write_text(f"{_LARGE}\n")
    keep_large()
    assert [False, False] == anew(load, "counted", "broken")


def anew(load: Load, *names: str) -> list[bool]:
    for name in ("quince", "quince.jelly"):
        sys.modules.pop(name, None)
    sys.meta_path[:] = [each for each in sys.meta_path if not isinstance(each, KeptCode)]
    module = load()
    return [is_there(attrgetter(name)(module)) for name in names]


@pytest.mark.usefixtures("keep_large")
def test_a_method_says_within_what_it_is_once_its_code_is_fetched(load: Load) -> None:
    of = load().Jam.of.__func__
    assert "of" == of.__code__.co_qualname  # the class isn't named in memory by each of its methods
    of(load().Jam, "pear")

    assert ("Jam.of", "Jam.of") == (of.__qualname__, of.__code__.co_qualname)


@pytest.fixture
def loaded(keep_large: Callable[..., None]) -> Iterator[ModuleType]:
    """The module as it's imported from its source, of which the file knows that one function is called."""
    keep_large(6)
    yield import_module("quince.jelly")
    for name in ("quince", "quince.jelly"):
        sys.modules.pop(name, None)


def test_what_was_loaded_before_has_the_code_of_the_file_where_that_is_wanted(loaded: ModuleType, file: Path) -> None:
    jam, others = loaded.Jam, KeptCode(str(file), lightens=False)
    assert is_there(loaded.broken)
    assert not others.wanted()
    kept = KeptCode(str(file), lightens=True)

    late = (loaded.counted, loaded.broken, jam.name.fget, jam.name.fset, jam.of.__func__, jam.spoons, loaded.open_jar)
    assert [True, *[False] * 5, True] == [is_there(each) for each in late]
    assert jam is loaded.Jam
    assert is_kept(loaded)
    assert not is_there(loaded.open_jar.__wrapped__)
    assert (["fig", "fig"], "pear") == (list(jam("fig").spoons()), jam.of("pear").fruit)
    with loaded.open_jar(5) as opened:
        assert 5 == opened
    assert {"quince.jelly"} == kept.ran.keys()


def test_what_was_loaded_before_from_another_source_stays_as_it_is(
    loaded: ModuleType, file: Path, source: Path
) -> None:
    source.write_text(f"{_LARGE}\n")
    KeptCode(str(file), lightens=True)

    assert is_there(loaded.broken)
    assert not is_kept(loaded)


class Unread(ModuleType):
    """One that is read when somebody asks for something of it."""


def test_what_was_found_before_and_not_read_yet_is_read_from_there(loaded: ModuleType, file: Path) -> None:
    unread = Unread("quince.jelly")
    unread.__spec__, sys.modules["quince.jelly"] = loaded.__spec__, unread
    kept = KeptCode(str(file), lightens=True)

    assert unread.__spec__ is loaded.__spec__
    spec = kept.find_spec("quince.jelly")
    assert spec
    kept.exec_module(unread)
    assert ([1, 2], {}) == unread.counted(1)


@pytest.mark.usefixtures("load")
def test_docstrings_and_annotations_go_from_what_was_loaded_before(file: Path) -> None:
    module = import_module("quince.jelly")
    assert "Half of it." == module.half.__doc__
    KeptCode(str(file), lightens=True)

    assert (None, {}) == (module.half.__doc__, module.half.__annotations__)
    assert "Half of it." not in module.half.__code__.co_consts
    with pytest.raises(AssertionError, match="none is negative"):
        module.half(-1)


@pytest.mark.usefixtures("keep_large")
@pytest.mark.parametrize("changed", [False, True])
def test_where_the_code_of_a_function_is_damaged_its_source_is_run_if_that_is_as_it_was(
    load: Load, source: Path, file: Path, changed: bool
) -> None:
    module = load()
    content = bytearray(file.read_bytes())
    content[content.index(b"of {}") :] = bytes(len(content) - content.index(b"of {}"))
    with file.open("r+b") as same:
        same.write(content)
    if not changed:
        assert ([1, 2], {}) == module.counted(1)
        return
    source.write_text(_SOURCE)
    with pytest.raises(ImportError, match="counted"):
        module.counted(1)


def test_each_instruction_of_a_large_module_finds_its_line_in_the_file_and_has_none_in_memory(
    tmp_path: Path,
) -> None:
    path, origin = tmp_path / "code", loop.__file__
    assert origin
    keep(str(path), key(), {loop.__name__: origin}, {loop.__name__: []})
    kept = KeptCode(str(path))
    spec = kept.find_spec(loop.__name__)
    assert spec
    whole = compile(lean(Path(origin).read_bytes(), ours=True), origin, "exec")
    short, lines = lines_apart(whole)

    for each, lean_one in zip(codes(short), codes(whole), strict=True):
        assert {None} == {position[0] for position in each.co_positions()}
        assert lines[place(each)] == lean_one.co_linetable
        at = range(0, len(each.co_code), 2)
        assert by_line(lean_one) == [kept.line_of(each, instruction, spec) for instruction in at]


def codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from codes(each)


def by_line(code: CodeType) -> list[int | None]:
    return [position[0] for position in code.co_positions()]
