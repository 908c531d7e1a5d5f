"""The pages of the list: limit, offset, order, total, and whether there are more."""

from dataclasses import replace
from typing import Any

from apiref.sandbox.errors import ApiError
from apiref.sandbox.reading import Call
from apiref.sandbox.rules import Rules
from apiref.sandbox.store import Filters
from apiref.sandbox.task import JsonObject

from .fault import caught_by
from .parts import LIST, Edited, Statement


class EditedPage(Edited):
    """Answers another page than the one that is asked for."""

    of = (LIST,)


def asked(call: Call, **parameters: Any) -> Call:
    """Give the call with other parameters."""
    return replace(call, parameters={**call.parameters, **parameters})


@caught_by("list-limit-kept")
class LimitIsIgnored(Rules):
    """A page holds 100 tasks whatever `limit` says, and repeats what was asked for."""

    def list(self, call: Call) -> JsonObject:
        return super().list(asked(call, limit=100)) | {"limit": call.parameters["limit"]}


@caught_by("list-limit-kept")
class PageHoldsOneTaskTooMany(EditedPage):
    """A page holds one task more than `limit` says, where there are as many."""

    def edit(self, answer: JsonObject, call: Call) -> JsonObject:
        more = Rules.list(self, asked(call, limit=call.parameters["limit"] + 1))
        return answer | {"docs": more["docs"]}


@caught_by("list-limit-kept")
class LimitIsCappedAtFive(Rules):
    """A page holds at most five tasks, though `limit` may be 100."""

    def list(self, call: Call) -> JsonObject:
        limit = call.parameters["limit"]
        return super().list(asked(call, limit=min(5, limit))) | {"limit": limit}


@caught_by("list-limit-kept")
class LimitIsNotRepeated(EditedPage):
    """`limit` in the answer is the number of tasks on the page."""

    def edit(self, answer: JsonObject, _call: Call) -> JsonObject:
        return answer | {"limit": max(1, len(answer["docs"]))}


@caught_by("list-offset-kept")
class OffsetIsIgnored(Rules):
    """Each page begins with the newest task."""

    def list(self, call: Call) -> JsonObject:
        return super().list(asked(call, offset=0)) | {"offset": call.parameters["offset"]}


@caught_by("list-limit-and-offset-combine")
class OffsetCountsPages(Rules):
    """`offset` skips as many pages, not tasks."""

    def list(self, call: Call) -> JsonObject:
        offset = call.parameters["offset"]
        pages = min(offset * call.parameters["limit"], 10**9)
        return super().list(asked(call, offset=pages)) | {"offset": offset}


@caught_by("list-offset-kept")
class OffsetIsNotRepeated(EditedPage):
    """`offset` in the answer is always 0."""

    def edit(self, answer: JsonObject, _call: Call) -> JsonObject:
        return answer | {"offset": 0}


@caught_by("list-offset-beyond-end")
class OffsetBeyondTheEndIsNotFound(EditedPage):
    """An offset beyond the last task is answered 404."""

    def edit(self, answer: JsonObject, call: Call) -> JsonObject:
        if call.parameters["offset"] > answer["total"]:
            raise ApiError(404, "There is no such page.")
        return answer


@caught_by("list-offset-beyond-end")
class OffsetBeyondTheEndIsTheLastPage(Rules):
    """An offset beyond the last task shows the last one."""

    def list(self, call: Call) -> JsonObject:
        page, offset = super().list(call), call.parameters["offset"]
        last = max(0, page["total"] - 1)
        return super().list(asked(call, offset=min(offset, last))) | {"offset": offset}


@caught_by("list-offset-beyond-end", "response-no-server-error")
class LargeOffsetFails(EditedPage):
    """An offset beyond a million makes the server fail."""

    def edit(self, answer: JsonObject, call: Call) -> JsonObject:
        if call.parameters["offset"] > 10**6:
            raise RuntimeError("offset too large")
        return answer


@caught_by("list-newest-first")
class OldestPageComesFirst(Statement):
    """The list begins with the oldest task."""

    meant = "ORDER BY created_at DESC, sequence DESC"
    but = "ORDER BY created_at, sequence"


@caught_by("list-newest-first")
class PendingTasksComeFirst(Statement):
    """The list begins with the pending tasks."""

    meant = "ORDER BY created_at DESC"
    but = "ORDER BY status = 'canceled', created_at DESC"


@caught_by("list-total-counts-all")
class TotalIsThatOfThePage(EditedPage):
    """`total` counts the tasks of the page."""

    def edit(self, answer: JsonObject, _call: Call) -> JsonObject:
        return answer | {"total": len(answer["docs"])}


@caught_by("list-total-counts-all")
class TotalIgnoresTheFilters(EditedPage):
    """`total` counts all tasks of the account."""

    def edit(self, answer: JsonObject, call: Call) -> JsonObject:
        everything = self.store.page(call.caller.account.name, Filters(), limit=1)
        return answer | {"total": everything.total}


@caught_by("list-has-more-at-edge")
class HasMoreAtTheEdge(EditedPage):
    """`has_more` is true where the page ends with the last task."""

    def edit(self, answer: JsonObject, _call: Call) -> JsonObject:
        full = len(answer["docs"]) == answer["limit"]
        return answer | {"has_more": full, "next_token": "x"} if full else answer


@caught_by("list-has-more-at-edge")
class HasMoreIsNeverTrue(EditedPage):
    """`has_more` is false and there is no `next_token`, whatever follows."""

    def edit(self, answer: JsonObject, _call: Call) -> JsonObject:
        answer.pop("next_token", None)
        return answer | {"has_more": False}


@caught_by("list-has-more-at-edge")
class HasMoreIgnoresTheOffset(EditedPage):
    """`has_more` compares the page with `total` and forgets what was skipped."""

    def edit(self, answer: JsonObject, _call: Call) -> JsonObject:
        more = len(answer["docs"]) < answer["total"]
        return answer | ({"has_more": True, "next_token": "x"} if more else {"has_more": False})


@caught_by("list-docs-are-tasks")
class ListedTasksLackMetadata(Edited):
    """A task in the list has empty metadata."""

    of = (LIST,)

    def edit(self, answer: JsonObject, _call: Call) -> JsonObject:
        return answer | {"docs": [doc | {"metadata": {}} for doc in answer["docs"]]}


@caught_by("list-newest-first")
class CanceledTasksAreHidden(Statement):
    """A list without a filter leaves out canceled tasks."""

    meant = "(:status IS NULL OR status = :status)"
    but = "(:status IS NULL AND status <> 'canceled' OR status = :status)"
