"""Whether the calendars that the settings name can be read, and how many entries they have."""

from collections.abc import Mapping

from tray.desktop.common.clock import SystemClock
from tray.lib.language.formats import together
from tray.lib.language.translation import say, say_many
from tray.settings.defaults.every_setting import Settings
from tray.view.terminal.doctor import Finding, Verdict

_SHOWN = 5


def calendars(settings: Settings, environment: Mapping[str, str]) -> tuple[Finding, ...]:
    """What can be read of the calendars that the settings name; nothing where they name none."""
    from tray.desktop.calendars.days_ahead_and_rereading import is_installed, read_now
    from tray.desktop.common.commands_to_install_and_update import adding

    if not settings.calendar.files:
        return ()
    if not is_installed():
        says = say("Calendars can't be read: the extra `calendar` isn't installed.")
        return (Finding("calendar", Verdict.WRONG, says, adding("calendar"), {"is": "missing"}),)
    clock = SystemClock()
    count, wrong = read_now(settings.calendar, environment, clock.wall().astimezone(clock.zone()).date())
    says = say_many(
        "Your calendars have {count} entry in the next two weeks.",
        "Your calendars have {count} entries in the next two weeks.",
        count,
    )
    public = {"is": "wrong" if wrong else "fine"}
    if not wrong:
        return (Finding("calendar", Verdict.FINE, says, "", public),)
    more = say("Not all of them can be read: {files}", files="; ".join(wrong[:_SHOWN]))
    return (Finding("calendar", Verdict.WRONG, together([says, more]), "", public),)
