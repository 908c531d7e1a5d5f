"""An example request as Postman writes it: the parts of its URL, its headers and its body."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, unquote

from apiref.postman.credentials import auth_of, further_headers, further_query
from apiref.postman.path import path_parts, variable_of
from apiref.request import ExampleRequest
from apiref.request.body import (
    Body,
    Field,
    File,
    FileBody,
    FormBody,
    JsonBody,
    MultipartBody,
    TextBody,
)
from apiref.spec import Operation, Parameter

Data = dict[str, Any]

_JSON = {"raw": {"language": "json"}}
_READABLE = ":/@,"  # what has no meaning of its own in the value of a query


def request_data(
    operation: Operation,
    request: ExampleRequest,
    base: str,
    filled: Mapping[str, str],
    inherited: Data | None,
) -> Data:
    """Give a request, whose URL begins with `base`; `filled` are the path parameters' variables.

    An optional parameter without an example is there to be switched on.
    """
    auth = auth_of(request.credentials) or {"type": "noauth"}
    return {
        "method": request.method,
        "description": operation.description,
        **({} if auth == (inherited or {"type": "noauth"}) else {"auth": auth}),
        "header": [*_headers(operation, request), *further_headers(request.credentials)],
        "url": _url(operation, request, base, filled),
        **_body(request.body),
    }


def _headers(operation: Operation, request: ExampleRequest) -> list[Data]:
    """Give the headers; that of a form is left to Postman, which makes up the boundary."""
    described = _by_name(operation, "header")
    headers = [_described(name, value, described.get(name)) for name, value in request.headers]
    body = request.body
    if body and body.media_type and not isinstance(body, MultipartBody):
        headers.append(_described("Content-Type", body.media_type, None))
    return [*headers, *_switched_off(described)]


def _url(
    operation: Operation, request: ExampleRequest, base: str, filled: Mapping[str, str]
) -> Data:
    path, _, query = request.url.removeprefix(base).partition("?")
    parts = path_parts(operation, path)
    segments = [f":{name}" if name else text for text, name in parts]
    sent = [*_query(operation, query), *further_query(request.credentials)]
    raw = "&".join(f"{one['key']}={one['value']}" for one in sent)
    described = _by_name(operation, "path")
    return {
        "raw": "/".join([base, *segments]) + (f"?{raw}" if raw else ""),
        "host": [base],
        "path": segments,
        "query": [*sent, *_switched_off(_by_name(operation, "query"))],
        "variable": [
            _described(name, _path_value(operation, name, text, filled), described.get(name))
            for text, name in parts
            if name
        ],
    }


def _path_value(operation: Operation, name: str, text: str, filled: Mapping[str, str]) -> str:
    variable = variable_of(operation.path, name)
    return f"{{{{{variable}}}}}" if variable in filled else text


def _query(operation: Operation, query: str) -> Iterator[Data]:
    described = _by_name(operation, "query")
    for pair in filter(None, query.split("&")):
        key, _, value = pair.partition("=")
        yield _described(key, quote(unquote(value), safe=_READABLE), described.get(unquote(key)))


def _by_name(operation: Operation, location: str) -> Mapping[str, Parameter]:
    return {one.name: one for one in operation.parameters if one.location == location}


def _switched_off(described: Mapping[str, Parameter]) -> list[Data]:
    """Give the optional parameters that an example request leaves out."""
    return [
        {**_described(name, "", parameter), "disabled": True}
        for name, parameter in described.items()
        if not parameter.required and not parameter.examples
    ]


def _described(key: str, value: str, parameter: Parameter | None) -> Data:
    return {"key": key, "value": value, "description": parameter.description if parameter else ""}


def _body(body: Body | None) -> Data:
    """Give the body under its name in a request; nothing if there is none."""
    match body:
        case JsonBody(value):
            text = json.dumps(value, indent=2, ensure_ascii=False)
            return {"body": {"mode": "raw", "raw": text, "options": _JSON}}
        case FormBody(pairs):
            fields = [{"key": key, "value": value} for key, value in pairs]
            return {"body": {"mode": "urlencoded", "urlencoded": fields}}
        case MultipartBody(parts):
            return {"body": {"mode": "formdata", "formdata": [_part(one) for one in parts]}}
        case FileBody(filename):
            return {"body": {"mode": "file", "file": {"src": filename}}}
        case TextBody(text):
            return {"body": {"mode": "raw", "raw": text}}
        case _:
            return {}


def _part(part: Field | File) -> Data:
    if isinstance(part, Field):
        return {"key": part.name, "type": "text", "value": part.text}
    kind = part.media_type
    return {"key": part.name, "type": "file", "src": part.filename, "contentType": kind}
