"""Request bodies as bytes: JSON that is none, media types, sizes."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import pytest

from contract_tests.account import JSON, Account, encoded, example, expect_same, expect_status
from contract_tests.broken import Broken
from contract_tests.contract import Contract, Operation
from contract_tests.exchange import Exchange, Pairs, Request
from contract_tests.oracle import LENGTH_REQUIRED
from contract_tests.rules import rule

INVALID = "/components/responses/InvalidBody"
MEDIA_TYPE = "/components/responses/UnsupportedMediaType"
TOO_LARGE = "/components/responses/ContentTooLarge"
LARGEST = 1024 * 1024

T = TypeVar("T")


@dataclass(frozen=True)
class Body:
    """A request body to an operation; `bytes` is sent as it is."""

    operation: Operation
    name: str
    bytes: bytes
    headers: Pairs = JSON

    def __str__(self) -> str:
        return f"{self.operation}, {self.name}"


def sent(api: Account, case: Body) -> Exchange:
    return api.send("POST", case.operation.path, case.bytes, case.headers)


def valid(contract: Contract, operation: Operation) -> bytes:
    media = contract.at(f"{operation.id}/requestBody/content/application~1json")
    return encoded(next(iter(media["examples"].values()))["value"])


def broken(contract: Contract) -> Iterator[Body]:
    operation = contract.creations[0]
    whole = valid(contract, operation)
    yield Body(operation, "cut off", whole[:-1])
    yield Body(operation, "a comma too many", whole[:-1] + b",}")
    yield Body(operation, "something after the end", whole + b"x")
    yield Body(operation, "two values", whole + whole)
    yield Body(operation, "single quotes", whole.replace(b'"', b"'"))
    yield Body(operation, "a comment", b"/* a task */" + whole)
    yield Body(operation, "keys without quotes", b"{instruction: 1}")
    yield Body(operation, "a line break in a string", whole.replace(b"Write out", b"Write\nout"))
    yield Body(operation, "an unknown escape", whole.replace(b"Write out", b"Write\\xout"))
    yield Body(operation, "white space alone", b" \n ")
    for other in contract.creations:
        yield Body(other, "half an object", b'{"instruction":')


@rule("json-malformed-refused", clause=INVALID, cases=broken)
def test_malformed(api: Account, case: Body) -> None:
    """A body that is not JSON is refused with 400."""
    expect_status(sent(api, case), 400)


def empty(contract: Contract) -> Iterator[Body]:
    yield from (Body(operation, "nothing", b"") for operation in contract.creations)


@rule("json-empty-refused", clause=INVALID, cases=empty)
def test_empty(api: Account, case: Body) -> None:
    """An empty body is refused with 400."""
    expect_status(sent(api, case), 400)


def spread(contract: Contract, values: Sequence[T]) -> Iterator[tuple[Operation, T]]:
    """Yield all values with the first create operation, and the first of them with each other."""
    for number, operation in enumerate(contract.creations):
        for value in values if number == 0 else values[:1]:
            yield operation, value


def no_objects(contract: Contract) -> Iterator[Body]:
    for operation, text in spread(contract, (b"[{}]", b"null", b"[]", b'"task"', b"1", b"true")):
        yield Body(operation, text.decode(), text)
    operation = contract.creations[0]
    yield Body(operation, "a task in an array", b"[" + valid(contract, operation) + b"]")


@rule("json-object-required", clause=INVALID, cases=no_objects)
def test_object(api: Account, case: Body) -> None:
    """A body that is JSON but no object is refused with 400."""
    expect_status(sent(api, case), 400)


def no_numbers(contract: Contract) -> Iterator[Body]:
    words = ("NaN", "Infinity", "-Infinity", "01", "+1", ".5", "0x10")
    for operation, word in spread(contract, words):
        yield Body(operation, word, with_metadata(contract, operation, word.encode()))


@rule("json-nan-refused", clause=INVALID, cases=no_numbers)
def test_nan(api: Account, case: Body) -> None:
    """A number that JSON does not have, such as NaN, is refused with 400."""
    expect_status(sent(api, case), 400)


def with_metadata(contract: Contract, operation: Operation, metadata: bytes) -> bytes:
    """Return a valid body whose metadata are these bytes."""
    body = {k: v for k, v in json.loads(valid(contract, operation)).items() if k != "metadata"}
    return encoded(body)[:-1] + b', "metadata": {"value": ' + metadata + b"}}"


def monsters(contract: Contract) -> Iterator[Body]:
    first, last = contract.creations[0], contract.creations[-1]
    for depth in (70, 1_000, 100_000):
        inner = b"[" * depth + b"]" * depth
        yield Body(first, f"{depth} levels of arrays", with_metadata(contract, first, inner))
    inner = b'{"a":' * 20_000 + b"1" + b"}" * 20_000
    yield Body(first, "20000 levels of objects", with_metadata(contract, first, inner))
    yield Body(last, "100000 levels, never closed", b"[" * 100_000)
    yield Body(last, "a lone surrogate", with_metadata(contract, last, rb'"\ud800"'))
    yield Body(last, "a lone surrogate as a key", with_metadata(contract, last, rb'{"\udfff": 1}'))
    yield Body(last, "a number past a double", with_metadata(contract, last, b"1e999"))
    yield Body(last, "an integer of 5000 digits", with_metadata(contract, last, b"9" * 5000))
    yield Body(last, "a key twice", with_metadata(contract, last, b'{"a": 1, "a": 2}'))
    yield Body(last, "a byte order mark", b"\xef\xbb\xbf" + valid(contract, last))


@rule("json-monsters-harmless", clause="/components/responses/InternalServerError", cases=monsters)
def test_monsters(api: Account, case: Body) -> None:
    """JSON that is deep, huge or strange is taken or refused with 400, and breaks nothing."""
    expect_status(sent(api, case), 200, 400)
    expect_status(api.list(limit=1), 200)


def encodings(contract: Contract) -> Iterator[Body]:
    for operation in contract.creations:
        text = valid(contract, operation)
        yield Body(
            operation,
            "a byte that is no UTF-8",
            text.replace(b'"instruction": "', b'"instruction": "\xff'),
        )
        yield Body(operation, "UTF-16", text.decode().encode("utf-16"))
        yield Body(
            operation,
            "an overlong sequence",
            text.replace(b'"instruction": "', b'"instruction": "\xc0\xaf'),
        )


@rule("json-utf-8-required", clause=MEDIA_TYPE, cases=encodings)
def test_encoding(api: Account, case: Body) -> None:
    """A body that is not UTF-8 is refused, as a wrong media type or as wrong JSON."""
    expect_status(sent(api, case), 400, 415)


MEDIA_TYPES = (
    "text/plain", "text/json", "application/x-www-form-urlencoded", "application/xml",
    "multipart/form-data; boundary=x", "application/octet-stream", "application/jsonx",
    "application/vnd.api+json", "application/json; charset=utf-16",
    "application/json; charset=iso-8859-1",
)  # fmt: skip


def media_types(contract: Contract) -> Iterator[Body]:
    for operation, name in spread(contract, MEDIA_TYPES):
        yield Body(operation, name, valid(contract, operation), (("Content-Type", name),))


@rule("media-type-other-refused", clause=MEDIA_TYPE, cases=media_types)
def test_media_type(api: Account, case: Body) -> None:
    """A body of another media type or charset is refused with 415, even if it is JSON."""
    expect_status(sent(api, case), 415)


def spellings(contract: Contract) -> Iterator[Body]:
    operation = contract.creations[0]
    for name in (
        "application/json; charset=utf-8",
        "application/json;charset=UTF-8",
        'application/json; charset="utf-8"',
        "Application/JSON",
    ):
        yield Body(operation, name, b"", (("Content-Type", name),))


@rule("media-type-spellings-accepted", clause=MEDIA_TYPE, cases=spellings)
def test_spellings(api: Account, case: Body) -> None:
    """`application/json` is accepted in any letter case and with its charset."""
    body = example(api.target, case.operation)
    expect_status(api.post(case.operation, api.target.tagged(body), case.headers), 200)


def padded(api: Account, operation: Operation, size: int) -> bytes:
    """Return a valid body of exactly so many bytes, most of them metadata."""
    body = api.target.tagged({**example(api.target, operation), "metadata": {"padding": ""}})
    body["metadata"]["padding"] = "x" * (size - len(encoded(body)))
    return encoded(body)


def creations(contract: Contract) -> Iterator[Operation]:
    yield from contract.creations


@pytest.mark.large
@rule("body-largest-accepted", clause=TOO_LARGE)
def test_largest(api: Account) -> None:
    """A body of exactly 1 MiB is accepted and kept whole."""
    operation = api.target.contract.creations[0]
    body = padded(api, operation, LARGEST)
    exchange = expect_status(api.send("POST", operation.path, body, JSON), 200)
    expect_same(exchange.json.get("metadata"), json.loads(body)["metadata"], "metadata", exchange)


@rule("body-chunked-accepted", clause="createTranscriptionTask/requestBody")
def test_chunked(api: Account) -> None:
    """A body whose size is not announced, in chunks, is read as any other."""
    operation = api.target.contract.creations[0]
    body = api.target.tagged(example(api.target, operation))
    request = Request("POST", operation.path, JSON, encoded(body), api.key, chunked=True)
    exchange = expect_status(api.target.send(request), 200, LENGTH_REQUIRED)
    if exchange.status == 200:
        expect_same(exchange.json.get("instruction"), body["instruction"], "instruction", exchange)


@rule("body-too-large-refused", clause=TOO_LARGE, cases=creations)
def test_too_large(api: Account, case: Operation) -> None:
    """A body one byte larger than 1 MiB is refused with 413."""
    exchange = api.send("POST", case.path, padded(api, case, LARGEST + 1), JSON)
    expect_status(exchange, 413)


@rule("body-too-large-chunked-refused", clause=TOO_LARGE)
def test_too_large_chunked(api: Account) -> None:
    """A body of more than 1 MiB is refused also where its size is not announced."""
    operation = api.target.contract.creations[0]
    body = padded(api, operation, LARGEST + 1)
    request = Request("POST", operation.path, JSON, body, api.key, chunked=True)
    exchange = api.target.send(request)
    if exchange.status == 200:
        raise Broken("413", "200", exchange)
