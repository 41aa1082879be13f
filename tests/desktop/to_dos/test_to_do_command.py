"""Counting to-dos by a program of the person's: a real one."""

import sys

import pytest

from tests.desktop.to_dos.counted import MINUTE, Counted
from tray.core.engine.hook_events import HookResult
from tray.core.messages.events import CommitmentsFound
from tray.desktop.to_dos.to_do_command import _output, printed

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the reactor of the tests waits as Linux does")


def test_a_program_is_asked_for_the_number_without_a_shell(counted: Counted) -> None:
    counted.command("printf", "%s", "17")

    counted.hears(CommitmentsFound("command", 17))


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("echo", "$(echo 5)"), "one whole number"),
        (("no-such-program-anywhere",), "gave no number"),
        (("false",), "it failed"),
    ],
)
def test_a_program_that_gives_no_number_is_told_of(counted: Counted, command: tuple[str, ...], words: str) -> None:
    counted.command(*command)
    counted.hears_of_trouble(words)

    assert [] == counted.reactor.posted


def test_a_warning_beside_the_number_is_for_the_log_and_no_part_of_the_number(counted: Counted) -> None:
    counted.command("sh", "-c", "echo 5; echo 'W: old settings' >&2")
    counted.hears(CommitmentsFound("command", 5))

    assert ["sh: W: old settings"] == counted.log
    assert [None] == counted.problems


def test_what_a_program_that_fails_said_is_shown(counted: Counted) -> None:
    counted.command("sh", "-c", "echo 5; echo starting >&2; echo 'no such list' >&2; exit 3")
    counted.hears_of_trouble("it failed (exit 3); it said: no such list")


def test_a_flood_on_the_standard_error_ends_a_program_too(counted: Counted) -> None:
    counted.command("sh", "-c", "yes >&2")
    counted.hears_of_trouble("it failed (flood")


def test_a_program_that_prints_a_count_of_mail_is_asked_as_any_other(counted: Counted) -> None:
    notmuch = counted.home / "notmuch"
    notmuch.write_text('#!/bin/sh\n[ "$*" = "count tag:inbox and tag:unread" ] && echo 12\n')
    notmuch.chmod(0o755)
    counted.command("~/notmuch", "count", "tag:inbox and tag:unread")

    counted.hears(CommitmentsFound("command", 12))


def test_a_command_that_others_can_write_is_told_and_run_once_they_cannot_any_more(counted: Counted) -> None:
    why = ["everybody can write to printf"]
    counted.command("printf", "%s", "17", judge=lambda _: next(iter(why), None))
    counted.hears_of_trouble("doesn't run: everybody can write to printf")
    assert [] == counted.reactor.posted
    why.clear()
    counted.reactor.advance(MINUTE)

    counted.hears(CommitmentsFound("command", 17))


@pytest.mark.parametrize("output", ["", "12 tasks", "-1", "1.5", "99999999999999", "१२x"])
def test_a_program_prints_one_number_and_nothing_else(output: str) -> None:
    assert 12 == printed(" 12\n")
    with pytest.raises(ValueError, match="one whole number"):
        printed(output)


@pytest.mark.parametrize("ended", ["timeout", "left"])
def test_a_program_that_takes_too_long_is_told_of_by_how_long_it_had(ended: str) -> None:
    with pytest.raises(ValueError, match="it took longer than 20 s and was ended"):
        _output(HookResult(ended))
