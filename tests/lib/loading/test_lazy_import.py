"""A module that is left for later is found, read when it is used, and then a module like any other."""

import inspect
import subprocess
import sys
from types import ModuleType

import pytest

from tray.lib.loading import lazy_import


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module of Python that nobody has read, left for later."""
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    lazy_import.leave("colorsys")
    return sys.modules["colorsys"]


def test_it_is_read_at_the_first_use_and_not_before(left: ModuleType) -> None:
    import colorsys

    assert colorsys is left
    assert "rgb_to_hsv" not in vars(left)
    assert (0.0, 0.0, 1.0) == colorsys.rgb_to_hsv(1, 1, 1)
    assert ModuleType is type(left)


def test_what_is_taken_out_of_it_is_its_own(left: ModuleType) -> None:
    from colorsys import hsv_to_rgb

    assert hsv_to_rgb is vars(left)["hsv_to_rgb"]


def test_a_name_that_it_does_not_have_is_missed_as_ever(left: ModuleType) -> None:
    with pytest.raises(AttributeError, match="colorsys"):
        _ = left.nothing_like_it


def test_who_looks_whether_it_is_a_function_or_for_its_source_does_not_read_it(left: ModuleType) -> None:
    """As PySide6 does with each module that is imported, and the code that is kept with all that a module holds."""
    source = inspect.getsource(left)

    assert "def rgb_to_hsv" in source
    assert left is getattr(left, "__func__", left)
    assert "rgb_to_hsv" not in vars(left)
    with pytest.raises(AttributeError, match="'colorsys' has no attribute '__wrapped__'"):
        _ = left.__wrapped__


def test_a_module_that_is_there_stays_as_it_is() -> None:
    lazy_import.leave("sys", "pytest")

    assert pytest is sys.modules["pytest"]


def test_one_that_does_not_exist_is_missed_by_whoever_imports_it() -> None:
    lazy_import.leave("this_is_nobody")

    assert "this_is_nobody" not in sys.modules


def test_the_log_of_others_works_although_it_was_left() -> None:
    said = "import tray, logging; logging.getLogger('x').warning('heard'); import inspect; inspect.signature(print)"

    heard = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)

    assert "heard\n" == heard.stderr


def test_all_who_ask_at_once_get_the_whole_of_it(left: ModuleType) -> None:
    import threading

    together, got = threading.Barrier(8), []

    def ask() -> None:
        together.wait(timeout=30)
        got.append(left.hsv_to_rgb)

    asking = [threading.Thread(target=ask) for _ in range(8)]
    for each in asking:
        each.start()
    for each in asking:
        each.join(timeout=30)

    assert [vars(left)["hsv_to_rgb"]] * 8 == got
