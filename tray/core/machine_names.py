"""The names of machines: as each tells its own, short and clean enough to be shown; those of one name told apart."""

from collections.abc import Mapping

from tray.lib.text import clean, shortened

_LONGEST_NAME = 40
_SHOWN_OF_ID = 4
"""Of an id, where that tells two machines of one name apart."""


def plain_name(name: str) -> str:
    """A name as it can be shown anywhere."""
    return shortened(clean(name), _LONGEST_NAME)


def told_apart(names: Mapping[str, str], lives: Mapping[str, str] | None = None) -> dict[str, str]:
    """The names of machines by device; those of one name with as much of their ids as tells them apart.

    ``lives`` are former ids, each with the one under which it goes on: both have its name.
    """
    formers = {device: now for device in names if (now := _goes_on_as(device, lives or {})) != device and now in names}
    names = {device: name for device, name in names.items() if device not in formers}
    all_ = list(names.values())
    apart = {device: name if all_.count(name) == 1 else _with_id(device, name, names) for device, name in names.items()}
    return apart | {former: apart[now] for former, now in formers.items()}


def _goes_on_as(device: str, lives: Mapping[str, str]) -> str:
    now, passed = device, {device}
    while (after := lives.get(now)) is not None:
        if after in passed:
            return device  # what the others say of themselves need not be so
        passed.add(after)
        now = after
    return now


def _with_id(device: str, name: str, names: Mapping[str, str]) -> str:
    alike = [each for each, its in names.items() if its == name and each != device]
    lengths = range(_SHOWN_OF_ID, len(device))
    return f"{name} {device[: next((n for n in lengths if device[:n] not in {each[:n] for each in alike}), None)]}"
