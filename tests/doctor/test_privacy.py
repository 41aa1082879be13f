"""Nothing of the person comes into the block for a bug report, wherever they wrote it."""

import json
import os
import subprocess
import sys
from pathlib import Path

CANARY = "zzcanaryzz"
_WITH_NAMES = f"""
import getpass, os, platform, pwd, socket, sys
for module, name in ((getpass, "getuser"), (socket, "gethostname"), (platform, "node")):
    setattr(module, name, lambda: "{CANARY}")
platform.release = lambda: "6.1.0-{CANARY}"
from tray.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


def doctor(home: Path, *words: str) -> tuple[int, str, str]:
    environment = {
        **{name: value for name, value in os.environ.items() if name in ("PATH", "PYTHONPATH", "VIRTUAL_ENV")},
        **dict.fromkeys(("USER", "LOGNAME", "HOSTNAME"), CANARY),
        "HOME": str(home),
        "XDG_CURRENT_DESKTOP": f"XFCE:{CANARY}",
        "XDG_SESSION_TYPE": CANARY,
        "XDG_RUNTIME_DIR": str(home / "run"),
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path=/{CANARY}",
        "BACKPRESSURE_RUNTIME": str(home / "runtime"),
    }
    command = [sys.executable, "-c", _WITH_NAMES, *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    return done.returncode, done.stdout, done.stderr


def test_a_canary_in_every_place_does_not_sing_in_the_block(tmp_path: Path) -> None:
    home = tmp_path / CANARY
    settings = home / ".config/backpressure/settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f'# {CANARY}\n[breaks]\nafter = "{CANARY}"\n')

    code, said, complaints = doctor(home, "doctor", "--json")

    assert (1, "") == (code, complaints)
    told = json.loads(said)
    assert CANARY in json.dumps(told["findings"])  # the person themselves is told where and what
    assert CANARY not in told["report"].lower()
    assert "tray: lacking (by none)" in told["report"]
    assert "desktop other, xfce" in told["report"]
