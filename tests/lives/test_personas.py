"""Two days of twelve people: nobody who wants breaks misses one, nobody who must not be disturbed is.

``python -m tests.lives.personas`` lives a week of each and prints the table.
"""

import pytest

from tests.lives.personas.living import live
from tests.lives.personas.people import WAYS, Person, lives

DAYS = 2
pytestmark = pytest.mark.timeout(300)


@pytest.mark.parametrize(("person", "way"), list(lives()), ids=lambda each: each if each in WAYS else each.name)
def test_two_days_break_no_bound(person: Person, way: str) -> None:
    assert [] == live(person, way, DAYS).broken
