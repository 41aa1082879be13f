"""Makes the generated parts of the documents and the man page, and tells which of them are stale.

    python -m tests.documents --check     exit 1 and name the stale parts
    python -m tests.documents --write     make them anew

Each stands in one document, between ``<!-- NAME:begin -->`` and ``<!-- NAME:end -->``. Another one is a line in PARTS.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.desktop.what_works import proofs_listed, table
from tests.man_page import man_page
from tests.packages.recipes import RECIPES
from tests.packages.ways_of_installing import PAGE as WAYS_PAGE
from tests.packages.ways_of_installing import ways
from tray.cli.completion import SHELLS
from tray.cli.help import usage
from tray.core.engine.hook_events import VALUES
from tray.settings.defaults.presets import PRESETS
from tray.settings.file.default_file_and_tables import manual_table
from tray.view.terminal.manual_page import Paragraph, blocks

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
MANUAL = ROOT / "assets" / "manual"
SHARE = ROOT / "assets" / "share"
MAN_PAGE = SHARE / "man" / "man1" / "backpressure.1"


def commands() -> str:
    """What ``--help`` prints, the exit codes included."""
    return f"```text\n{usage()}\n```\n"


def presets() -> str:
    """Every preset, and what it is."""
    rows = (f"| `{preset.name}` | {preset.sentence} |" for preset in PRESETS)
    return "\n".join(("| preset | what it does |", "|---|---|", *rows, ""))


def hooks() -> str:
    """What a hook is told."""
    rows = (f"| `BACKPRESSURE_{name.upper()}` | `{name}` | {about} |" for name, about in VALUES.items())
    return "\n".join(("| variable | in the JSON | what it holds |", "|---|---|---|", *rows, ""))


def folders() -> str:
    """Every folder of the program, and what lives there."""
    rows = (
        f"| {'&nbsp;' * 4 * (len(path.parts) - 2)}`{path.name}/` | {first_line(ROOT / path / '__init__.py')} |"
        for path in packages()
    )
    return "\n".join(("| folder | what lives there |", "|---|---|", *rows, ""))


PARTS: dict[str, tuple[Path, Callable[[], str]]] = {
    "settings": (MANUAL / "settings.md", manual_table),
    "presets": (MANUAL / "settings.md", presets),
    "commands": (MANUAL / "commands.md", commands),
    "hooks": (MANUAL / "hooks.md", hooks),
    "what-works": (MANUAL / "desktops.md", table),
    "ways": (WAYS_PAGE, ways),
    "proofs": (ROOT / "tests" / "desktop" / "README.md", proofs_listed),
    "folders": (ROOT / "tray" / "README.md", folders),
}
"""Every generated part: the document in which it stands, and what makes it."""


def refreshed(document: Path, text: str) -> tuple[str, list[str]]:
    """A document with its generated parts made anew, and what was stale or missing, in words."""
    wrong = []
    for name, (place, make) in PARTS.items():
        if place != document:
            continue
        pattern = re.compile(rf"(<!-- {name}:begin -->\n).*?(<!-- {name}:end -->)", re.DOTALL)
        if len(pattern.findall(text)) != 1:
            wrong.append(f"the part {name!r} must stand here once, between its markers")
            continue
        body = make()
        fresh = pattern.sub(rf"\g<1>\n{_literal(body)}\n\g<2>", text)
        if fresh != text:
            wrong.append(f"the part {name!r} is stale")
        text = fresh
    own = {name for name, (place, _) in PARTS.items() if place == document}
    unknown = sorted(set(re.findall(r"^<!-- ([\w-]+):begin -->$", text, re.MULTILINE)) - own)
    wrong += [f"nothing makes the part {name!r}" for name in unknown]
    return text, wrong


def stale() -> list[str]:
    """What is stale or missing in any document, a line each."""
    wrong = [(path, line) for path in documents() for line in refreshed(ROOT / path, (ROOT / path).read_text())[1]]
    wrong += [
        (path.relative_to(ROOT), "the file is stale")
        for path, make in FILES.items()
        if not path.exists() or path.read_text() != make()
    ]
    return [f"{path}: {line}; run `python -m tests.documents --write`" for path, line in wrong]


def write() -> None:
    """Make every generated part anew, where it differs."""
    for path in documents():
        text = (ROOT / path).read_text()
        fresh, _ = refreshed(ROOT / path, text)
        if fresh != text:
            (ROOT / path).write_text(fresh)
    for path, make in FILES.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(make())


def _man_page() -> str:
    first = next(block.text for block in blocks(README.read_text()) if isinstance(block, Paragraph))
    return man_page(first)


def _completed_by(shell: str) -> Callable[[], str]:
    def make() -> str:
        return "\n".join(SHELLS[shell]()) + "\n"

    return make


FILES: dict[Path, Callable[[], str]] = {
    **RECIPES,
    MAN_PAGE: _man_page,
    SHARE / "bash-completion/completions/backpressure": _completed_by("bash"),
    SHARE / "zsh/site-functions/_backpressure": _completed_by("zsh"),
    SHARE / "fish/vendor_completions.d/backpressure.fish": _completed_by("fish"),
}
"""Every file that is generated, whole or but for what is written in it by hand, and what makes it."""


def main(arguments: list[str]) -> int:
    """Check or write; the exit code."""
    if arguments == ["--write"]:
        write()
    elif arguments != ["--check"]:
        print("usage: python -m tests.documents --check | --write", file=sys.stderr)
        return 2
    wrong = stale()
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


def documents() -> list[Path]:
    """Every document of the project; paths within it."""
    return [path for path in tracked_files() if path.suffix == ".md"]


def packages() -> list[Path]:
    """The folders of the program that hold modules, each before those within it; paths within the project."""
    return sorted({path.parent for path in tracked_files() if path.suffix == ".py" and path.parts[0] == "tray"})


def _literal(text: str) -> str:
    """For use in a replacement, where only the backslash means something."""
    return text.replace("\\", r"\\")


def tracked_files() -> list[Path]:
    """The files of the project as git has them, or without git all that are not hidden; paths within the project."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    asked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if asked.returncode == 0:
        return sorted(path for path in map(Path, asked.stdout.splitlines()) if (ROOT / path).exists())
    found = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return sorted(path for path in found if not any(_passed_over(part) for part in path.parts))


def _passed_over(part: str) -> bool:
    return part == "__pycache__" or (part.startswith(".") and part not in (".github", ".ci"))


def first_line(file: Path) -> str:
    """The first line of a module's docstring, or nothing."""
    return (ast.get_docstring(ast.parse(file.read_text())) or "").partition("\n")[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
