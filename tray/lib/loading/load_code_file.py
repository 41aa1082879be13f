"""Loads modules from one file that holds their code without what only readers of the source need.

Python's own compiled files hold docstrings, the annotations of functions, and for each instruction the columns it comes
from: a megabyte and a half of what stays in memory all day. The file has none of that, of the program and of the
libraries it uses, and is read once instead of four hundred times. `tray.lib.loading.write_code_file` makes it.

A module comes from the file only where its source is as it was when the file was made; else, and whatever is wrong with
the file, it is imported as ever. Line numbers stay in the file until an error asks for them.

Three in five functions aren't called on a usual day. So of those that none has called, the module holds no more than
that they are there: the code comes from the file with the first call, and stays. What a start calls is noted, and what
the day after it does, and the next file has that in its modules. Likewise with classes and functions of libraries that
nothing in their module names: they come when somebody asks the module for them. Modules that had to be there before the
file was open can be given its code, too.
"""

import builtins
import gc
import marshal
import os
import stat
import sys
from _frozen_importlib import ModuleSpec  # not from ``importlib``, nor much else: what this loads isn't kept
from _frozen_importlib_external import SourceFileLoader
from _thread import RLock
from types import CodeType, FunctionType, ModuleType
from zlib import crc32

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any, NamedTuple

    Lines = dict["Place", bytes]
    """The tables of locations of the code of a module."""
    Place = tuple[str, int, int]

    class Entry(NamedTuple):
        """One module: its source and what that was, and where in the file its code lies, and that of its functions."""

        origin: str
        stamp: int
        code: int
        late: int


AFTER_SECONDS = 60.0
"""So long after a start it is made: most of what a day needs is loaded, and the session has its own start behind it."""
AGAIN_SECONDS = 3600.0
"""So often it's looked whether a day has loaded and called much that its start didn't, when the program is awake."""
FEW = 10
"""So many modules may be imported from elsewhere before it's worth making the file anew."""
MANY = 50
"""So many functions may be called by a start, or a day, before it's worth having them in their modules."""
CALL = "__kept_code_calls__"
"""By this name, beside Python's own functions, those whose code isn't there find what fetches it."""
LATE = "__kept_code_late__"
"""By this name, beside the other, modules make what stands for a function and is none."""
PART = "__kept_code_part__"
"""By this name, modules find what gets the classes and functions that aren't there."""
_OF_FUNCTIONS = ("__name__", "__qualname__", "__code__", "__defaults__", "__kwdefaults__", "__globals__", "__closure__")
RAN = ""
"""Stands for a module in the index: at its place lie the stamps of modules, and the lines of what starts called."""
LINES = 0
"""Stands for a function among those of a module: at its place lie the lines of all its code."""
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

    def __init__(self, path: str, *, lightens: bool = False) -> None:
        """Where it ``lightens``, modules that were loaded before get the code of their functions from there, too.

        What they hold besides is free then for what comes next.
        """
        self.path = path
        self.ran: dict[str, list[int]] = {}
        """By module, the first lines of functions whose code was fetched."""
        self.fetched = 0
        """How many that are."""
        self._wanted = (0, 0)
        """How many modules from elsewhere, and how many of these functions, a file was wanted for last."""
        self._fetching = RLock()
        self._searched: dict[CodeType, FunctionType] = {}
        self._foreign = {__name__} if lightens else set(sys.modules)
        """What was loaded before, and is none of the file's affairs."""
        before = sys.modules.keys() - self._foreign
        self._file, self._begins, self._index = _opened(path)
        if self._index:
            setattr(builtins, CALL, self.called)
            setattr(builtins, LATE, type("Late", (Late,), {"__slots__": (), "kept": self, "__doc__": None}))
            setattr(builtins, PART, lambda spec: _Parts(self, spec))
            for name in before & self._index.keys():
                self._lighten(sys.modules[name])

    def _lighten(self, module: ModuleType) -> None:
        """Let a module that was loaded before have the code that it would have from here."""
        spec = module.__spec__ if type(module) is ModuleType else None  # else nobody has read it, and it's read later
        if spec is None or spec.loader.__class__ is not SourceFileLoader or not (found := self.find_spec(spec.name)):
            return
        kept = {_place(code): code for code in all_within(self.get_code(spec.name))}
        late: Mapping[int, int] = self._read(found.loader_state) or {}
        module.__spec__, module.__loader__ = found, self  # type: ignore[assignment]  # it has what is called of a loader
        for function in list(_functions(module.__name__, vars(module))):
            was = function.__code__
            code = kept.get(_place(was)) or (_stub_for(was) if was.co_firstlineno in late else None)
            if code and code.co_freevars == was.co_freevars:
                function.__code__, function.__doc__ = code, None
                del function.__annotations__

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
        spec.loader_state = entry[3]
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
        origin, _, at, _ = self._index.pop(name)
        kept: CodeType | None = self._read(at)
        return kept or _from_source(name, origin)

    def _read(self, at: int) -> "Any":
        """What lies there; None where it's damaged."""
        if sys.platform == "win32":
            return None
        try:
            head = os.pread(self._file, _HEAD, self._begins + at)
            content = os.pread(self._file, int.from_bytes(head[4:], "big"), self._begins + at + _HEAD)
        except OSError:
            return None
        return marshal.loads(content) if content and framed(content)[:_HEAD] == head else None

    def called(self, values: "tuple[Any, ...]", named: "dict[str, Any]") -> "Any":
        """Fetch the code of the function that calls this, let it have that for good, and call it anew."""
        frame = sys._getframe(1)
        stub, names = frame.f_code, frame.f_globals
        with self._fetching:
            function = self._searched.get(stub)
            if function is None:
                code = self._code_of(stub.co_firstlineno, names["__spec__"], stub.co_name)
                function = _function_of(code, names)
                if function is None:
                    self._searched[stub] = function = _searched(stub)
                if function.__code__ is stub:  # else another thread was first
                    function.__code__, function.__qualname__ = code, code.co_qualname
                    self.ran.setdefault(names["__spec__"].name, []).append(stub.co_firstlineno)
                    self.fetched += 1
        return function(*values, **named)

    def function_at(self, module: str, line: int) -> FunctionType:
        """Make the function that begins at this line of a module."""
        names = sys.modules[module].__dict__
        code = self._code_of(line, names["__spec__"])
        self.ran.setdefault(module, []).append(line)
        self.fetched += 1
        return FunctionType(code, names)

    def fetching(self) -> RLock:
        """Held by who fetches."""
        return self._fetching

    def _code_of(self, line: int, spec: ModuleSpec, name: str = "") -> CodeType:
        places: dict[int, int] | None = self._read(spec.loader_state)
        code: CodeType | None = self._read(places[line]) if places else None
        if code is None:
            assert spec.origin is not None
            within = all_within(_from_source(spec.name, spec.origin))
            begin = (each for each in within if each.co_firstlineno == line and name in (each.co_name, ""))
            code = next((each for each in begin if each.co_name.isidentifier()), None)
        if code is None:
            what = name or f"line {line}"
            raise ImportError(f"The code of {what} is damaged, and its source was changed.", name=spec.name)
        return code

    def part(self, name: str, spec: ModuleSpec) -> "Any":
        """Make a class or a function that a module was left without. Raises AttributeError where it has none of it."""
        values = sys.modules[spec.name].__dict__
        with self._fetching:
            if name not in values:
                places: dict[int | str, int] | None = self._read(spec.loader_state)
                if places and name not in places:
                    raise AttributeError(f"module {spec.name!r} has no attribute {name!r}")
                part: tuple[int, CodeType] | None = self._read(places[name]) if places else None
                line, code = part or _missing(spec, values)
                self.ran.setdefault(spec.name, []).append(line)
                self.fetched += 1
                exec(code, values)
                if name not in values:
                    raise AttributeError(f"module {spec.name!r} has no attribute {name!r}")
        return values[name]

    def line_of(self, code: CodeType, last_instruction: int, spec: ModuleSpec) -> int | None:
        """The line from which an instruction comes; None where nobody knows."""
        places: dict[int, int] = self._read(spec.loader_state) or {}
        lines: Lines = (self._read(places[LINES]) if places else None) or {}
        if (table := lines.get(place(code))) is None:
            return None
        parts = code.replace(co_linetable=table).co_lines()
        return next((line for begin, end, line in parts if begin <= last_instruction < end), None)

    def wanted(self) -> dict[str, str]:
        """The sources of all modules that a new file should hold; none where this one, or the last one, has nearly all.

        Whoever asks makes the file.
        """
        kept, elsewhere = {name: entry[0] for name, entry in self._index.items() if name != RAN}, {}
        for name, module in list(sys.modules.items()):
            spec = module.__spec__ if type(module) is ModuleType else None  # else nobody has read it
            if name in self._foreign or spec is None or spec.origin is None or spec.name != name:
                continue
            if spec.loader is self:  # type: ignore[comparison-overlap]  # it has what is called of a loader
                kept[name] = spec.origin
            elif isinstance(spec.loader, SourceFileLoader):
                elsewhere[name] = spec.origin
        modules, functions = len(elsewhere), sum(map(len, self.ran.values()))
        if modules - self._wanted[0] <= FEW and functions - self._wanted[1] <= MANY:
            return {}
        self._wanted = modules, functions
        return kept | elsewhere


class Late:
    """Stands for a function that nobody has called, in its module or its class, and weighs a fifth of it.

    Once it was called, a class has the function itself; a module keeps this, so that all who took it have the same.
    """

    __slots__ = ("_function", "_line")
    kept: KeptCode

    def __init__(self, module: str, line: int) -> None:
        self._function: str | FunctionType = module
        self._line = line

    def __call__(self, /, *values: "Any", **named: "Any") -> "Any":
        return self._made()(*values, **named)

    def __get__(self, instance: object, kind: type | None = None) -> "Any":
        if instance is None:
            return self
        function = self._made()
        for each in type(instance).__mro__ if kind is None else kind.__mro__:
            if each.__dict__.get(function.__name__) is self:
                type.__setattr__(each, function.__name__, function)
        return function.__get__(instance, kind)

    def __getattr__(self, name: str) -> "Any":
        """What a function says of itself, such as how many values it takes."""
        if name in _OF_FUNCTIONS:
            return getattr(self._made(), name)
        raise AttributeError(f"what stands for a function has no attribute {name!r}")

    def is_there(self) -> bool:
        """Whether the function was fetched."""
        return not isinstance(self._function, str)

    def _made(self) -> FunctionType:
        if isinstance(self._function, str):
            with self.kept.fetching():
                if isinstance(self._function, str):  # else another thread was first
                    self._function = self.kept.function_at(self._function, self._line)
        return self._function


class _Parts:
    """Gets what a module was left without, by the name that Python asks the module for."""

    __slots__ = ("_kept", "_spec")

    def __init__(self, kept: KeptCode, spec: ModuleSpec) -> None:
        self._kept, self._spec = kept, spec

    def __call__(self, name: str) -> "Any":
        if name.startswith("__"):  # these are asked for in vain all the time
            raise AttributeError(f"module {self._spec.name!r} has no attribute {name!r}")
        return self._kept.part(name, self._spec)


def framed(content: bytes) -> bytes:
    """As it lies in the file: its sum and its length come first."""
    return crc32(content).to_bytes(4, "big") + len(content).to_bytes(4, "big") + content


def ran_before(path: str) -> "Mapping[str, tuple[int, list[int]]]":
    """What starts before this one have called, as the file says that is there: by module its stamp, and lines."""
    kept = KeptCode(path)
    return (kept._read(kept._index[RAN][2]) or {}) if RAN in kept._index else {}


def place(code: CodeType) -> "Place":
    """Which code of a module it is."""
    return code.co_qualname, code.co_firstlineno, crc32(code.co_code)


def _from_source(name: str, origin: str) -> CodeType:
    read = SourceFileLoader(name, origin).get_code(name)
    assert read is not None
    return read


def _missing(spec: ModuleSpec, values: "dict[str, Any]") -> tuple[int, CodeType]:
    """All that a module was left without, from its source."""
    import ast

    assert spec.origin is not None
    with open(spec.origin, "rb") as file:
        tree = ast.parse(file.read())
    tree.body = [
        each
        for each in tree.body
        if getattr(each, "module", "") == "__future__" or getattr(each, "name", "__name__") not in values
    ]
    return 0, compile(tree, spec.origin, "exec")


def all_within(code: CodeType) -> "Iterator[CodeType]":
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from all_within(each)


def _function_of(code: CodeType, names: "dict[str, Any]") -> FunctionType | None:
    """The function of this code where its name says, if it's there."""
    first, *rest = code.co_qualname.split(".")
    found: Any = names.get(first)
    for name in rest:
        found = vars(found).get(name) if isinstance(found, type) else None
    ways = (found.fget, found.fset) if isinstance(found, property) else (found,)
    for way in ways:
        way = getattr(way, "__func__", way)
        way = getattr(way, "__wrapped__", way)
        if isinstance(way, FunctionType) and _place(way.__code__) == _place(code):
            return way
    return None


def _functions(name: str, values: "Mapping[str, Any]", seen: "tuple[type, ...]" = ()) -> "Iterator[FunctionType]":
    """Those that a module, and its classes, made and hold by a name."""
    for each in values.values():
        for way in (each.fget, each.fset) if isinstance(each, property) else (getattr(each, "__func__", each),):
            function = getattr(way, "__wrapped__", way)
            if isinstance(function, FunctionType) and function.__module__ == name:
                yield function
        if isinstance(each, type) and each.__module__ == name and each not in seen:
            yield from _functions(name, vars(each), (*seen, each))


def _stub_for(code: CodeType) -> CodeType:
    """What stands for a function that is there already."""
    return _STUB.replace(
        co_filename=code.co_filename, co_firstlineno=code.co_firstlineno, co_name=code.co_name, co_qualname=code.co_name
    )


def _calls(*values: "Any", **named: "Any") -> "Any":
    return __kept_code_calls__(values, named)  # type: ignore[name-defined]  # noqa: F821  # it's among the builtins


_STUB = _calls.__code__


def _place(code: CodeType) -> tuple[str, int, str]:
    return code.co_filename, code.co_firstlineno, code.co_name


def _searched(code: CodeType) -> FunctionType:
    """The function of this code, of whatever name. Looks through all that is in memory, so it's for the few others."""
    frozen = gc.get_freeze_count()
    gc.unfreeze()  # the collector tells nothing of what is frozen
    try:
        return next(each for each in gc.get_referrers(code) if isinstance(each, FunctionType))
    finally:
        if frozen:
            gc.freeze()


def _opened(path: str) -> "tuple[int, int, dict[str, Entry]]":
    """The open file, where the codes begin, and what it holds.

    Nothing where it is not there, damaged, for another Python, or could have been written by others. Nor for who traces
    lines, such as a debugger: there are none in memory, and Python 3.11 writes beyond its table of them.
    """
    if sys.platform == "win32" or sys.gettrace() is not None:
        return -1, 0, {}
    try:
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return -1, 0, {}
    found = os.fstat(file)
    if stat.S_ISREG(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022:
        head = os.read(file, _HEAD)
        index = os.read(file, min(found.st_size, int.from_bytes(head[4:], "big")))
        if index and crc32(index) == int.from_bytes(head[:4], "big"):
            whom, entries = marshal.loads(index)
            if whom == key():
                return file, len(head) + len(index), entries
    os.close(file)
    return -1, 0, {}
