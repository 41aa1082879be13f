"""Are the generated parts of the README fresh?

    python -m tests.readme --check     exit 1 and name the stale parts
    python -m tests.readme --write     make them anew

Each stands between ``<!-- NAME:begin -->`` and ``<!-- NAME:end -->``. To add one, put a function into PARTS.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.desktop.what_works import table
from tray.cli.help import usage
from tray.core.engine.hooks import VALUES
from tray.settings.file.reference import readme_table

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"


def commands() -> str:
    """What ``--help`` prints, the exit codes included."""
    return f"```text\n{usage()}\n```\n"


def hooks() -> str:
    """What a hook is told."""
    rows = (f"| `BACKPRESSURE_{name.upper()}` | `{name}` | {about} |" for name, about in VALUES.items())
    return "\n".join(("| variable | in the JSON | what it holds |", "|---|---|---|", *rows, ""))


def tree() -> str:
    """Every module of the program with the question it answers."""
    return "```text\n" + "\n".join(_listing()) + "\n```\n"


PARTS: dict[str, Callable[[], str]] = {
    "settings": readme_table,
    "commands": commands,
    "hooks": hooks,
    "tree": tree,
    "what-works": table,
}
"""Every generated part, by name."""


def refreshed(text: str) -> tuple[str, list[str]]:
    """The README with its generated parts made anew, and what was stale or missing, in words."""
    wrong = []
    for name, make in PARTS.items():
        pattern = re.compile(rf"(<!-- {name}:begin -->\n).*?(<!-- {name}:end -->)", re.DOTALL)
        if len(pattern.findall(text)) != 1:
            wrong.append(f"the part {name!r} must stand in the README once, between its markers")
            continue
        body = make()
        fresh = pattern.sub(rf"\g<1>\n{_literal(body)}\n\g<2>", text)
        if fresh != text:
            wrong.append(f"the part {name!r} is stale")
        text = fresh
    unknown = sorted(set(re.findall(r"<!-- ([\w-]+):begin -->", text)) - PARTS.keys())
    wrong += [f"nothing makes the part {name!r}" for name in unknown]
    return text, wrong


def main(arguments: list[str]) -> int:
    """Check or write; the exit code."""
    text, wrong = refreshed(README.read_text())
    if arguments == ["--write"]:
        README.write_text(text)
        wrong = refreshed(text)[1]
    elif arguments != ["--check"]:
        print("usage: python -m tests.readme --check | --write", file=sys.stderr)
        return 2
    for line in wrong:
        print(f"README.md: {line}; run `python -m tests.readme --write`", file=sys.stderr)
    return 1 if wrong else 0


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
    return sorted(
        path for path in found if not any(part.startswith(".") or part == "__pycache__" for part in path.parts)
    )


def _listing() -> Iterator[str]:
    files = [path for path in tracked_files() if path.suffix == ".py" and path.parts[0] == "tray"]
    wide = max(len("  " * (len(path.parts) - 1) + path.name) for path in files) + 2
    shown: set[Path] = set()
    for path in sorted(files, key=_folders_last):
        for folder in reversed(path.parents[:-1]):
            if folder not in shown:
                shown.add(folder)
                package = ROOT / folder / "__init__.py"
                about = first_line(package) if package.exists() else ""
                yield _entry(folder, f"{folder.name}/", about, wide)
        if path.name != "__init__.py":
            yield _entry(path, path.name, first_line(ROOT / path), wide)


def _folders_last(path: Path) -> tuple[tuple[int, str], ...]:
    """Within a folder its own modules come before the folders below it."""
    *folders, name = path.parts
    return (*((1, folder) for folder in folders), (0, name))


def _entry(path: Path, name: str, about: str, wide: int) -> str:
    indented = "  " * (len(path.parts) - 1) + name
    return f"{indented:<{wide}}{about}".rstrip()


def first_line(file: Path) -> str:
    """The first line of a module's docstring, or nothing."""
    return (ast.get_docstring(ast.parse(file.read_text())) or "").partition("\n")[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
