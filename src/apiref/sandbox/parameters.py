"""The parameters of a request (OpenAPI 3.1, section 4.8.12), read and checked."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request

from apiref.sandbox.errors import ApiError
from apiref.sandbox.sentences import sentence
from apiref.spec import Parameter, Schema
from apiref.spec.validation import validator

_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,300}")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,300})(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")
_BOOLEANS = {"true": True, "false": False}


class ParameterReader:
    """Reads one parameter of an operation; its validator is compiled once."""

    def __init__(self, parameter: Parameter) -> None:
        self.parameter = parameter
        self.schema = parameter.schema
        judged = parameter.schema if parameter.described else None
        self.validator = validator(judged) if judged else None

    def read(self, request: Request, path_parameters: Mapping[str, str]) -> Any:
        """Give the value; the default, or None, where it was not given.

        Raises ApiError: 404 for a path parameter that does not fit its schema, 400 for others.
        """
        given = self.given(request, path_parameters)
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
        schema = self.schema
        if schema and "array" in schema.types:
            items = given if self.parameter.explode else given[0].split(",")
            return [_scalar(text, schema.items) for text in items]
        if len(given) > 1:
            raise ApiError(400, f"The {self.subject} is given more than once.")
        return _scalar(given[0], schema)

    def validate(self, value: Any) -> None:
        error = next(self.validator.iter_errors(value), None) if self.validator else None
        if error is None:
            return
        if self.parameter.location == "path":
            raise not_found()
        hint = " Write the + of an offset as %2B in a URL." if _has_decoded_plus(value) else ""
        raise ApiError(400, sentence(f"the {self.subject}", error) + hint)

    @property
    def subject(self) -> str:
        return f"{self.parameter.location} parameter `{self.parameter.name}`"


def not_found() -> ApiError:
    """Say that a thing is not there: the same for one that is unknown, malformed or another's."""
    return ApiError(404, "There is no such task in this account.")


def _scalar(text: str, schema: Schema | None) -> Any:
    """Give the value that a text stands for; the text itself where it stands for no such value."""
    for kind in schema.types if schema else ():
        if kind == "integer" and _INTEGER.fullmatch(text):
            return int(text)
        if kind == "number" and _NUMBER.fullmatch(text):
            return float(text)
        if kind == "boolean" and text in _BOOLEANS:
            return _BOOLEANS[text]
    return text


def _has_decoded_plus(value: Any) -> bool:
    return isinstance(value, str) and re.search(r"\d \d\d:\d\d$", value) is not None
