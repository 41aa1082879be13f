"""Warnings are listed with what they rest on; those told before, with what became of them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.core.inquiry.test_after_warning import TOLD, days
from tests.day import BERLIN
from tray.core.context import Context
from tray.core.messages.facts import WarningRaised
from tray.core.wellbeing.warning_signs import Finding
from tray.settings.defaults.every_setting import Settings, Warnings
from tray.view.values.warnings import warning_values
from tray.view.words.warnings import listed

LONG = Finding("stretches", "four-hours", {"longest": 5 * 3600.0})
CONTEXT = Context(Settings(), BERLIN)
NOON = datetime(TOLD.year, TOLD.month, TOLD.day, 12, tzinfo=UTC)


def raised(at: datetime) -> WarningRaised:
    return WarningRaised(at, LONG.signal, LONG.rule, LONG.numbers)


def test_what_the_history_shows_now_is_listed_with_what_it_rests_on_and_what_to_do() -> None:
    values = warning_values([LONG], [], days(), CONTEXT)
    (now,) = values["now"]

    assert ("stretches", "four-hours", {"longest": 18000.0}) == (now["signal"], now["rule"], now["numbers"])
    assert [f"{now['title']}: You worked 5 h without a break.", f"  {now['basis']}", f"  {now['advice']}"] == listed(
        values
    ).splitlines()
    assert all(now.values())


def test_who_was_told_two_weeks_ago_learns_what_became_of_it_and_who_was_told_lately_does_not() -> None:
    lived = [replace(each, longest=each.worked / 4) for each in days()]
    values = warning_values([], [raised(NOON), raised(NOON + timedelta(days=14))], lived, CONTEXT)
    before, lately = values["told"]

    assert "The longest stretch of a day: " in before["became"]
    assert not lately["became"]
    lines = listed(values).splitlines()
    told = lines[lines.index("You were told:") + 1 :]
    assert [before["title"], before["became"], lately["title"]] == [
        told[0].partition("  ")[2].partition("  ")[2],
        told[1].strip(),
        told[2].partition("  ")[2].partition("  ")[2],
    ]


def test_what_somebody_wants_to_hear_nothing_of_is_named_and_not_listed() -> None:
    off = Context(Settings(warnings=Warnings(not_these=("stretches",))), BERLIN)
    values = warning_values([LONG], [], days(), off)

    assert [] == values["now"]
    assert listed(values).endswith("You don't want to hear about: stretches.")
