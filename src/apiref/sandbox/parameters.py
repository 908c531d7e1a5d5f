"""The parameters of a request (OpenAPI 3.1, section 4.8.12), read and checked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from jsonschema_rs import Validator
from starlette.requests import Request

from apiref.sandbox.errors import ApiError
from apiref.sandbox.judgement import judge
from apiref.sandbox.sentences import sentence
from apiref.spec import Parameter, Schema

_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,300}")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,300})(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")
_BOOLEANS = {"true": True, "false": False}
_DELIMITERS = {"form": ",", "simple": ",", "spaceDelimited": " ", "pipeDelimited": "|"}


class ParameterReader:
    """Reads one parameter of an operation; its validator is compiled once."""

    def __init__(self, parameter: Parameter) -> None:
        self.parameter = parameter
        self.schema = parameter.schema
        self.types = _types(parameter.schema)

    @cached_property
    def validator(self) -> Validator | None:
        return judge(self.schema) if self.parameter.described else None

    @property
    def is_read(self) -> bool:
        """Whether a value is one text, or a list of them; any other is taken as it is given."""
        listed_in_cookies = self.parameter.location == "cookie" and "array" in self.types
        is_text = self.parameter.style in _DELIMITERS and "content" not in self.parameter.node.data
        objects = "object" in self.types | _types(_items(self.schema))
        return is_text and not objects and not listed_in_cookies

    def read(self, request: Request, path_parameters: Mapping[str, str]) -> Any:
        """Give the value; the default, or None, where it was not given.

        Raises ApiError: 404 for a path parameter that does not fit its schema, 400 for others.
        """
        given = self.given(request, path_parameters)
        if not self.is_read:
            return given or None
        if self.parameter.allow_empty_value:
            given = [text for text in given if text]
        if not given:
            return self.missing()
        value = self.convert(given)
        self.validate(value)
        return value

    def given(self, request: Request, path_parameters: Mapping[str, str]) -> Sequence[str]:
        name = self.parameter.name
        match self.parameter.location:
            case "query":
                return request.query_params.getlist(name)
            case "header":
                return request.headers.getlist(name) if name.isascii() else []
            case "cookie":
                return [request.cookies[name]] if name in request.cookies else []
            case _:
                return [path_parameters[name]] if name in path_parameters else []

    def missing(self) -> Any:
        if self.parameter.required:
            raise ApiError(400, f"The {self.subject} is required.")
        return self.schema.data.get("default") if self.schema else None

    def convert(self, given: Sequence[str]) -> Any:
        if "array" in self.types:
            spread = self.parameter.explode and self.parameter.style == "form"
            items = given if spread else given[0].split(_DELIMITERS[self.parameter.style])
            return [_scalar(text, _items(self.schema)) for text in items]
        if len(given) > 1:
            raise ApiError(400, f"The {self.subject} is given more than once.")
        return _scalar(given[0], self.schema)

    def validate(self, value: Any) -> None:
        error = next(self.validator.iter_errors(value), None) if self.validator else None
        if error is None:
            return
        if self.parameter.location == "path":
            raise not_found(_thing(self.parameter.name))
        hint = " Write the + of an offset as %2B in a URL." if _has_decoded_plus(value) else ""
        raise ApiError(400, sentence(f"the {self.subject}", error) + hint)

    @property
    def subject(self) -> str:
        return f"{self.parameter.location} parameter `{self.parameter.name}`"


def not_found(thing: str = "task") -> ApiError:
    """Say that a thing is not there: the same for one that is unknown, malformed or another's."""
    return ApiError(404, f"There is no such {thing} in this account.")


def _thing(name: str) -> str:
    """Give what a path parameter names: `task_id` a task."""
    return re.sub(r"[-_]id$|(?<=[a-z])I[dD]$|^id$", "", name) or "thing"


def _parts(schema: Schema | None, depth: int = 5) -> Iterator[Schema]:
    """Give a schema and the parts that it is made of; no deeper, should it hold itself."""
    if schema is not None and depth:
        yield schema
        for part in (*schema.all_of, *schema.any_of, *schema.one_of):
            yield from _parts(part, depth - 1)


def _types(schema: Schema | None) -> set[str]:
    return {kind for part in _parts(schema) for kind in part.types}


def _items(schema: Schema | None) -> Schema | None:
    return next((part.items for part in _parts(schema) if part.items), None)


def _scalar(text: str, schema: Schema | None) -> Any:
    """Give the value that a text stands for; the text itself where it stands for no such value."""
    kinds = _types(schema)
    if "integer" in kinds and _INTEGER.fullmatch(text):
        return int(text)
    if "number" in kinds and _NUMBER.fullmatch(text):
        return float(text)
    if "boolean" in kinds and text in _BOOLEANS:
        return _BOOLEANS[text]
    return text


def _has_decoded_plus(value: Any) -> bool:
    return isinstance(value, str) and re.search(r"\d \d\d:\d\d$", value) is not None
