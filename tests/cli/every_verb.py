"""How is each verb used once? Every declared verb has its case here, and a test fails for one that has none."""

CASES: dict[str, tuple[str, ...]] = {
    "status": (),
    "explain": (),
    "what-if": ("walk 15m",),
    "incidents": (),
    "break": ("walk", "15m"),
    "back": (),
    "snooze": ("15m",),
    "skip": (),
    "pause": ("30m",),
    "resume": (),
    "was": ("work", "00:10-00:11"),
    "start": ("report", "--estimate", "2h", "--load", "light", "--by-hand"),
    "stop": (),
    "commit": ("answer Ada", "--plan", "1h", "--reason", "she asked"),
    "commitments": (),
    "plan": ("1", "2h"),
    "close": ("1",),
    "checkin": ("fatigue", "6"),
    "end-day": (),
    "simulate": ("--preset", "healthy"),
    "replay": ("--check",),
    "settings": ("path",),
    "help": (),
    "quit": (),
}
"""What follows each verb."""
