"""Makes clean Debian systems in folders, and runs what is to be tried within them."""

import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.packages.try_a_way import KEPT, need_root, run, tool

_WITHIN = """
mount --make-rprivate /
mount --bind "$1" "$1"
mount --rbind /dev "$1/dev"
mount -t proc proc "$1/proc"
mount -t tmpfs tmpfs "$1/run"
mount -t tmpfs -o mode=1777 tmpfs "$1/tmp"
shift
exec env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin chroot "$@"
"""
"""What sees the machine's own devices, and nothing else of it; its processes end with it."""


def made(suite: str, name: str, packages: Sequence[str]) -> Path:
    """A tar of a clean Debian with these packages, kept for the next time. Raises LeftOut."""
    need_root()
    mmdebstrap = tool("mmdebstrap")
    KEPT.mkdir(exist_ok=True)
    tar = KEPT / f"{suite}-{name}.tar"
    listed = tar.with_suffix(".txt")
    wanted = "\n".join(packages)
    if not tar.exists() or not listed.exists() or listed.read_text() != wanted:
        fresh = tar.with_suffix(".new.tar")
        # A mirror may be some weeks behind.
        run(
            mmdebstrap,
            '--aptopt=Acquire::Check-Valid-Until "false"',
            "--dpkgopt=force-unsafe-io",  # nobody needs it after a crash
            "--variant=apt",
            f"--include={','.join(packages)}",
            suite,
            fresh,
        )
        fresh.rename(tar)
        listed.write_text(wanted)
    return tar


@contextmanager
def laid_out(tar: Path) -> Iterator[Path]:
    """A folder with that Debian, for as long as it is needed; ``tried`` within it is for what is brought along."""
    with TemporaryDirectory() as folder:
        root = Path(folder) / "system"
        root.mkdir()
        # Devices are the machine's own.
        run("tar", "--extract", "--file", tar, "--directory", root, "--exclude", "./dev/*")
        (root / "tried").mkdir()
        yield root


def within(root: Path, script: Path, *words: str) -> list[str]:
    """Run a script as root in there; the lines that it printed. Raises CalledProcessError."""
    shutil.copy(script, root / "tried")
    inside = ("/bin/bash", f"/tried/{script.name}", *words)
    command = ["unshare", "--mount", "--pid", "--ipc", "--fork", "--kill-child", "sh", "-eu", "-c", _WITHIN, "sh"]
    done = subprocess.run(
        [*command, str(root), str(root), *inside], stdout=subprocess.PIPE, stderr=sys.stderr, text=True, check=True
    )
    return done.stdout.splitlines()
