"""What the person is told about what a command did."""

from datetime import timedelta

import pytest

from tests.core.wellbeing.test_incident_when_full import HASTY
from tests.day import BERLIN, day
from tray.core.messages import commands as c
from tray.view.words.acknowledgements import noted

HOUR = timedelta(hours=1)


def test_of_a_block_that_cannot_stay_below_orange_it_is_said_when_that_is_reached() -> None:
    told = day(HASTY).work("1s")
    before = told.state
    command = c.PlanBlock(3 * HOUR, None, "the report")
    (block,) = told.ask(command).state.blocks
    assert block.orange is not None
    assert block.start < block.orange < block.until

    assert noted(command, before, told.state, BERLIN).endswith(
        f"No free time of that length stays below orange: you'd reach it at {block.orange.astimezone(BERLIN):%H:%M}."
    )


def test_who_asks_for_lengths_to_choose_from_has_estimated_nothing() -> None:
    told = day().work("1m").ask(c.StartSession("report", HOUR)).work("10m")
    before = told.state
    told.ask(c.Estimate())

    assert "" == noted(c.Estimate(), before, told.state, BERLIN)


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
