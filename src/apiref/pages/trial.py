"""A trial: what the page's script needs to send an operation's request from the browser."""

import json
from typing import Any
from urllib.parse import urlsplit

from apiref.example import example_from_schema, examples_from_media_type
from apiref.pages.code import label
from apiref.pages.settings import Settings
from apiref.pages.text import json_text, plain, shown
from apiref.request.body import is_json
from apiref.spec import MediaType, Operation, Parameter

_LOCATIONS = ("path", "query", "header")  # a script may not send a cookie of its choice
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")


def trial_of(operation: Operation, settings: Settings) -> str:
    """Give the trial of an operation as JSON; "" for one whose body is no JSON."""
    body = operation.request_body
    media_type = next((one for one in body.content if is_json(one.name)), None) if body else None
    if body and media_type is None:
        return ""
    servers = [server.url for server in operation.servers if "://" in server.url]
    own = settings.base_url or next(filter(_is_local, servers), "")
    return json.dumps(
        {
            "method": operation.method,
            "path": operation.path,
            "servers": list(dict.fromkeys([own, *servers] if own else servers)),
            "key": "" if settings.api_key == Settings.api_key else settings.api_key,
            "credentials": _credentials(operation),
            "parameters": [
                _parameter(one) for one in operation.parameters if one.location in _LOCATIONS
            ],
            "type": media_type.name if media_type else "",
            "bodies": _bodies(media_type) if media_type else {},
            "statuses": {one.status: plain(one.description) for one in operation.responses},
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _is_local(url: str) -> bool:
    return urlsplit(url).hostname in _LOOPBACK


def _credentials(operation: Operation) -> list[dict[str, str]]:
    """Give where the key goes, for each scheme of the first alternative that a script can send."""
    return [
        {"type": scheme.type, "scheme": scheme.scheme, "in": scheme.location, "name": parameter}
        for requirement in (operation.security[0] if operation.security else ())
        if (scheme := requirement.scheme).location != "cookie"
        for parameter in [scheme.parameter_name]
    ]


def _parameter(parameter: Parameter) -> dict[str, Any]:
    value = parameter.examples[0].value if parameter.examples else None
    if value is None and parameter.required and parameter.schema:
        value = example_from_schema(parameter.schema, in_request=True)
    return {
        "name": parameter.name,
        "in": parameter.location,
        "required": parameter.required,
        "value": "" if value is None or not parameter.required else shown(value),
        "example": "" if value is None else shown(value),
    }


def _bodies(media_type: MediaType) -> dict[str, str]:
    examples = examples_from_media_type(media_type, in_request=True)
    return {label(one.name): json_text(one.value) for one in examples}
