"""What counts as an open to-do in files of other programs, each by the rules of its dialect."""

from datetime import date

import pytest

from tray.desktop.to_dos.due_date_marks_and_items import Items
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
