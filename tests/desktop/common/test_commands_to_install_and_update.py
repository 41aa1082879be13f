"""How the program came to this machine is noticed by what each way leaves, and every hint follows from that."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.desktop.reactor import HandTurnedReactor
from tests.documents import ROOT
from tray.desktop.common import commands_to_install_and_update
from tray.desktop.common.commands_to_install_and_update import Way, adding, installed_by, installed_from, updating
from tray.desktop.common.own_command import module_command, own_command
from tray.desktop.notify.plyer_notifier import PlyerNotifier
from tray.desktop.read_in_child import reader_command
from tray.desktop.windows.hooks import minder_command
from tray.doctor.installation_libraries_and_system import _WAYS


def lay(root: Path, *names: str, text: str = "") -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


@pytest.mark.parametrize(
    ("package", "beside", "way"),
    [
        ("env/lib/python3/site-packages/tray/__init__.py", ".flatpak-info", Way.FLATPAK),
        ("usr/share/backpressure/tray/__init__.py", "", Way.DEB),
        ("env/lib/python3/site-packages/tray/__init__.py", "env/pipx_metadata.json", Way.PIPX),
        ("env/lib/python3/site-packages/tray/__init__.py", "env/uv-receipt.toml", Way.UV),
        ("usr/lib/python3/dist-packages/tray/__init__.py", "", Way.SYSTEM),
        ("src/tray/__init__.py", "", Way.CHECKOUT),
    ],
)
def test_each_way_is_known_by_what_it_leaves(tmp_path: Path, package: str, beside: str, way: Way) -> None:
    lay(tmp_path, *(each for each in (package, beside) if each))

    found = installed_by(str(tmp_path / package), prefix=str(tmp_path / "env"), frozen=False, root=str(tmp_path))

    assert way is found


def test_pip_is_known_by_what_it_writes_and_the_installer_by_its_folder(tmp_path: Path) -> None:
    libraries = tmp_path / "backpressure-tray/lib/python3/site-packages"
    lay(libraries, "tray/__init__.py")
    lay(libraries, "backpressure_tray-0.1.0.dist-info/INSTALLER", text="pip\n")
    package = str(libraries / "tray/__init__.py")

    assert Way.PIP is installed_by(package, prefix="/usr", frozen=False, root=str(tmp_path))
    (libraries / "backpressure_tray-0.1.0.dist-info/INSTALLER").rename(libraries / "of_nobody")
    assert Way.SYSTEM is installed_by(package, prefix="/usr", frozen=False, root=str(tmp_path))
    assert Way.INSTALLER is installed_by(
        package, prefix=str(tmp_path / "backpressure-tray"), frozen=False, root=str(tmp_path)
    )


def test_every_way_has_its_sentence_and_its_hints() -> None:
    assert set(Way) == set(_WAYS)
    assert "sudo apt install python3-plotly python3-jinja2" in adding("report", Way.DEB)
    assert "pipx inject backpressure-tray 'backpressure-tray[report]'" in adding("report", Way.PIPX)
    assert all(" -m pip install" in adding("report", way) for way in (Way.PIP, Way.INSTALLER))
    assert "can't be extended" in adding("window", Way.FLATPAK)
    assert "Install it with the packages of your system." == adding("window", Way.SYSTEM)
    assert "pipx upgrade backpressure-tray" == updating(Way.PIPX)
    assert updating(Way.PIP, "backpressure-tray").endswith(" --upgrade backpressure-tray")
    assert all("pip install" not in updating(way) for way in Way if way is not Way.PIP)


def test_the_hint_for_uv_takes_no_extra_away_that_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        commands_to_install_and_update, "find_spec", lambda name: object() if name == "plotly" else None
    )

    assert "uv tool install --force 'backpressure-tray[report,calendar]'" in adding("calendar", Way.UV)


def test_what_came_from_a_folder_or_a_wheel_is_added_to_from_there_and_not_from_an_index(tmp_path: Path) -> None:
    libraries, source = tmp_path / "lib/site-packages", tmp_path / "my source"
    package = str(libraries / "tray/__init__.py")
    lay(libraries, "tray/__init__.py")
    lay(libraries, "backpressure_tray-0.1.0.dist-info/direct_url.json", text=f'{{"url": "{source.as_uri()}"}}')

    assert "backpressure-tray" == installed_from(package)  # it is no longer there
    lay(source, "assets/install")
    assert str(source) == installed_from(package)
    assert f"pipx inject backpressure-tray '{source}[report]'" in adding("report", Way.PIPX, str(source))
    assert f"uv tool install --force '{source}[" in adding("report", Way.UV, str(source))
    assert {f'"{source}/assets/install"'} == {updating(way, str(source)) for way in (Way.PIPX, Way.UV, Way.INSTALLER)}
    assert updating(Way.PIP, str(source)).endswith(f' -m pip install --user --upgrade "{source}"')
    assert "" == updating(Way.PIPX, str(source / "some.whl"))


def test_a_module_of_ours_starts_from_any_folder(tmp_path: Path) -> None:
    command = module_command("tray", package=str(ROOT / "tray/__init__.py"))
    said = subprocess.run([*command, "--version"], cwd=tmp_path, env={}, capture_output=True, text=True, check=False)

    assert said.stdout.startswith("backpressure ")
    assert sys.executable == command[0]


def test_one_folder_with_a_python_of_its_own_has_one_program_for_all() -> None:
    assert [r"C:\b\backpressure.exe"] == own_command([""], python=r"C:\b\backpressure.exe", frozen=True)
    assert [sys.executable, "--module", "tray.window"] == module_command("tray.window", frozen=True)


def test_one_folder_with_a_python_of_its_own_starts_every_child_by_its_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    children = {
        "tray.desktop.to_dos.to_do_files": reader_command("tray.desktop.to_dos.to_do_files"),
        "tray.desktop.windows.hook_time_limit_output_children": minder_command(),
        "tray.desktop.notify.plyer_child": PlyerNotifier(HandTurnedReactor())._child,
    }

    for module, command in children.items():
        assert [sys.executable, "--module", module] == list(command)
        assert 'if __name__ == "__main__":\n    main()\n' in (ROOT / f"{module.replace('.', '/')}.py").read_text()
