"""Who asks is answered in their language, what is shown is in ours, and a change of it is seen at once."""

import json
from dataclasses import replace

import pytest

from tests.app.test_loop import Desk, every
from tests.app.test_work_in_slices import Client, Disk, read_all, started
from tests.catalogues import pseudo
from tests.catalogues.german import german as german
from tray.app.answer_command_line import Serving
from tray.control.command_form import packed
from tray.core.messages import commands as c
from tray.lib.language.catalogue_reader import put_in_force
from tray.lib.language.locales import Locale
from tray.lib.language.translation import in_force
from tray.settings.defaults.every_setting import General, Settings
from tray.settings.defaults.presets import PRESETS

GERMAN = "de/de_DE/de_DE"


def at_work() -> tuple[Desk, Serving]:
    desk = Desk().type().run(minutes=75)
    return desk, Serving(desk.loop, lambda: ({}, ()))


@pytest.mark.usefixtures("german")
def test_the_status_is_said_in_the_language_of_who_asks() -> None:
    desk, serving = at_work()
    shown = desk.loop.face

    english, german = (serving.answer("status", {}, tag)["result"]["text"] for tag in ("", GERMAN))

    assert "1 h 15 min" in english
    assert "1 Std. 15 Min." in german
    assert "1 h 15 min" not in german
    assert "" == in_force()
    desk.loop.show()
    assert shown == desk.loop.face


@pytest.mark.usefixtures("german")
def test_machines_are_answered_in_english_whatever_the_person_reads() -> None:
    desk, serving = at_work()
    before = serving.answer("status", {})

    put_in_force(Locale("de", "de_DE", "de_DE"))
    desk.loop.show()

    assert json.dumps(before) == json.dumps(serving.answer("status", {}))
    assert GERMAN == in_force()


@pytest.mark.usefixtures("german")
def test_what_a_command_shows_is_in_our_language_and_its_answer_in_theirs() -> None:
    desk, serving = at_work()
    put_in_force(Locale("de", "de_DE", "de_DE"))

    answer = serving.answer("command", packed(c.Snooze()), "")

    assert "Min." not in answer["result"]["said"]
    assert " min" not in " ".join(row.label for row in every(desk.tray.faces[-1].menu))


def test_a_refusal_is_said_in_the_language_of_who_asks_and_refuses_once() -> None:
    desk, serving = at_work()
    desk.settings = replace(Settings(), limits=replace(Settings().limits, commitments=1))
    desk.loop.reload_settings()
    assert serving.answer("command", packed(c.Commit("call Bob")))["ok"]
    pseudo.put_in_force()
    facts = desk.loop.record.state

    refused = serving.answer("command", packed(c.Commit("write to Ada")))

    assert not refused["ok"]
    assert pseudo.BEGINS not in refused["error"]
    assert "pseudo" == in_force()
    assert facts == desk.loop.record.state
    assert pseudo.BEGINS in serving.answer("command", packed(c.Commit("write to Ada")), "pseudo")["error"]


def test_a_tag_that_means_nothing_is_english() -> None:
    _, serving = at_work()

    assert serving.answer("status", {}) == serving.answer("status", {}, "\0/../x//")


def test_a_change_of_the_language_is_seen_at_once_in_menu_and_notices() -> None:
    desk = Desk().type().run(minutes=75)
    shown = dict(desk.notifier.screen)
    desk.loop.world.apply = lambda _: pseudo.put_in_force()
    desk.settings = replace(Settings(), general=General(language="de"))

    desk.loop.reload_settings()
    desk.loop.each()

    labels = {row.label for row in every(desk.tray.faces[-1].menu)} - {each.name for each in PRESETS}
    assert {each for each in labels if pseudo.outside(each)} == set()
    assert shown.keys() == desk.notifier.screen.keys()
    assert shown != desk.notifier.screen


@pytest.mark.usefixtures("german")
def test_what_is_refused_once_the_record_is_read_is_refused_in_the_language_of_who_asked() -> None:
    desk, client = started(Disk()), Client()
    serving = Serving(desk.loop, lambda: ({}, ()))
    serving.give(replace(client.request("command", packed(c.CloseCommitment(7))), language=GERMAN))
    assert not client.answers
    read_all(desk)
    serving.look()

    (meanwhile,) = client.answers
    assert serving.answer("command", packed(c.CloseCommitment(7)), GERMAN) == meanwhile
