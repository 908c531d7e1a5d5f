"""What a new task is: the defaults, what was sent, an identity of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any

import pytest

from contract_tests.account import (
    JSON,
    Account,
    encoded,
    example,
    expect_same,
    expect_status,
    found,
    together,
)
from contract_tests.broken import Broken, Unmet
from contract_tests.contract import Contract, Operation
from contract_tests.exchange import Exchange
from contract_tests.places import full_body
from contract_tests.rules import rule

AT_ONCE = 16
CLOCK = timedelta(hours=1)  # no two clocks agree; a wrong time zone or a constant is further off


def creations(contract: Contract) -> Iterator[Operation]:
    yield from contract.creations


@dataclass(frozen=True)
class Default:
    """A property of a request body that has a default."""

    operation: Operation
    name: str
    value: Any

    def __str__(self) -> str:
        return f"{self.operation}.{self.name}"


def defaults(contract: Contract) -> Iterator[Default]:
    for operation in contract.creations:
        properties = contract.at(f"{operation.id}/requestBody/content/application~1json/schema")[
            "properties"
        ]
        for name, schema in properties.items():
            resolved = contract.resolved(schema)
            if "default" in resolved:
                yield Default(operation, name, resolved["default"])


def created(api: Account, operation: Operation, body: dict[str, Any]) -> Exchange:
    """Return the answer to a creation, which must succeed."""
    return expect_status(api.create(operation, body), 200)


@rule("create-answers-task", clause="/info/description", cases=creations)
def test_answers_task(api: Account, case: Operation) -> None:
    """Creation answers 200 with the task, of the type that was asked for."""
    exchange = created(api, case, full_body(api.target.contract, case))
    schema = api.target.contract.at(f"{case.id}/responses/200/content/application~1json/schema")
    expected = api.target.contract.resolved(schema["properties"]["type"])["enum"][0]
    expect_same(exchange.json.get("type"), expected, "type", exchange)


@rule("create-pending", clause="/components/schemas/TaskStatus", cases=creations)
def test_pending(api: Account, case: Operation) -> None:
    """A new task is pending; one of a test key may be completed already."""
    exchange = created(api, case, full_body(api.target.contract, case))
    status = exchange.json.get("status")
    if status != "pending" and not (api.is_test and status == "completed"):
        raise Broken("status pending", f"status {status}", exchange)


@rule("create-defaults-filled", clause="/components/schemas/Urgency/default", cases=defaults)
def test_defaults(api: Account, case: Default) -> None:
    """A property that is left out has its default in the task."""
    body = full_body(api.target.contract, case.operation)
    del body[case.name]
    # Without metadata a task cannot carry the id of the run, so that one is sent untagged.
    send = api.post if case.name == "metadata" else api.create
    exchange = expect_status(send(case.operation, body), 200)
    expect_same(found(exchange.json, case.name), case.value, case.name, exchange)
    again = api.retrieve(exchange.json["task_id"])
    expect_same(found(again.json, case.name), case.value, f"{case.name}, retrieved", again)


@rule("create-params-kept", clause="/components/schemas/Task/description", cases=creations)
def test_params(api: Account, case: Operation) -> None:
    """The task holds everything that was sent: at its top or in `params`, with equal values."""
    body = full_body(api.target.contract, case)
    exchange = created(api, case, body)
    sent = api.target.tagged(body)
    for name, value in sent.items():
        expect_same(found(exchange.json, name), value, name, exchange)


@rule("create-retrievable", clause="/components/links/RetrieveTask", cases=creations)
def test_retrievable(api: Account, case: Operation) -> None:
    """A new task can be retrieved at once, and is what creation answered."""
    task = created(api, case, full_body(api.target.contract, case))
    again = expect_status(api.retrieve(task.json["task_id"]), 200)
    if api.is_test:
        return  # it may have been completed in between
    expect_same(api.known(again.json), api.known(task.json), "the task", again)


@rule("create-twice-two-tasks", clause="/components/schemas/TaskId", cases=creations)
def test_twice(api: Account, case: Operation) -> None:
    """The same request sent twice makes two tasks, each with an id of its own."""
    body = full_body(api.target.contract, case)
    first, second = created(api, case, body), created(api, case, body)
    if first.json["task_id"] == second.json["task_id"]:
        raise Broken("two tasks", f"{first.json['task_id']} twice", second)
    expect_status(api.retrieve(first.json["task_id"]), 200)
    expect_status(api.retrieve(second.json["task_id"]), 200)


@rule("create-concurrent-all-kept", clause="/components/schemas/TaskId")
def test_concurrent(api: Account) -> None:
    """Tasks that are created at the same time are all kept, and no two share an id."""
    operations = api.target.contract.creations
    bodies = [
        (operations[number % len(operations)], {"instruction": f"Task {number} of {AT_ONCE}."})
        for number in range(AT_ONCE)
    ]

    def make(operation: Operation, change: dict[str, str]) -> Exchange:
        return created(api, operation, {**example(api.target, operation), **change})

    answers = together(partial(make, *pair) for pair in bodies)
    ids = {exchange.json["task_id"] for exchange in answers}
    if len(ids) != AT_ONCE:
        raise Broken(f"{AT_ONCE} different ids", f"{len(ids)}", answers[-1])
    for answer, (_, change) in zip(answers, bodies, strict=True):
        again = expect_status(api.retrieve(answer.json["task_id"]), 200)
        expect_same(again.json.get("instruction"), change["instruction"], "instruction", again)


@rule("category-id-of-no-category-accepted", clause="/components/schemas/CategoryIds")
def test_category_id_of_none(api: Account) -> None:
    """An identifier that names none of the categories is accepted, and kept."""
    for operation in api.target.contract.creations:
        body = full_body(api.target.contract, operation)
        if "category_ids" in body:
            ids = {"none": "No category at all", "one": body["categories"][0]}
            exchange = created(api, operation, {**body, "category_ids": ids})
            expect_same(found(exchange.json, "category_ids"), ids, "category_ids", exchange)


@rule("create-time-true", clause="/components/schemas/CreatedAt")
def test_time(api: Account) -> None:
    """`created_at` is the time of creation, give or take an hour between two clocks."""
    exchange = created(
        api, operation := api.target.contract.creations[0], example(api.target, operation)
    )
    try:
        now = parsedate_to_datetime(exchange.response.header("Date") or "").astimezone(UTC)
    except ValueError:
        now = datetime.now(UTC)
    text = exchange.json["created_at"]
    try:
        away = abs(datetime.fromisoformat(text) - now)
    except (TypeError, ValueError):
        raise Unmet(f"created_at is no time: {text!r}") from None
    if away > CLOCK:
        raise Broken(f"a time near {now.isoformat()}", text, exchange)


@rule("create-former-path", clause="/paths/~1task~1categorization/x-former-paths")
def test_former_path(api: Account) -> None:
    """Where a path that clients of the first years know is answered, it creates tasks as ever."""
    contract = api.target.contract
    for path, item in contract.document["paths"].items():
        for former in item.get("x-former-paths", ()):
            operation = next(o for o in contract.creations if o.path == path)
            body = example(api.target, operation)
            exchange = api.send("POST", former, encoded(api.target.tagged(body)), JSON)
            if exchange.status in {404, 405}:
                pytest.skip("the server does not answer on the former path, and need not")
            expect_status(exchange, 200)
            expect_same(
                exchange.json.get("instruction"), body["instruction"], "instruction", exchange
            )
