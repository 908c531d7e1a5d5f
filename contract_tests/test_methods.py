"""Methods that a path does not have, HEAD, and headers that pretend to another method."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from contract_tests.account import JSON, Account, expect_same, expect_status
from contract_tests.broken import Broken
from contract_tests.contract import Contract
from contract_tests.rules import rule

NOT_ALLOWED = "/components/responses/MethodNotAllowed"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class Method:
    """A method on a path that the contract does not describe with it."""

    method: str
    path: str
    described: tuple[str, ...]
    is_template: bool  # whether another path of the contract, with a parameter, covers this one

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def undescribed(contract: Contract) -> Iterator[Method]:
    for path in contract.document["paths"]:
        described = tuple(o.method for o in contract.operations if o.path == path)
        covered = any(o.pattern.fullmatch(path) and o.path != path for o in contract.operations)
        for method in METHODS:
            if method not in described:
                yield Method(method, path, described, is_template=covered)


@pytest.fixture(scope="module")
def task_id(api: Account) -> str:
    return str(api.task()["task_id"])


@rule("method-other-refused", clause=NOT_ALLOWED, cases=undescribed)
def test_other_method(api: Account, case: Method, task_id: str) -> None:
    """A method that the path does not have is answered 405, with those that it has in Allow."""
    path = case.path.replace("{task_id}", task_id)
    body = b"{}" if case.method != "GET" else None
    exchange = api.send(case.method, path, body, JSON if body else ())
    # `GET /task/transcription` may as well be read as the retrieval of a task of that name.
    expect_status(exchange, *((404, 405) if case.is_template else (405,)))
    allowed = {m.strip() for m in (exchange.response.header("Allow") or "").split(",")}
    if not case.is_template and not set(case.described) <= allowed:
        raise Broken(
            f"Allow: {', '.join(case.described)}", f"Allow: {', '.join(allowed)}", exchange
        )


@rule("method-refused-harmless", clause=NOT_ALLOWED)
def test_harmless(api: Account) -> None:
    """A refused method changes nothing of the task that it was sent to."""
    task = api.task()
    for method in ("PUT", "PATCH", "DELETE", "POST"):
        api.send(method, f"/task/{task['task_id']}", b'{"status": "completed"}', JSON)
    after = expect_status(api.retrieve(task["task_id"]), 200)
    expect_same(after.json.get("status"), task["status"], "status", after)


@rule("method-head-without-body", clause=NOT_ALLOWED)
def test_head(api: Account) -> None:
    """HEAD answers as GET does or with 405, in either case without a body."""
    for path in ("/tasks?limit=1", f"/task/{api.task()['task_id']}"):
        exchange = expect_status(api.send("HEAD", path), 200, 405)
        if exchange.response.body:
            raise Broken("no body", f"{len(exchange.response.body)} bytes", exchange)


@rule("method-override-ignored", clause="retrieveTask")
def test_override(api: Account) -> None:
    """A header or a parameter that names another method does not turn the request into it."""
    task = api.task()
    path = f"/task/{task['task_id']}"
    names = ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")
    for header in names:
        exchange = api.send("GET", path, headers=((header, "DELETE"),))
        expect_status(exchange, 200)
        expect_same(exchange.json.get("status"), task["status"], "status", exchange)
    expect_status(api.send("GET", f"{path}?_method=DELETE"), 200)
    exchange = api.send("POST", "/tasks", b"{}", (*JSON, (names[0], "GET")))
    expect_status(exchange, 405)
