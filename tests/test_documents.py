"""The documents hold together: links lead somewhere, every page is reached, and each change finds its file."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest

from tests.documents import MAN_PAGE, MANUAL, README, ROOT, documents, packages
from tests.skip_what_is_not_installed import do_without
from tray.cli.manual import TOPICS, page
from tray.cli.verb_table import VERBS
from tray.settings.defaults.law import Law
from tray.settings.types.duration import parse, written
from tray.view.terminal.manual_page import Heading, Paragraph, Table, blocks

CONTRIBUTING = ROOT / ".github/CONTRIBUTING.md"
LAW = ROOT / "tray/core/law/README.md"
MOST_LINES = {"README.md": 200, "tray/README.md": 150, "tests/README.md": 150, ".github/CONTRIBUTING.md": 200}
MOST_LINES_OF_A_PAGE = 300
LEAST_CHANGES = 25
PAGES = sorted(MANUAL.glob("*.md"))


def links(document: Path) -> Iterator[str]:
    """The places in the project to which a document leads, pictures included."""
    text = re.sub(r"^```.*?^```", "", (ROOT / document).read_text(), flags=re.DOTALL | re.MULTILINE)
    yield from re.findall(r"\]\((?!https?:|mailto:)([^)\s]+)\)", text)
    yield from re.findall(r'(?:src|href)="(?!https?:)([^"]+)"', text)


def written_by_hand(document: Path) -> str:
    """A document without its generated parts."""
    return re.sub(r"<!-- ([\w-]+):begin -->.*?<!-- \1:end -->", "", document.read_text(), flags=re.DOTALL)


def anchors(document: Path) -> set[str]:
    """The names by which a browser finds the headings of a document."""
    headings = [block.text for block in blocks(document.read_text()) if isinstance(block, Heading)]
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", documents(), ids=str)
def test_every_link_leads_to_a_file_and_a_heading_that_are_there(document: Path) -> None:
    broken = []
    for link in links(document):
        file, _, anchor = link.partition("#")
        target = (ROOT / document.parent / file).resolve() if file else ROOT / document
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)

    assert [] == broken


@pytest.mark.parametrize("document", documents(), ids=str)
def test_every_file_and_module_that_a_document_names_is_there(document: Path) -> None:
    text = (ROOT / document).read_text()
    files = re.findall(r"`((?:tests|tray|assets|\.github|\.ci)/[\w./-]+)", text)
    modules = [each.replace(".", "/") for each in re.findall(r"python -m (tests(?:\.\w+)+)", text)]
    there = [*files, *(f"{each}.py" if (ROOT / f"{each}.py").exists() else f"{each}/__main__.py" for each in modules)]

    assert [] == [each for each in there if not (ROOT / each).exists()]


def test_every_picture_is_shown_somewhere() -> None:
    shown = {(ROOT / document.parent / link).resolve() for document in documents() for link in links(document)}

    assert [] == [path.name for path in (ROOT / ".github/pictures").iterdir() if path not in shown]


def test_the_readme_leads_to_every_page_of_the_manual() -> None:
    led_to = {(ROOT / link.partition("#")[0]).resolve() for link in links(README.relative_to(ROOT))}

    assert [] == [path.name for path in PAGES if path not in led_to]


def test_help_knows_every_page_of_the_manual() -> None:
    assert sorted(TOPICS) == [path.stem for path in PAGES]


@pytest.mark.parametrize("document", MOST_LINES)
def test_a_document_is_no_longer_than_is_read_in_one_go(document: str) -> None:
    assert len((ROOT / document).read_text().splitlines()) <= MOST_LINES[document]


@pytest.mark.parametrize("path", [path for path in PAGES if path.stem != "settings"], ids=lambda path: path.stem)
def test_a_page_of_the_manual_is_a_page(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= MOST_LINES_OF_A_PAGE


@pytest.mark.parametrize("topic", TOPICS)
def test_a_page_begins_with_a_title_and_what_it_is_about(topic: str) -> None:
    first, second, *_ = blocks(page(topic))

    assert isinstance(first, Heading)
    assert first.level == 1
    assert isinstance(second, Paragraph)
    assert second.text.endswith(".")


@pytest.mark.parametrize("document", documents(), ids=str)
def test_no_percent_sign_stands_apart_from_its_number(document: Path) -> None:
    assert [] == re.findall(r"\d %", written_by_hand(ROOT / document))


@pytest.mark.parametrize("path", [README, *PAGES], ids=lambda path: path.stem)
def test_every_label_that_is_named_is_one_that_the_program_shows(path: Path) -> None:
    text = re.sub(r"^```.*?^```|\*\*[^*]+\*\*", "", written_by_hand(path), flags=re.DOTALL | re.MULTILINE)
    labels = re.findall(r"(?<![\w*])\*([A-Z][^*:]*)\*(?![\w*])", " ".join(text.split()))
    shown = "".join(each.read_text() for part in ("view", "window") for each in (ROOT / "tray" / part).rglob("*.py"))

    assert [] == [label for label in labels if label not in shown]


def test_the_man_page_has_no_fault_that_its_formatter_knows() -> None:
    if shutil.which("groff") is None:
        do_without("groff")
    command = ["groff", "-man", "-ww", "-Kutf8", "-Tutf8", str(MAN_PAGE)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    assert "" == done.stderr


@pytest.mark.parametrize("verb", VERBS)
def test_the_man_page_names_every_verb(verb: str) -> None:
    assert re.search(rf"^\.B {re.escape(verb.replace('-', chr(92) + '-'))}( |$)", MAN_PAGE.read_text(), re.MULTILINE)


def changes() -> list[tuple[str, list[str]]]:
    """What somebody may want to change, and the files to open, as CONTRIBUTING says."""
    tables = [block for block in blocks(CONTRIBUTING.read_text()) if isinstance(block, Table)]
    rows = next(table.rows for table in tables if table.head[0] == "I want to …")
    return [(wish, re.findall(r"`([\w/]+/?(?:[\w.]+\.\w+)?)`", files)) for wish, files in rows if files]


def test_many_changes_name_the_file_to_open_and_it_is_there() -> None:
    assert len(changes()) >= LEAST_CHANGES
    assert [] == [wish for wish, files in changes() if not files]
    assert [] == [
        file
        for _, files in changes()
        for file in files
        if not (ROOT / "tray" / file).exists() and not (ROOT / file).exists()
    ]


def test_every_folder_of_the_program_is_named_by_a_change() -> None:
    named = {Path("tray", file) for _, files in changes() for file in files}
    folders = {path if (ROOT / path).is_dir() else path.parent for path in named}

    with_modules = [folder for folder in packages() if len(list((ROOT / folder).glob("*.py"))) > 1]
    assert [] == [str(folder) for folder in with_modules if folder not in folders]


def test_the_model_names_every_parameter_with_its_default() -> None:
    tables = [block for block in blocks(LAW.read_text()) if isinstance(block, Table) and block.head[0] == "setting"]
    said = {row[0].split("`")[1]: row[1] for table in tables for row in table.rows}
    defaults = {
        name: written(value) if isinstance(value, timedelta) else f"{value:g}"
        for name, value in ((each.name, getattr(Law(), each.name)) for each in fields(Law))
        if "_tau" not in name and name != "edition"  # which chooses numbers, and is none
    }

    assert defaults == said


def test_the_model_names_every_time_constant() -> None:
    tables = [block for block in blocks(LAW.read_text()) if isinstance(block, Table) and block.head[-1] == "τ2"]
    said = {
        f"{row[0].lower()}_tau{n}": parse(row[2 + n].replace("min", "m").replace(" ", ""))
        for table in tables
        for row in table.rows
        for n in range(3)
        if row[2 + n] != "∞"
    }

    assert said == {each.name: getattr(Law(), each.name) for each in fields(Law) if "_tau" in each.name}


def test_comments_cite_sections_of_the_model_that_are_there() -> None:
    sections = {re.sub(r"[?]$", "", block.text) for block in blocks(LAW.read_text()) if isinstance(block, Heading)}
    cited = [
        found
        for path in (ROOT / "tray").rglob("*.py")
        for found in re.findall(r"law/README\.md, ([A-Z][\w -]*\w)", path.read_text())
    ]

    assert len(cited) > 10
    assert set() == set(cited) - sections
