"""What the person's machines are called."""

from tray.view.words.machines import told_apart


def test_machines_of_one_name_are_told_apart_however_much_their_ids_are_alike() -> None:
    names = {"aaaa00001111": "laptop", "aaaa00002222": "laptop", "bbbbaaaaaaaa": "laptop", "aaaa00003333": "desktop"}

    assert ["laptop aaaa00001", "laptop aaaa00002", "laptop bbbb", "desktop"] == [*told_apart(names).values()]
