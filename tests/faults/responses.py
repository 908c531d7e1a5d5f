"""Responses as HTTP: what they call themselves, how long they are, and where they lead."""

import asyncio
import gzip
import json

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from apiref.sandbox import Sandbox
from apiref.sandbox.errors import ApiError

from .fault import caught_by
from .parts import Dropped, Rewritten


@caught_by("response-json")
class TaskIsCalledText(Rewritten):
    """A task is of the media type `text/plain`."""

    def rewrite(self, request: Request, response: Response) -> Response:
        if response.status_code == 200 and "/task/" in request.url.path:
            response.headers["content-type"] = "text/plain; charset=utf-8"
        return response


@caught_by("response-json")
class MediaTypeIsMissing(Rewritten):
    """An error has no Content-Type."""

    def rewrite(self, _request: Request, response: Response) -> Response:
        if response.status_code >= 400:
            del response.headers["content-type"]
        return response


@caught_by("response-json")
class ResponseIsInLatin1(Rewritten):
    """A response is in Latin-1, as far as that goes."""

    def rewrite(self, _request: Request, response: Response) -> Response:
        body = bytes(response.body).decode().encode("latin-1", "replace")
        return Response(body, response.status_code, _own(response))


@caught_by("response-json")
class ResponseIsCutOff(Rewritten):
    """A long response lacks its last character."""

    def rewrite(self, _request: Request, response: Response) -> Response:
        body = bytes(response.body)
        return Response(
            body[:-1] if len(body) > 2000 else body, response.status_code, _own(response)
        )


@caught_by("response-json")
class ResponseIsAScript(Rewritten):
    """A response of a task begins with what keeps it from being read as a script."""

    def rewrite(self, _request: Request, response: Response) -> Response:
        return Response(b")]}'\n" + bytes(response.body), response.status_code, _own(response))


@caught_by("response-schema")
class ResponseIsJsonInAText(Rewritten):
    """A success is a string that holds the JSON."""

    def rewrite(self, _request: Request, response: Response) -> Response:
        if response.status_code != 200:
            return response
        return JSONResponse(bytes(response.body).decode(), 200)


@caught_by("response-json")
class NumbersAreNan(Rewritten):
    """A list holds NaN, which is not JSON."""

    def rewrite(self, request: Request, response: Response) -> Response:
        if response.status_code != 200 or not request.url.path.endswith("/tasks"):
            return response
        body = json.loads(bytes(response.body)) | {"seconds": float("nan")}
        return Response(json.dumps(body), 200, _own(response))


@caught_by("response-complete")
class LengthIsTooLarge(Rewritten):
    """Content-Length of a retrieved task is larger than the body."""

    def rewrite(self, request: Request, response: Response) -> Response:
        if request.method == "GET" and "/task/" in request.url.path:
            response.headers["content-length"] = str(len(response.body) + 1)
        return response


@caught_by("response-complete")
class ConnectionEndsNowAndThen(Sandbox):
    """Each fiftieth request is not answered."""

    requests = 0

    async def respond(self, request: Request) -> Response:
        self.requests += 1
        return Dropped() if self.requests % 50 == 0 else await super().respond(request)


@caught_by("response-no-server-error")
class ServerFailsNowAndThen(Sandbox):
    """Each fiftieth request is answered 500."""

    requests = 0

    async def respond(self, request: Request) -> Response:
        self.requests += 1
        if self.requests % 50 == 0:
            return self.failure(ApiError(500, "Something went wrong."))
        return await super().respond(request)


@caught_by("response-complete")
class CancelNeverAnswers(Sandbox):
    """A cancellation is never answered."""

    async def respond(self, request: Request) -> Response:
        if request.method == "POST" and request.url.path.endswith("/cancel"):
            await asyncio.sleep(3600)
        return await super().respond(request)


@caught_by("response-json")
class TaskIsPackedInSilence(Rewritten):
    """A retrieved task is packed, and no header says so."""

    def rewrite(self, request: Request, response: Response) -> Response:
        if request.method != "GET" or "/task/" not in request.url.path:
            return response
        return Response(gzip.compress(bytes(response.body)), response.status_code, _own(response))


@caught_by("response-status-described")
class RetrievalRedirects(Rewritten):
    """A task is answered with a redirect to the same address with a slash."""

    def rewrite(self, request: Request, response: Response) -> Response:
        if request.method != "GET" or "/task/" not in request.url.path:
            return response
        return RedirectResponse(request.url.path + "/")


@caught_by("rate-limit-retry-after")
class LimitOfRateTellsNoTime(Sandbox):
    """Each hundredth request is answered 429 without Retry-After."""

    requests = 0

    async def respond(self, request: Request) -> Response:
        self.requests += 1
        if self.requests % 100 == 0:
            return self.failure(ApiError(429, "There were too many requests."))
        return await super().respond(request)


@caught_by("rate-limit-retry-after")
class LimitOfRateTellsAWord(Sandbox):
    """Each hundredth request is answered 429, with a word in Retry-After."""

    requests = 0

    async def respond(self, request: Request) -> Response:
        self.requests += 1
        if self.requests % 100 == 0:
            return self.failure(ApiError(429, "Too many requests.", {"Retry-After": "soon"}))
        return await super().respond(request)


def _own(response: Response) -> dict[str, str]:
    """Give the headers of a response but for its length."""
    return {name: text for name, text in response.headers.items() if name != "content-length"}
