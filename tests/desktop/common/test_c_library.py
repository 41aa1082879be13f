"""Functions of the C library are called as C calls them."""

import errno
import sys

import pytest

if sys.platform != "linux":
    pytest.skip("Linux calls them so", allow_module_level=True)

from tray.desktop.common.c_library import c_function, last_error


def test_a_function_takes_numbers_and_bytes_and_returns_a_number() -> None:
    absolute, length = c_function("abs"), c_function("strlen")
    assert absolute
    assert length

    assert (7, 4) == (absolute(-7), length(b"plum"))


def test_one_that_failed_leaves_the_number_of_its_error() -> None:
    close = c_function("close")
    assert close

    assert (-1, errno.EBADF) == (close(-1), last_error())


def test_one_that_the_library_lacks_is_none() -> None:
    assert c_function("make_plum_jam") is None
