"""JSON is read and written as by the standard library, for which it stands in where that would take too long."""

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tray.lib.json_text import dumps, loads

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


def refused(name: str) -> float:
    raise ValueError(name)


@given(VALUES)
def test_it_writes_what_the_standard_library_writes_and_reads_it_again(value: object) -> None:
    for ascii_only in (True, False):
        written = dumps(value, ensure_ascii=ascii_only)

        assert json.dumps(value, ensure_ascii=ascii_only) == written
        assert value == loads(f" \t{written}\r\n", parse_constant=refused)
    assert json.dumps(value, separators=(",", ":")) == dumps(value, separators=(",", ":"))


@given(st.text(alphabet='{}[]",:\\u0123d\n eE+-.tfn\ufeff') | st.text())
def test_it_refuses_what_the_standard_library_refuses(text: str) -> None:
    try:
        expected = json.loads(text, parse_constant=refused)
    except ValueError:
        with pytest.raises(ValueError):  # which one differs
            loads(text, parse_constant=refused)
    else:
        assert expected == loads(text, parse_constant=refused)


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_in_json_is_not_written(number: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        dumps({"a": number})


def test_what_has_no_form_is_not_written() -> None:
    with pytest.raises(TypeError, match="set has no form"):
        dumps({"a": set()})


def test_asking_for_the_status_imports_neither_json_nor_regular_expressions() -> None:
    asks = "import sys, tray.control.client, tray.cli.verbs.status, tray.lib.json_text as j; "
    reads = "j.loads(j.dumps({'a': [1, 2.5, None]}), parse_constant=str); print(*sys.modules)"

    loaded = subprocess.check_output(
        [sys.executable, "-S", "-c", asks + reads], text=True, env={"PYTHONPATH": ":".join(sys.path)}
    )

    assert not {"json", "re", "enum", "dataclasses"} & set(loaded.split())


@given(VALUES)
def test_a_python_without_its_quick_parts_reads_and_writes_the_same(value: object) -> None:
    with pytest.MonkeyPatch.context() as without:
        without.setitem(sys.modules, "_json", None)
        written = dumps(value)
        assert json.dumps(value) == written
        assert value == loads(written, parse_constant=refused)
        with pytest.raises(ValueError, match="NaN"):
            loads("[NaN]", parse_constant=refused)
