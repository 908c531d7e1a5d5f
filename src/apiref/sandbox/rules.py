"""What the operations do: the rules of the contract that its schemas cannot say."""

from collections.abc import Callable, Mapping

from apiref.sandbox.completion import Completion
from apiref.sandbox.errors import ApiError
from apiref.sandbox.parameters import not_found
from apiref.sandbox.reading import Call
from apiref.sandbox.store import NEWEST, Filters, Page, Store
from apiref.sandbox.task import JsonObject, Task
from apiref.sandbox.times import ceiling, floor
from apiref.sandbox.tokens import Tokens, Walk
from apiref.spec import Spec

Rule = Callable[[Call], JsonObject]

_TYPES = {
    "createTranscriptionTask": "transcription",
    "createCategorizationTask": "categorization",
    "createBuyProductTask": "buyproduct",
}
_OF_EVERY_TYPE = ("instruction", "urgency", "callback_url", "metadata")


def has_rules(spec: Spec) -> bool:
    """Whether a document is this API's. Operations of another may bear the same name."""
    return not _TYPES.keys().isdisjoint(spec.by_id)


class Rules:
    """A rule for each operation: a call goes in, the body of the success comes out."""

    def __init__(self, store: Store, completion: Completion) -> None:
        self.store = store
        self.completion = completion
        self.tokens = Tokens(store.secret)

    def by_operation(self) -> Mapping[str, Rule]:
        return {
            **dict.fromkeys(_TYPES, self.create),
            "retrieveTask": self.retrieve,
            "listTasks": self.list,
            "cancelTask": self.cancel,
        }

    def create(self, call: Call) -> JsonObject:
        task = self.store.create(
            call.caller.account.name, _TYPES[call.operation.id], self.details(call)
        )
        if task.details["is_test"]:
            self.completion.start(task)
        return self.shown(task)

    def details(self, call: Call) -> JsonObject:
        """Give what creation settles: `params` is what is not common to all types."""
        common = {name: call.body[name] for name in _OF_EVERY_TYPE}
        params = {name: value for name, value in call.body.items() if name not in common}
        return {**common, "params": params, "is_test": call.caller.is_test}

    def retrieve(self, call: Call) -> JsonObject:
        task = self.store.find(call.caller.account.name, call.parameters["task_id"])
        if task is None:
            raise not_found()
        return self.shown(task)

    def cancel(self, call: Call) -> JsonObject:
        task = self.store.cancel(call.caller.account.name, call.parameters["task_id"])
        if task is None:
            now = self.retrieve(call)
            raise ApiError(409, f"The task is {now['status']} already, so it cannot be canceled.")
        return self.shown(task)

    def list(self, call: Call) -> JsonObject:
        limit, offset = call.parameters["limit"], call.parameters["offset"]
        walk = self.walk(call)
        page = self.store.page(
            walk.account,
            walk.filters,
            limit=limit,
            # A token says by itself where to go on.
            offset=offset if walk.after == NEWEST else 0,
            after=walk.after,
        )
        return self.listed(page, walk, limit, offset)

    def listed(self, page: Page, walk: Walk, limit: int, offset: int) -> JsonObject:
        answer = {
            "docs": [self.shown(task) for task in page.tasks],
            "total": page.total,
            "limit": limit,
            "offset": offset,
            "has_more": page.last is not None,
        }
        if page.last:
            answer["next_token"] = self.tokens.write(Walk(walk.account, walk.filters, page.last))
        return answer

    def walk(self, call: Call) -> Walk:
        """Give the walk that a token goes on with, or a new one.

        A token carries its filters: they need not be sent again, but they cannot be changed.
        """
        filters, token = self.filters(call), call.parameters["next_token"]
        if token is None:
            return Walk(call.caller.account.name, filters, NEWEST)
        walk = self.tokens.read(token)
        if walk is None or walk.account != call.caller.account.name:
            raise ApiError(400, "The query parameter `next_token` was not given out by this API.")
        if filters not in (Filters(), walk.filters):
            raise ApiError(
                400, "The query parameter `next_token` belongs to a list with other filters."
            )
        return walk

    def filters(self, call: Call) -> Filters:
        given = call.parameters
        bounds = {"start": (given["start_time"], ceiling), "end": (given["end_time"], floor)}
        return Filters(
            given["status"],
            given["type"],
            **{name: read(text) for name, (text, read) in bounds.items() if text is not None},
        )

    def shown(self, task: Task) -> JsonObject:
        return task.as_json()
