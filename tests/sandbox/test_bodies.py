"""Request bodies: their media type, their size, and the JSON in them."""

import json
import socket
from base64 import b64encode
from typing import Any

import pytest

from .client import BODIES, TRANSCRIPTION, Client

PATH = "/task/transcription"
VALID = json.dumps(TRANSCRIPTION).encode()


def post(client: Client, content: Any, media_type: str | None = "application/json") -> int:
    headers = {} if media_type is None else {"Content-Type": media_type}
    return client("POST", PATH, data=content, headers=headers).status_code


@pytest.mark.parametrize(
    "media_type",
    [
        "application/json",
        "Application/JSON",
        "application/json;charset=utf-8",
        "application/json; charset=UTF-8",
        'application/json ; charset="Utf-8"',
        "application/json; profile=x",
    ],
)
def test_media_type_taken(client: Client, media_type: str) -> None:
    assert post(client, VALID, media_type) == 200


@pytest.mark.parametrize(
    "media_type",
    [
        None,
        "",
        "text/plain",
        "text/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json-patch+json",
        "application/vnd.api+json",
        "application/jsonp",
        "json",
        "application/json; charset=utf-16",
        "application/json; charset=iso-8859-1",
        "application/json; charset=us-ascii",
    ],
)
def test_media_type_refused(client: Client, media_type: str | None) -> None:
    assert post(client, VALID, media_type) == 415


def padded(length: int) -> bytes:
    return VALID + b" " * (length - len(VALID))


def in_chunks(content: bytes) -> Any:
    """Give the content as requests sends it without a Content-Length."""
    return iter([content[: len(content) // 2], content[len(content) // 2 :]])


def test_size(client: Client) -> None:
    assert post(client, padded(1024 * 1024)) == 200
    assert post(client, in_chunks(padded(1024 * 1024))) == 200
    assert post(client, padded(1024 * 1024 + 1)) == 413
    assert post(client, in_chunks(padded(1024 * 1024 + 1))) == 413
    assert post(client, padded(20 * 1024 * 1024)) == 413


def with_metadata(value: str) -> bytes:
    return VALID[:-1] + b', "metadata": ' + value.encode() + b"}"


def nested(levels: int) -> str:
    """Give metadata with which the whole body is so many levels deep."""
    return '{"a":' * (levels - 1) + "1" + "}" * (levels - 1)


REFUSED = {
    "empty": b"",
    "white-space": b" \n",
    "cut-short": VALID[:-1],
    "two-values": VALID + VALID,
    "trailing-comma": VALID[:-1] + b",}",
    "comment": VALID + b" // done",
    "single-quotes": b"{'a': 1}",
    "array": b"[" + VALID + b"]",
    "string": b'"text"',
    "number": b"1",
    "true": b"true",
    "null": b"null",
    "byte-order-mark": b"\xef\xbb\xbf" + VALID,
    "utf-16": VALID.decode().encode("utf-16"),
    "not-utf-8": with_metadata('{"a": "?"}').replace(b"?", b"\xff"),
    "overlong-utf-8": with_metadata('{"a": "?"}').replace(b"?", b"\xc0\xaf"),
    "surrogate-in-utf-8": with_metadata('{"a": "?"}').replace(b"?", b"\xed\xa0\x80"),
    "raw-control-character": with_metadata('{"a": "\n"}'),
    "nan": with_metadata('{"a": NaN}'),
    "infinity": with_metadata('{"a": -Infinity}'),
    "number-beyond-a-double": with_metadata('{"a": 1e400}'),
    "integer-beyond-a-double": with_metadata('{"a": ' + "9" * 310 + "}"),
    "endless-integer": with_metadata('{"a": ' + "9" * 10_000 + "}"),
    "leading-zero": with_metadata('{"a": 01}'),
    "plus-sign": with_metadata('{"a": +1}'),
    "lone-surrogate": with_metadata(r'{"a": "\ud83d"}'),
    "lone-surrogate-as-name": with_metadata(r'{"\ude00": 1}'),
    "same-name-twice": VALID[:-1] + b', "instruction": "Another."}',
    "same-name-twice-inside": with_metadata('{"a": {"b": 1, "b": 1}}'),
    "too-deep": with_metadata(nested(65)),
    "far-too-deep": with_metadata(nested(50_000)),
    "deep-arrays": b"[" * 500_000,
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED)
def test_refused(client: Client, content: bytes) -> None:
    assert post(client, content) == 400


def test_no_body_at_all(client: Client) -> None:
    assert post(client, None, None) == 400


ROUND_TRIPS = {
    "unicode": '{"ключ": "漢字 🧾 👩🏽‍🔬 é é ﷽ \u200f\u2028"}',
    "escapes": r'{"a": "\u0000\u001f\"\\\/\b\f\n\r\t\ud83e\uddfe"}',
    "noncharacters": r'{"\uffff": "\ufdd0\ufeff"}',
    "white-space": '{" ": "  two spaces, a tab \\t and a line\\r\\n "}',
    "empty-names": '{"": {"": [null, {"": null}]}}',
    "nulls": '{"a": null, "b": [null, [null]]}',
    "order-of-an-array": '{"a": [3, 1, 2, [2, 1], {}, [], "", false, true]}',
    "long-name": '{"' + "n" * 100_000 + '": 1}',
    "many-names": json.dumps({str(number): number for number in range(10_000)}),
    "looks-like-sql": '{"a\'); DROP TABLE task; --": "%s ? :account"}',
    "as-deep-as-may-be": nested(64),
}


@pytest.mark.parametrize("metadata", ROUND_TRIPS.values(), ids=ROUND_TRIPS)
def test_metadata_comes_back_as_sent(client: Client, metadata: str) -> None:
    created = client.ok(
        "POST",
        PATH,
        data=with_metadata(metadata),
        headers={"Content-Type": "application/json"},
    )
    assert created["metadata"] == json.loads(metadata)
    assert client.get(f"/task/{created['task_id']}") == created


NUMBERS = [
    "0",
    "-0",
    "-0.0",
    "1.0",
    "0.1",
    "1e-7",
    "1E5",
    "5e-324",
    "2.2250738585072014e-308",
    "1.7976931348623157e308",
    "-1.7976931348623157e308",
    "9007199254740991",
    "9007199254740993",
    "-9223372036854775809",
    "18446744073709551616",
    "1" + "0" * 308,
    "0.30000000000000004",
    "3.141592653589793238462643383279",
]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_keeps_the_precision_of_a_double(client: Client, number: str) -> None:
    created = client.ok(
        "POST",
        PATH,
        data=with_metadata('{"n": ' + number + "}"),
        headers={"Content-Type": "application/json"},
    )
    found = client.get(f"/task/{created['task_id']}")["metadata"]["n"]
    assert float(found).hex() == float(number).hex()
    if number.lstrip("-").isdigit() and number != "-0":
        assert found == int(number)


@pytest.mark.parametrize("type_", BODIES)
def test_an_instruction_comes_back_to_the_character(client: Client, type_: str) -> None:
    instruction = ' \u0000\r\n\t"\\/ é ≠ é 👩🏽‍🔬 \u202e <b>&amp;</b> $HOME `id` #{1} %s \ufeff '
    task = client.create(type_, instruction=instruction)
    assert client.get(f"/task/{task['task_id']}")["instruction"] == instruction


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"instruction": ""}, "`instruction` in the request body must be at least 1 character long."),
    (
        {"fields": {"a": "x" * 1001}},
        "`fields.a` in the request body must be at most 1000 characters",
    ),
    ({"fields": {}}, "`fields` in the request body must have at least 1 property."),
    ({"metadata": []}, "`metadata` in the request body must be an object."),
    ({"urgency": "now"}, "must be one of `immediate`, `day`, `week`."),
    (
        {"callback_url": "ftp://a"},
        "`callback_url` in the request body must match the pattern ^http",
    ),
    ({"urgencey": "day"}, "The request body has what is not known: `urgencey`."),
    ({"n" * 1_000: 1}, "has what is not known: `" + "n" * 80 + "…`."),
    ({str(n): 1 for n in range(9)}, "has what is not known: `0`, `1`, `2`, `3`, `4`."),
]


@pytest.mark.parametrize(("wrong", "expected"), WRONG)
def test_a_sentence_says_where_and_what(
    client: Client, wrong: dict[str, Any], expected: str
) -> None:
    assert expected in client.refused({**TRANSCRIPTION, **wrong})


def test_a_body_that_does_not_arrive_is_given_up(
    base_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("apiref.sandbox.bodies.LONGEST", 0.1)
    host, port = base_url.removeprefix("http://").removesuffix("/v1").split(":")
    key = b64encode(b"live_sandbox:").decode()
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(
            b"POST /v1/task/transcription HTTP/1.1\r\nHost: sandbox\r\nContent-Length: 99\r\n"
            b"Content-Type: application/json\r\nAuthorization: Basic " + key.encode() + b"\r\n\r\n{"
        )
        assert connection.recv(4096).startswith(b"HTTP/1.1 400 ")
