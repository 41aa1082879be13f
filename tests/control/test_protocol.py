"""The parser takes any bytes at all without harm."""

import json
import random

import pytest

from tests.random_seed import dice
from tray.control.protocol import (
    LONGEST_ANSWER,
    LONGEST_REQUEST,
    answer_line,
    failure,
    read_answer,
    read_request,
    request_line,
)
from tray.errors import UsageError
from tray.lib.language.translation import speak

GOOD = request_line("commit", {"text": "größer ☕ \x1b[31m", "when": None, "numbers": [1, 2.5, True]})

WRONG = {
    "nothing": b"",
    "an empty line": b"\n",
    "random bytes": bytes(range(256)),
    "not UTF-8": b'{"v":1,"verb":"\xff\xfe","arguments":{}}\n',
    "cut off": GOOD[:-5],
    "a list": b"[1]\n",
    "a number": b"1\n",
    "null": b"null\n",
    "deep lists": b"[" * 60_000,
    "deep objects": b'{"v":1,"verb":"a","arguments":' + b'{"a":' * 10_000 + b"1" + b"}" * 10_001,
    "no version": b'{"verb":"status","arguments":{}}\n',
    "another version": b'{"v":2,"verb":"status","arguments":{}}\n',
    "a version that is true": b'{"v":"1","verb":"status","arguments":{}}\n',
    "no verb": b'{"v":1,"arguments":{}}\n',
    "a verb that is no text": b'{"v":1,"verb":["status"],"arguments":{}}\n',
    "arguments that are no object": b'{"v":1,"verb":"status","arguments":[]}\n',
    "not a number": b'{"v":1,"verb":"a","arguments":{"a":NaN}}\n',
    "infinity": b'{"v":1,"verb":"a","arguments":{"a":-Infinity}}\n',
    "a very long number": b'{"v":1,"verb":"a","arguments":{"a":' + b"9" * 60_000 + b"}}\n",
    "half a surrogate pair": b'{"v":1,"verb":"a","arguments":{"a":"\\ud800"}}\n',
    "two lines in one": GOOD + GOOD,
    "one byte too many": b'{"v":1,"verb":"' + b"a" * (LONGEST_REQUEST - 30) + b'","arguments":{}}\n ',
}


@pytest.mark.parametrize("line", WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_refused_with_a_reason(line: bytes) -> None:
    with pytest.raises(UsageError, match=r".{10}\."):
        read_request(line)


def test_a_request_arrives_as_it_was_sent() -> None:
    expected = ("commit", {"text": "größer ☕ \x1b[31m", "when": None, "numbers": [1, 2.5, True]})

    assert (*expected, "") == read_request(GOOD)


def test_the_language_of_who_asks_arrives_with_what_they_ask_and_a_wrong_one_is_none() -> None:
    speak(None, tag="de/de_AT/")
    try:
        line = request_line("commit", {})
    finally:
        speak(None)

    assert ("commit", {}, "de/de_AT/") == read_request(line)
    assert ("commit", {}, "") == read_request(line.replace(b'"de/de_AT/"', b"[7]"))


def test_a_request_of_exactly_the_longest_length_is_read() -> None:
    frame = len(request_line("a", {"text": ""}))
    longest = request_line("a", {"text": "x" * (LONGEST_REQUEST - frame)})

    assert len(longest) == LONGEST_REQUEST
    assert read_request(longest)[0] == "a"
    with pytest.raises(UsageError, match="too long"):
        request_line("a", {"text": "x" * (LONGEST_REQUEST - frame + 1)})


def test_a_hundred_thousand_mutants_are_read_or_refused() -> None:
    chance = dice(7)
    taken = 0
    for _ in range(100_000):
        try:
            read_request(_mutant(chance))
            taken += 1
        except UsageError:
            pass  # refused, as it should be
    assert 0 < taken < 50_000


def _mutant(chance: random.Random) -> bytes:
    line = bytearray(GOOD)
    match chance.randrange(5):
        case 0:
            return chance.randbytes(chance.randrange(60))
        case 1:
            return bytes(line[: chance.randrange(len(line))])
        case 2:
            return chance.choice([b"[", b'{"v":', b'"', b"\\u", b"-"]) * chance.randrange(2000)
        case _:
            for _ in range(chance.randrange(4)):
                line[chance.randrange(len(line))] = chance.randrange(256)
            return bytes(line)


def test_an_answer_arrives_as_it_was_given() -> None:
    assert {"v": 1, "ok": True, "result": {"a": 1.5}} == read_answer(answer_line({"ok": True, "result": {"a": 1.5}}))
    assert read_answer(answer_line({"ok": True}, more=True))["more"] is True
    assert read_answer(answer_line(failure("No.", 4))) == {"v": 1, "ok": False, "error": "No.", "exit_code": 4}


def test_a_file_whose_name_is_no_text_is_named_in_an_answer_and_never_in_a_request() -> None:
    line = answer_line({"ok": True, "result": "caf\udce9.ics"})

    assert "caf\ufffd.ics" == read_answer(line.decode("utf-8").encode("utf-8"))["result"]
    with pytest.raises(UsageError, match="isn't text in UTF-8"):
        request_line("commit", {"text": "caf\udce9"})


@pytest.mark.parametrize("answer", [float("nan"), object(), "x" * LONGEST_ANSWER], ids=["nan", "no JSON", "too long"])
def test_an_answer_that_cannot_be_sent_becomes_an_error(answer: object) -> None:
    assert json.loads(answer_line({"ok": True, "result": answer}))["ok"] is False


@pytest.mark.parametrize("line", [b"", b"{}\n", b'{"v":1}\n', b'{"v":9,"ok":true}\n', b"[" * 90_000])
def test_an_answer_of_another_program_is_refused(line: bytes) -> None:
    with pytest.raises(UsageError):
        read_answer(line)
