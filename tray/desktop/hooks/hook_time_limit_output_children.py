"""Starts a hook, watches it, and leaves nothing of it behind: a process of its own, one for each run of a hook.

Run as a file by ``python -I -S``, it reads an order as JSON from its standard input and writes a report as JSON to its
standard output; then it ends. It imports nothing of Backpressure, so that it starts fast and stays small.

On Linux it adopts every process that the hook has started, however they detached themselves, so that it knows when the
last of them has ended, and can end them all. That it outlives Backpressure is meant: a hook that runs when the program
ends, or is killed, is still ended in time. Elsewhere on Unix it knows of the hook's process group only.
"""

import json
import os
import select
import signal
import sys
import time
from contextlib import suppress
from typing import Any

assert sys.platform != "win32", "there threads of the program run the hooks"

_GRACE_SECONDS = 2.0
"""Between the request to end and the end."""
_LAST_SECONDS = 5.0
"""After this, what cannot be ended (it became another user, or hangs in the kernel) is given up, and told."""
_BECOME_SUBREAPER, _DIE_WITH_PARENT = 36, 1
_GROUP_LOOK_SECONDS = 0.2


def main() -> None:
    """Carry out the order."""
    order = json.loads(sys.stdin.buffer.read())
    begun_seconds = time.monotonic()
    if sys.platform == "linux":
        _prctl(_BECOME_SUBREAPER, 1)
    try:
        report = _Minder(order).run()
    except OSError as error:
        report = {"ended": "missing", "error": error.strerror or str(error)}
    report["seconds"] = time.monotonic() - begun_seconds
    # Nobody may be there any more to read it.
    with suppress(OSError):
        sys.stdout.buffer.write(json.dumps(report).encode())
        sys.stdout.buffer.flush()
    os._exit(0)


class _Minder:
    """Waits for the hook and for all that it has started."""

    def __init__(self, order: dict[str, Any]) -> None:
        """Raises OSError when the hook cannot be started."""
        self._wake, self._woken = os.pipe()
        os.set_blocking(self._woken, False)
        signal.set_wakeup_fd(self._woken, warn_on_full_buffer=False)
        self._told_to_stop = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._output, self._errors = _Stream(order["keeps"]), _Stream(order["keeps"])
        # What a program prints for another program to read is on its standard output alone.
        self._hook = _start(order, self._output.writes, (self._errors if order["apart"] else self._output).writes)
        for stream in (self._output, self._errors):
            os.close(stream.writes)
        self._flood = int(order["flood"])
        self._deadline = time.monotonic() + float(order["timeout_seconds"])
        self._status: int | None = None
        self._ended = "exit"
        self._ending_since: float | None = None

    def run(self) -> dict[str, Any]:
        """Until nothing of the hook is left."""
        waiting = select.poll()
        streams = {stream.reads: stream for stream in (self._output, self._errors)}
        for fd in streams:
            waiting.register(fd, select.POLLIN)
        waiting.register(self._wake, select.POLLIN)
        while not self._gone():
            now = time.monotonic()
            if self._ending_since is None:
                self._end_if_time(now)
            elif now >= self._ending_since + _GRACE_SECONDS + _LAST_SECONDS:
                break
            elif now >= self._ending_since + _GRACE_SECONDS:
                self._kill()
            for fd, what in waiting.poll(self._patience(time.monotonic()) * 1000):
                if fd == self._wake:
                    os.read(self._wake, 4096)
                elif not streams[fd].read() and what:
                    waiting.unregister(fd)
        for stream in streams.values():
            while stream.read():
                pass
        return self._report()

    def _stop(self, *_: object) -> None:
        self._told_to_stop = True

    def _end_if_time(self, now: float) -> None:
        late, floods = now >= self._deadline, self._output.written + self._errors.written > self._flood
        if not (late or floods or self._told_to_stop):
            return
        if self._status is None or floods:
            self._ended = "flood" if floods else "stopped" if self._told_to_stop else "timeout"
        else:
            self._ended = "left"
        self._ending_since = now
        for pid in self._alive():
            # One that was stopped hears nothing before it goes on.
            _signal(pid, signal.SIGTERM)
            _signal(pid, signal.SIGCONT)

    def _patience(self, now: float) -> float:
        if self._ending_since is None:
            left = max(0.0, self._deadline - now)
            by_looking = sys.platform != "linux" and self._status is not None
            return min(left, _GROUP_LOOK_SECONDS) if by_looking else left
        killing = now >= self._ending_since + _GRACE_SECONDS
        return 0.05 if killing else self._ending_since + _GRACE_SECONDS - now

    def _gone(self) -> bool:
        """Reap what has ended; whether nothing is left."""
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return sys.platform == "linux" or not self._alive()
            if pid == 0:
                return False
            if pid == self._hook:
                self._status = status

    def _alive(self) -> list[int]:
        if sys.platform == "linux":
            return _descendants(os.getpid())
        with suppress(OSError):
            os.killpg(self._hook, 0)
            return [-self._hook]
        return []

    def _kill(self) -> None:
        """All of them: stopped first, so that none can start another while the others end."""
        stopped: set[int] = set()
        for _ in range(100):
            new = [pid for pid in self._alive() if pid not in stopped]
            if not new:
                break
            for pid in new:
                _signal(pid, signal.SIGSTOP)
                stopped.add(pid)
        for pid in stopped:
            _signal(pid, signal.SIGKILL)

    def _report(self) -> dict[str, Any]:
        code = None if self._status is None else os.waitstatus_to_exitcode(self._status)
        left = len(self._alive()) if not self._gone() else 0
        cut = max(0, self._output.written - len(self._output.kept))
        texts = {"output": self._output.text(), "errors": self._errors.text()}
        return {"ended": self._ended, "code": code, **texts, "cut": cut, "left": left}


class _Stream:
    """One that the hook writes to: a pipe, and the beginning of what came through it."""

    def __init__(self, keeps: int) -> None:
        self._keeps = keeps
        self.reads, self.writes = os.pipe()
        os.set_blocking(self.reads, False)
        self.kept = b""
        self.written = 0

    def read(self) -> bool:
        """Take what was written; whether there may be more."""
        try:
            piece = os.read(self.reads, 65536)
        except BlockingIOError:
            return False
        self.written += len(piece)
        self.kept += piece[: self._keeps - len(self.kept)]
        return bool(piece)

    def text(self) -> str:
        return self.kept.decode("utf-8", "replace")


def _start(order: dict[str, Any], output: int, errors: int) -> int:
    """The hook's process. Raises OSError when it cannot be started: what its exec said comes through a pipe."""
    told, tells = os.pipe()
    given, gives = os.pipe()
    minder = os.getpid()
    hook = os.fork()
    if hook == 0:
        _become(order, (given, output, errors), tells, minder)
    for fd in (tells, given):
        os.close(fd)
    failed = os.read(told, 16)
    os.close(told)
    if failed:
        os.waitpid(hook, 0)
        os.close(gives)
        raise OSError(int(failed), os.strerror(int(failed)))
    # Small enough for the pipe, so this does not wait; and a hook need not read it.
    with suppress(OSError):
        os.set_blocking(gives, False)
        os.write(gives, order["input"].encode())
    os.close(gives)
    return hook


def _become(order: dict[str, Any], streams: tuple[int, int, int], tells: int, minder: int) -> None:
    """In the new process: become the hook, in a session of its own. Never returns."""
    try:
        os.setsid()
        if sys.platform == "linux":
            _prctl(_DIE_WITH_PARENT, signal.SIGKILL)
            if os.getppid() != minder:
                os._exit(1)
        for number in (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        os.chdir(order["folder"])
        for place, fd in enumerate(streams):
            os.dup2(fd, place)
        os.execvpe(order["run"][0], order["run"], {**os.environ, **order["variables"]})
    except OSError as error:
        os.write(tells, str(error.errno or 1).encode())
    finally:
        os._exit(127)


def _descendants(root: int) -> list[int]:
    """Every process below ``root`` that has not ended, as /proc tells."""
    children: dict[int, list[tuple[int, bool]]] = {}
    with os.scandir("/proc") as processes:
        for pid in (int(each.name) for each in processes if each.name.isdecimal()):
            # It may have ended since it was listed.
            with suppress(OSError, ValueError):
                state, parent = _stat(pid)
                children.setdefault(parent, []).append((pid, state in (b"Z", b"X")))
    found: list[int] = []
    below = [root]
    while below:
        for pid, ended in children.get(below.pop(), []):
            below.append(pid)
            if not ended:
                found.append(pid)
    return found


def _stat(pid: int) -> tuple[bytes, int]:
    """State and parent. The name of the program stands in brackets before them, and may hold brackets and spaces."""
    fd = os.open(f"/proc/{pid}/stat", os.O_RDONLY)
    try:
        state, parent = os.read(fd, 4096).rpartition(b")")[2].split()[:2]
    finally:
        os.close(fd)
    return state, int(parent)


def _signal(pid: int, number: int) -> None:
    # It may have ended meanwhile, or belong to another user by now.
    with suppress(OSError):
        os.kill(pid, number)


def _prctl(option: int, value: int) -> None:
    import ctypes

    ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


if __name__ == "__main__":
    main()
