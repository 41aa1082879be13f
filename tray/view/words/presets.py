"""What is said when a preset was put into the settings file from the menu, or taken back."""


def applied(name: str, sentence: str, *, changed: bool) -> tuple[str, str]:
    """The preset is in force: its name, and what it does."""
    return f"Preset {name} is on" if changed else f"Preset {name} was already on", sentence


def undone(name: str) -> tuple[str, str]:
    """The last preset was taken back."""
    return f"Preset {name} is off again", "Your settings are what they were before."
