"""Errors: every error status of a contract, gathered from its operations."""

from collections.abc import Iterator
from dataclasses import dataclass

from apiref.example import examples_from_media_type
from apiref.pages.phrases import is_error, phrase_of
from apiref.pages.text import json_text
from apiref.spec import Operation, Response, Spec


@dataclass(frozen=True)
class ErrorStatus:
    """An error status: when it comes, what it says, and which operations answer it."""

    status: str
    phrase: str
    descriptions: tuple[str, ...]
    messages: tuple[str, ...]
    operations: tuple[Operation, ...]
    everywhere: bool  # whether these are all operations


def errors_of(spec: Spec) -> tuple[ErrorStatus, ...]:
    """Give the error statuses of a contract, by number, the default last."""
    found: dict[str, dict[str, tuple[Operation, Response]]] = {}
    for operation in spec.operations:
        for response in operation.responses:
            if is_error(response.status):
                found.setdefault(response.status, {})[operation.id] = (operation, response)
    return tuple(
        _error(spec, status, [*found[status].values()]) for status in sorted(found, key=str.lower)
    )


def _error(spec: Spec, status: str, answers: list[tuple[Operation, Response]]) -> ErrorStatus:
    responses = [response for _, response in answers]
    return ErrorStatus(
        status=status,
        phrase=phrase_of(status),
        descriptions=tuple(dict.fromkeys(one.description for one in responses)),
        messages=tuple(dict.fromkeys(said for one in responses for said in _messages(one))),
        operations=tuple(operation for operation, _ in answers),
        everywhere=len(answers) == len(spec.operations),
    )


def _messages(response: Response) -> Iterator[str]:
    """Give what the examples of an error say: its sentence for a person, or else all of it."""
    for media_type in response.content:
        for example in examples_from_media_type(media_type):
            value = example.value
            keys = ("error", "message", "detail", "title") if isinstance(value, dict) else ()
            said = (value[key] for key in keys if isinstance(value.get(key), str))
            yield next(said, None) or json_text(value)
