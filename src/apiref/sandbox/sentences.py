"""What is wrong with a value, in one sentence that never repeats the value."""

from collections.abc import Callable, Iterable
from typing import Any

from jsonschema_rs import ValidationError

_LONGEST_NAME = 80
_MOST_NAMES = 5

_TYPES = {
    "array": "an array",
    "boolean": "true or false",
    "integer": "an integer",
    "null": "null",
    "number": "a number",
    "object": "an object",
    "string": "a string",
}

_FORMATS = {
    "date-time": "a time by RFC 3339, such as 2016-08-01T12:00:00Z",
    "uri": "a complete URL",
}

# keyword -> what the value must do, given the keyword's value
_PHRASES: dict[str, Callable[[Any], str]] = {
    "additionalProperties": lambda names: f"has what is not known: {_quoted(names[:_MOST_NAMES])}",
    "enum": lambda values: f"must be one of {_quoted(values)}",
    "format": lambda name: f"must be {_FORMATS.get(name, 'a valid ' + name)}",
    "maxItems": lambda limit: f"must have at most {_count(limit, 'item')}",
    "maxLength": lambda limit: f"must be at most {_count(limit, 'character')} long",
    "maxProperties": lambda limit: f"must have at most {_count(limit, 'property', 'properties')}",
    "maximum": lambda limit: f"must be at most {limit}",
    "minItems": lambda limit: f"must have at least {_count(limit, 'item')}",
    "minLength": lambda limit: f"must be at least {_count(limit, 'character')} long",
    "minProperties": lambda limit: f"must have at least {_count(limit, 'property', 'properties')}",
    "minimum": lambda limit: f"must be at least {limit}",
    "pattern": lambda pattern: f"must match the pattern {pattern}",
    "propertyNames": lambda _: "has a property whose name is not allowed",
    "required": lambda name: f"must have the property {_quoted([name])}",
    "type": lambda names: f"must be {' or '.join(_TYPES[name] for name in names)}",
    "uniqueItems": lambda _: "must not have the same item twice",
}


def sentence(subject: str, error: ValidationError) -> str:
    """Say what is wrong in a value of the subject, such as "the request body"."""
    where = _place(error.instance_path)
    keyword = error.kind.name
    phrase = _PHRASES.get(keyword, lambda _: f"does not fit what the contract says by {keyword!r}")
    named = f"`{where}` in {subject}" if where else f"{subject[0].upper()}{subject[1:]}"
    return f"{named} {phrase(error.kind.value)}."


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _place(path: Iterable[str | int]) -> str:
    steps = (f"[{step}]" if isinstance(step, int) else f".{_short(step)}" for step in path)
    return "".join(steps).removeprefix(".")


def _quoted(names: Iterable[Any]) -> str:
    return ", ".join(f"`{_short(str(name))}`" for name in names)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME] + "…"
