"""Canceling: once, for good, and nothing else of the task with it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from contract_tests.account import JSON, Account, expect_same, expect_status, together
from contract_tests.broken import Broken
from contract_tests.contract import Contract, Operation
from contract_tests.exchange import Pairs
from contract_tests.rules import rule

CANCEL = "cancelTask"
CONFLICT = "/components/responses/Conflict"
AT_ONCE = 8


@pytest.fixture(autouse=True)
def _lasting(api: Account) -> None:
    if api.is_test:
        pytest.skip("a task of a test key may be completed before it is canceled; give a live key")


def creations(contract: Contract) -> Iterator[Operation]:
    yield from contract.creations


@rule("cancel-answers-canceled", clause=CANCEL, cases=creations)
def test_answers_canceled(api: Account, case: Operation) -> None:
    """Canceling a pending task answers 200 with the task, its status `canceled`."""
    exchange = expect_status(api.cancel(api.task(case)["task_id"]), 200)
    expect_same(exchange.json.get("status"), "canceled", "status", exchange)


@rule("cancel-changes-nothing-else", clause=CANCEL, cases=creations)
def test_changes_nothing_else(api: Account, case: Operation) -> None:
    """Nothing of a canceled task changes but its status."""
    task = api.task(case, urgency="week", metadata={"kept": [1, None, "ä"]})
    exchange = expect_status(api.cancel(task["task_id"]), 200)
    expected = {**api.known(task), "status": "canceled"}
    expect_same(api.known(exchange.json), expected, "the task", exchange)
    again = expect_status(api.retrieve(task["task_id"]), 200)
    expect_same(api.known(again.json), expected, "the task, retrieved", again)


@rule("cancel-persists", clause=CANCEL)
def test_persists(api: Account) -> None:
    """A canceled task is canceled when it is retrieved, however often."""
    task_id = api.task()["task_id"]
    expect_status(api.retrieve(task_id), 200)
    expect_status(api.cancel(task_id), 200)
    for _ in range(2):
        exchange = expect_status(api.retrieve(task_id), 200)
        expect_same(exchange.json.get("status"), "canceled", "status", exchange)


@rule("cancel-shows-in-list", clause="listTasks/parameters/status")
def test_shows_in_list(api: Account) -> None:
    """A canceled task is in the list of the canceled and no longer in that of the pending."""
    task = api.task()
    expect_status(api.cancel(task["task_id"]), 200)
    at = {"start_time": task["created_at"], "end_time": task["created_at"]}
    for status, expected in (("canceled", True), ("pending", False)):
        page = api.page(status=status, **at)
        if (task["task_id"] in page["ids"]) is not expected:
            state = "in" if expected else "not in"
            raise Broken(
                f"the task {state} the list of the {status}", "the contrary", page["exchange"]
            )


@rule("cancel-again-conflict", clause=CONFLICT)
def test_again(api: Account) -> None:
    """Canceling a canceled task answers 409 and leaves it canceled."""
    task_id = api.task()["task_id"]
    expect_status(api.cancel(task_id), 200)
    for _ in range(2):
        expect_status(api.cancel(task_id), 409)
    exchange = expect_status(api.retrieve(task_id), 200)
    expect_same(exchange.json.get("status"), "canceled", "status", exchange)


@rule("cancel-once-of-many", clause=CONFLICT)
def test_once_of_many(api: Account) -> None:
    """Of several cancellations at the same time exactly one succeeds; the others answer 409."""
    task_id = api.task()["task_id"]
    exchanges = together(lambda: api.cancel(task_id) for _ in range(AT_ONCE))
    statuses = sorted(exchange.status for exchange in exchanges)
    if statuses != [200] + [409] * (AT_ONCE - 1):
        raise Broken(f"once 200 and {AT_ONCE - 1} times 409", f"{statuses}", exchanges[-1])


@rule("cancel-others-untouched", clause=CANCEL)
def test_others_untouched(api: Account) -> None:
    """Canceling one task leaves the others as they are."""
    before, task, after = api.task(), api.task(), api.task()
    expect_status(api.cancel(task["task_id"]), 200)
    for other in (before, after):
        exchange = expect_status(api.retrieve(other["task_id"]), 200)
        expect_same(api.known(exchange.json), api.known(other), "another task", exchange)


@dataclass(frozen=True)
class Ignored:
    """A body of a cancellation."""

    name: str
    bytes: bytes
    headers: Pairs = JSON

    def __str__(self) -> str:
        return self.name


def bodies(contract: Contract) -> Iterator[Ignored]:
    del contract
    yield Ignored("an empty object", b"{}")
    yield Ignored("another status", b'{"status": "completed", "instruction": "Something else."}')
    yield Ignored("an array", b"[1, 2]")
    yield Ignored("broken JSON", b'{"')
    yield Ignored("text", b"please", (("Content-Type", "text/plain"),))


@rule("cancel-body-ignored", clause=CANCEL, cases=bodies)
def test_body_ignored(api: Account, case: Ignored) -> None:
    """A body that is sent along is ignored."""
    task = api.task()
    path = f"/task/{task['task_id']}/cancel"
    exchange = expect_status(api.send("POST", path, case.bytes, case.headers), 200)
    expected = {**api.known(task), "status": "canceled"}
    expect_same(api.known(exchange.json), expected, "the task", exchange)


def no_tasks(contract: Contract) -> Iterator[str]:
    del contract
    yield from ("contract-test-unknown-id", "a" * 65, "a b", "é", "null", "*")


@rule("cancel-unknown-not-found", clause="/components/responses/NotFound", cases=no_tasks)
def test_unknown(api: Account, case: str) -> None:
    """Canceling a task that does not exist, or cannot, answers 404."""
    expect_status(api.cancel(case), 404)
