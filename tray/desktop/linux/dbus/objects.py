"""Serves objects on the message bus: their methods, properties and signals."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from typing import Any

from jeepney import HeaderFields, Message
from jeepney.wrappers import new_error, new_method_return

from tray.lib.frozen import dataclass

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


_PROPERTIES = "org.freedesktop.DBus.Properties"
_INVALID = "org.freedesktop.DBus.Error.InvalidArgs"


@dataclass(frozen=True, slots=True)
class Method:
    """A method that others may call."""

    takes: str
    gives: str
    do: Callable[..., Body]
    """Gets one argument for each complete type in ``takes``."""


@dataclass(frozen=True, slots=True)
class Property:
    """A value that others may read."""

    signature: str
    read: Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Interface:
    """A named set of methods, properties and signals."""

    name: str
    methods: Mapping[str, Method] = field(default_factory=dict)
    properties: Mapping[str, Property] = field(default_factory=dict)
    signals: Mapping[str, str] = field(default_factory=dict)


class BusObject:
    """Answers calls by what its interfaces declare: to be given to ``Bus.serve``.

    A call of an unknown method or with arguments of other types is refused and never reaches a method.
    """

    def __init__(self, *interfaces: Interface) -> None:
        self._interfaces = {interface.name: interface for interface in (*interfaces, self._own_properties())}
        self._described = interfaces

    def __call__(self, call: MethodCall) -> tuple[str, Body]:
        if call.member == "Introspect" and call.interface in (None, "org.freedesktop.DBus.Introspectable"):
            return "s", (self._description(),)
        method = self._method(call)
        if call.signature != method.takes:
            raise RefusalError(f"{call.member} takes ({method.takes}), not ({call.signature}).", _INVALID)
        return method.gives, method.do(*call.body)

    def _method(self, call: MethodCall) -> Method:
        for interface in self._interfaces.values():
            if call.interface in (None, interface.name) and call.member in interface.methods:
                return interface.methods[call.member]
        raise RefusalError(f"There is no method {call.member} here.")

    def _own_properties(self) -> Interface:
        return Interface(
            _PROPERTIES,
            {
                "Get": Method("ss", "v", self._get),
                "GetAll": Method("s", "a{sv}", self._get_all),
                "Set": Method("ssv", "", self._set),
            },
        )

    def _get(self, interface: str, name: str) -> Body:
        found = self._readable(interface).get(name)
        if found is None:
            raise RefusalError(f"There is no property {name} here.", "org.freedesktop.DBus.Error.UnknownProperty")
        return ((found.signature, found.read()),)

    def _get_all(self, interface: str) -> Body:
        return ({name: (found.signature, found.read()) for name, found in self._readable(interface).items()},)

    def _set(self, _interface: str, name: str, _value: Any) -> Body:
        raise RefusalError(f"{name} can only be read.", "org.freedesktop.DBus.Error.PropertyReadOnly")

    def _readable(self, interface: str) -> Mapping[str, Property]:
        if interface == "":
            return {name: found for known in self._described for name, found in known.properties.items()}
        return self._interfaces[interface].properties if interface in self._interfaces else {}

    def _description(self) -> str:
        return f"<node>{''.join(map(_describe, self._described))}</node>"


def _describe(interface: Interface) -> str:
    methods = (
        f'<method name="{name}">{_arguments(method.takes, "in")}{_arguments(method.gives, "out")}</method>'
        for name, method in interface.methods.items()
    )
    properties = (
        f'<property name="{name}" type="{found.signature}" access="read"/>'
        for name, found in interface.properties.items()
    )
    signals = (
        f'<signal name="{name}">{_arguments(signature, "out")}</signal>'
        for name, signature in interface.signals.items()
    )
    return f'<interface name="{interface.name}">{"".join((*methods, *properties, *signals))}</interface>'


def _arguments(signature: str, direction: str) -> str:
    return "".join(f'<arg type="{one}" direction="{direction}"/>' for one in complete_types(signature))


def complete_types(signature: str) -> Iterator[str]:
    """The single complete types in a signature: ``a{sv}ii`` → ``a{sv}``, ``i``, ``i``."""
    depth, begun = 0, 0
    for place, letter in enumerate(signature):
        depth += (letter in "({") - (letter in ")}")
        if depth == 0 and letter != "a":
            yield signature[begun : place + 1]
            begun = place + 1
