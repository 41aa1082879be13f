"""Reasons to be quiet go together when they stand side by side."""

import pytest

from tray.view.words.quiet import reasons


def test_nobody_is_away_and_just_back_at_once() -> None:
    assert "you're just back" in reasons(["just-back", "quiet"])
    assert reasons(["away", "just-back"]) == "you're away"


def test_what_means_the_same_is_said_once() -> None:
    assert "you're just back" == reasons(["just-back", "just-rested"])
    assert "you're away" == reasons(["away", "just-back", "just-rested"])


@pytest.mark.parametrize("where", ["away", "break", "elsewhere"])
def test_nobody_is_just_back_who_is_not_at_the_desk(where: str) -> None:
    assert reasons([where]) == reasons([where, "just-back", "just-rested"])
