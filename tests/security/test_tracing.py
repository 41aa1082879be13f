"""A call that strace writes in two parts, because another thread called meanwhile, is read as one."""

from pathlib import Path

from tests.security.tracing import changed, opened

_CALLS = """\
11 mkdir("/tmp/shared", 0700 <unfinished ...>
12 mkdir("/tmp/own", 0700) = 0
11 <... mkdir resumed>) = -1 EEXIST (File exists)
11 openat(AT_FDCWD</home>, "/tmp/own/part", O_WRONLY|O_CREAT, 0600 <unfinished ...>
12 openat(AT_FDCWD</home>, "/tmp/read", O_RDONLY <unfinished ...>
11 <... openat resumed>) = 5</tmp/own/part>
12 <... openat resumed>) = 6</tmp/elsewhere>
12 unlink("/tmp/own/old" <unfinished ...>
"""


def test_what_was_refused_is_no_change_and_what_nobody_saw_end_is_one(tmp_path: Path) -> None:
    log = tmp_path / "trace"
    log.write_text(_CALLS)

    assert changed(log) == {"/tmp/own", "/tmp/own/part", "/tmp/own/old"}
    assert opened(log) == {"/tmp/own/part", "/tmp/elsewhere"}
