"""How are real desktops started, looked at and used in tests? Whole throw-away desktops, without a screen."""
