"""A cancellation that does too little, too much, or at the wrong time."""

from dataclasses import replace
from typing import Any

from starlette.requests import Request

from apiref.sandbox import Sandbox, Store
from apiref.sandbox.errors import ApiError
from apiref.sandbox.reading import Call
from apiref.sandbox.rules import Rules
from apiref.sandbox.task import JsonObject, Task

from .fault import caught_by
from .parts import CANCEL, Asked, Edited, Hasty, Statement

HOUR = 3_600_000  # milliseconds


@caught_by("cancel-unknown-not-found")
class CancelingAnUnknownTaskIsAConflict(Rules):
    """Canceling a task that does not exist is answered 409."""

    def cancel(self, call: Call) -> JsonObject:
        try:
            return super().cancel(call)
        except ApiError as error:
            raise ApiError(409, error.sentence) from None


@caught_by("cancel-persists")
class CancelDoesNotPersist(Store):
    """The answer says `canceled`, and the task stays pending."""

    def cancel(self, account: str, task_id: str) -> Task | None:
        task = self.find(account, task_id)
        return replace(task, status="canceled") if task and task.status == "pending" else None


@caught_by("cancel-answers-canceled")
class CancelAnswersPending(Edited):
    """The task is canceled, and the answer says `pending`."""

    of = (CANCEL,)

    def edit(self, answer: JsonObject, _call: Call) -> JsonObject:
        return answer | {"status": "pending"}


@caught_by("response-schema")
class CanceledIsSpeltCancelled(Rules):
    """The status of a canceled task is `cancelled`."""

    def shown(self, task: Task) -> JsonObject:
        shown = super().shown(task)
        return shown | ({"status": "cancelled"} if task.status == "canceled" else {})


@caught_by("cancel-persists")
class CancelDeletes(Store):
    """A canceled task can no longer be retrieved."""

    def find(self, account: str, task_id: str) -> Task | None:
        task = super().find(account, task_id)
        return task if task and task.status != "canceled" else None


@caught_by("cancel-again-conflict")
class CancelingAgainIsAccepted(Rules):
    """Canceling a canceled task is answered 200."""

    def cancel(self, call: Call) -> JsonObject:
        task = self.store.find(call.caller.account.name, call.parameters["task_id"])
        return self.shown(task) if task and task.status == "canceled" else super().cancel(call)


@caught_by("cancel-again-conflict")
class CancelingAgainMakesPending(Rules):
    """Canceling a canceled task is answered 409 and makes it pending again."""

    def cancel(self, call: Call) -> JsonObject:
        self.again: set[str] = getattr(self, "again", set())
        try:
            return super().cancel(call)
        except ApiError:
            self.again.add(call.parameters["task_id"])
            raise

    def retrieve(self, call: Call) -> JsonObject:
        shown = super().retrieve(call)
        again = call.parameters["task_id"] in getattr(self, "again", ())
        return shown | ({"status": "pending"} if again else {})


class Conflicted(Rules):
    """Answers a conflict with another status than 409."""

    status = 409

    def cancel(self, call: Call) -> JsonObject:
        try:
            return super().cancel(call)
        except ApiError as error:
            raise ApiError(
                self.status if error.status == 409 else error.status, error.sentence
            ) from None


@caught_by("cancel-again-conflict")
class ConflictIsInvalid(Conflicted):
    """Canceling a canceled task is answered 400."""

    status = 400


@caught_by("cancel-again-conflict", "response-no-server-error")
class ConflictIsAServerError(Conflicted):
    """Canceling a canceled task is answered 500, as the old API did."""

    status = 500


@caught_by("cancel-changes-nothing-else")
class CancelChangesTheUrgency(Rules):
    """A canceled task has the urgency `day`."""

    def shown(self, task: Task) -> JsonObject:
        return super().shown(task) | ({"urgency": "day"} if task.status == "canceled" else {})


@caught_by("cancel-changes-nothing-else")
class CancelChangesTheTimeOfCreation(Statement):
    """A canceled task is created a millisecond later."""

    meant = "SET status = 'canceled'"
    but = "SET status = 'canceled', created_at = created_at + 1"


@caught_by("task-answer-with-completion")
class CancelCompletes(Statement):
    """A canceled task has a `completed_at`."""

    meant = "SET status = 'canceled'"
    but = "SET status = 'canceled', completed_at = created_at"


@caught_by("task-callback-result-late")
class CancelSettlesTheCallback(Statement):
    """A canceled task has `callback_succeeded`: false."""

    meant = "SET status = 'canceled'"
    but = "SET status = 'canceled', callback_succeeded = 0"


@caught_by("cancel-others-untouched")
class CancelCancelsAll(Statement):
    """Canceling a task cancels all that are pending in the account."""

    meant = "WHERE account = ? AND task_id = ? AND status = 'pending' RETURNING *"
    but = "WHERE account = ? AND ? <> '' AND status = 'pending' RETURNING *"

    def cancel(self, account: str, task_id: str) -> Task | None:
        task = self.find(account, task_id)
        canceled = super().cancel(account, task_id) if task and task.status == "pending" else None
        return canceled and self.find(account, task_id)


@caught_by("cancel-body-ignored")
class CancelReadsItsBody(Hasty):
    """A cancellation with a body that is no JSON is refused."""

    async def look(self, asked: Asked) -> None:
        body = await asked.request.body()
        self.caller(asked.request, asked.operation)
        if asked.operation.id == CANCEL and body and not body.endswith(b"}"):
            raise ApiError(400, "The body is no JSON.")


@caught_by("cancel-body-ignored")
class CancelTakesAStatus(Sandbox):
    """A cancellation sets the status that its body names."""

    async def answer(self, request: Request) -> tuple[int, Any]:
        body = await request.body()
        status, answer = await super().answer(request)
        if request.url.path.endswith("/cancel") and b'"status": "completed"' in body:
            return status, answer | {"status": "completed"}
        return status, answer


@caught_by("cancel-answers-canceled")
class CancelNeedsABody(Hasty):
    """A cancellation without a body is refused."""

    async def look(self, asked: Asked) -> None:
        self.caller(asked.request, asked.operation)
        if asked.operation.id == CANCEL and not await asked.request.body():
            raise ApiError(400, "The request needs a body.")


@caught_by("cancel-answers-canceled")
class PurchasesCannotBeCanceled(Store):
    """Canceling a purchase is answered 409."""

    def cancel(self, account: str, task_id: str) -> Task | None:
        task = self.find(account, task_id)
        return None if task and task.type == "buyproduct" else super().cancel(account, task_id)
