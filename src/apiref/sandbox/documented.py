"""What the contract shows of an answer: all that an operation without a rule in code has."""

from collections.abc import Mapping
from typing import Any

from apiref.example import examples_from_media_type
from apiref.sandbox.content import Content, is_json
from apiref.sandbox.errors import ApiError
from apiref.sandbox.judgement import fits
from apiref.spec import MediaType, Operation, Response

_FOUND = 302
# Members of an error that tell its status, and those that tell a person what it is about.
_STATUSES = ("status", "status_code", "statusCode", "code")
_SENTENCES = ("detail", "message", "msg", "error_description", "error")
_INSTEAD = {400: ("422",)}  # what a document may say where it does not describe a status


def success_of(operation: Operation) -> tuple[int, Content | None]:
    """Give the status and the content of the operation's success, as its page shows it.

    Raises ApiError 501 where the contract describes no success.
    """
    success = _success(operation.responses)
    if success is None:
        raise ApiError(501, f"The contract describes no success of {operation.id}.")
    json_first = sorted(success.content, key=lambda media: not is_json(media.name))
    shown = (content for media in json_first if (content := _shown(media)))
    return _status(success), next(shown, None)


def failure_of(operation: Operation, status: int, sentence: str) -> tuple[int, Content | None]:
    """Give the status and the content that the contract shows for an error; None for no JSON.

    What tells the status and what is wrong tells this one's, as far as the schema allows it.
    """
    response = _failure(operation.responses, status)
    if response is None:
        return status, None
    status = int(response.status) if response.status.isdigit() else status
    json = (media for media in response.content if is_json(media.name))
    shown = next((content for media in json if (content := _shown(media))), None)
    if shown is None:
        return status, None
    told = Content(shown.media, _told(shown.value, status, sentence))
    return status, told if fits(told.media.schema, told.value) else shown


def _success(responses: tuple[Response, ...]) -> Response | None:
    for kind in ("2", "3", "default"):
        for response in responses:
            if response.status.startswith(kind):
                return response
    return None


def _status(success: Response) -> int:
    if success.status.isdigit():
        return int(success.status)
    return _FOUND if success.status.startswith("3") else 200


def _failure(responses: tuple[Response, ...], status: int) -> Response | None:
    """Give what describes a status; that is not `default` where it stands for the success."""
    success = _success(responses)
    by_status = {one.status.upper(): one for one in responses if one is not success}
    keys = (str(status), f"{status // 100}XX", "DEFAULT", *_INSTEAD.get(status, ()))
    return next((by_status[key] for key in keys if key in by_status), None)


def _shown(media: MediaType) -> Content | None:
    return next((Content(media, one.value) for one in examples_from_media_type(media)), None)


def _told(value: Any, status: int, sentence: str) -> Any:
    """Give an example of an error with this status and sentence in it."""
    if isinstance(value, list):
        return [_told(item, status, sentence) for item in value]
    if not isinstance(value, Mapping):
        return value
    told = {name: _told(member, status, sentence) for name, member in value.items()}
    told |= {name: status for name in _STATUSES if _is_status(value.get(name))}
    text = next((name for name in _SENTENCES if isinstance(value.get(name), str)), None)
    return told | {text: sentence} if text else told


def _is_status(value: Any) -> bool:
    return isinstance(value, int) and value in range(100, 600)
