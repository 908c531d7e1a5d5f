"""Errors: every error status of a contract, gathered from its operations."""

from collections.abc import Iterator
from dataclasses import dataclass

from apiref.pages.phrases import beyond_phrase, is_error, phrase_of
from apiref.pages.text import json_text
from apiref.spec import Operation, Response, Spec

_MANY = 10  # operations; more are folded
_FEW = 5  # operations; where no more are without a status that many answer, these are named


@dataclass(frozen=True)
class ErrorStatus:
    """An error status: when it comes, what it says, and which operations answer it or do not."""

    status: str
    phrase: str
    descriptions: tuple[str, ...]
    messages: tuple[str, ...]
    operations: tuple[Operation, ...]
    others: tuple[Operation, ...]

    @property
    def everywhere(self) -> bool:
        return not self.others

    @property
    def has_many(self) -> bool:
        return len(self.operations) > _MANY

    @property
    def is_folded(self) -> bool:
        """Whether those who answer it are many to name, and those who do not as well."""
        return self.has_many and len(self.others) > _FEW


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
    operations, responses = zip(*answers, strict=True)
    ids = {one.id for one in operations}
    return ErrorStatus(
        status=status,
        phrase=phrase_of(status),
        descriptions=tuple(
            dict.fromkeys(
                said for one in responses if (said := beyond_phrase(status, one.description))
            )
        ),
        messages=tuple(dict.fromkeys(said for one in responses for said in _messages(one))),
        operations=operations,
        others=tuple(one for one in spec.operations if one.id not in ids),
    )


def _messages(response: Response) -> Iterator[str]:
    """Give what the written examples say: the sentence for a person, or else all of it."""
    for media_type in response.content:
        for example in media_type.examples:
            value = example.value
            keys = ("error", "message", "detail", "title") if isinstance(value, dict) else ()
            said = (value[key] for key in keys if isinstance(value.get(key), str))
            yield next(said, None) or json_text(value)
