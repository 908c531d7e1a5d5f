"""A task that is retrieved: another one, another form of it, or none."""

from typing import Any

from apiref.sandbox import Store
from apiref.sandbox.errors import ApiError
from apiref.sandbox.reading import Call
from apiref.sandbox.rules import Rules
from apiref.sandbox.store import Filters
from apiref.sandbox.task import JsonObject, Task
from apiref.sandbox.times import rfc3339

from .fault import caught_by
from .parts import RETRIEVE, Asked, Edited, Hasty, Statement

HOUR = 3_600_000  # milliseconds


@caught_by("task-times-in-form")
class TimesLackMilliseconds(Rules):
    """Times have no milliseconds."""

    def shown(self, task: Task) -> JsonObject:
        shown = super().shown(task)
        return shown | {"created_at": shown["created_at"][:-5] + "Z"}


@caught_by("retrieve-unchanged")
class CreatedAtIsTheTimeOfRetrieval(Edited):
    """`created_at` is the time at which the task is retrieved."""

    of = (RETRIEVE,)

    def edit(self, answer: JsonObject, _call: Call) -> JsonObject:
        return answer | {"created_at": rfc3339(self.store.now())}


@caught_by("retrieve-asked-for")
class RetrievalShowsTheNewestTask(Rules):
    """Retrieval of any task shows the newest one."""

    def retrieve(self, call: Call) -> JsonObject:
        super().retrieve(call)
        page = self.store.page(call.caller.account.name, Filters(), limit=1)
        return self.shown(page.tasks[0])


@caught_by("cancel-persists")
class RetrievalIsStale(Rules):
    """Retrieval shows a task as it was when it was retrieved for the first time."""

    def retrieve(self, call: Call) -> JsonObject:
        self.cache: dict[str, JsonObject] = getattr(self, "cache", {})
        key = call.parameters["task_id"]
        self.cache[key] = self.cache.get(key) or super().retrieve(call)
        return self.cache[key]


@caught_by("retrieve-unchanged")
class RetrievalCancels(Rules):
    """Retrieving a task cancels it."""

    def retrieve(self, call: Call) -> JsonObject:
        shown = super().retrieve(call)
        self.store.cancel(call.caller.account.name, call.parameters["task_id"])
        return shown


@caught_by("retrieve-similar-not-found")
class StartOfAnIdIsEnough(Store):
    """A task is found by the start of its id."""

    def find(self, account: str, task_id: str) -> Task | None:
        tasks = self.page(account, Filters(), limit=1000).tasks
        return next((task for task in tasks if task.task_id.startswith(task_id)), None)


@caught_by("retrieve-similar-not-found")
class SpaceRoundAnIdIsTrimmed(Statement):
    """A task is found by its id with more behind it."""

    meant = "account = ? AND task_id = ?"
    but = "account = ? AND task_id = substr(?, 1, 24)"

    def _run(self, sql: str, values: Any = ()) -> list[Any]:
        return super()._run(sql, values)


@caught_by("retrieve-unknown-not-found")
class UnknownTaskIsInvalid(Rules):
    """An unknown id is answered 400."""

    def retrieve(self, call: Call) -> JsonObject:
        try:
            return super().retrieve(call)
        except ApiError as error:
            raise ApiError(400, error.sentence) from None


@caught_by("retrieve-malformed-not-found")
class MalformedIdIsInvalid(Hasty):
    """A malformed id is answered 400 where 404 is meant."""

    async def look(self, asked: Asked) -> None:
        if not asked.found.get("task_id", "x").replace("-", "").replace("_", "").isalnum():
            raise ApiError(400, "This is no task_id.")


@caught_by("retrieve-malformed-not-found")
class LongIdIsInvalid(Hasty):
    """An id that is too long is answered 400 where 404 is meant."""

    async def look(self, asked: Asked) -> None:
        if len(asked.found.get("task_id", "")) > 64:
            self.caller(asked.request, asked.operation)
            raise ApiError(400, "This task_id is too long.")


@caught_by("retrieve-malformed-not-found", "response-no-server-error")
class QuoteInAnIdFails(Hasty):
    """A quote in an id makes the server fail."""

    async def look(self, asked: Asked) -> None:
        self.caller(asked.request, asked.operation)
        if "'" in asked.found.get("task_id", ""):
            raise RuntimeError("unbalanced quote")


@caught_by("response-schema", "generated-examples-conform", "generated-links-hold")
class UnknownIsNull(Rules):
    """What is not known yet is `null` where it must be absent."""

    def shown(self, task: Task) -> JsonObject:
        return {"completed_at": None, "response": None} | super().shown(task)


@caught_by("response-schema")
class ParamsAreAtTheTop(Rules):
    """What belongs into `params` is at the top of the task."""

    def shown(self, task: Task) -> JsonObject:
        shown = super().shown(task)
        return {**shown.pop("params"), **shown}


@caught_by("retrieve-unknown-query-ignored")
class RetrievalRefusesAQuery(Hasty):
    """Retrieving a task with an unknown query parameter is refused."""

    async def look(self, asked: Asked) -> None:
        self.caller(asked.request, asked.operation)
        if asked.operation.id == RETRIEVE and asked.request.query_params:
            raise ApiError(400, "There is no such parameter.")
