"""Whether a value fits a schema; one that is itself broken refuses nothing."""

from typing import Any

import jsonschema_rs

from apiref.spec import Schema
from apiref.spec.validation import validator


def fits(schema: Schema | None, value: Any) -> bool:
    judging = judge(schema)
    return judging is None or judging.is_valid(value)


def judge(schema: Schema | None, *, in_request: bool = False) -> jsonschema_rs.Validator | None:
    try:
        return validator(schema, in_request=in_request) if schema else None
    except (ValueError, jsonschema_rs.ReferencingError):
        return None
