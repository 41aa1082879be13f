"""The table of what works where is true to the adapters and to the tests."""

from tests.desktop import what_works


def test_the_adapters_and_the_tests_speak_of_cells_that_are_in_the_table() -> None:
    assert [] == what_works.unknown_words()


def test_every_ability_is_given_somewhere() -> None:
    assert set(what_works.ABILITIES) == {ability for ability, _ in what_works.given()}


def test_no_test_is_named_for_what_nobody_gives() -> None:
    # the stories are told whole, also where a desktop has no tooltip
    proven = {cell for cell in what_works.proofs() if cell[0] != "tooltip"}
    without = {("fullscreen", "gnome")}  # it keeps notifications back by itself

    assert set() == proven - what_works.given().keys() - without


def test_every_test_that_is_named_is_there() -> None:
    told_elsewhere = "tooltip", "fullscreen"  # a whole story names these, also for a desktop that has none
    missing = {
        test
        for (ability, _), test, _ in what_works.named()
        if ability not in told_elsewhere and not what_works.exists(test)
    }

    assert [] == sorted(missing)


def test_a_test_that_is_not_there_is_seen() -> None:
    assert what_works.exists("linux/attention/test_attention.py::test_gnome")
    assert not what_works.exists("linux/attention/test_attention.py::test_no_such")
    assert not what_works.exists("linux/no_such_file.py::test_gnome")
    assert what_works.exists("stories/test_story_x11.py::TestOnXfce::test_the_icon_says_more_below_the_pointer")
    assert not what_works.exists("stories/test_story_x11.py::TestOnXfce::test_of_another_class")
