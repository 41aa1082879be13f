"""What does a program ask of the kernel: which sockets, and which files to write? strace sees every call."""

import re
import shutil
import subprocess
from pathlib import Path

_OPENS = re.compile(r'(?:openat\([^,]+|open\(|creat\(|mkdirat\([^,]+|mkdir\(|rename\w*\([^"]*)(?:, )?"([^"]*)"(.*)')
_MAKING = re.compile(r"O_(?:WRONLY|RDWR|CREAT|TRUNC)")


def traced(log: Path) -> tuple[str, ...]:
    """What runs a program, with all that it starts, and writes down its calls."""
    calls = "trace=socket,connect,bind,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2"
    return ("strace", "-f", "-qq", "--seccomp-bpf", "-s", "4096", "-e", calls, "-o", str(log))


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
    for line in log.read_text(errors="replace").splitlines():
        match = _OPENS.search(line)
        if match and match[1].startswith("/") and ("open" not in line or _MAKING.search(match[2])):
            found.add(match[1])
    return found
