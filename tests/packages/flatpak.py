"""Runs the program in a sandbox like Flatpak's, and checks what Flatpak reads; see flatpak.sh."""

import shutil
from pathlib import Path

from tests.documents import SHARE
from tests.packages.clean_debian import laid_out, made, within
from tests.packages.debian import DESKTOP, SUITE
from tests.packages.pipx_uv_pip import wheels
from tests.packages.recipes import PACKAGING
from tests.packages.try_a_way import Note

_PYTHON = "3.13"
"""That of the Debian in which it runs."""
THERE = ("installed", "tray", "notifications")
"""What has to work from within."""


def tried(wheel: Path) -> Note:
    """Look at the doctor from within. The package itself is not built: that needs Flathub's runtime."""
    with laid_out(made(SUITE, "desktop", DESKTOP)) as root:
        shutil.copy(wheel, root / "tried")
        shutil.copytree(wheels(wheel, _PYTHON), root / "tried/wheels")
        shutil.copytree(SHARE, root / "tried/share")
        (manifest,) = (PACKAGING / "flatpak").glob("*.yml")
        shutil.copy(manifest, root / "tried")
        shutil.copy(Path(__file__).with_name("fake_portal_backend.py"), root / "tried")
        report = within(root, Path(__file__).with_name("flatpak.sh"))
    verdicts = dict(line.split(": ", 1) for line in report)
    print(*(f"          {line}" for line in report), sep="\n", flush=True)
    assert verdicts["installed"].startswith("fine (by flatpak)"), verdicts["installed"]
    wrong = [part for part in THERE if not verdicts[part].startswith("fine")]
    assert not wrong, wrong
    return {"state": "written", "with": "run in a sandbox like its own, by bubblewrap; autostart by xdg-desktop-portal"}
