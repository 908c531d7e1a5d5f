"""The walk through the list by next_token."""

from dataclasses import replace
from typing import Any

from apiref.sandbox import Store
from apiref.sandbox.errors import ApiError
from apiref.sandbox.reading import Call
from apiref.sandbox.rules import Rules
from apiref.sandbox.store import NEWEST, Filters, Page, Position
from apiref.sandbox.task import JsonObject
from apiref.sandbox.tokens import Tokens, Walk

from .fault import caught_by
from .paging import EditedPage, asked
from .parts import Statement


@caught_by("list-token-while-more")
class TokenIsMissing(EditedPage):
    """There is no `next_token` while there is more."""

    def edit(self, answer: JsonObject, _call: Call) -> JsonObject:
        answer.pop("next_token", None)
        return answer


@caught_by("list-token-while-more")
class LastPageHasAToken(EditedPage):
    """There is a `next_token` on the last page."""

    def edit(self, answer: JsonObject, _call: Call) -> JsonObject:
        return {"next_token": "x"} | answer


@caught_by("list-walk-complete")
class WalkRepeatsTheLastTask(Rules):
    """Each page of a walk begins with the last task of the one before."""

    def listed(self, page: Page, walk: Walk, limit: int, offset: int) -> JsonObject:
        last = page.last and Position(page.last.created_at, page.last.sequence + 1)
        return super().listed(replace(page, last=last), walk, limit, offset)


@caught_by("list-walk-complete")
class WalkLeavesOneOut(Store):
    """Each page of a walk leaves out the task that follows the one before."""

    def page(
        self,
        account: str,
        filters: Filters,
        *,
        limit: int,
        offset: int = 0,
        after: Position = NEWEST,
    ) -> Page:
        skipped = offset if after == NEWEST else 1
        return super().page(account, filters, limit=limit, offset=skipped, after=after)


@caught_by("list-walk-complete")
class WalkLeavesOutTasksOfTheSameTime(Statement):
    """A walk leaves out tasks of the very time of the last one on a page; the clock is coarse."""

    meant = "(created_at, sequence) < (:before_created_at, :before_sequence)"
    but = "created_at < :before_created_at"

    def now(self) -> int:
        return super().now() // 100 * 100


class OffsetTokens(Rules):
    """Has a token that is nothing but an offset, where `counts` says so."""

    def counts(self, call: Call) -> bool:
        raise NotImplementedError

    def list(self, call: Call) -> JsonObject:
        if not self.counts(call):
            return super().list(call)
        token = call.parameters["next_token"]
        counted = token is not None and token.isdecimal()
        offset = int(token) if counted else call.parameters["offset"]
        answer = super().list(asked(call, offset=offset, next_token=None if counted else token))
        if answer["has_more"]:
            answer["next_token"] = str(offset + len(answer["docs"]))
        return answer | {"offset": call.parameters["offset"]}


@caught_by("list-walk-while-creating")
class WalkCountsFromTheNewest(OffsetTokens):
    """A token is an offset, so that a new task moves the walk."""

    def counts(self, call: Call) -> bool:
        return call.parameters["status"] is None


@caught_by("list-walk-while-canceling")
class WalkOfOneStatusCountsFromTheNewest(OffsetTokens):
    """With `status` a token is an offset, so that a task which gets another one moves the walk."""

    def counts(self, call: Call) -> bool:
        return call.parameters["status"] is not None


@caught_by("list-walk-filtered")
class WalkForgetsTheFilters(Rules):
    """The second page of a walk shows tasks that the filters leave out."""

    def walk(self, call: Call) -> Walk:
        walk = super().walk(call)
        return replace(walk, filters=Filters()) if call.parameters["next_token"] else walk


@caught_by("list-walk-complete")
class WalkForgetsTheLimit(Rules):
    """The second page of a walk is of 100 tasks."""

    def list(self, call: Call) -> JsonObject:
        return super().list(asked(call, limit=100) if call.parameters["next_token"] else call)


@caught_by("list-walk-complete")
class WalkNeverEnds(Rules):
    """The last page of a walk leads to the first one."""

    def listed(self, page: Page, walk: Walk, limit: int, offset: int) -> JsonObject:
        more = page.last is None and walk.after != NEWEST
        return super().listed(replace(page, last=NEWEST) if more else page, walk, limit, offset)


@caught_by("list-total-counts-all")
class TotalShrinksOnAWalk(Rules):
    """`total` counts what is left of a walk."""

    def listed(self, page: Page, walk: Walk, limit: int, offset: int) -> JsonObject:
        answer = super().listed(page, walk, limit, offset)
        return answer | ({"total": len(answer["docs"])} if walk.after != NEWEST else {})


@caught_by("list-token-unknown-refused")
class MadeUpTokenBeginsAgain(Rules):
    """A token that was not given out shows the first page."""

    def walk(self, call: Call) -> Walk:
        try:
            return super().walk(call)
        except ApiError:
            return super().walk(asked(call, next_token=None))


@caught_by("list-token-unknown-refused", "response-no-server-error")
class MadeUpTokenFails(Rules):
    """A token that was not given out makes the server fail."""

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self.tokens = Unsigned(self.store.secret)


class Unsigned(Tokens):
    """Fails for a token that it did not write."""

    def read(self, token: str) -> Walk | None:
        walk = super().read(token)
        if walk is None:
            raise ValueError(token[:1])
        return walk
