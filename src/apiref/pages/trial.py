"""A trial: what the page's script needs to send an operation's request from the browser."""

import json
from typing import Any
from urllib.parse import urlsplit

from apiref.example import examples_from_media_type
from apiref.pages.code import label
from apiref.pages.phrases import scheme_words
from apiref.pages.settings import Settings
from apiref.pages.text import json_text, plain, shown
from apiref.request import is_shown, value_of
from apiref.request.body import is_json
from apiref.request.credentials import PLACEHOLDER, ApiKey, Basic, Bearer, credential_from_scheme
from apiref.request.serialization import text_from_value
from apiref.spec import MediaType, Operation, Parameter, SecurityScheme

_LOCATIONS = ("path", "query", "header")  # a script may not send a cookie of its choice
_PREFIXED = ("label", "matrix")
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")


def trial_of(operation: Operation, settings: Settings) -> str:
    """Give the trial of an operation as JSON; "" for one whose body is no JSON."""
    body = operation.request_body
    media_type = next((one for one in body.content if is_json(one.name)), None) if body else None
    if body and media_type is None:
        return ""
    servers = [server.url for server in operation.servers if "://" in server.url]
    bodies = _bodies(media_type) if media_type else {}
    name = next(iter(bodies), "")
    first = operation.security[0] if operation.security else ()
    ways = {scheme_words(one.scheme): _credential(one.scheme) for one in first}
    own = settings.base_url or next(filter(_is_local, servers), "")
    return json.dumps(
        {
            "method": operation.method,
            "path": operation.path,
            "servers": list(dict.fromkeys([own, *servers] if own else servers)),
            "key": "" if settings.api_key == Settings.api_key else settings.api_key,
            "credentials": [way for way in ways.values() if way],
            "unsent": [*(words for words, way in ways.items() if not way), *_cookies(operation)],
            "parameters": [
                _parameter(one, name) for one in operation.parameters if one.location in _LOCATIONS
            ],
            "type": media_type.name if media_type else "",
            "bodies": {label(key): text for key, text in bodies.items()},
            "statuses": {one.status: plain(one.description) for one in operation.responses},
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _is_local(url: str) -> bool:
    return urlsplit(url).hostname in _LOOPBACK


def _credential(scheme: SecurityScheme) -> dict[str, str] | None:
    """Give where the key of a scheme goes; None where no script can send it."""
    match credential_from_scheme(scheme, PLACEHOLDER):
        case Basic():
            return {"in": "basic"}
        case Bearer():
            return {"in": "bearer"}
        case ApiKey("header" | "query" as location, name):
            return {"in": location, "name": name}
    return None


def _cookies(operation: Operation) -> list[str]:
    """Give the cookies that a request must have, which no script may choose."""
    cookies = (one for one in operation.parameters if one.location == "cookie")
    return [f"the cookie {one.name}" for one in cookies if one.required]


def _parameter(parameter: Parameter, name: str) -> dict[str, Any]:
    """Give what a parameter is as its example request, of the body called `name`, has it."""
    value = value_of(parameter, name) if is_shown(parameter) else None
    written = _way(parameter, value)
    text = "" if value is None else _text(value, spread="spread" in written)
    return {
        "name": parameter.name,
        "in": parameter.location,
        "required": parameter.required,
        "value": text,
        **written,
    }


def _text(value: Any, *, spread: bool) -> str:
    return shown(value) if spread and not isinstance(value, str) else text_from_value(value)


def _way(parameter: Parameter, value: Any) -> dict[str, Any]:
    """Give how a parameter is written into a request, where that is not as it is typed.

    What is to be `spread` is typed as JSON.
    """
    data, types = parameter.node.data, parameter.schema.types if parameter.schema else ()
    spread = isinstance(value, dict | list) or not {"array", "object"}.isdisjoint(types)
    marks = {
        "spread": spread and "content" not in data,
        "reserved": parameter.location == "query" and bool(data.get("allowReserved")),
        "explode": parameter.explode,
    }
    if not (marks["spread"] or marks["reserved"] or parameter.style in _PREFIXED):
        return {}
    return {"style": parameter.style, **{key: True for key, mark in marks.items() if mark}}


def _bodies(media_type: MediaType) -> dict[str, str]:
    examples = examples_from_media_type(media_type, in_request=True)
    return {one.name: json_text(one.value) for one in examples}
