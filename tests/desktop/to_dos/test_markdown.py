"""Open boxes of Markdown, and when each is due."""

import sys
from datetime import date

import pytest

from tray.desktop.common.pattern_hidden_large_hanging_files import NotReadable
from tray.desktop.to_dos.due_date_marks_and_items import Items
from tray.desktop.to_dos.markdown import in_markdown

FIRST, SECOND = date(2026, 12, 1), date(2026, 12, 2)


ON_FIRST = ((FIRST, 1),)


def test_markdown_has_its_open_boxes_and_nothing_else() -> None:
    items = "# Plans\n- [ ] one\n  * [ ] two\n\n> 1. [ ] three ⏳ 2026-12-01\n"
    others = "- [x] done\n- [X] done\n- [-] cancelled\n- [ ]\ntext [ ] no\n"

    assert Items(2, ON_FIRST) == in_markdown(items + others)


@pytest.mark.parametrize(
    "code",
    [
        "```\n- [ ] no\n~~~\n- [ ] no\n```\n",
        "````\n```\n- [ ] no\n```\n- [ ] no\n````\n",
        "~~~~ md\n- [ ] no\n~~~\n- [ ] no\n~~~~~\n",
        "    - [ ] no\n",
        "- a\n\n      - [ ] no\n",
        "> ```\n> - [ ] no\n> ```\n",
        "<!--\n- [ ] no\n-->\n",
        "<pre>\n- [ ] no\n</pre>\n",
        "- text\n  [ ] no\n",
        "`- [ ] no`\n",
    ],
)
def test_what_is_no_item_of_a_list_is_an_example(code: str) -> None:
    assert Items(1) == in_markdown(f"{code}\nAnd\n\n- [ ] yes\n")


@pytest.mark.parametrize(
    "date_of",
    [
        *(
            "📅 2026-12-01",
            "📅2026-12-01 🔁 every week",
            "🛫 2026-12-01",
            "[due:: 2026-12-01]",
            "(scheduled:: 2026-12-01)",
        ),
        *("@{2026-12-01}", "due:2026-12-01", "2026-12-01", "2026-12-01 #home ^block", "➕ 2026-11-01 2026-12-01"),
    ],
)
def test_markdown_plans_an_item_by_when_it_is_due_scheduled_or_started(date_of: str) -> None:
    assert Items(0, ON_FIRST) == in_markdown(f"- [ ] answer {date_of}\n")


@pytest.mark.parametrize(
    "words",
    ["➕ 2026-11-01", "[[2026-11-02]]", "see [[2026-11-02|the minutes]]", "after 2026-11-02 at last", "✅ 2026-11-02"],
)
def test_other_dates_of_an_item_in_markdown_are_words(words: str) -> None:
    assert Items(1) == in_markdown(f"- [ ] answer {words}\n")


def test_without_its_library_markdown_says_what_is_missing_and_a_note_without_boxes_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "markdown_it", None)

    assert Items() == in_markdown("A note.\n")
    with pytest.raises(NotReadable, match="markdown-it-py, which isn't installed"):
        in_markdown("- [ ] answer Ada\n")
