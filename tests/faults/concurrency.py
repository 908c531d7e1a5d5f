"""What goes wrong only where several requests come at the same time."""

import asyncio
from typing import Any

from starlette.requests import Request

from apiref.sandbox import Sandbox, Store
from apiref.sandbox.errors import ApiError

from .fault import caught_by

PAUSE = 0.02  # seconds, in which another request comes


def creates(request: Request) -> bool:
    return request.method == "POST" and not request.url.path.endswith("/cancel")


@caught_by("create-concurrent-all-kept")
class IdsCollide(Store):
    """Tasks of the same fiftieth of a second have the same id, and all but one are lost."""

    def new_id(self) -> str:
        return f"task-{self.now() // 20}"


@caught_by("create-concurrent-all-kept")
class AnswersAreMixedUp(Sandbox):
    """Of creations at the same time each is answered with the task of the last one."""

    async def answer(self, request: Request) -> tuple[int, Any]:
        if not creates(request):
            return await super().answer(request)
        self.latest = await super().answer(request)
        await asyncio.sleep(PAUSE)
        return self.latest


@caught_by("create-concurrent-all-kept")
class BodiesAreMixedUp(Sandbox):
    """Of creations at the same time each takes the body of the last one."""

    async def answer(self, request: Request) -> tuple[int, Any]:
        if not creates(request):
            return await super().answer(request)
        self.body = (request.url.path, await request.body())
        await asyncio.sleep(PAUSE)
        if self.body[0] == request.url.path:
            request._body = self.body[1]  # noqa: SLF001 -- no other way to send another body
        return await super().answer(request)


@caught_by("create-concurrent-all-kept")
class CreationsAtTheSameTimeAreLost(Sandbox):
    """Of creations at the same time only the first is kept."""

    creating = 0

    async def answer(self, request: Request) -> tuple[int, Any]:
        if not creates(request):
            return await super().answer(request)
        alone, store = self.creating == 0, self.completing.store
        self.creating += 1
        try:
            await asyncio.sleep(PAUSE)
            status, task = await super().answer(request)
        finally:
            self.creating -= 1
        return status, task if alone else task | {"task_id": store.new_id()}


@caught_by("create-concurrent-all-kept", "response-no-server-error")
class CreationsAtTheSameTimeFail(Sandbox):
    """More than two creations at the same time make the server fail."""

    creating = 0

    async def answer(self, request: Request) -> tuple[int, Any]:
        if not creates(request):
            return await super().answer(request)
        self.creating += 1
        try:
            await asyncio.sleep(PAUSE)
            if self.creating > 2:
                raise RuntimeError("database is locked")
            return await super().answer(request)
        finally:
            self.creating -= 1


@caught_by("cancel-once-of-many")
class CancellationsAtTheSameTimeAllSucceed(Sandbox):
    """Of cancellations at the same time each is answered 200."""

    async def answer(self, request: Request) -> tuple[int, Any]:
        if not request.url.path.endswith("/cancel"):
            return await super().answer(request)
        self.under_way: dict[str, tuple[int, Any]] = getattr(self, "under_way", {})
        path = request.url.path
        try:
            answer = self.under_way[path] = await super().answer(request)
        except ApiError:
            if path in self.under_way:
                return self.under_way[path]
            raise
        await asyncio.sleep(PAUSE)
        del self.under_way[path]
        return answer


@caught_by("cancel-once-of-many")
class CancellationsAtTheSameTimeFailTogether(Sandbox):
    """Of cancellations at the same time each is answered 409."""

    async def answer(self, request: Request) -> tuple[int, Any]:
        if not request.url.path.endswith("/cancel"):
            return await super().answer(request)
        self.under_way: dict[str, int] = getattr(self, "under_way", {})
        path = request.url.path
        self.under_way[path] = self.under_way.get(path, 0) + 1
        await asyncio.sleep(PAUSE)
        if self.under_way[path] > 1:
            raise ApiError(409, "The task is being canceled by another request.")
        return await super().answer(request)
