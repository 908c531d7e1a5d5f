"""An operation whose schemas remember nothing: a page's work goes away with the page."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from apiref.spec import Header, MediaType, Operation, Parameter, Response

_Part = TypeVar("_Part", Header, Parameter, MediaType)


def fresh(operation: Operation) -> Operation:
    """Give the operation anew, for as long as it is shown: what its schemas cache is not kept."""
    body = operation.request_body
    return replace(
        operation,
        parameters=tuple(_parts(operation.parameters)),
        request_body=replace(body, content=tuple(_parts(body.content))) if body else None,
        responses=tuple(map(_response, operation.responses)),
    )


def _response(response: Response) -> Response:
    return replace(
        response,
        headers=tuple(_parts(response.headers)),
        content=tuple(_parts(response.content)),
    )


def _parts(parts: Iterable[_Part]) -> Iterator[_Part]:
    for one in parts:
        yield replace(one, schema=replace(one.schema)) if one.schema else one
