"""How a task of a test key completes, and what its answer is."""

from apiref.sandbox import Store
from apiref.sandbox.completion import Completion
from apiref.sandbox.reading import Call
from apiref.sandbox.rules import Rules
from apiref.sandbox.task import JsonObject, Task
from apiref.sandbox.times import rfc3339

from .fault import caught_by
from .parts import LIST, RETRIEVE, Edited, Statement


@caught_by("cancel-prevents-completion")
class CanceledTaskCompletes(Statement):
    """A canceled task of a test key completes all the same."""

    meant = "WHERE task_id = ? AND status = 'pending' RETURNING *"
    but = "WHERE task_id = ? RETURNING *"


@caught_by("cancel-completed-conflict")
class CompletedTaskCanBeCanceled(Statement):
    """Canceling a completed task is answered 200, and it is canceled."""

    meant = "AND task_id = ? AND status = 'pending' RETURNING *"
    but = "AND task_id = ? AND status <> 'canceled' RETURNING *"


@caught_by("cancel-completed-conflict")
class CompletedTaskIsCanceledInSilence(CompletedTaskCanBeCanceled):
    """Canceling a completed task is answered 409, and it is canceled."""

    def cancel(self, account: str, task_id: str) -> Task | None:
        before = self.find(account, task_id)
        canceled = super().cancel(account, task_id)
        return None if before and before.status == "completed" else canceled


@caught_by("test-task-completes")
class TaskNeverCompletes(Completion):
    """A task of a test key stays pending."""

    async def finish(self, _task: Task) -> None:
        """Do nothing."""


@caught_by("test-task-completes")
class PurchasesNeverComplete(Completion):
    """A purchase with a test key stays pending."""

    async def finish(self, task: Task) -> None:
        if task.type != "buyproduct":
            await super().finish(task)


@caught_by("task-answer-with-completion")
class CompletedTaskHasNoAnswer(Rules):
    """A completed task has no `response`."""

    def shown(self, task: Task) -> JsonObject:
        return {name: value for name, value in super().shown(task).items() if name != "response"}


@caught_by("task-answer-with-completion")
class AnswerComesBeforeCompletion(Edited):
    """A pending transcription has a `response` already."""

    of = (RETRIEVE,)

    def edit(self, answer: JsonObject, _call: Call) -> JsonObject:
        return (
            {"response": {"fields": {}}} | answer if answer["type"] == "transcription" else answer
        )


@caught_by("task-times-ordered")
class CompletedBeforeItWasCreated(Statement):
    """`completed_at` is an hour too early."""

    meant = "completed_at = ?"
    but = "completed_at = ? - 3600000"


@caught_by("complete-answer-lasts")
class CompletedAtIsTheTimeOfRetrieval(Rules):
    """`completed_at` is the time at which the task is looked at."""

    def shown(self, task: Task) -> JsonObject:
        later = {"completed_at": rfc3339(self.store.now())} if task.completed_at else {}
        return super().shown(task) | later


class Answered(Store):
    """Completes tasks with another answer."""

    def change(self, response: JsonObject) -> JsonObject:
        raise NotImplementedError

    def complete(self, task_id: str, response: JsonObject) -> Task | None:
        return super().complete(task_id, self.change(response))


@caught_by("response-schema")
class AnswerIsEmpty(Answered):
    """The answer is an empty object."""

    def change(self, _response: JsonObject) -> JsonObject:
        return {}


@caught_by("task-answer-fits")
class AnswerHasAKeyOfItsOwn(Answered):
    """A transcription has a field that nobody asked for."""

    def change(self, response: JsonObject) -> JsonObject:
        fields = response.get("fields")
        return response if fields is None else response | {"fields": fields | {"notes": "None."}}


@caught_by("response-schema")
class FieldsAreNumbers(Answered):
    """What is written in a field is a number."""

    def change(self, response: JsonObject) -> JsonObject:
        fields = response.get("fields", {})
        return response | ({"fields": dict.fromkeys(fields, 1)} if fields else {})


@caught_by("task-answer-fits")
class AnotherCategoryIsChosen(Answered):
    """A categorization chooses a category that was not offered."""

    def change(self, response: JsonObject) -> JsonObject:
        return response | (
            {"category": "Other"} if isinstance(response.get("category"), str) else {}
        )


@caught_by("task-answer-fits")
class CategoriesAreOneText(Answered):
    """With `allow_multiple` the chosen categories are one text with commas."""

    def change(self, response: JsonObject) -> JsonObject:
        chosen = response.get("category")
        return response | ({"category": ", ".join(chosen)} if isinstance(chosen, list) else {})


@caught_by("task-answer-fits")
class OneCategoryIsAnArray(Answered):
    """Without `allow_multiple` the chosen category is an array of one."""

    def change(self, response: JsonObject) -> JsonObject:
        chosen = response.get("category")
        return response | ({"category": [chosen]} if isinstance(chosen, str) else {})


@caught_by("complete-category-chosen")
class CategoryIdIsMissing(Answered):
    """The id of the chosen category is missing, though ids were given."""

    def change(self, response: JsonObject) -> JsonObject:
        return {name: value for name, value in response.items() if name != "category_id"}


@caught_by("complete-category-chosen")
class CategoryIdIsAnothers(Rules):
    """The id of the chosen category is that of another."""

    def shown(self, task: Task) -> JsonObject:
        shown = super().shown(task)
        answer = shown.get("response", {})
        if isinstance(answer.get("category_id"), str):
            ids = [i for i in shown["params"]["category_ids"] if i != answer["category_id"]]
            shown["response"] = answer | {"category_id": (ids or [answer["category_id"]])[0]}
        return shown


@caught_by("response-schema")
class ReceiptIsMissing(Answered):
    """A purchase has no `receipt_url`."""

    def change(self, response: JsonObject) -> JsonObject:
        return {name: value for name, value in response.items() if name != "receipt_url"}


@caught_by("complete-changes-nothing-else")
class CompletionDropsMetadata(Rules):
    """A completed task has no metadata."""

    def shown(self, task: Task) -> JsonObject:
        return super().shown(task) | ({"metadata": {}} if task.status == "completed" else {})


@caught_by("complete-changes-nothing-else")
class CompletionChangesTheTimeOfCreation(Statement):
    """A completed task was created when it was completed."""

    meant = "completed_at = ?"
    but = "created_at = created_at + 300, completed_at = ?"


@caught_by("complete-shows-in-list")
class CompletedTaskIsListedAsPending(Statement):
    """The list of the pending holds completed tasks."""

    meant = "status = :status"
    but = "status = replace(:status, 'pending', 'completed')"


@caught_by("complete-shows-in-list")
class CompletedTasksAreNotListed(Statement):
    """The list leaves out completed tasks."""

    meant = "FROM task WHERE account = :account"
    but = "FROM task WHERE status <> 'completed' AND account = :account"


@caught_by("complete-shows-in-list")
class ListShowsCompletedTasksAsPending(Edited):
    """The list shows each completed task as pending."""

    of = (LIST,)

    def edit(self, answer: JsonObject, _call: Call) -> JsonObject:
        return answer | {"docs": [self.before(doc) for doc in answer["docs"]]}

    def before(self, doc: JsonObject) -> JsonObject:
        if doc["status"] != "completed":
            return doc
        later = ("completed_at", "response", "callback_succeeded")
        return {name: doc[name] for name in doc if name not in later} | {"status": "pending"}
