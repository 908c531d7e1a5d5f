"""Methods that a path does not have, HEAD, and requests that pretend to another method."""

from typing import Any

from starlette.requests import Request

from apiref.sandbox import Sandbox
from apiref.sandbox.errors import ApiError
from apiref.sandbox.routing import Match

from .fault import caught_by


def posing(request: Request, method: str, suffix: str = "") -> Request:
    """Give the same request with another method, and more of a path."""
    scope = {**request.scope, "method": method}
    scope["raw_path"] = scope["raw_path"] + suffix.encode()
    return Request(scope, request.receive)


@caught_by("method-other-refused", "method-refused-harmless")
class DeleteCancels(Sandbox):
    """DELETE of a task cancels it."""

    async def answer(self, request: Request) -> tuple[int, Any]:
        deletes = request.method == "DELETE"
        return await super().answer(posing(request, "POST", "/cancel") if deletes else request)


@caught_by("method-other-refused")
class CancelAnswersGet(Sandbox):
    """GET cancels, as the first documentation showed."""

    async def answer(self, request: Request) -> tuple[int, Any]:
        cancels = request.method == "GET" and request.url.path.endswith("/cancel")
        return await super().answer(posing(request, "POST") if cancels else request)


@caught_by("method-other-refused")
class PutCreates(Sandbox):
    """PUT is taken for POST."""

    async def answer(self, request: Request) -> tuple[int, Any]:
        return await super().answer(posing(request, "POST") if request.method == "PUT" else request)


@caught_by("method-other-refused")
class DeleteRetrieves(Sandbox):
    """DELETE is answered like GET, and does nothing."""

    async def answer(self, request: Request) -> tuple[int, Any]:
        deletes = request.method == "DELETE"
        return await super().answer(posing(request, "GET") if deletes else request)


@caught_by("method-other-refused")
class PostListsTasks(Sandbox):
    """POST to the list is answered with the list."""

    async def answer(self, request: Request) -> tuple[int, Any]:
        lists = request.method == "POST" and request.url.path.endswith("/tasks")
        return await super().answer(posing(request, "GET") if lists else request)


@caught_by("method-refused-harmless")
class RefusedDeleteDeletes(Sandbox):
    """DELETE of a task is answered 405, and the task is canceled."""

    async def answer(self, request: Request) -> tuple[int, Any]:
        if request.method == "DELETE":
            await super().answer(posing(request, "POST", "/cancel"))
        return await super().answer(request)


@caught_by("method-override-ignored")
class OverridingHeaderIsObeyed(Sandbox):
    """`X-HTTP-Method-Override` makes another method of the request's."""

    async def answer(self, request: Request) -> tuple[int, Any]:
        method = request.headers.get("x-http-method-override", request.method)
        return await super().answer(posing(request, method))


@caught_by("method-override-ignored")
class OverridingParameterIsObeyed(Sandbox):
    """`_method` in the query makes another method of the request's."""

    async def answer(self, request: Request) -> tuple[int, Any]:
        return await super().answer(
            posing(request, request.query_params.get("_method", request.method))
        )


class Allowed(Sandbox):
    """Answers 405 with another Allow."""

    def allow(self, match: Match) -> str:
        raise NotImplementedError

    def method_not_allowed(self, match: Match) -> ApiError:
        allow = self.allow(match)
        return ApiError(405, "This is no method here.", {"Allow": allow} if allow else {})


@caught_by("method-allow-present")
class AllowIsMissing(Allowed):
    """A 405 does not say which methods there are."""

    def allow(self, _match: Match) -> str:
        return ""


@caught_by("method-allow-present")
class AllowNamesEveryMethod(Allowed):
    """A 405 names the very method that it refuses."""

    def allow(self, _match: Match) -> str:
        return "GET, POST, PUT, PATCH, DELETE, HEAD"


@caught_by("method-other-refused")
class AllowNamesAnotherMethod(Allowed):
    """A 405 leaves out the method that the path has."""

    def allow(self, _match: Match) -> str:
        return "OPTIONS"


@caught_by("method-head-without-body", "response-no-server-error")
class HeadFails(Sandbox):
    """HEAD makes the server fail."""

    async def answer(self, request: Request) -> tuple[int, Any]:
        if request.method == "HEAD":
            raise RuntimeError("no body to send")
        return await super().answer(request)


@caught_by("method-head-without-body")
class HeadIsNotFound(Sandbox):
    """HEAD is answered 404."""

    async def answer(self, request: Request) -> tuple[int, Any]:
        if request.method == "HEAD":
            raise ApiError(404, "There is no such thing.")
        return await super().answer(request)
