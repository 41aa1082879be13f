"""The doctor finds on real desktops what is there, with the program running and without."""

import json
from typing import Any

import pytest

from tests.desktop.conftest import Desks
from tests.desktop.harness.desk import Desk
from tests.desktop.harness.waiting import until

pytestmark = pytest.mark.desktop


def examined(desk: Desk) -> tuple[int, dict[str, dict[str, Any]], str]:
    done = desk.ask("doctor", "--json")
    told = json.loads(done.stdout)
    return done.returncode, {each["part"]: each for each in told["findings"]}, told["report"]


def test_xfce_gives_everything_but_a_login_manager(desks: Desks) -> None:
    desk = desks.x11("xfce4-panel")
    desks.server(desk, "xfce4-notifyd")
    code, found, report = examined(desk)

    assert 0 == code
    assert "tray: fine (by status-notifier)" in report
    assert "idle: fine (by x11-sync)" in report
    assert "with buttons" in found["notifications"]["says"]
    assert "Xfce Notify Daemon" in found["attention"]["says"]
    assert "program: fine" in report
    assert "is stopped" in report


def test_a_tray_that_knows_only_xembed_is_found_too(desks: Desks) -> None:
    desk = desks.x11("trayer")
    _, found, report = examined(desk)

    assert "tray: fine (by xembed)" in report
    assert ("lacking", "There is no notification server.") == (
        found["notifications"]["verdict"],
        found["notifications"]["says"],
    )
    assert "dunst or mako" in found["notifications"]["do"]


def test_a_running_program_keeps_its_one_icon_and_is_asked_for_it(desks: Desks) -> None:
    desk = desks.wayland("waybar")
    desks.server(desk, "mako")
    desk.backpressure().wait_to_say("is running.")
    until(
        lambda: json.loads(desk.ask("status", "--json").stdout or "{}").get("sources", {}).get("tray") != "none", "icon"
    )
    code, found, report = examined(desk)

    assert 0 == code
    assert "is running" in found["program"]["says"]
    assert "tray: fine (by status-notifier)" in report
    assert "menu" in found["notifications"]["do"]
    assert "tray: fine (by status-notifier)" in report
