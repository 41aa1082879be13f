"""What the rules need beside state and senses: the settings and the local time zone."""

from datetime import tzinfo

from tray.lib.frozen import dataclass
from tray.settings.catalogue.catalogue import Settings


@dataclass(frozen=True, slots=True)
class Context:
    """What the rules need beside state and senses: the settings and the local time zone."""

    settings: Settings
    zone: tzinfo
