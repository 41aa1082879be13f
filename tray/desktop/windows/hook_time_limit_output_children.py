"""Starts a hook on Windows, watches it, and leaves nothing of it behind: a process of its own for each run.

It speaks as the minder of Unix does. It and all that the hook starts belong to one job, and Windows ends what is in a
job when its last handle is closed; that is this process's own, so its end is the end of everything.
"""

import ctypes
import json
import os
import subprocess
import sys
import threading
import time
from typing import IO, Any

_LOOK_SECONDS = 0.1
_EXTENDED_LIMITS, _ACCOUNTING = 9, 1
_KILL_ON_CLOSE = 0x2000
_LIMITS_SIZE, _FLAGS_AT = (144, 16) if sys.maxsize > 2**32 else (112, 16)
_ACTIVE_AT, _ACCOUNTING_SIZE = 40, 48


def main() -> None:
    """Carry out the order."""
    order = json.loads(sys.stdin.buffer.read())
    begun_seconds = time.monotonic()
    job = _join_new_job()
    try:
        report = _Watch(order, job).until_over()
    except OSError as error:
        report = {"ended": "missing", "error": error.strerror or str(error)}
    report["seconds"] = time.monotonic() - begun_seconds
    sys.stdout.buffer.write(json.dumps(report).encode())
    sys.stdout.buffer.flush()
    os._exit(0)


class _Watch:
    """Over one hook."""

    def __init__(self, order: dict[str, Any], job: int) -> None:
        """Raises OSError when the hook cannot be started."""
        self._job = job
        self._hook = subprocess.Popen(
            order["run"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if order["apart"] else subprocess.STDOUT,
            cwd=order["folder"],
            env={**os.environ, **order["variables"]},
        )
        self._flood = int(order["flood"])
        self._deadline = time.monotonic() + float(order["timeout_seconds"])
        self._tick = threading.Event()
        """Never set: Windows cannot wait for the end of a job's processes and a deadline without a port for them."""
        self._output, self._errors = (_Stream(pipe, order["keeps"]) for pipe in (self._hook.stdout, self._hook.stderr))
        self._writer = threading.Thread(target=self._write, args=(order["input"].encode(),), daemon=True)
        self._writer.start()

    def until_over(self) -> dict[str, Any]:
        """What the hook came to; what is left of it ends with us."""
        ended = "exit"
        while self._hook.poll() is None or _active(self._job) > 1:
            if self._output.written + self._errors.written > self._flood:
                ended = "flood"
                break
            if time.monotonic() >= self._deadline:
                ended = "timeout" if self._hook.poll() is None else "left"
                break
            self._tick.wait(_LOOK_SECONDS)
        else:
            for stream in (self._output, self._errors):
                stream.join()
        cut = max(0, self._output.written - len(self._output.kept))
        texts = {"output": self._output.text(), "errors": self._errors.text()}
        return {"ended": ended, "code": self._hook.poll(), **texts, "cut": cut}

    def _write(self, text: bytes) -> None:
        assert self._hook.stdin is not None
        try:
            self._hook.stdin.write(text)
            self._hook.stdin.close()
        except OSError:
            return  # a hook need not read it


class _Stream:
    """One that the hook writes to, read by a thread; nothing comes where it has none of its own."""

    def __init__(self, pipe: "IO[bytes] | None", keeps: int) -> None:
        self._keeps = keeps
        self.kept, self.written = b"", 0
        self._reader = threading.Thread(target=self._read, args=(pipe,), daemon=True)
        self._reader.start()

    def join(self) -> None:
        self._reader.join(1)

    def text(self) -> str:
        return self.kept.decode("utf-8", "replace")

    def _read(self, pipe: "IO[bytes] | None") -> None:
        while pipe is not None and (piece := os.read(pipe.fileno(), 65536)):
            self.written += len(piece)
            self.kept += piece[: self._keeps - len(self.kept)]


def _join_new_job() -> int:
    """A job that holds this process, and with it all that it will start."""
    kernel = _kernel()
    job = int(kernel.CreateJobObjectW(None, None))
    limits = bytearray(_LIMITS_SIZE)
    limits[_FLAGS_AT : _FLAGS_AT + 4] = _KILL_ON_CLOSE.to_bytes(4, "little")
    raw = (ctypes.c_char * _LIMITS_SIZE).from_buffer(limits)
    kernel.SetInformationJobObject(ctypes.c_void_p(job), _EXTENDED_LIMITS, raw, _LIMITS_SIZE)
    kernel.AssignProcessToJobObject(ctypes.c_void_p(job), ctypes.c_void_p(kernel.GetCurrentProcess()))
    return job


def _active(job: int) -> int:
    """How many processes the job holds, this one among them."""
    found = bytearray(_ACCOUNTING_SIZE)
    raw = (ctypes.c_char * _ACCOUNTING_SIZE).from_buffer(found)
    _kernel().QueryInformationJobObject(ctypes.c_void_p(job), _ACCOUNTING, raw, _ACCOUNTING_SIZE, None)
    return int.from_bytes(found[_ACTIVE_AT : _ACTIVE_AT + 4], "little")


def _kernel() -> Any:
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    return kernel


if __name__ == "__main__":
    main()
