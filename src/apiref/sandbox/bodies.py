"""The request body: its size, its media type, and the JSON in it."""

import asyncio
import json
from collections.abc import Mapping
from email.message import Message
from functools import cached_property, lru_cache
from typing import Any, NoReturn

from jsonschema_rs import Validator
from starlette.requests import Request

from apiref.sandbox.content import described, essence, is_json
from apiref.sandbox.errors import ApiError
from apiref.sandbox.judgement import judge
from apiref.sandbox.sentences import sentence
from apiref.spec import MediaType, RequestBody

LARGEST = 1024 * 1024
DEEPEST = 64
LONGEST = 30  # seconds that a body may take to arrive


class BodyReader:
    """Reads the body of one operation's requests; the validators are compiled once."""

    def __init__(self, body: RequestBody) -> None:
        self.body = body

    @cached_property
    def validators(self) -> Mapping[str, Validator]:
        """The validators of media types, by the name in the contract."""
        compiled = {one.name: judge(one.schema, in_request=True) for one in self.body.content}
        return {name: one for name, one in compiled.items() if one}

    async def read(self, request: Request) -> Any:
        """Give the value of the body, defaults filled in; None where an optional one is missing.

        Raises ApiError: 413 for too large, 415 for another media type, 400 for what does not fit.
        """
        raw = await self.raw(request)
        if not raw and "content-type" not in request.headers:
            return self.missing()
        content_type = request.headers.get("content-type", "")
        media = self.media_type(content_type)
        if not is_json(content_type):
            return raw
        value = self.parse(raw)
        self.validate(media, value)
        return self.with_defaults(media, value)

    async def raw(self, request: Request) -> bytes:
        """Give the bytes of the body. Raises ApiError 413 as soon as they are too many."""
        if int(request.headers.get("content-length", 0)) > LARGEST:
            raise _too_large()
        try:
            async with asyncio.timeout(LONGEST):
                return await self.gathered(request)
        except TimeoutError:
            raise ApiError(400, f"The body did not arrive within {LONGEST} seconds.") from None

    async def gathered(self, request: Request) -> bytes:
        chunks = bytearray()
        async for chunk in request.stream():
            chunks += chunk
            if len(chunks) > LARGEST:
                raise _too_large()
        return bytes(chunks)

    def missing(self) -> None:
        if self.body.required:
            raise ApiError(400, "The request needs a body.")

    def media_type(self, content_type: str) -> MediaType:
        """Give the described media type for a Content-Type. Raises ApiError 415 for any other."""
        media = described(self.body.content, essence(content_type))
        if media is None:
            names = " or ".join(one.name.lower() for one in self.body.content)
            raise ApiError(415, f"The Content-Type must be {names}.")
        if _charset(content_type) not in (None, "utf-8", "utf8"):
            raise ApiError(415, "The charset of the request body must be UTF-8.")
        return media

    def parse(self, raw: bytes) -> Any:
        return parse_json(raw)

    def validate(self, media: MediaType, value: Any) -> None:
        compiled = self.validators.get(media.name)
        error = next(compiled.iter_errors(value), None) if compiled else None
        if error:
            raise ApiError(400, sentence("the request body", error))

    def with_defaults(self, media: MediaType, value: Any) -> Any:
        """Fill in the defaults of the properties that were not sent."""
        if not isinstance(value, dict) or media.schema is None:
            return value
        defaults = {
            name: schema.data["default"]
            for name, schema in media.schema.properties.items()
            if "default" in schema.data and name not in value
        }
        return value | defaults


def _too_large() -> ApiError:
    return ApiError(413, "The request body must be at most 1 MiB.")


@lru_cache(maxsize=256)
def _charset(content_type: str) -> str | None:
    message = Message()
    message["Content-Type"] = content_type
    return message.get_content_charset()


def parse_json(raw: bytes) -> Any:
    """Read JSON (RFC 8259) so that it can be given back as it was sent.

    Integers stay exact, -0 keeps its sign. Raises ApiError 400 for what cannot be given back: a
    number beyond a double, a lone surrogate, a name that stands twice in an object; and for JSON
    nested deeper than 64 levels.
    """
    try:
        value = json.loads(
            raw.decode(),
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_double,
            parse_constant=_no_constant,
        )
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeDecodeError:
        raise ApiError(400, "The request body is not UTF-8.") from None
    except UnicodeEncodeError:
        raise ApiError(400, "The request body has half a surrogate pair in a string.") from None
    except json.JSONDecodeError as error:
        raise ApiError(
            400,
            f"The request body is no JSON: {error.msg}, line {error.lineno}, column {error.colno}.",
        ) from None
    except RecursionError:
        raise _too_deep() from None
    if _depth(value) > DEEPEST:
        raise _too_deep()
    return value


def _too_deep() -> ApiError:
    return ApiError(400, f"The JSON in the request body is nested deeper than {DEEPEST} levels.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ApiError(400, "An object in the request body has the same name twice.")
    return members


def _integer(text: str) -> int | float:
    if text == "-0":
        return -0.0
    try:
        value = int(text)
        float(value)
    except (ValueError, OverflowError):
        raise _beyond_double() from None
    return value


def _double(text: str) -> float:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise _beyond_double()
    return value


def _beyond_double() -> ApiError:
    return ApiError(400, "A number in the request body is beyond the range of a double.")


def _no_constant(name: str) -> NoReturn:
    raise ApiError(400, f"The request body is no JSON: {name} is no JSON number.")


def _depth(value: Any) -> int:
    depth, level = 0, [value]
    while level := [item for item in level if isinstance(item, dict | list)]:
        depth += 1
        level = [
            child for item in level for child in (item.values() if isinstance(item, dict) else item)
        ]
    return depth
