"""Documented responses as the answers that Postman saves with a request."""

import json
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from apiref.example import examples_from_media_type
from apiref.request.body import is_json
from apiref.request.serialization import text_from_value
from apiref.spec import Example, MediaType, Operation, Response

_PHRASES = {status.value: status.phrase for status in HTTPStatus}


def answers_of(operation: Operation) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give a saved answer for each example of each response, with the example's name before it."""
    for response in operation.responses:
        if not response.content:
            yield "", _answer(response, response.description, [], None)
        for media in response.content:
            for example in examples_from_media_type(media):
                about = example.summary or response.description
                kind = {"key": "Content-Type", "value": media.name}
                yield example.name, _answer(response, about, [kind], _text(media, example))


def _answer(
    response: Response, about: str, kind: list[dict[str, str]], body: str | None
) -> dict[str, Any]:
    code = _code(response.status)
    return {
        "name": f"{response.status} {about}".strip(),
        "status": _PHRASES.get(code or 0, ""),
        **({"code": code} if code else {}),
        "header": [*kind, *_headers(response)],
        "body": body,
    }


def _code(status: str) -> int | None:
    """Give the status that a key stands for: the first of a range, and none for "default"."""
    number = status.upper().replace("X", "0")
    return int(number) if number.isdecimal() else None


def _headers(response: Response) -> list[dict[str, str]]:
    return [
        {"key": header.name, "value": text_from_value(header.examples[0].value)}
        for header in response.headers
        if header.examples
    ]


def _text(media: MediaType, example: Example) -> str:
    if is_json(media.name):
        return json.dumps(example.value, indent=2, ensure_ascii=False)
    return text_from_value(example.value)
