"""Retrieving a task, and identifiers that name none."""

from collections.abc import Iterator

from contract_tests.account import Account, expect_same, expect_status
from contract_tests.contract import Contract
from contract_tests.rules import rule

NOT_FOUND = "/components/responses/NotFound"


@rule("retrieve-unchanged", clause="retrieveTask")
def test_unchanged(api: Account) -> None:
    """Retrieving a task changes nothing of it."""
    task_id = api.task()["task_id"]
    first = expect_status(api.retrieve(task_id), 200)
    second = expect_status(api.retrieve(task_id), 200)
    if not api.is_test:  # one of a test key may be completed in between
        expect_same(api.known(second.json), api.known(first.json), "the task", second)


@rule("retrieve-asked-for", clause="retrieveTask")
def test_asked_for(api: Account) -> None:
    """The task that is answered is the one that was asked for."""
    first, second = api.task(instruction="The first."), api.task(instruction="The second.")
    for task in (first, second, first):
        exchange = expect_status(api.retrieve(task["task_id"]), 200)
        expect_same(exchange.json.get("task_id"), task["task_id"], "task_id", exchange)
        expect_same(exchange.json.get("instruction"), task["instruction"], "instruction", exchange)


def unknown(contract: Contract) -> Iterator[str]:
    del contract
    yield from ("contract-test-unknown-id", "null", "undefined", "a" * 64, "_", "-")


@rule("retrieve-unknown-not-found", clause=NOT_FOUND, cases=unknown)
def test_unknown(api: Account, case: str) -> None:
    """An identifier that names no task is answered 404."""
    expect_status(api.retrieve(case), 404)


def malformed(contract: Contract) -> Iterator[str]:
    del contract
    yield from (
        "a" * 65,
        "a" * 1000,
        "a b",
        "é",
        "\U0001f4e6",
        '"',
        "' OR '1'='1",
        "*",
        "%",
        "<b>",
        "a\nb",
        "$ne",
    )


@rule("retrieve-malformed-not-found", clause=NOT_FOUND, cases=malformed)
def test_malformed(api: Account, case: str) -> None:
    """An identifier of another form than the API gives out is answered 404 as an unknown one."""
    expect_status(api.retrieve(case), 404)


@rule("retrieve-similar-not-found", clause=NOT_FOUND)
def test_similar(api: Account) -> None:
    """An identifier that is a part of one, or one with something added, does not name its task."""
    task_id = api.task()["task_id"]
    similar = (
        task_id[:-1],
        task_id[1:],
        f"{task_id}x",
        f"{task_id} ",
        f" {task_id}",
        f"{task_id}%",
    )
    for identifier in filter(None, similar):
        exchange = expect_status(api.retrieve(identifier), 404, 200)
        if exchange.status == 200:  # identifiers may be numbers, and a part of one another's
            expect_same(exchange.json.get("task_id"), identifier, "task_id", exchange)


@rule("retrieve-unknown-query-ignored", clause="listTasks/description")
def test_unknown_query(api: Account) -> None:
    """A query parameter that is not described is ignored."""
    task_id = api.task()["task_id"]
    exchange = expect_status(api.send("GET", f"/task/{task_id}?status=canceled&fields=type&x"), 200)
    expect_same(exchange.json.get("task_id"), task_id, "task_id", exchange)
