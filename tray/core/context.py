"""What the rules need beside state and senses: the settings, the local time zone, the person's appointments."""

from collections.abc import Mapping
from datetime import tzinfo

from tray.core.appointments import Appointments
from tray.lib.frozen import dataclass, field
from tray.settings.defaults.every_setting import Settings


@dataclass(frozen=True, slots=True)
class Context:
    """What the rules need beside state and senses: the settings, the local time zone, the person's appointments."""

    settings: Settings
    zone: tzinfo
    appointments: Appointments = ()
    """Of today and the next 14 days; empty where no calendar is read, and until it was."""
    agent_names: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What agents are called that have another word on record, by that word; shown, and never logged or recorded."""

    def agent_name(self, word: str) -> str:
        """What an agent is called, as far as that is known."""
        return self.agent_names.get(word, word)
