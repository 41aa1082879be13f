"""What the memory is made of that the program holds above bare Python. ``python -m tests.bench.memory_by_kind``.

Everything that runs all day on this kind of desktop is imported, and nothing else: by kind of object, and by the module
for which it came into memory, with what that imported first. Without the screen, the history and what is worked out.
"""

import gc
import sys
import tracemalloc
from collections import Counter
from collections.abc import Iterable
from importlib import import_module
from types import CodeType, FunctionType

_KIB = 1024
_ROWS = 30
_LOADS = [
    "tray.cli.main",
    "tray.cli.verbs.run",
    "tray.app.app",
    *(
        (
            "tray.desktop.linux.desktop",
            "tray.desktop.linux.watch.file_watch",
            "tray.desktop.linux.entries.autostart",
            "tray.desktop.linux.tray.status_notifier",
        )
        if sys.platform == "linux"
        else ()
    ),
]


def by_kind() -> Counter[str]:
    """Bytes of what is in memory, by kind."""
    objects = gc.get_objects()
    functions = [each for each in objects if isinstance(each, FunctionType)]
    codes: dict[int, CodeType] = {}
    for function in functions:
        _walk(function.__code__, codes)
    found: Counter[str] = Counter()
    for code in codes.values():
        found["code: what is executed"] += sys.getsizeof(code)
        found["code: lines for tracebacks"] += sys.getsizeof(code.co_linetable)
        found["code: where errors lead to"] += sys.getsizeof(code.co_exceptiontable)
        found["code: tables of names and constants"] += sum(map(sys.getsizeof, (code.co_consts, code.co_names)))
    found["code: names and texts"] = sum(map(sys.getsizeof, _texts(codes.values())))
    found["docstrings of functions, within the texts"] = _sizes(function.__doc__ for function in functions)
    found["functions"] = sum(map(sys.getsizeof, functions))
    classes = [each for each in objects if isinstance(each, type)]
    found["classes"] = sum(map(sys.getsizeof, classes))
    found["docstrings of classes and modules"] = _sizes(
        each.__doc__ for each in (*classes, *list(sys.modules.values()))
    )
    for each in objects:
        if isinstance(each, dict | list | set | tuple):
            found[f"{type(each).__name__}s"] += sys.getsizeof(each)
    return found


def by_module() -> Counter[str]:
    """Bytes by the module that had them allocated, since this began to be traced."""
    files = {module.__file__: name for name, module in list(sys.modules.items()) if getattr(module, "__file__", None)}
    found: Counter[str] = Counter()
    for trace in tracemalloc.take_snapshot().traces:
        within = (files[frame.filename] for frame in reversed(trace.traceback) if frame.filename in files)
        found[next(within, "?")] += trace.size
    return found


def _walk(code: CodeType, known: dict[int, CodeType]) -> None:
    if id(code) not in known:
        known[id(code)] = code
        for each in code.co_consts:
            if isinstance(each, CodeType):
                _walk(each, known)


def _texts(codes: Iterable[CodeType]) -> set[str]:
    return {
        text
        for code in codes
        for text in (*code.co_consts, *code.co_names, *code.co_varnames, code.co_qualname)
        if isinstance(text, str)
    }


def _sizes(texts: Iterable[object]) -> int:
    return sum(sys.getsizeof(each) for each in texts if isinstance(each, str))


def main() -> int:
    """Print both tables; the exit code."""
    tracemalloc.start(12)
    for name in _LOADS:
        import_module(name)
    gc.collect()
    modules = by_module()
    tracemalloc.stop()
    for title, found in (("kind", by_kind()), ("module", modules)):
        print(f"\n| {title} | KiB |\n|---|---|")
        print("\n".join(f"| {name} | {size / _KIB:.0f} |" for name, size in found.most_common(_ROWS)))
    print(f"\n{len(sys.modules)} modules, {sum(modules.values()) / _KIB:.0f} KiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
