"""Request bodies as bytes: JSON that is none, media types, sizes."""

import json
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from apiref.sandbox import Sandbox
from apiref.sandbox.bodies import LARGEST, BodyReader, parse_json
from apiref.sandbox.errors import ApiError
from apiref.spec import MediaType

from .fault import caught_by
from .parts import Dropped, Rewritten


class Parsed(BodyReader):
    """Reads JSON in another way than the contract's."""

    def text(self, raw: bytes) -> bytes:
        """Give the JSON that is read in place of what was sent."""
        return raw

    def parse(self, raw: bytes) -> Any:
        return parse_json(self.text(raw))


@caught_by("json-malformed-refused", "response-no-server-error")
class BrokenJsonFails(BodyReader):
    """JSON that is broken makes the server fail."""

    def parse(self, raw: bytes) -> Any:
        json.loads(raw or b"null")
        return super().parse(raw)


@caught_by("json-malformed-refused")
class CommaAtTheEndIsTaken(Parsed):
    """A comma behind the last property is taken."""

    def text(self, raw: bytes) -> bytes:
        return raw.replace(b",}", b"}")


@caught_by("json-malformed-refused")
class WhatFollowsTheJsonIsIgnored(BodyReader):
    """What stands behind the object is ignored."""

    def parse(self, raw: bytes) -> Any:
        try:
            return super().parse(raw)
        except ApiError:
            text = raw.decode("utf-8", "ignore")
            try:
                end = json.JSONDecoder().raw_decode(text)[1]
            except ValueError:
                raise ApiError(400, "The request body is no JSON.") from None
            return parse_json(text[:end].encode())


@caught_by("json-malformed-refused")
class CommentsAreTaken(Parsed):
    """Comments are taken as if they were of JSON."""

    def text(self, raw: bytes) -> bytes:
        return raw.partition(b"*/")[2] if raw.startswith(b"/*") else raw


@caught_by("json-malformed-refused")
class LineBreakInAStringIsTaken(BodyReader):
    """A line break inside a string is taken."""

    def parse(self, raw: bytes) -> Any:
        try:
            return super().parse(raw)
        except ApiError:
            return super().parse(raw.replace(b"Write\n", b"Write\\n"))


@caught_by("json-empty-refused", "response-no-server-error")
class EmptyBodyFails(BodyReader):
    """An empty body makes the server fail."""

    def parse(self, raw: bytes) -> Any:
        return super().parse(raw) if raw[0] else None


@caught_by("json-object-required", "response-no-server-error")
class ArrayForABodyFails(BodyReader):
    """A body that is an array makes the server fail."""

    def validate(self, media: MediaType, value: Any) -> None:
        if isinstance(value, list):
            raise TypeError("list indices must be integers")
        super().validate(media, value)


@caught_by("json-object-required")
class ArrayOfOneIsTaken(BodyReader):
    """An array of one task is taken for the task."""

    def parse(self, raw: bytes) -> Any:
        value = super().parse(raw)
        return value[0] if isinstance(value, list) and len(value) == 1 else value


@caught_by("json-nan-refused")
class NanIsTaken(Parsed):
    """`NaN` is taken for null."""

    def text(self, raw: bytes) -> bytes:
        return raw.replace(b": NaN", b": null")


@caught_by("json-nan-refused")
class LeadingZeroIsTaken(Parsed):
    """`01` is taken for 1."""

    def text(self, raw: bytes) -> bytes:
        return raw.replace(b": 01", b": 1")


@caught_by("json-monsters-harmless", "response-no-server-error")
class DeepJsonFails(BodyReader):
    """JSON of a thousand levels makes the server fail."""

    def parse(self, raw: bytes) -> Any:
        if b"[" * 1000 in raw:
            raise RecursionError("maximum depth exceeded")
        return super().parse(raw)


@caught_by("json-monsters-harmless", "response-complete")
class DeepJsonEndsTheConnection(Sandbox):
    """JSON of a hundred thousand levels ends the connection without an answer."""

    async def respond(self, request: Request) -> Response:
        deep = b"[" * 100_000 in await request.body()
        return Dropped() if deep else await super().respond(request)


@caught_by("json-monsters-harmless", "response-no-server-error")
class LoneSurrogateFails(BodyReader):
    """Half a surrogate pair makes the server fail."""

    def parse(self, raw: bytes) -> Any:
        json.dumps(json.loads(raw) if rb"\ud800" in raw else None, ensure_ascii=False).encode()
        return super().parse(raw)


@caught_by("json-monsters-harmless", "response-no-server-error")
class LargeNumberFails(BodyReader):
    """A number beyond a double makes the server fail."""

    def parse(self, raw: bytes) -> Any:
        if b"1e999" in raw:
            raise OverflowError("cannot convert infinity")
        return super().parse(raw)


@caught_by("json-utf-8-required")
class BytesThatAreNoUtf8AreTaken(Parsed):
    """Bytes that are no UTF-8 become question marks."""

    def text(self, raw: bytes) -> bytes:
        return raw.decode("utf-8", "replace").encode()


class Typed(BodyReader):
    """Takes the content types that `takes` says for JSON."""

    def takes(self, content_type: str) -> bool:
        raise NotImplementedError

    def media_type(self, content_type: str) -> MediaType:
        known = "application/json" if self.takes(content_type) else content_type
        return super().media_type(known)


@caught_by("media-type-other-refused")
class AnyMediaTypeIsTaken(Typed):
    """The media type is not looked at."""

    def takes(self, _content_type: str) -> bool:
        return True


@caught_by("media-type-other-refused")
class OtherJsonIsTaken(Typed):
    """JSON of a media type that ends in `+json` is taken."""

    def takes(self, content_type: str) -> bool:
        return content_type.endswith("+json")


@caught_by("media-type-other-refused")
class CharsetIsIgnored(Typed):
    """Any charset of `application/json` is taken."""

    def takes(self, content_type: str) -> bool:
        return content_type.partition(";")[0] == "application/json"


@caught_by("media-type-other-refused")
class FormIsTaken(BodyReader):
    """A form is taken."""

    def media_type(self, content_type: str) -> MediaType:
        form = content_type == "application/x-www-form-urlencoded"
        return super().media_type("application/json" if form else content_type)

    def parse(self, raw: bytes) -> Any:
        return super().parse(raw) if raw.startswith(b"{") else dict(parse_qsl(raw.decode()))


@caught_by("media-type-spellings-accepted")
class CharsetIsRefused(BodyReader):
    """`application/json; charset=utf-8` is refused."""

    def media_type(self, content_type: str) -> MediaType:
        if ";" in content_type:
            raise ApiError(415, "The Content-Type must be application/json.")
        return super().media_type(content_type)


@caught_by("media-type-spellings-accepted")
class CaseOfTheMediaTypeMatters(BodyReader):
    """`Application/JSON` is refused."""

    def media_type(self, content_type: str) -> MediaType:
        if content_type != content_type.lower() and "json" not in content_type:
            raise ApiError(415, "The Content-Type must be application/json.")
        return super().media_type(content_type)


class Sized(BodyReader):
    """Takes bodies of another size than the contract's."""

    largest = LARGEST

    async def raw(self, request: Request) -> bytes:
        raw = await request.body()
        if len(raw) > self.largest:
            raise ApiError(413, "The request body is too large.")
        return raw


@caught_by("body-too-large-refused")
class OneByteTooManyIsTaken(Sized):
    """A body of 1 MiB and a byte is taken."""

    largest = LARGEST + 1


@caught_by("body-largest-accepted")
class LargestBodyIsRefused(Sized):
    """A body of more than 1 000 000 bytes is refused, where 1 MiB must be taken."""

    largest = 1_000_000


@caught_by("body-too-large-chunked-refused")
class SizeOfAChunkedBodyIsIgnored(BodyReader):
    """A body of more than 1 MiB is taken where its size is not announced."""

    async def raw(self, request: Request) -> bytes:
        announced = "content-length" in request.headers
        return await super().raw(request) if announced else await request.body()


@caught_by("body-chunked-accepted")
class ChunkedBodyIsIgnored(BodyReader):
    """A body whose size is not announced counts as empty."""

    async def raw(self, request: Request) -> bytes:
        return await super().raw(request) if "content-length" in request.headers else b""


@caught_by("body-too-large-refused", "response-complete")
class TooLargeABodyEndsTheConnection(Rewritten):
    """Too large a body ends the connection without an answer."""

    def rewrite(self, _request: Request, response: Response) -> Response:
        return Dropped() if response.status_code == 413 else response


@caught_by("instruction-kept-to-the-character", "response-no-server-error")
class NullCharacterFails(BodyReader):
    """A null character in a text makes the server fail, as it does in some databases."""

    def validate(self, media: MediaType, value: Any) -> None:
        super().validate(media, value)
        if "\0" in value["instruction"]:
            raise ValueError("invalid byte sequence: 0x00")
