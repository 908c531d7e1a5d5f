"""The answer to an operation that has no rule in code: what the contract shows for it."""

from typing import Any

from apiref.sandbox.errors import ApiError
from apiref.spec import MediaType, Operation, Response


def documented_answer(operation: Operation) -> tuple[int, Any]:
    """Give the status and the first example of the operation's success; None for no content.

    Raises ApiError 501 where the contract shows no success.
    """
    success = next((one for one in operation.responses if one.status.startswith("2")), None)
    if success is None:
        raise _nothing_to_show(operation)
    if not success.content:
        return _status(success), None
    examples = [value for media in success.content for value in _examples(media)]
    if not examples:
        raise _nothing_to_show(operation)
    return _status(success), examples[0]


def _examples(media: MediaType) -> tuple[Any, ...]:
    named = tuple(example.value for example in media.examples)
    return named or (media.schema.examples if media.schema else ())


def _status(response: Response) -> int:
    return int(response.status) if response.status.isdigit() else 200


def _nothing_to_show(operation: Operation) -> ApiError:
    return ApiError(501, f"The contract has no example of a success of {operation.id}.")
