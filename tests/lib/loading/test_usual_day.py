"""The first start finds the code of a usual day, as the list in the assets names it."""

import ast
import sys
from pathlib import Path

import pytest

from tray.lib.loading.load_code_file import KeptCode, Late, key
from tray.lib.loading.write_code_file import lines_of, named_lines, origin_of, prepare, usual_day

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the list is of a day on Linux")

_NAMED = """@one
@two
def f(): ...
class A:
    @property
    def f(self): ...
    class B:
        async def g(self): ...
"""


def test_the_list_names_what_is_there() -> None:
    """Where much of it was renamed it's to be made anew: ``python -m tests.usual_day``."""
    ours = {name: names for name, names in usual_day().items() if name.startswith("tray.")}
    origins = {name: origin_of(name) for name in ours}
    there = {name: dict(named_lines(ast.parse(Path(path).read_bytes()).body)) for name, path in origins.items() if path}
    named = [(module, name) for module, names in ours.items() for name in names]
    gone = [f"{module} {name}" for module, name in named if name not in there.get(module, ())]

    assert len(ours) > 200
    assert len(named) > 1000
    assert len(gone) < len(named) / 20, gone


def test_each_function_is_found_by_its_name_whatever_stands_around_it() -> None:
    tree = ast.parse(_NAMED)

    assert [("f", 1), ("A", 4), ("A.f", 5), ("A.B", 7), ("A.B.g", 8)] == list(named_lines(tree.body))
    assert [1, 8] == lines_of(tree, ["f", "A.B.g", "gone"])


def test_a_module_is_found_without_being_imported_and_what_has_no_source_is_not() -> None:
    found = origin_of("tests.lib.loading.test_usual_day")

    assert found == __file__
    assert [None, None, None] == [origin_of(name) for name in ("sys", "no_such", "tests.lib.no_such")]


def test_before_any_start_the_code_is_there_with_what_a_day_calls(tmp_path: Path) -> None:
    path = tmp_path / "cache/code"
    prepare(str(path), key())
    kept = KeptCode(str(path))
    spec = kept.find_spec("tray.core.engine.step")
    assert spec
    names: dict[str, object] = {"__name__": spec.name, "__spec__": spec}

    exec(kept.get_code(spec.name), names)

    listed = [name for name in usual_day()[spec.name] if "." not in name]
    assert listed
    assert not [name for name in listed if isinstance(names[name], Late)]
