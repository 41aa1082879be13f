"""How does a test use KWin's pointer and keyboard? By the protocol that KWin has for programs that fake input."""

import struct

from tests.desktop.harness.acting.hands import Button, Hands
from tests.desktop.harness.acting.wayland_hands import BUTTONS, KEYS, Client

_FAKE_INPUT = "org_kde_kwin_fake_input"
_AUTHENTICATE, _BUTTON, _MOVE_TO, _KEY = 0, 2, 9, 10
_VERSION = 4


class KwinHands(Hands):
    """Whatever KWin is told is as good as a mouse and a keyboard; it must run without its checks of permissions."""

    def __init__(self, path: str) -> None:
        self._client = Client(path)
        self._input = self._client.bind(_FAKE_INPUT, _VERSION)
        self._send(_AUTHENTICATE, Client.text("tests") + Client.text("tests"))

    def close(self) -> None:
        """Take pointer and keyboard away."""
        self._client.close()

    def move(self, to: tuple[int, int]) -> None:
        for x, y in ((to[0] - 1, to[1]), to):  # what appears below a pointer is entered by the next move only
            self._send(_MOVE_TO, struct.pack("=ii", x * 256, y * 256))

    def press(self, button: Button, *, down: bool) -> None:
        self._send(_BUTTON, struct.pack("=II", BUTTONS[button], down))

    def key(self, name: str) -> None:
        for down in (True, False):
            self._send(_KEY, struct.pack("=II", KEYS[name], down))

    def _send(self, opcode: int, body: bytes) -> None:
        self._client.request(self._input, opcode, body)
        self._client.wait_until_done()
