"""What the API sends to a callback URL, how often, and what it makes of the response."""

import asyncio
from dataclasses import replace
from urllib.parse import SplitResult

from apiref.sandbox import Store
from apiref.sandbox.answers import answer
from apiref.sandbox.completion import Completion
from apiref.sandbox.delivery import AddressRefused, Delivery
from apiref.sandbox.task import JsonObject, Task

from .fault import caught_by
from .parts import ACCOUNT, NEIGHBOUR


class Headed(Delivery):
    """Sends other headers than the contract's; a header that is None is left out."""

    name = ""
    text: str | None = None

    def headers(self, task: Task) -> dict[str, str]:
        sent = {**super().headers(task), self.name: self.text}
        return {name: text for name, text in sent.items() if text is not None}


@caught_by("callback-authenticated")
class CallbackKeyIsMissing(Headed):
    """A callback has no `scale-callback-auth`."""

    name = "scale-callback-auth"


@caught_by("callback-authenticated")
class CallbackKeyIsAnotherAccounts(Headed):
    """A callback carries the callback key of another account."""

    name, text = "scale-callback-auth", NEIGHBOUR.callback_key


@caught_by("callback-without-api-key", "callback-authenticated")
class CallbackCarriesTheApiKey(Headed):
    """A callback carries the API key where the callback key is meant."""

    name, text = "scale-callback-auth", ACCOUNT.keys[0]


@caught_by("callback-sent-as-described")
class CallbackIsCalledAForm(Headed):
    """A callback is of the media type of forms."""

    name, text = "Content-Type", "application/x-www-form-urlencoded"


class Bodied(Delivery):
    """Sends another body than the contract's."""

    def change(self, body: JsonObject, task: Task) -> JsonObject:
        raise NotImplementedError

    def body(self, task: Task) -> JsonObject:
        return self.change(super().body(task), task)


@caught_by("callback-sent-as-described")
class CallbackIsNeverSent(Delivery):
    """Nothing is sent when a task completes."""

    async def deliver(self, _task: Task) -> bool:
        return True


@caught_by("callback-sent-as-described")
class PurchasesHaveNoCallback(Delivery):
    """Nothing is sent when a purchase completes."""

    async def deliver(self, task: Task) -> bool:
        return task.type == "buyproduct" or await super().deliver(task)


@caught_by("callback-sent-as-described")
class CallbackLacksTheTask(Bodied):
    """A callback has no `task`."""

    def change(self, body: JsonObject, _task: Task) -> JsonObject:
        return {name: value for name, value in body.items() if name != "task"}


@caught_by("callback-task-as-retrieved")
class TaskOfACallbackIsPending(Bodied):
    """The task in a callback is as it was before completion."""

    def change(self, body: JsonObject, task: Task) -> JsonObject:
        before = replace(task, status="pending", completed_at=None, response=None)
        return body | {"task": before.as_json()}


@caught_by("callback-task-as-retrieved")
class CallbackHasAnotherAnswer(Bodied):
    """`response` of a callback is not that of the task."""

    def change(self, body: JsonObject, _task: Task) -> JsonObject:
        return body | {"response": {**body["response"], "attempt": 1}}


@caught_by("callback-task-as-retrieved")
class CallbackNamesAnotherTask(Bodied):
    """`task_id` of a callback is not that of the task."""

    def change(self, body: JsonObject, _task: Task) -> JsonObject:
        return body | {"task_id": "58b7c0e3aa9d139b20a42c01"}


@caught_by("callback-without-api-key")
class BodyOfACallbackHoldsTheApiKey(Bodied):
    """The body of a callback holds the API key."""

    def change(self, body: JsonObject, _task: Task) -> JsonObject:
        return body | {"account": ACCOUNT.keys[1]}


@caught_by("callback-sent-as-described")
class CallbackIsPut(Delivery):
    """A callback is sent with PUT."""

    async def connect(self, url: SplitResult) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await super().connect(url)
        write = writer.write
        writer.write = lambda data: write(bytes(data).replace(b"POST /", b"PUT /", 1))  # type: ignore[method-assign] # this writer only
        return reader, writer


@caught_by("callback-sent-as-described")
class PathOfTheCallbackUrlIsDropped(Delivery):
    """A callback goes to the root of its host."""

    async def post(self, url: SplitResult, headers: dict[str, str], body: JsonObject) -> int:
        return await super().post(url._replace(path="/"), headers, body)


@caught_by("callback-query-kept")
class QueryOfTheCallbackUrlIsDropped(Delivery):
    """A callback goes to its URL without the query."""

    async def post(self, url: SplitResult, headers: dict[str, str], body: JsonObject) -> int:
        return await super().post(url._replace(query=""), headers, body)


@caught_by("callback-once-if-accepted")
class CallbackIsSentTwice(Delivery):
    """A callback that was answered 200 is sent again."""

    async def deliver(self, task: Task) -> bool:
        return await super().deliver(task) and await super().deliver(task)


class Counted(Delivery):
    """Makes something else of the status that a callback is answered."""

    def taken_for(self, status: int) -> int:
        raise NotImplementedError

    async def post(self, url: SplitResult, headers: dict[str, str], body: JsonObject) -> int:
        return self.taken_for(await super().post(url, headers, body))


@caught_by("callback-once-if-accepted", "callback-success-recorded")
class OnlyOkCountsAsSuccess(Counted):
    """A callback that is answered 201, 202 or 204 is sent again."""

    def taken_for(self, status: int) -> int:
        return status if status == 200 else 500


@caught_by("callback-failure-not-success")
class AnyStatusCountsAsSuccess(Counted):
    """A callback that is answered 500 counts as received."""

    def taken_for(self, _status: int) -> int:
        return 200


@caught_by("callback-failure-not-success")
class RedirectCountsAsSuccess(Counted):
    """A callback that is answered 302 counts as received."""

    def taken_for(self, status: int) -> int:
        return 200 if 300 <= status <= 399 else status


@caught_by("callback-not-given-up-early")
class FirstFailureIsTheLast(Delivery):
    """A callback that is answered 500 is not sent again."""

    async def deliver(self, task: Task) -> bool:
        try:
            return await self.attempt(task)
        except AddressRefused:
            return False


@caught_by("callback-retried")
class RetryLacksTheKey(Delivery):
    """A callback that is sent again has no `scale-callback-auth`."""

    def headers(self, task: Task) -> dict[str, str]:
        self.sent: set[str] = getattr(self, "sent", set())
        again = task.task_id in self.sent
        self.sent.add(task.task_id)
        return {"Content-Type": "application/json"} if again else super().headers(task)


@caught_by("callback-retried")
class RetryHasAnotherBody(Bodied):
    """A callback that is sent again has only its `task_id`."""

    def change(self, body: JsonObject, task: Task) -> JsonObject:
        self.sent: set[str] = getattr(self, "sent", set())
        again = task.task_id in self.sent
        self.sent.add(task.task_id)
        return {"task_id": task.task_id} if again else body


@caught_by("callback-sent-as-described")
class CallbackComesBeforeCompletion(Completion):
    """A callback is sent when the task is created, without an answer."""

    async def finish(self, task: Task) -> None:
        await self.delivery.deliver(task)
        await asyncio.sleep(self.completes_after)
        completed = self.store.complete(task.task_id, answer(task))
        if completed:
            self.store.settle(task.task_id, callback_succeeded=True)


@caught_by("callback-none-after-cancel")
class CanceledTaskHasACallback(Completion):
    """A task that is canceled has a callback as if it had completed."""

    async def finish(self, task: Task) -> None:
        await super().finish(task)
        now = self.store.find(task.account, task.task_id)
        if now and now.status == "canceled":
            await self.delivery.deliver(replace(now, response=answer(now)))


@caught_by("callback-success-recorded")
class SuccessIsNotRecorded(Store):
    """`callback_succeeded` stays absent."""

    def settle(self, task_id: str, *, callback_succeeded: bool) -> None:
        """Forget it."""


@caught_by("callback-failure-not-success")
class SuccessIsRecordedAtCompletion(Store):
    """`callback_succeeded` is true from completion on, whatever becomes of the callback."""

    def complete(self, task_id: str, response: JsonObject) -> Task | None:
        completed = super().complete(task_id, response)
        self.settle(task_id, callback_succeeded=True)
        return completed


@caught_by("callback-not-given-up-early")
class FailureIsRecordedAtCompletion(Store):
    """`callback_succeeded` is false from completion on, until the callback succeeds."""

    def complete(self, task_id: str, response: JsonObject) -> Task | None:
        completed = super().complete(task_id, response)
        self.settle(task_id, callback_succeeded=False)
        return completed
