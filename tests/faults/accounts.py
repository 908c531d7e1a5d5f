"""Two accounts that are not apart, and keys of the wrong kind."""

from apiref.sandbox.errors import ApiError
from apiref.sandbox.parameters import not_found
from apiref.sandbox.reading import Call
from apiref.sandbox.rules import Rules
from apiref.sandbox.task import JsonObject
from apiref.sandbox.tokens import Walk

from .fault import caught_by
from .parts import Edited, Statement, owned


@caught_by("account-retrieve-apart")
class AnotherAccountsTaskIsShown(Rules):
    """Any key retrieves any task."""

    def retrieve(self, call: Call) -> JsonObject:
        return super().retrieve(owned(self.store, call))


@caught_by("account-cancel-apart")
class AnotherAccountsTaskIsCanceled(Rules):
    """Any key cancels any task."""

    def cancel(self, call: Call) -> JsonObject:
        return super().cancel(owned(self.store, call))


@caught_by("account-cancel-apart")
class AnotherAccountsTaskIsCanceledInSilence(Rules):
    """Canceling another account's task answers 404 and cancels it."""

    def cancel(self, call: Call) -> JsonObject:
        other = owned(self.store, call)
        canceled = super().cancel(other)
        if other.caller.account != call.caller.account:
            raise not_found()
        return canceled


@caught_by("account-retrieve-apart")
class AnotherAccountsTaskIsForbidden(Rules):
    """Another account's task is answered 403, which tells that it exists."""

    def retrieve(self, call: Call) -> JsonObject:
        if owned(self.store, call).caller.account != call.caller.account:
            raise ApiError(403, "This task belongs to another account.")
        return super().retrieve(call)


@caught_by("account-cancel-apart")
class CancelingAnothersTaskIsAConflict(Rules):
    """Canceling another account's task is answered 409, which tells that it exists."""

    def cancel(self, call: Call) -> JsonObject:
        if owned(self.store, call).caller.account != call.caller.account:
            raise ApiError(409, "The task cannot be canceled.")
        return super().cancel(call)


@caught_by("account-list-apart")
class ListShowsEveryAccount(Statement):
    """A list holds the tasks of all accounts."""

    meant = "account = :account"
    but = ":account = :account"


@caught_by("account-list-apart")
class ListWithATimeShowsEveryAccount(Statement):
    """A list with a bound of time holds the tasks of all accounts."""

    meant = "account = :account"
    but = "(account = :account OR :start > 0)"


@caught_by("account-list-apart")
class TotalCountsEveryAccount(Statement):
    """`total` counts the tasks of all accounts."""

    meant = "SELECT COUNT(*) AS total \nFROM task WHERE account = :account"
    but = "SELECT COUNT(*) AS total FROM task WHERE :account = :account"


@caught_by("account-token-apart")
class TokenOpensAnotherAccount(Rules):
    """A `next_token` that another account was given shows that account's tasks."""

    def walk(self, call: Call) -> Walk:
        token = call.parameters["next_token"]
        walk = self.tokens.read(token) if token else None
        return walk or super().walk(call)


@caught_by("account-is-test-with-test-key")
class TaskOfATestKeyIsNoTest(Rules):
    """`is_test` is false of every task, and none completes."""

    def details(self, call: Call) -> JsonObject:
        return super().details(call) | {"is_test": False}


@caught_by("account-is-test")
class TaskOfALiveKeyIsATest(Edited):
    """`is_test` is true of every task that is listed or made."""

    of = ("retrieveTask", "createTranscriptionTask")

    def edit(self, answer: JsonObject, _call: Call) -> JsonObject:
        return answer | {"is_test": True}


@caught_by("account-list-apart")
class OwnTasksAreHiddenFromASecondAccount(Rules):
    """Only the first account sees its tasks in the list."""

    def list(self, call: Call) -> JsonObject:
        answer = super().list(call)
        first = call.caller.account.name == "sandbox"
        return answer if first else answer | {"docs": [], "total": 0, "has_more": False}
