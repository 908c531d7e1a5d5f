"""Operation or failing test case -> the one concrete request that every language writes down."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import quote, urljoin

from apiref.example import example_from_schema, examples_from_media_type
from apiref.request.body import Body, body_from_bytes, body_from_value, is_binary, is_json
from apiref.request.credentials import PLACEHOLDER, Credential, Secret, credentials_from_operation
from apiref.request.serialization import header_text, path_text, query_pairs
from apiref.spec import MediaType, Operation, Parameter, Server

_UNNAMED = "example"
_LITERAL = "/:@!$&'()*+,;=~%"  # what a path holds as it is (RFC 3986, section 3.3)
_RELATIVE_TO = "https://api.example.com/"  # what a server given only by its path stands on
# What every client writes itself; Content-Type goes with the body.
_OWN_HEADERS = {"accept-encoding", "connection", "content-length", "content-type", "host"}
# Header parameters of these names say nothing (OpenAPI 3.1, section 4.8.12.2.1).
_DESCRIBED_ELSEWHERE = {"accept", "authorization", "content-type"}


@dataclass(frozen=True)
class ExampleRequest:
    """One request. `url` is complete and percent-encoded, query included.

    `headers` has what the request itself says: not Content-Type, which is the body's `media_type`,
    and not what `credentials` stand for. A cookie is a header here. A name may occur again.
    """

    method: str
    url: str
    headers: tuple[tuple[str, str], ...] = ()
    body: Body | None = None
    credentials: tuple[Credential, ...] = ()


def requests_from_operation(
    operation: Operation,
    base_url: str | None = None,
    secret: Secret = PLACEHOLDER,
    values: Mapping[str, Any] | None = None,
) -> dict[str, ExampleRequest]:
    """Give a request for each named example of the request body, or one called "example".

    Of the other media types that the body may have, one each follows, under the media type's name.
    A request has the required parameters, and the optional ones whose parameter has an example of
    its own: the one named as the body's where there is one, or else the first. `base_url` stands in
    for the operation's first server, and `values`, by a parameter's name, for its example.
    """
    make = partial(_request, operation, base_url, secret, values or {})
    first, *others = [_bodies(one) for one in _media_types(operation)] or [{}]
    requests = {name: make(name, body) for name, body in first.items()}
    sent = {body.media_type for body in first.values()}
    for bodies in others:
        for name, body in [*bodies.items()][:1]:
            if body.media_type not in sent:
                requests.setdefault(body.media_type or name, make(name, body))
    return requests or {_UNNAMED: make(_UNNAMED, None)}


def server_url(server: Server) -> str:
    """Give a server's URL, complete, without a slash at its end."""
    return urljoin(_RELATIVE_TO, server.url).rstrip("/")


def request_from_parts(
    method: str,
    url: str,
    headers: Iterable[tuple[str, str]] = (),
    body: bytes | str | None = None,
    credentials: tuple[Credential, ...] = (),
) -> ExampleRequest:
    """Give a request as it was sent, a failing test case's for instance, however broken its body.

    Name what proved it in `credentials` and leave it out of `headers` and `url`, or the key is
    written out. Headers that every client sends of itself, such as Host, are dropped.
    """
    pairs = list(headers)
    kinds = [value for name, value in pairs if name.lower() == "content-type"]
    data = body.encode(errors="surrogatepass") if isinstance(body, str) else body
    return ExampleRequest(
        method=method.upper(),
        url=url,
        headers=tuple(pair for pair in pairs if pair[0].lower() not in _OWN_HEADERS),
        body=body_from_bytes(data, kinds[0] if kinds else None) if data is not None else None,
        credentials=credentials,
    )


def _media_types(operation: Operation) -> list[MediaType]:
    """Give the kinds of body to show: JSON before others, and of what is JSON only the first."""
    content = operation.request_body.content if operation.request_body else ()
    json = [one for one in content if is_json(one.name)]
    return [*json[:1], *(one for one in content if not is_json(one.name))]


def _bodies(media_type: MediaType) -> dict[str, Body]:
    """Give a body for each example of a media type; a file needs none."""
    examples = examples_from_media_type(media_type, in_request=True)
    bodies = {one.name: body_from_value(media_type, one.value) for one in examples}
    if not bodies and is_binary(media_type.schema, media_type.name):
        return {_UNNAMED: body_from_value(media_type, None)}
    return bodies


def _request(  # noqa: PLR0913, PLR0917 -- what requests_from_operation is given, and the example
    operation: Operation,
    base_url: str | None,
    secret: Secret,
    given: Mapping[str, Any],
    name: str,
    body: Body | None,
) -> ExampleRequest:
    values = [
        (parameter, given.get(parameter.name, value_of(parameter, name)))
        for parameter in operation.parameters
        if is_shown(parameter) or parameter.name in given
    ]
    return ExampleRequest(
        method=operation.method,
        url=_base(operation, base_url) + _path(operation.path, values) + _query(values),
        headers=_headers(values),
        body=body,
        credentials=credentials_from_operation(operation, secret),
    )


Values = list[tuple[Parameter, Any]]


def is_shown(parameter: Parameter) -> bool:
    """Whether an example request has a parameter."""
    if parameter.location == "header" and parameter.name.lower() in _DESCRIBED_ELSEWHERE:
        return False
    return parameter.required or parameter.location == "path" or bool(parameter.examples)


def value_of(parameter: Parameter, name: str) -> Any:
    """Give the example of a parameter that is called as the body's is, or else the first."""
    by_name: Mapping[str, Any] = {one.name: one.value for one in parameter.examples}
    if by_name:
        return by_name.get(name, parameter.examples[0].value)
    return example_from_schema(parameter.schema, in_request=True) if parameter.schema else ""


def _base(operation: Operation, base_url: str | None) -> str:
    return base_url.rstrip("/") if base_url else server_url(operation.servers[0])


def _path(path: str, values: Values) -> str:
    for parameter, value in values:
        if parameter.location == "path":
            path = path.replace(f"{{{parameter.name}}}", path_text(parameter, value))
    return quote(path, safe=_LITERAL)


def _query(values: Values) -> str:
    pairs = [
        pair
        for parameter, value in values
        if parameter.location == "query"
        for pair in query_pairs(parameter, value)
    ]
    return "?" + "&".join(pairs) if pairs else ""


def _headers(values: Values) -> tuple[tuple[str, str], ...]:
    headers = [
        (parameter.name, header_text(parameter, value))
        for parameter, value in values
        if parameter.location == "header"
    ]
    cookies = [
        pair
        for parameter, value in values
        if parameter.location == "cookie"
        for pair in query_pairs(parameter, value)
    ]
    return (*headers, ("Cookie", "; ".join(cookies))) if cookies else tuple(headers)
