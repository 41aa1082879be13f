"""What the rules need beside state and senses: the settings, the local time zone, the person's appointments."""

from datetime import tzinfo

from tray.core.appointments import Appointments
from tray.lib.frozen import dataclass
from tray.settings.catalogue.catalogue import Settings


@dataclass(frozen=True, slots=True)
class Context:
    """What the rules need beside state and senses: the settings, the local time zone, the person's appointments."""

    settings: Settings
    zone: tzinfo
    appointments: Appointments = ()
    """Of today and the next 14 days; empty where no calendar is read, and until it was."""
