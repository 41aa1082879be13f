"""Makes the description of the package from the README: a hook of hatch, which needs none of our modules.

A page of an index has no files beside it: pictures would not show, and links to files lead nowhere. So pictures are
left out, with the column of a table that holds nothing else, and a link to a file becomes its words.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]+)\]\((?!https?:)[^)]*\)")
_CONTENTS = re.compile(r"(?:^\[[^\]]+\]\(#.*\n)+", re.MULTILINE)
_COLUMN_OF_PICTURES = "| icon |"


def described(readme: str) -> str:
    """The README as it can stand alone."""
    text = "\n".join(_without_pictures(_CONTENTS.sub("", readme).split("\n")))
    return re.sub(r"\n{3,}", "\n\n", _LINK.sub(r"\1", text))


def _without_pictures(lines: list[str]) -> Iterator[str]:
    within = False
    for line in lines:
        within = line.startswith("|") and (within or line.startswith(_COLUMN_OF_PICTURES))
        if within:
            yield "|" + line.split("|", 2)[2]
        elif not _PICTURE.fullmatch(line):
            yield _PICTURE.sub("", line)


try:
    from hatchling.metadata.plugin.interface import MetadataHookInterface
except ImportError:
    pass  # it is only there where something is built
else:

    class Describe(MetadataHookInterface):
        """Puts the description into the metadata."""

        def update(self, metadata: dict[str, Any]) -> None:
            """When the metadata is put together."""
            readme = (Path(self.root) / "README.md").read_text("utf-8")
            metadata["readme"] = {"content-type": "text/markdown", "text": described(readme)}
