"""What counts as an open to-do in files of other programs, each by the rules of its dialect."""

import sys
from datetime import date

import pytest

from tray.desktop.common.pattern_hidden_large_hanging_files import NotReadable
from tray.desktop.to_dos.due_date_marks_and_items import Items
from tray.desktop.to_dos.markdown import in_markdown
from tray.desktop.to_dos.todo_txt_org_taskpaper_json import in_json, in_org, in_taskpaper, in_todo_txt, open_in

FIRST, SECOND = date(2026, 12, 1), date(2026, 12, 2)
ON_FIRST = ((FIRST, 1),)


def test_a_todo_txt_has_an_item_on_each_line_that_is_not_done() -> None:
    text = "(A) 2026-11-03 Call Ada +project\n\nx 2026-11-04 2026-11-01 pay\n2026-11-01 xylophone lesson\nplain\r\n"

    assert Items(3) == in_todo_txt(text)


def test_an_item_with_a_date_of_its_own_is_planned() -> None:
    days = ((FIRST, 1), (SECOND, 1))
    assert Items(1, days) == in_todo_txt("(B) 2026-11-03 a due:2026-12-01\nb t:2026-12-02\n2026-11-03 c\n")


def test_a_hidden_item_of_a_todo_txt_is_a_placeholder() -> None:
    assert Items(2) == in_todo_txt("(A) one\nempty context @home h:1\nh:1 +project\ntwo h:10\n")


def test_a_date_that_a_todo_txt_only_mentions_plans_nothing() -> None:
    assert Items(2) == in_todo_txt("write about 2026-12-01\n(A) minutes of 2026-12-02\n")


def test_a_page_of_prose_is_no_todo_txt() -> None:
    page = "\n".join(f"Line {number} of a letter: see http://example.org." for number in range(300))
    with pytest.raises(ValueError, match="its lines don't look like"):
        in_todo_txt(page)


def test_a_long_list_with_a_few_projects_is_one() -> None:
    assert Items(120) == in_todo_txt("call somebody\n" * 110 + "mend the roof +house\n" * 10)


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


def test_org_has_its_open_headings_and_boxes_of_their_own() -> None:
    text = """#+TODO: TODO WAIT(w) | DONE(d) DROPPED
* Plans
- [ ] a box
- [X] done
** TODO [#A] one :home:
   SCHEDULED: <2026-12-01 Tue 10:00>
   [2026-11-01]
   - [ ] a step of it
** WAIT two <2026-12-02>
** DONE three
** DROPPED four
** NEXT year
* COMMENT aside
** TODO no
* Old :ARCHIVE:
** TODO no
* Text
#+BEGIN_SRC org
* TODO no
#+END_SRC
"""

    assert Items(1, ((FIRST, 1), (SECOND, 1))) == in_org(text)


def test_taskpaper_has_the_tasks_that_are_not_done() -> None:
    text = "House:\n\t- roof @due(2026-12-01)\n\t- door @done(2026-11-01)\n\ta note\n\t- window\nArchive:\n\t- old\n"

    assert Items(1, ON_FIRST) == in_taskpaper(text)


@pytest.mark.parametrize("name", ["notes.docx", "todo", "list.yaml", ".md"])
def test_a_file_in_no_known_dialect_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="TaskPaper and JSON are known"):
        open_in(name, "one\n")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        (" 0 ", 0),
        ("[1, {}, null]", 3),
        ('{"unread": 4}', 4),
        ('{"total": 9, "count": 2}', 2),
        ('{"count": []}', 0),
    ],
)
def test_a_count_in_json_is_a_number_a_list_or_an_object_that_has_one(text: str, number: int) -> None:
    assert Items(number) == in_json(text)
    assert Items(number) == open_in("chat.json", text)


@pytest.mark.parametrize(
    "text", ["", "seven", "-1", "1.5", "true", "null", '"7"', "{}", '{"count": true}', "100001", "[" * 100_000]
)
def test_what_holds_no_count_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"it holds no count|it isn't JSON"):
        in_json(text)


def test_without_its_library_markdown_says_what_is_missing_and_a_note_without_boxes_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "markdown_it", None)

    assert Items() == in_markdown("A note.\n")
    with pytest.raises(NotReadable, match="markdown-it-py, which isn't installed"):
        in_markdown("- [ ] answer Ada\n")
