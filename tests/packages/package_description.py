"""Makes the description of the package from the README: a hook of hatch, which needs none of our modules.

A page of an index has no files beside it, and nobody who reads it is in a folder of ours. So pictures and links lead to
the files of that very version, and what is said of a copy of the source is said for the index instead.
"""

import re
import tomllib
from pathlib import Path
from typing import Any

_FILE = re.compile(r"(!?)\[([^\]]*)\]\((?!https?:|#)([^)]*)\)")
_ANCHOR = re.compile(r"\[([^\]]+)\]\(#[^)]*\)")
_CONTENTS = re.compile(r"(?:^\[[^\]]+\]\(#.*\n)+", re.MULTILINE)
_FOR_THE_INDEX = {
    "Install": """
You need Python 3.11 or newer and a desktop. With [pipx](https://pipx.pypa.io), type:

```sh
pipx install 'backpressure-tray[report,calendar]'
backpressure
```

[Installing](assets/manual/install.md) names the other ways. To see a whole day in a minute, without touching your own,
type `backpressure --demo`.

""",
    "Remove Backpressure": """
```sh
backpressure quit
backpressure autostart off
backpressure app-menu off
pipx uninstall backpressure-tray
```

Your settings and your history stay. [Privacy and files](assets/manual/privacy.md#remove-backpressure) says how to
delete them, too.

""",
}
"""What stands below these headings there."""
_NOT_FOR_THE_INDEX = ("Tests",)


def described(readme: str, home: str, version: str) -> str:
    """The README as it can stand alone; ``home`` is the project's page at GitHub."""
    first, *sections = re.split(r"^## ", _CONTENTS.sub("", readme), flags=re.MULTILINE)
    parts = [first]
    for section in sections:
        heading, _, body = section.partition("\n")
        if heading not in _NOT_FOR_THE_INDEX:
            parts.append(f"{heading}\n{_FOR_THE_INDEX.get(heading, body)}")
    pictures = home.replace("//github.com/", "//raw.githubusercontent.com/") + f"/v{version}"

    def leads_there(found: re.Match[str]) -> str:
        picture, words, path = found.groups()
        return f"{picture}[{words}]({pictures if picture else f'{home}/blob/v{version}'}/{path})"

    return _FILE.sub(leads_there, _ANCHOR.sub(r"\1", re.sub(r"\n{3,}", "\n\n", "## ".join(parts)))).rstrip() + "\n"


def own_description(root: Path) -> str:
    """That of the checkout in a folder."""
    home = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["urls"]["Homepage"]
    version = re.search(r'^__version__ = "(.*)"$', (root / "tray/__init__.py").read_text("utf-8"), re.MULTILINE)
    assert version
    return described((root / "README.md").read_text("utf-8"), home, version[1])


try:
    from hatchling.metadata.plugin.interface import MetadataHookInterface
except ImportError:
    pass  # it is only there where something is built
else:

    class Describe(MetadataHookInterface):
        """Puts the description into the metadata."""

        def update(self, metadata: dict[str, Any]) -> None:
            """When the metadata is put together."""
            metadata["readme"] = {"content-type": "text/markdown", "text": own_description(Path(self.root))}
