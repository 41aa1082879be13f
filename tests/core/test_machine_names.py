"""What the person's machines are called."""

from tray.core.machine_names import told_apart


def test_machines_of_one_name_are_told_apart_however_much_their_ids_are_alike() -> None:
    names = {"aaaa00001111": "laptop", "aaaa00002222": "laptop", "bbbbaaaaaaaa": "laptop", "aaaa00003333": "desktop"}

    assert ["laptop aaaa00001", "laptop aaaa00002", "laptop bbbb", "desktop"] == [*told_apart(names).values()]


def test_a_machine_has_one_name_under_all_ids_that_it_had() -> None:
    names = {"aaaa00001111": "laptop", "bbbb00002222": "laptop", "cccc00003333": "laptop", "dddd00004444": "2126"}
    lives = {"aaaa00001111": "bbbb00002222", "bbbb00002222": "cccc00003333", "dddd00004444": "cccc00003333"}

    assert {"laptop"} == {*told_apart(names, lives).values()}
    assert {"laptop dddd", "laptop cccc"} == {
        *told_apart(names | {"dddd00004444": "laptop"}, dict([*lives.items()][:2])).values()
    }
    assert [*names] == [*told_apart(names, {"aaaa00001111": "bbbb00002222", "bbbb00002222": "aaaa00001111"})]
