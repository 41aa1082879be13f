"""Tries the package for Debian: built in a clean one, and put on another that has a desktop; see debian_desktop.sh."""

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.documents import ROOT
from tests.packages.clean_debian import laid_out, made, within
from tests.packages.try_a_way import KEPT, Note, need_root, run, tool
from tray import __version__

SUITE = "trixie"
MOST_KB = 45_000
"""All that the package brings along, beyond what a desktop has."""
_BUILD = "assets/packaging/debian/build"
DESKTOP = (
    *("adwaita-icon-theme", "ca-certificates", "dbus-user-session", "dbus-x11", "fonts-dejavu-core"),
    *("hicolor-icon-theme", "imagemagick", "less", "libglib2.0-bin", "man-db", "passwd", "procps", "x11-utils"),
    *("xauth", "xdotool", "xfce4-notifyd", "xfce4-panel", "xfce4-settings", "xfconf", "xfwm4", "xterm", "xvfb"),
)


def tried(into: Path) -> Note:
    """Build it, and the version before; install, upgrade, start, remove and purge. Raises LeftOut."""
    need_root()
    tool("mmdebstrap")
    desktop = made(SUITE, "desktop", DESKTOP)
    run(ROOT / _BUILD, into, env=_building())
    package = into / f"backpressure_{__version__}_all.deb"
    with laid_out(desktop) as root:
        for folder in ("new", "old", "pictures"):
            (root / "tried" / folder).mkdir()
        shutil.copy(package, root / "tried/new")
        before = _version_before()
        if before is not None:
            shutil.copy(before, root / "tried/old")
        try:
            lines = within(root, Path(__file__).with_name("debian_desktop.sh"))
        finally:
            _keep_pictures(root / "tried/pictures")
    measured = dict(line.split(" ", 1) for line in lines if " " in line)
    print(*(f"          {name} {value}" for name, value in measured.items()), sep="\n", flush=True)
    brought = int(measured["kb_with_all"])
    assert brought <= MOST_KB, f"{brought} kB is more than {MOST_KB}: {measured['packages']}"
    upgraded = measured.get("upgraded_from")
    return {
        "state": "tried",
        "with": "Debian 13, XFCE" + (f", upgraded from {upgraded}" if upgraded else ""),
        "mb": round(brought / 1000),
        "start_ms": int(measured["start_ms"]),
    }


def _building() -> dict[str, str]:
    KEPT.mkdir(exist_ok=True)
    return {"CHROOT": str(KEPT / f"{SUITE}-build.tar"), "SUITE": SUITE}


def _version_before() -> Path | None:
    """The package of the last commit that said another version; none where the history doesn't reach there."""
    said = f'__version__ = "{__version__}"'
    history = ("git", "-C", ROOT, "log", "--format=%P", f"-S{said}", "--", "tray/__init__.py")
    parents = run(*history).split()
    if not parents:
        return None
    kept = KEPT / f"before-{parents[0][:12]}"
    if not list(kept.glob("*.deb")):
        with TemporaryDirectory() as folder:
            checkout = Path(folder) / "checkout"
            run("git", "clone", "--quiet", "--shared", "--no-checkout", ROOT, checkout)
            run("git", "-C", checkout, "checkout", "--quiet", parents[0])
            if not (checkout / _BUILD).exists():
                return None
            run(checkout / _BUILD, kept, env=_building())
    (found,) = kept.glob("*.deb")
    return found


def _keep_pictures(folder: Path) -> None:
    wanted = os.environ.get("BACKPRESSURE_PICTURES")
    if wanted:
        for picture in folder.glob("*.png"):
            Path(wanted).mkdir(parents=True, exist_ok=True)
            shutil.copy(picture, Path(wanted) / f"deb-{picture.name}")
