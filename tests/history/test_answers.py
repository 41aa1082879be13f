"""What the record is asked for."""

import pytest

from tests.day import day
from tray.errors import UsageError
from tray.history import answers


def test_what_nobody_answers_is_named() -> None:
    told = day().work("1h")

    with pytest.raises(UsageError, match='"nonsense" isn\'t a question that the record answers'):
        answers.answer("nonsense", {}, told.record, told.state, told.context)
