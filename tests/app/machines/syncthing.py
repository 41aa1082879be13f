"""Real Syncthing nodes on this machine alone: no discovery, no relays, no ports opened elsewhere, no reports."""

import json
import re
import socket
import subprocess
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_FOLDER = "shared"
_CONFIG = """<configuration version="36">
  <folder id="{folder}" path="{path}" type="sendreceive" rescanIntervalS="3600" fsWatcherEnabled="true"
      fsWatcherDelayS="1">{members}</folder>
  {devices}
  <gui enabled="true" tls="false"><address>127.0.0.1:{gui}</address><apikey>key</apikey></gui>
  <options>
    <listenAddress>tcp://127.0.0.1:{port}</listenAddress>
    <globalAnnounceEnabled>false</globalAnnounceEnabled><localAnnounceEnabled>false</localAnnounceEnabled>
    <relaysEnabled>false</relaysEnabled><natEnabled>false</natEnabled><startBrowser>false</startBrowser>
    <urAccepted>-1</urAccepted><crashReportingEnabled>false</crashReportingEnabled>
    <autoUpgradeIntervalH>0</autoUpgradeIntervalH><reconnectionIntervalS>1</reconnectionIntervalS>
    <stunServer></stunServer>
  </options>
</configuration>
"""


class Node:
    """One Syncthing, and the folder that it carries."""

    def __init__(self, home: Path) -> None:
        self.home, self.folder = home, home / "Sync"
        self.folder.mkdir(0o700, parents=True)
        self.port, self.gui = _free_port(), _free_port()
        made = self._run("generate", "--no-default-folder")
        found = re.search(r"Device ID: ([A-Z0-9-]+)", made.stdout + made.stderr)
        assert found, made
        self.id = found[1]
        self._process: subprocess.Popen[bytes] | None = None

    def knows(self, nodes: Sequence["Node"]) -> None:
        """Write the settings: all nodes share the folder."""
        devices = "".join(
            f'<device id="{each.id}" name="{each.home.name}"><address>tcp://127.0.0.1:{each.port}</address></device>'
            for each in nodes
        )
        members = "".join(f'<device id="{each.id}"/>' for each in nodes)
        values = {"folder": _FOLDER, "path": self.folder, "members": members, "devices": devices}
        (self.home / "config.xml").write_text(_CONFIG.format(**values, gui=self.gui, port=self.port))

    def start(self) -> None:
        with (self.home / "log").open("ab") as log:
            command = ["syncthing", "serve", f"--home={self.home}", "--no-browser", "--no-restart", "--no-upgrade"]
            self._process = subprocess.Popen(command, stdout=log, stderr=log)

    def end(self, *, kill: bool = False) -> None:
        """``kill`` without a chance to tidy up."""
        if self._process is not None:
            (self._process.kill if kill else self._process.terminate)()
            self._process.wait(30)
            self._process = None

    def is_up(self) -> bool:
        try:
            return bool(self._ask("system/ping"))
        except OSError:
            return False

    def _ask(self, what: str) -> Any:
        request = urllib.request.Request(f"http://127.0.0.1:{self.gui}/rest/{what}", headers={"X-API-Key": "key"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def _run(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = ["syncthing", words[0], f"--home={self.home}", *words[1:]]
        return subprocess.run(command, capture_output=True, text=True, check=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
