"""Sleep within a gap, where the gap is longer than anybody is away."""

from datetime import UTC, datetime, timedelta

from tray.core.state.sleep import MOST_BACK, nights

BACK = datetime(2026, 11, 17, 10, tzinfo=UTC)
ON_IN_1970 = datetime(1970, 1, 1, 1, tzinfo=UTC)
"""The clock of a board without a battery, until it hears what time it is."""


def test_a_gap_of_fifty_years_holds_the_nights_of_its_last_400_days_and_no_others() -> None:
    found = nights((ON_IN_1970, BACK), ())

    assert 400 == len(found)
    assert nights((BACK - MOST_BACK, BACK), ()) == found
    assert all(BACK - MOST_BACK <= asleep < up <= BACK for asleep, up in found)


def test_a_gap_of_a_month_holds_all_its_nights() -> None:
    assert 30 == len(nights((BACK - timedelta(days=30), BACK), ()))
