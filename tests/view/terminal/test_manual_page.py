"""A page of the manual reads well in a terminal, whatever its width."""

import pytest

from tray.lib.text_width import width
from tray.view.terminal.manual_page import Code, Heading, Item, Paragraph, Table, about, blocks, plain, text

PAGE = """# Tea

How to make *tea*, in
two lines. And more.

![A kettle](kettle.png)
<!-- kettle:begin -->

## What you need

- water, as said in [Water](water.md#hot)
  and again
- **leaves**
1. time

| kind | minutes | about |
|---|---|---|
| `green` | 2 | not a minute longer, since it turns bitter and nobody will want to drink it any more |
| `a\\|b` | 3 | |

```sh
boil   --hot
```
"""


def test_a_page_is_taken_apart_into_its_blocks() -> None:
    assert [
        Heading(1, "Tea"),
        Paragraph("How to make *tea*, in two lines. And more."),
        Heading(2, "What you need"),
        Item("-", "water, as said in [Water](water.md#hot) and again"),
        Item("-", "**leaves**"),
        Item("1.", "time"),
        Table(
            ("kind", "minutes", "about"),
            (
                (
                    "`green`",
                    "2",
                    "not a minute longer, since it turns bitter and nobody will want to drink it any more",
                ),
                ("`a|b`", "3", ""),
            ),
        ),
        Code(("boil   --hot",)),
    ] == list(blocks(PAGE))


def test_a_page_says_what_it_is_about() -> None:
    assert "How to make tea, in two lines. And more." == about(PAGE)


def test_the_signs_of_markdown_are_gone_but_for_those_of_code() -> None:
    assert "see Water, the site (https://a.example/b), `*` and strong" == plain(
        "see [Water](water.md), the [site](https://a.example/b), `*` and **strong**"
    )


def test_a_table_stands_in_columns_where_there_is_room() -> None:
    assert [
        "  kind     minutes  about",
        "  `green`  2        not a minute longer, since it turns bitter and nobody will",
        "                    want to drink it any more",
        "  `a|b`    3",
    ] == text(PAGE, 80).splitlines()[10:14]


def test_a_table_is_a_list_where_there_is_none() -> None:
    lines = text(PAGE, 40).splitlines()

    assert ["  `green`", "    minutes: 2", "    about: not a minute longer, since it"] == lines[
        lines.index("  `green`") :
    ][:3]


def test_headings_and_code_are_bold_where_that_is_wanted() -> None:
    assert "\x1b[1mTEA\x1b[0m" == text(PAGE, 80, bold=True).splitlines()[0]
    assert "\x1b[1mgreen\x1b[0m" in text(PAGE, 80, bold=True)


@pytest.mark.parametrize("columns", [30, 40, 80, 120])
@pytest.mark.parametrize("bold", [False, True])
def test_no_line_is_longer_than_the_terminal_but_for_code(columns: int, bold: bool) -> None:
    shown = text(PAGE, columns, bold=bold).replace("\x1b[1m", "").replace("\x1b[0m", "")

    assert [] == [line for line in shown.splitlines() if width(line) > columns]
