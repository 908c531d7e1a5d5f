"""Tasks of a test key: begun at the start of a run, they complete while other rules run."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from contract_tests.account import Account, described, expect_status, is_task
from contract_tests.broken import Broken
from contract_tests.contract import Contract, Operation
from contract_tests.exchange import Exchange
from contract_tests.places import full_body
from contract_tests.receiver import Delivery, Receiver

PATIENCE = 10.0  # seconds from the start for what the contract promises within one
RETRY = 5.0  # seconds from the start for a retry of a callback; the contract sets no time for it
SETTLED = 1.2  # seconds from the start after which what must not come would have come


@dataclass(frozen=True)
class Life:
    """The tasks as created, by the name of what they are for, and the receiver of callbacks."""

    account: Account
    receiver: Receiver | None
    tasks: Mapping[str, dict[str, Any]]
    begun_at: float

    def completed(self, name: str) -> Exchange:
        """Return the retrieval of a completed task; raises Broken if it does not complete."""
        return self.until(name, lambda task: task.get("status") == "completed", "a completed task")

    def until(self, name: str, holds: Callable[[dict[str, Any]], bool], what: str) -> Exchange:
        """Return the retrieval once something holds for the task; raises Broken if it does not."""
        while True:
            exchange = expect_status(self.account.retrieve(self.tasks[name]["task_id"]), 200)
            if is_task(exchange.json) and holds(exchange.json):
                return exchange
            if self.left(PATIENCE) <= 0:
                raise Broken(f"{what} within {PATIENCE:g} seconds", described(exchange), exchange)
            time.sleep(0.05)

    def delivered(self, name: str, count: int = 1) -> list[Delivery]:
        """Return the callbacks of a task, at least one; raises Broken if there is none.

        Skips the test where no callback can reach this machine.
        """
        receiver = self.reachable()
        exchange = self.completed(name)
        deliveries = receiver.wait(name, 1, self.left(PATIENCE))
        if not deliveries:
            raise Broken(f"a callback within {PATIENCE:g} seconds", "none", exchange)
        return receiver.wait(name, count, self.left(RETRY)) if count > 1 else deliveries

    def left(self, seconds: float) -> float:
        """Return what is left of a time that began with the tasks, so that tests wait together."""
        return max(0.0, self.begun_at + seconds - time.monotonic())

    def reachable(self) -> Receiver:
        if self.receiver is None:
            pytest.skip("the server cannot call this machine; name it with --callback-host")
        return self.receiver

    def settle(self) -> None:
        """Wait until what must not come would have come."""
        time.sleep(self.left(SETTLED))


def begin(account: Account, receiver: Receiver | None) -> Life:
    """Create the tasks: one of each operation, and some for how a callback can end."""
    contract = account.target.contract
    first = contract.creations[0]
    tasks = {}
    for name, operation, statuses, changes in (
        *((operation.id, operation, (200,), {}) for operation in contract.creations),
        *(("one-choice", o, (201,), _choices(many=False)) for o in _choosing(contract)),
        *(("many-choices", o, (202,), _choices(many=True)) for o in _choosing(contract)),
        ("no-content", first, (204,), {}),
        ("refused-once", first, (500, 200), {}),
        ("redirected-once", first, (302, 200), {}),
        ("refused-always", first, (404,), {}),
        ("redirected-always", first, (302,), {}),
        ("canceled", first, (200,), {}),
    ):
        body = {**full_body(contract, operation), **changes}
        if receiver:
            body["callback_url"] = receiver.url(name, *statuses)
        tasks[name] = account.task(operation, **body)
    account.cancel(tasks["canceled"]["task_id"])
    return Life(account, receiver, tasks, time.monotonic())


def _choosing(contract: Contract) -> list[Operation]:
    return [o for o in contract.creations if "allow_multiple" in full_body(contract, o)]


def _choices(*, many: bool) -> dict[str, Any]:
    categories = ["Billing", "Delivery", "Technical problem"]
    return {
        "allow_multiple": many,
        "categories": categories,
        "category_ids": {f"team-{number}": name for number, name in enumerate(categories)},
    }
