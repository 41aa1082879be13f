"""What a program asks of the kernel, as strace sees it: which sockets, and which files to write."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

_OPENS = re.compile(r'(?:openat\([^,]+|open\(|creat\(|mkdirat\([^,]+|mkdir\(|rename\w*\([^"]*)(?:, )?"([^"]*)"(.*)')
_CHANGING = (
    "open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,rmdir,link,linkat,symlink,symlinkat,"
    "mknod,mknodat,chmod,fchmod,fchmodat,chown,fchown,lchown,fchownat,truncate,ftruncate,utimensat"
)
_CALL = re.compile(r"^\d+\s+(\w+)\((.*)")
_INTERRUPTED = re.compile(r"^(\d+)\s+(.*) <unfinished \.\.\.>$")
_RESUMED = re.compile(r"^(\d+)\s+<\.\.\. \w+ resumed>(.*)")
_NAMED = re.compile(r'(?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"')
_OPEN = re.compile(r"^\d+<([^>]*)>")
_CAME = re.compile(r"= \d+<([^>]*)>$")
_MAKING = re.compile(r"O_(?:WRONLY|RDWR|CREAT|TRUNC)")


def traced(log: Path) -> tuple[str, ...]:
    """What runs a program, with all that it starts, and writes down its calls."""
    calls = "trace=socket,connect,bind,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2"
    return ("strace", "-f", "-qq", "--seccomp-bpf", "-s", "4096", "-e", calls, "-o", str(log))


def tracing_changes(log: Path) -> tuple[str, ...]:
    """What runs a program, and writes down all that changes a file, with the paths of what is open."""
    return ("strace", "-f", "-y", "-qq", "--seccomp-bpf", "-s", "4096", "-e", f"trace={_CHANGING}", "-o", str(log))


def can_be_traced() -> bool:
    """Whether strace is here, and may look on."""
    if not shutil.which("strace"):
        return False
    return subprocess.run([*traced(Path("/dev/null")), "true"], capture_output=True, check=False).returncode == 0


def sockets(log: Path) -> set[str]:
    """The families of all sockets that were asked for."""
    return set(re.findall(r"socket\((\w+)", log.read_text(errors="replace")))


def written(log: Path) -> set[str]:
    """Every absolute path that was opened to be written, made, or moved."""
    found = set()
    for line in _lines(log):
        match = _OPENS.search(line)
        if match and match[1].startswith("/") and ("open" not in line or _MAKING.search(match[2])):
            found.add(match[1])
    return found


def changed(log: Path) -> set[str]:
    """Every path that was opened to be written, made, moved, linked, removed, cut, or given another mode or owner."""
    found = set()
    for call in map(_CALL.match, _lines(log)):
        if call is None or " = -1 E" in call[2] or (call[1] in ("open", "openat") and not _MAKING.search(call[2])):
            continue
        if call[1] in ("fchmod", "fchown", "ftruncate"):
            found |= set(_OPEN.findall(call[2]))
        else:
            found |= {os.path.normpath(Path(folder, name)) for folder, name in _NAMED.findall(call[2])}
    return found


def opened(log: Path) -> set[str]:
    """Every path that was opened, as the kernel calls it once all links were followed."""
    return {match[1] for match in map(_CAME.search, _lines(log)) if match}


def _lines(log: Path) -> Iterator[str]:
    """The calls, each whole: one that waits while another thread calls is written in two parts."""
    begun: dict[str, str] = {}
    for line in log.read_text(errors="replace").splitlines():
        if interrupted := _INTERRUPTED.match(line):
            begun[interrupted[1]] = interrupted[2]
        elif (resumed := _RESUMED.match(line)) and (beginning := begun.pop(resumed[1], None)) is not None:
            yield f"{resumed[1]} {beginning}{resumed[2]}"
        else:
            yield line
    yield from (f"{process} {beginning}" for process, beginning in begun.items())
