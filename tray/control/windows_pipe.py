"""Where the command line and the program meet on Windows: at a named pipe that only its owner may open.

The same lines as on the socket go over it, as bytes: the pickling half of ``multiprocessing.connection`` is never used.
Each client has a thread that waits for it, so that none delays the loop.
"""

import sys

if sys.platform == "win32":
    import _winapi
    import ctypes
    import hashlib
    from collections.abc import Iterator, Mapping
    from ctypes import wintypes
    from functools import partial
    from multiprocessing.connection import (  # type: ignore[attr-defined]  # typeshed does not know the listener
        Client,
        PipeConnection,
        PipeListener,
    )
    from queue import SimpleQueue
    from threading import BoundedSemaphore, Thread
    from typing import Any

    from tray.control.protocol import LONGEST_ANSWER, LONGEST_REQUEST, answer_line, failure, read_request
    from tray.control.server import PATIENCE, Handle, serve
    from tray.errors import DesktopError, NotRunning, UsageError
    from tray.lib.language.translation import say
    from tray.ports import Reactor, Request

    _BUFFER = 65536
    _ANY_NUMBER = 255
    _REJECT_REMOTE = 0x8
    _QUERY, _USER, _REVISION = 0x8, 1, 1
    _security = ctypes.WinDLL("advapi32", use_last_error=True)
    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.GetCurrentProcess.restype = wintypes.HANDLE
    _security.OpenProcessToken.argtypes = (wintypes.HANDLE, wintypes.DWORD, wintypes.LPVOID)
    _security.ConvertSidToStringSidW.argtypes = (wintypes.LPVOID, wintypes.LPVOID)
    _security.GetTokenInformation.argtypes = (
        wintypes.HANDLE,
        ctypes.c_int,
        wintypes.LPVOID,
        wintypes.DWORD,
        wintypes.LPVOID,
    )

    class _Attributes(ctypes.Structure):
        """SECURITY_ATTRIBUTES."""

        _fields_ = (("length", wintypes.DWORD), ("descriptor", wintypes.LPVOID), ("inherited", wintypes.BOOL))

    class OwnListener(PipeListener):  # type: ignore[misc]
        """Makes each pipe with an access list of one entry: this user. Raises OSError when the name is taken."""

        def __init__(self, address: str) -> None:
            self._attributes = _for_this_user_only()
            super().__init__(address)

        def _new_handle(self, first: bool = False) -> int:
            open_mode = _winapi.PIPE_ACCESS_DUPLEX | _winapi.FILE_FLAG_OVERLAPPED
            if first:
                # Else somebody could have made a pipe of this name before, and listen to what is said to us.
                open_mode |= _winapi.FILE_FLAG_FIRST_PIPE_INSTANCE
            pipe_mode = _winapi.PIPE_TYPE_MESSAGE | _winapi.PIPE_READMODE_MESSAGE | _winapi.PIPE_WAIT | _REJECT_REMOTE
            access = ctypes.addressof(self._attributes)
            return _winapi.CreateNamedPipe(
                self._address, open_mode, pipe_mode, _ANY_NUMBER, _BUFFER, _BUFFER, 0, access
            )

    def _for_this_user_only() -> _Attributes:
        descriptor = wintypes.LPVOID()
        # Protected, so that nothing is inherited; one entry that allows all to one user.
        text = f"D:P(A;;GA;;;{_user()})"
        _must(
            _security.ConvertStringSecurityDescriptorToSecurityDescriptorW(
                text, _REVISION, ctypes.byref(descriptor), None
            )
        )
        return _Attributes(ctypes.sizeof(_Attributes), descriptor, False)

    def _user() -> str:
        """The security identifier of whoever runs this program."""
        token = wintypes.HANDLE()
        _must(_security.OpenProcessToken(_kernel.GetCurrentProcess(), _QUERY, ctypes.byref(token)))
        found = ctypes.create_string_buffer(256)
        length = wintypes.DWORD()
        _must(_security.GetTokenInformation(token, _USER, found, len(found), ctypes.byref(length)))
        identifier = ctypes.cast(found, ctypes.POINTER(ctypes.c_void_p))[0]
        text = wintypes.LPWSTR()
        _must(_security.ConvertSidToStringSidW(identifier, ctypes.byref(text)))
        return str(text.value)

    def _must(done: int) -> None:
        if not done:
            raise DesktopError(
                say("Windows refused to protect the pipe: {reason}", reason=ctypes.FormatError(ctypes.get_last_error()))
            )

    _AT_ONCE = 16

    def name_of(folder: str) -> str:
        """The pipe of the program whose runtime folder this is."""
        return rf"\\.\pipe\backpressure-{hashlib.sha256(folder.casefold().encode()).hexdigest()[:16]}"

    class PipeServer:
        """Fulfils what ``server.Server`` does. Raises DesktopError when somebody else has taken the name."""

        def __init__(self, reactor: Reactor, folder: str, handle: Handle) -> None:
            self._reactor = reactor
            self._handle = handle
            self._room = BoundedSemaphore(_AT_ONCE)
            self._closed = False
            self._name = name_of(folder)
            try:
                self._listener = OwnListener(self._name)
            except OSError as error:
                raise DesktopError(
                    say("The pipe {name} can't be made: {reason}.", name=self._name, reason=error.strerror)
                ) from error
            Thread(target=self._accept, daemon=True).start()

        def close(self) -> None:
            """Serve no more. The threads end with the program."""
            self._closed = True
            self._listener.close()

        def _accept(self) -> None:
            while not self._closed:
                try:
                    client = self._listener.accept()
                except OSError:
                    continue  # it went before it was served, or we close
                self._room.acquire()
                Thread(target=self._converse, args=(client,), daemon=True).start()

        def _converse(self, client: PipeConnection) -> None:
            try:
                with client:
                    while client.poll(PATIENCE.total_seconds()):
                        self._serve(client, client.recv_bytes(LONGEST_REQUEST))
            except (OSError, EOFError):
                pass  # it has gone
            finally:
                self._room.release()

        def _serve(self, client: PipeConnection, line: bytes) -> None:
            answers: SimpleQueue[bytes | None] = SimpleQueue()
            try:
                verb, arguments, language = read_request(line)
            except UsageError as error:
                client.send_bytes(answer_line(failure(str(error), error.exit_code)))
                return
            gone: list[bool] = []
            request = Request(verb, arguments, partial(_last, answers), partial(_more, answers, gone), language)
            self._reactor.call_soon(partial(serve, request, self._handle))
            try:
                while (said := answers.get()) is not None:
                    client.send_bytes(said)
            finally:
                gone.append(True)

    def _last(answers: "SimpleQueue[bytes | None]", answer: Mapping[str, Any]) -> None:
        answers.put(answer_line(answer))
        answers.put(None)

    def _more(answers: "SimpleQueue[bytes | None]", gone: list[bool], answer: Mapping[str, Any]) -> bool:
        answers.put(answer_line(answer, more=True))
        return not gone

    def exchange(folder: str, request: bytes, timeout_seconds: float | None) -> Iterator[bytes]:
        """Send a request and give the lines of its answers. Raises NotRunning and TimeoutError."""
        try:
            client = Client(name_of(folder), family="AF_PIPE")
        except OSError:
            raise NotRunning(say("Backpressure isn't running.")) from None
        with client:
            client.send_bytes(request)
            while True:
                if timeout_seconds is not None and not client.poll(timeout_seconds):
                    raise TimeoutError
                try:
                    yield client.recv_bytes(LONGEST_ANSWER)
                except (OSError, EOFError):
                    raise NotRunning(say("Backpressure ended before it answered.")) from None
