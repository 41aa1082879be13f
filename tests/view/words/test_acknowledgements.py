"""What the person is told about what a command did."""

from datetime import timedelta

import pytest

from tests.day import BERLIN, day
from tray.core.messages import commands as c
from tray.view.words.acknowledgements import noted

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "Block 1 is dropped: the report."), (2, "Block 2 is dropped: letters."), (3, "")],
)
def test_which_block_is_dropped_is_said_by_its_number_and_its_label(number: int, said: str) -> None:
    told = day().work("1s")
    told.ask(c.PlanBlock(HOUR, None, "the report")).ask(c.PlanBlock(HOUR, None, "letters"))
    before = told.state
    command = c.DropBlock(number)
    told.ask(command)

    assert said == noted(command, before, told.state, BERLIN)
