"""How are calls answered that others on the bus make to objects of ours?"""

from collections.abc import Callable
from typing import Any

from jeepney import HeaderFields, Message
from jeepney.wrappers import new_error, new_method_return

from tray.frozen import dataclass

Body = tuple[Any, ...]
"""The values of a message, in the types that its signature says."""


@dataclass(frozen=True, slots=True)
class MethodCall:
    """What somebody asks of an object that is served here."""

    path: str
    interface: str | None
    member: str
    signature: str
    body: Body
    sender: str


class RefusalError(Exception):
    """Raised by a serving function: the caller gets this as an error."""

    def __init__(self, text: str, name: str = "org.freedesktop.DBus.Error.UnknownMethod") -> None:
        super().__init__(text)
        self.name = name


Serving = Callable[[MethodCall], tuple[str, Body]]
"""Answers a call with a signature and a body of that signature, or raises RefusalError."""


class Served:
    """The objects of one connection, by path."""

    def __init__(self) -> None:
        self._objects: dict[str, Serving] = {}

    def serve(self, path: str, handler: Serving) -> Callable[[], None]:
        """See ``Bus.serve``."""
        self._objects[path] = handler

        def stop() -> None:
            self._objects.pop(path, None)

        return stop

    def reply(self, message: Message) -> Message:
        """The answer to a call, or the error that it gets."""
        try:
            signature, body = self._answer(_asked(message))
        except RefusalError as refusal:
            return new_error(message, refusal.name, "s", (str(refusal),))
        return new_method_return(message, signature or None, body)

    def _answer(self, call: MethodCall) -> tuple[str, Body]:
        if call.interface == "org.freedesktop.DBus.Peer" and call.member == "Ping":
            return "", ()
        serving = self._objects.get(call.path)
        if serving is None:
            raise RefusalError(f"There is nothing at {call.path}.", "org.freedesktop.DBus.Error.UnknownObject")
        return serving(call)


def _asked(message: Message) -> MethodCall:
    fields = message.header.fields
    return MethodCall(
        path=fields[HeaderFields.path],
        interface=fields.get(HeaderFields.interface),
        member=fields[HeaderFields.member],
        signature=fields.get(HeaderFields.signature, ""),
        body=message.body,
        sender=fields.get(HeaderFields.sender, ""),
    )
