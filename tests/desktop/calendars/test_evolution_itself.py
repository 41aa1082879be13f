"""The calendars that Evolution's own data server keeps, of a server and of the person's own, are read as they are."""

import os
import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.desktop.calendars.sample_calendars import BERLIN, calendar, event, zoned
from tests.desktop.calendars.test_evolution import HOLIDAY, MOVED, WEEKLY, read

FACTORY = Path("/usr/libexec/evolution-calendar-factory")
pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not FACTORY.exists() or shutil.which("dbus-run-session") is None,
    reason="no evolution-data-server",
)
SOURCE = """[Data Source]
DisplayName=Public holidays
Enabled=true
Parent=webcal-stub
[Calendar]
BackendName=webcal
[Authentication]
Host=127.0.0.1
Method=none
Port={port}
[Security]
Method=none
[WebDAV Backend]
ResourcePath=/team.ics
[Offline]
StaySynchronized=true
"""
SESSION = """
import sys, time, pathlib
from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection
from jeepney.wrappers import unwrap_msg
SERVER = "org.gnome.evolution.dataserver"
bus = open_dbus_connection("SESSION")
def call(name, path, interface, method, signature=None, body=()):
    address = DBusAddress(path, bus_name=name, interface=f"{SERVER}.{interface}")
    return unwrap_msg(bus.send_and_get_reply(new_method_call(address, method, signature, body), timeout=60))
def opened(uid):
    factory = "/org/gnome/evolution/dataserver/CalendarFactory"
    path, name = call(f"{SERVER}.Calendar8", factory, "CalendarFactory", "OpenCalendar", "s", (uid,))
    call(name, path, "Calendar", "Open")
    return name, path
own = opened("system-calendar")
call(*own, "Calendar", "CreateObjects", "asu", ([sys.argv[1]], 0))
team = opened("team")
call(*team, "Calendar", "Refresh")
for _ in range(600):
    if call(*team, "Calendar", "GetObjectList", "s", ("#t",))[0] and pathlib.Path(sys.argv[2]).exists():
        break
    time.sleep(0.1)
"""


def test_what_evolution_keeps_of_a_server_and_of_its_own_is_read(tmp_path: Path) -> None:
    home, served = tmp_path / "home", tmp_path / "served"
    sources = home / ".config" / "evolution" / "sources"
    for folder in (sources, served, tmp_path / "runtime"):
        folder.mkdir(mode=0o700, parents=True)
    (served / "team.ics").write_text(
        calendar(event(WEEKLY, "w"), event(MOVED, "w"), event(HOLIDAY, "h"), zones=BERLIN), newline=""
    )
    own = home / ".local" / "share" / "evolution" / "calendar"
    talk = f"BEGIN:VEVENT\n{event(zoned('20261124T150000', '20261124T160000', 'Europe/Berlin'), 't')}\nEND:VEVENT\n"
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    places = {"HOME": str(home), "XDG_RUNTIME_DIR": str(tmp_path / "runtime"), "GSETTINGS_BACKEND": "memory"}
    handler = partial(SimpleHTTPRequestHandler, directory=str(served))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        (sources / "team.source").write_text(SOURCE.format(port=server.server_address[1]))
        subprocess.run(
            ["dbus-run-session", "--", sys.executable, "-c", SESSION, talk, str(own / "system" / "calendar.ics")],
            env=kept | places,
            check=True,
            capture_output=True,
            timeout=120,
        )
        server.shutdown()

    of_server, of_person = read(home, home / ".cache" / "evolution" / "calendar"), read(home, own)

    assert ([], []) == (of_server["wrong"], of_person["wrong"])
    starts = [start for start, *_ in of_server["entries"]]
    weeks = ["2026-11-23T08:00:00+00:00", "2026-11-26", "2026-11-30T13:00:00+00:00", "2026-12-07T08:00:00+00:00"]
    assert weeks == starts
    assert ["2026-11-24T14:00:00+00:00"] == [start for start, *_ in of_person["entries"]]
