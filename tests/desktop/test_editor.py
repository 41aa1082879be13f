"""The person's editor opens the file; nothing else runs, and nobody waits for it but a terminal."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tray.desktop.editor import Opening, choose, open_in_editor, start
from tray.errors import DesktopError

FILE = "/home/me/settings.toml"
INSTALLED = {name: f"/usr/bin/{name}" for name in ("vim", "nano", "gedit", "my-editor", "emacs", "xdg-open", "open")}
DESKTOP = {"DISPLAY": ":0"}


def chosen(environment: dict[str, str], *, in_terminal: bool, platform: str = "linux") -> Opening:
    return choose(FILE, environment, INSTALLED.get, in_terminal=in_terminal, platform=platform)


def test_visual_goes_before_editor() -> None:
    opening = chosen({"VISUAL": "gedit", "EDITOR": "nano", **DESKTOP}, in_terminal=True)

    assert Opening(("/usr/bin/gedit", FILE), waits=False) == opening


def test_an_editor_may_have_arguments() -> None:
    assert Opening(("/usr/bin/vim", "-p", FILE), waits=True) == chosen({"EDITOR": "vim -p"}, in_terminal=True)


def test_no_shell_reads_the_variable() -> None:
    opening = chosen({"EDITOR": "vim; touch /tmp/p", **DESKTOP}, in_terminal=False)

    assert Opening(("/usr/bin/xdg-open", FILE), waits=False) == opening


def test_an_editor_of_the_terminal_is_passed_over_without_one() -> None:
    assert ("/usr/bin/xdg-open", FILE) == chosen({"EDITOR": "vim", **DESKTOP}, in_terminal=False).argv
    assert ("/usr/bin/xdg-open", FILE) == chosen({"EDITOR": "emacs -nw", **DESKTOP}, in_terminal=False).argv
    assert ("/usr/bin/emacs", FILE) == chosen({"EDITOR": "emacs", **DESKTOP}, in_terminal=False).argv


def test_an_unknown_editor_takes_the_terminal_over_if_there_is_one() -> None:
    assert chosen({"EDITOR": "my-editor"}, in_terminal=True).waits is True
    assert Opening(("/usr/bin/my-editor", FILE), waits=False) == chosen({"EDITOR": "my-editor"}, in_terminal=False)


def test_without_the_variables_the_desktop_opens_the_file() -> None:
    assert ("/usr/bin/xdg-open", FILE) == chosen(DESKTOP, in_terminal=True).argv
    assert ("/usr/bin/open", "-t", FILE) == chosen({}, in_terminal=False, platform="darwin").argv


def test_without_a_desktop_a_terminal_has_editors_too() -> None:
    assert Opening(("/usr/bin/nano", FILE), waits=True) == chosen({}, in_terminal=True)


def test_a_variable_that_cannot_be_understood_is_passed_over() -> None:
    assert ("/usr/bin/nano", FILE) == chosen({"VISUAL": 'vim "', "EDITOR": " "}, in_terminal=True).argv


def test_where_there_is_no_editor_the_person_is_told() -> None:
    with pytest.raises(DesktopError, match="EDITOR"):
        chosen({}, in_terminal=False)


def test_an_editor_that_cannot_be_started_is_told(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_text("#!/nowhere/at/all\n")
    broken.chmod(0o755)

    with pytest.raises(DesktopError, match="can't be started"):
        open_in_editor(FILE, {"EDITOR": str(broken), "PATH": ""})


def test_an_editor_runs_on_its_own_and_is_nobodys_child(tmp_path: Path) -> None:
    ready, done = tmp_path / "ready", tmp_path / "done"
    os.mkfifo(ready)
    os.mkfifo(done)
    program = f"import os, sys; open({str(ready)!r}, 'w').write(f'{{os.getppid()}} {{os.getsid(0)}} {{sys.argv[1]}}'); "
    program += f"open({str(done)!r}).read()"

    start(Opening((sys.executable, "-c", program, FILE), waits=False))
    parent, session, file = ready.read_text().split()

    assert str(os.getpid()) != parent
    assert str(os.getsid(0)) != session
    assert file == FILE
    done.write_text("")


def test_an_editor_in_the_terminal_is_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "edited"

    start(Opening((sys.executable, "-c", "import sys; open(sys.argv[1], 'w').write('x')", str(file)), waits=True))

    assert file.read_text() == "x"


def test_importing_it_starts_nothing_heavy() -> None:
    program = "import sys, tray.desktop.editor; print('subprocess' in sys.modules)"

    assert subprocess.check_output([sys.executable, "-c", program], text=True).strip() == "False"


@pytest.mark.skipif(sys.platform == "win32", reason="processes fork on Unix")
def test_where_there_is_no_room_for_another_process_that_is_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room() -> int:
        raise BlockingIOError("no room for another process")

    monkeypatch.setattr(os, "fork", no_room)
    with pytest.raises(OSError, match="Resource temporarily unavailable"):
        start(Opening((sys.executable, "-c", ""), waits=False))
