"""What the stories about the control socket begin with."""

import json
import socket
import threading
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from tests.desktop.reactor import HandTurnedReactor
from tray.control.address import NAME
from tray.control.server import Server
from tray.ports import Request


class Program:
    """A program that serves: it answers ``echo`` with its arguments, and keeps all other requests."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.reactor = HandTurnedReactor()
        self.requests: list[Request] = []
        self.server = Server(self.reactor, folder, self.handle)

    def handle(self, request: Request) -> None:
        self.requests.append(request)
        if request.verb == "echo":
            request.answer({"ok": True, "result": dict(request.arguments)})

    def close(self) -> None:
        self.server.close()
        self.reactor.close()

    def client(self) -> socket.socket:
        """A client that has connected, and whose ``recv`` must not be called before there is something."""
        client = socket.socket(socket.AF_UNIX)
        client.connect(f"{self.folder}/{NAME}")
        return client

    def heard_by(self, client: socket.socket, bound: timedelta = timedelta(seconds=10)) -> bytes:
        """All that the client is told until it is hung up on, or until a line is complete."""
        client.setblocking(False)
        heard = bytearray()

        def listened() -> bool:
            try:
                part = client.recv(1 << 20)
            except BlockingIOError:
                return False
            except ConnectionError:
                part = b""
            heard.extend(part)
            return part == b"" or heard.endswith(b"\n")

        self.reactor.run_until(listened, bound)
        return bytes(heard)

    def says(self, client: socket.socket, line: bytes) -> Mapping[str, Any]:
        """The answer to one line."""
        client.sendall(line)
        answer: Mapping[str, Any] = json.loads(self.heard_by(client))
        return answer

    def serves(self) -> bool:
        """Whether it still answers."""
        with self.client() as client:
            answer = self.says(client, b'{"v":1,"verb":"echo","arguments":{"a":1}}\n')
        return answer == {"v": 1, "ok": True, "result": {"a": 1}}


def while_serving(program: Program, call: Callable[[], Any]) -> Any:
    """What a blocking call of the command line gives, or raises, while the program serves."""
    came: list[Any] = []

    def run() -> None:
        try:
            came.append(call())
        except BaseException as error:
            came.append(error)
        program.reactor.call_soon(lambda: None)  # so that it looks whether it came

    thread = threading.Thread(target=run)
    thread.start()
    program.reactor.run_until(lambda: came)
    thread.join()
    if isinstance(came[0], BaseException):
        raise came[0]
    return came[0]
