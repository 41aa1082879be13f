"""Whether the folder that machines share can be used, and how they stand."""

from collections.abc import Iterator

from tray.desktop.common.clock import SystemClock
from tray.errors import StoreError
from tray.lib.language.formats import together
from tray.lib.language.translation import say, say_many
from tray.settings.defaults.every_setting import Settings
from tray.store.files.places import Places
from tray.view.terminal.doctor import Finding, Verdict


def machines(settings: Settings, places: Places) -> Iterator[Finding]:
    """Whether the folder that this machine shares with others can be used, and what is the matter with them."""
    if not settings.machines.folder:
        return
    from tray.store.machines.folder import expanded
    from tray.store.machines.overview import overview
    from tray.view.words.machines import keeps_deleted, troubles

    folder = expanded(settings.machines.folder)
    try:
        seen, keepers = overview(settings.machines, places, SystemClock().wall())
    except StoreError as error:
        do = say("Check who owns it, and whether the program that syncs it is running.")
        yield Finding("machines", Verdict.WRONG, str(error), do, {"are": "wrong"})
        return
    others = sum(not (each.is_own or each.has_left) for each in seen)
    if others:
        says = say_many(
            "{folder} is shared with {count} machine.",
            "{folder} is shared with {count} machines.",
            others,
            folder=folder,
        )
    else:
        says = say("No other machine shares {folder} at the moment.", folder=folder)
    kept = (keeps_deleted(f"{folder}/{name}") for name in keepers)
    yield Finding("machines", Verdict.FINE, together([says, *troubles(seen), *kept]), "", {"are": "fine"})
