"""Tells those who follow the status: a line at each change, and nothing between."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from tray.errors import BackpressureError
from tray.lib.frozen import dataclass
from tray.lib.language.catalogue_reader import spoken
from tray.ports import Request

if TYPE_CHECKING:
    from tray.view.terminal.status_ways import Way

Values = Mapping[str, Any]

_FLOWING = frozenset(
    (
        *("at", "pressure", "parts", "stretch_s", "since_input_s", "worked_today_s", "worked_week_s", "at_machines"),
        *("break", "limits"),
    )
)


def steady(values: Values) -> Mapping[str, Any]:
    """The values without those that change with every second: two that are equal differ in nothing worth a line."""
    kept = {name: value for name, value in values.items() if name not in _FLOWING}
    return kept | {"percent": int(values["pressure"]), "next": values["next"] and values["next"]["what"]}


@dataclass(slots=True)
class _Follower:
    """One client, and what it knows."""

    request: Request
    way: "Way"
    as_json: bool
    last: object = None
    """What was told last, or what of it does not flow."""

    def hear(self, values: Values) -> bool:
        """Tell what changed, if anything did; False when nobody listens any more. Raises UsageError."""
        now: object = steady(values) if self.as_json else self.way.told(values)
        if now == self.last:
            return True
        self.last = now
        told = {"values": values} if self.as_json else {"text": now}
        return self.request.more({"ok": True, "result": told})


class Followers:
    """Clients that follow. Telling them never waits: the conversation with one that does not listen ends."""

    def __init__(self, values: Callable[[], Values]) -> None:
        """``values`` gives those of ``status``, as of now."""
        self._values = values
        self._followers: list[_Follower] = []

    def add(self, request: Request) -> None:
        """Tell the status now, and from now on whenever it changes."""
        from tray.view.terminal.status_ways import way  # loaded when somebody asks

        follower = _Follower(request, way(request.arguments), request.arguments.get("json") is True)
        try:
            with spoken(request.language):
                listens = follower.hear(self._values())
            if listens:
                self._followers.append(follower)
        except BackpressureError as problem:
            request.answer({"ok": False, "error": str(problem), "exit_code": problem.exit_code})

    def look(self) -> None:
        """Tell everybody what changed. Costs nothing when nobody follows."""
        if not self._followers:
            return
        listening = []
        for language in dict.fromkeys(each.request.language for each in self._followers):
            with spoken(language):
                values = self._values()
                listening += [
                    each for each in self._followers if each.request.language == language and each.hear(values)
                ]
        self._followers = listening
