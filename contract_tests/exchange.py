"""A request, its response, and the two together."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

Pairs: TypeAlias = tuple[tuple[str, str], ...]


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


JSON = json.JSONDecoder(parse_constant=_no_constant)


@dataclass(frozen=True, slots=True)
class Request:
    """One request as the suite means it; `path` is relative to the base URL and percent-encoded."""

    method: str
    path: str
    headers: Pairs = ()
    body: bytes | None = None
    key: str = ""  # which of the keys authenticates it, as `api`, `second` or `test`
    authorization: str = ""  # the value of the header; never shown to a reader
    credentials_note: str = ""  # what a reader is told of an `authorization` that is no plain key
    chunked: bool = False


@dataclass(frozen=True, slots=True)
class Response:
    """A complete, well-formed answer, its body decoded from any content coding."""

    status: int
    headers: Pairs
    body: bytes

    def header(self, name: str) -> str | None:
        """Return the values of a header joined by commas, or None if there is none."""
        values = [value for key, value in self.headers if key.lower() == name.lower()]
        return ", ".join(values) if values else None


@dataclass(frozen=True)
class Exchange:
    """A request with its response; `operation` is the operationId, empty if none is described."""

    request: Request
    response: Response
    operation: str = ""

    @property
    def status(self) -> int:
        return self.response.status

    @property
    def json(self) -> Any:
        """The body as a JSON value, or None where it is not JSON in UTF-8."""
        return self._parsed[0]

    @property
    def json_problem(self) -> str:
        """Why the body is not JSON in UTF-8, or the empty string."""
        return self._parsed[1]

    @cached_property
    def _parsed(self) -> tuple[Any, str]:
        try:
            return JSON.decode(self.response.body.decode("utf-8")), ""
        except (ValueError, RecursionError) as error:
            return None, str(error)
