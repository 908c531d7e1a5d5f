"""The life of a task to its completion, as a test key shows it."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from contract_tests.account import expect_same, expect_status
from contract_tests.broken import Broken
from contract_tests.contract import Contract, Operation
from contract_tests.life import Life
from contract_tests.rules import rule

KEYS = "/components/securitySchemes/basicAuth"
LATE = {"status", "completed_at", "response", "callback_succeeded"}  # what completion may change

pytestmark = pytest.mark.later


def creations(contract: Contract) -> Iterator[Operation]:
    yield from contract.creations


@rule("test-task-completes", clause=KEYS, cases=creations)
def test_completes(life: Life, case: Operation) -> None:
    """A task of a test key completes by itself, with an answer."""
    exchange = life.completed(case.id)
    for name in ("completed_at", "response"):
        if name not in exchange.json:
            raise Broken(f"a {name}", "no such property", exchange)


@rule(
    "complete-changes-nothing-else", clause="/components/schemas/Task/description", cases=creations
)
def test_changes_nothing_else(life: Life, case: Operation) -> None:
    """Completion changes the status of a task and adds the answer; all else stays as it was."""
    exchange = life.completed(case.id)
    before, after = life.account.known(life.tasks[case.id]), life.account.known(exchange.json)
    expect_same(_lasting(after), _lasting(before), "the task", exchange)


def _lasting(task: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in task.items() if name not in LATE}


def choices(contract: Contract) -> Iterator[str]:
    del contract
    yield from ("one-choice", "many-choices")


@rule("complete-answer-lasts", clause="/components/schemas/CompletedAt")
def test_answer_lasts(life: Life) -> None:
    """A completed task keeps its answer and its time however often it is retrieved."""
    name = life.account.target.contract.creations[0].id
    first = life.completed(name)
    time.sleep(0.005)  # longer than the clock of the contract takes to move on
    second = life.completed(name)
    for part in ("completed_at", "response"):
        expect_same(second.json.get(part), first.json.get(part), part, second)


@rule("complete-category-chosen", clause="/components/schemas/CategorizationAnswer", cases=choices)
def test_category(life: Life, case: str) -> None:
    """A categorization is answered with a category and its id, or arrays of them."""
    if case not in life.tasks:
        pytest.skip("no operation of the contract has allow_multiple")
    exchange = life.completed(case)
    answer, ids = exchange.json["response"], exchange.json["params"]["category_ids"]
    many = case == "many-choices"
    for name in ("category", "category_id"):
        if isinstance(answer.get(name), list) is not many:
            raise Broken(
                f"{'an array' if many else 'one value'} as {name}", repr(answer.get(name)), exchange
            )
    chosen = answer["category_id"] if many else [answer["category_id"]]
    named = answer["category"] if many else [answer["category"]]
    expect_same(sorted(ids.get(i, "") for i in chosen), sorted(named), "the categories", exchange)


@rule("complete-shows-in-list", clause="listTasks/parameters/status", cases=creations)
def test_shows_in_list(life: Life, case: Operation) -> None:
    """A completed task is in the list of the completed, and no longer in that of the pending."""
    task = life.completed(case.id).json
    at = {"start_time": task["created_at"], "end_time": task["created_at"]}
    for status, expected in (("completed", True), ("pending", False)):
        page = life.account.page(status=status, **at)
        if (task["task_id"] in page["ids"]) is not expected:
            state = "in" if expected else "not in"
            raise Broken(
                f"the task {state} the list of the {status}", "the contrary", page["exchange"]
            )
        for listed in page["docs"]:
            if listed["task_id"] == task["task_id"]:
                expect_same(listed["status"], status, "status in the list", page["exchange"])
                expect_same(listed.get("response"), task["response"], "response", page["exchange"])


@rule("cancel-completed-conflict", clause="/components/responses/Conflict")
def test_cancel_completed(life: Life) -> None:
    """A completed task can no longer be canceled: 409, and it keeps its answer."""
    name = life.account.target.contract.creations[0].id
    before = life.completed(name)
    expect_status(life.account.cancel(before.json["task_id"]), 409)
    after = life.completed(name)
    for part in ("status", "completed_at", "response"):
        expect_same(after.json.get(part), before.json.get(part), part, after)


@rule("cancel-prevents-completion", clause="cancelTask/description")
def test_canceled_stays(life: Life) -> None:
    """A canceled task never completes."""
    task_id = life.tasks["canceled"]["task_id"]
    life.settle()
    exchange = expect_status(life.account.retrieve(task_id), 200)
    made = life.account.target.journal.tasks[task_id]
    if made.canceled:
        expect_same(exchange.json.get("status"), "canceled", "status", exchange)
    else:
        pytest.skip("the task was completed before it could be canceled")
