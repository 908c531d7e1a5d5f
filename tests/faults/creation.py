"""A new task that is not what was asked for, or is not there."""

from dataclasses import replace
from typing import Any

from starlette.requests import Request

from apiref.sandbox import Sandbox, Store
from apiref.sandbox.reading import Call
from apiref.sandbox.rules import Rules
from apiref.sandbox.task import JsonObject, Task

from .fault import caught_by

HOUR = 3_600_000  # milliseconds


@caught_by("create-retrievable")
class CreationIsForgotten(Store):
    """A task is answered and never stored."""

    def create(self, account: str, type_: str, details: JsonObject) -> Task:
        return Task(account, self.new_id(), type_, "pending", self.now(), details)


@caught_by("create-retrievable")
class PurchaseIsAnsweredWithAnotherId(Store):
    """Purchases are stored under another id than the one that is answered."""

    def create(self, account: str, type_: str, details: JsonObject) -> Task:
        task = super().create(account, type_, details)
        return replace(task, task_id=self.new_id()) if type_ == "buyproduct" else task


@caught_by("create-answers-task")
class CreationIs201(Sandbox):
    """A creation is answered 201."""

    async def answer(self, request: Request) -> tuple[int, Any]:
        status, body = await super().answer(request)
        return (
            201 if request.method == "POST" and not request.url.path.endswith("/cancel") else status
        ), body


@caught_by("create-answers-task")
class CategorizationBecomesTranscription(Rules):
    """A categorization is kept as a transcription."""

    def shown(self, task: Task) -> JsonObject:
        return super().shown(task) | (
            {"type": "transcription"} if task.type == "categorization" else {}
        )


@caught_by("create-twice-two-tasks")
class SameRequestGivesTheSameTask(Rules):
    """The same request sent twice makes one task."""

    def create(self, call: Call) -> JsonObject:
        self.made: dict[str, JsonObject] = getattr(self, "made", {})
        key = repr((call.caller, call.operation.id, call.body))
        self.made[key] = self.made.get(key) or super().create(call)
        return self.made[key]


@caught_by("create-twice-two-tasks")
class IdsRepeat(Store):
    """Two tasks of the same second have the same id, and the second one is lost."""

    def new_id(self) -> str:
        return f"task-{self.now() // 1000}"


@caught_by("response-schema")
class IdsAreLong(Store):
    """A `task_id` has 80 characters."""

    def new_id(self) -> str:
        return super().new_id().ljust(80, "0")


@caught_by("create-pending")
class TasksAreBornCompleted(Rules):
    """A live task is answered as completed, with an empty answer."""

    def create(self, call: Call) -> JsonObject:
        made = super().create(call)
        return made | {"status": "completed", "completed_at": made["created_at"], "response": {}}


@caught_by("create-time-true")
class CreatedAtIsLocalTime(Store):
    """`created_at` is the time of a place five hours away, written as if it were UTC."""

    def now(self) -> int:
        return super().now() - 5 * HOUR


@caught_by("create-time-true")
class CreatedAtIsAConstant(Store):
    """`created_at` begins in 1970 with the server's start."""

    def now(self) -> int:
        self.began: int = getattr(self, "began", super().now())
        return super().now() - self.began


@caught_by("create-former-path")
class FormerPathIs201(Sandbox):
    """The path that the clients of the first years know answers 201."""

    async def answer(self, request: Request) -> tuple[int, Any]:
        status, body = await super().answer(request)
        return (201 if request.url.path.endswith("/task/categorize") else status), body
