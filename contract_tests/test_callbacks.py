"""Callbacks, as they arrive at a receiver on this machine."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from contract_tests.account import expect_same
from contract_tests.broken import Broken
from contract_tests.contract import Contract, Operation
from contract_tests.life import RETRY, Life
from contract_tests.receiver import QUERY, Delivery
from contract_tests.rules import rule
from contract_tests.secrets import Secrets
from contract_tests.suite import Suite

CALLBACK = "createTranscriptionTask/callbacks"
SUCCEEDED = "/components/schemas/CallbackSucceeded"
AUTH = "/components/parameters/CallbackAuth"

pytestmark = pytest.mark.later


def creations(contract: Contract) -> Iterator[Operation]:
    yield from contract.creations


def content(delivery: Delivery) -> Any:
    try:
        return json.loads(delivery.body)
    except ValueError:
        raise Broken("JSON as the body of the callback", repr(delivery.body[:200])) from None


def header(delivery: Delivery, name: str) -> str:
    return next((v for n, v in delivery.headers.items() if n.lower() == name), "")


@rule("callback-sent-as-described", clause=CALLBACK, cases=creations)
def test_sent(life: Life, case: Operation) -> None:
    """Completion sends a POST with JSON to the callback URL, valid under the callback's schema."""
    delivery = life.delivered(case.id)[0]
    if delivery.method != "POST":
        raise Broken("POST", delivery.method)
    media_type = header(delivery, "content-type").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise Broken("Content-Type: application/json", media_type or "none")
    contract = life.account.target.contract
    place = f"{contract.callback(case)}/requestBody/content/application~1json/schema"
    problem = contract.problem(place, content(delivery))
    if problem:
        raise Broken("a body valid under the schema of the callback", problem, clause=place)


@rule("callback-query-kept", clause="/components/schemas/CallbackUrl", cases=creations)
def test_query_kept(life: Life, case: Operation) -> None:
    """A callback goes to the very URL that was given, its query included."""
    target = life.delivered(case.id)[0].target
    expected = f"/{case.id}?{QUERY}"
    if target != expected:
        raise Broken(f"POST {expected}", f"POST {target}")


@rule("callback-authenticated", clause=AUTH, cases=creations)
def test_authenticated(life: Life, case: Operation, suite: Suite) -> None:
    """A callback carries the callback key of the account in `scale-callback-auth`."""
    sent = header(life.delivered(case.id)[0], "scale-callback-auth")
    known = suite.options.callback_auth_key
    if not sent or (known and sent != known):
        raise Broken(
            "scale-callback-auth with the callback key of the account", sent or "no such header"
        )


@rule("callback-task-as-retrieved", clause=CALLBACK, cases=creations)
def test_as_retrieved(life: Life, case: Operation) -> None:
    """A callback holds the id, the answer and the task as it is retrieved."""
    body = content(life.delivered(case.id)[0])
    exchange = life.completed(case.id)
    task = {k: v for k, v in life.account.known(exchange.json).items() if k != "callback_succeeded"}
    told = {
        k: v for k, v in life.account.known(body.get("task")).items() if k != "callback_succeeded"
    }
    expect_same(told, task, "task", exchange)
    expect_same(body.get("task_id"), task["task_id"], "task_id", exchange)
    expect_same(body.get("response"), task["response"], "response", exchange)


@rule("callback-without-api-key", clause=AUTH, cases=creations)
def test_without_key(life: Life, case: Operation, suite: Suite) -> None:
    """A callback holds no API key."""
    keys = {name: value for name, value in suite.options.secrets.items() if "CALLBACK" not in name}
    for delivery in life.delivered(case.id):
        text = json.dumps(dict(delivery.headers)) + delivery.body.decode("utf-8", "replace")
        name = Secrets(keys).leaked(text)
        if name:
            raise Broken("no API key in the callback", name)


def accepting(contract: Contract) -> Iterator[str]:
    yield contract.creations[0].id
    yield from ("one-choice", "many-choices", "no-content")


@rule("callback-once-if-accepted", clause=f"{CALLBACK}/taskCompleted", cases=accepting)
def test_once(life: Life, case: str) -> None:
    """A callback that is answered with any 2xx status is not sent again."""
    if case not in life.tasks:
        pytest.skip("no operation of the contract has allow_multiple")
    life.delivered(case)
    life.settle()
    count = len(life.delivered(case))
    if count != 1:
        raise Broken("one callback", f"{count}")


@rule("callback-success-recorded", clause=SUCCEEDED, cases=accepting)
def test_success_recorded(life: Life, case: str) -> None:
    """`callback_succeeded` is true once the callback was answered with a 2xx status."""
    if case not in life.tasks:
        pytest.skip("no operation of the contract has allow_multiple")
    life.delivered(case)
    life.until(case, lambda task: task.get("callback_succeeded") is True, "callback_succeeded true")


def refusing(contract: Contract) -> Iterator[str]:
    del contract
    yield from ("refused-once", "redirected-once")


@rule("callback-retried", clause=f"{CALLBACK}/taskCompleted", cases=refusing)
def test_retried(life: Life, case: str) -> None:
    """A callback that is not answered with a 2xx status is sent again, the same."""
    deliveries = life.delivered(case, count=2)
    if len(deliveries) < 2:
        pytest.skip(f"no retry came within {RETRY:g} seconds, and the contract lets it come later")
    first, second = deliveries[:2]
    for name in ("scale-callback-auth", "content-type"):
        if header(first, name) != header(second, name):
            raise Broken(f"the same {name} again", header(second, name) or "no such header")
    if content(first) != content(second):
        raise Broken("the same body again", repr(second.body[:200]))


def failing(contract: Contract) -> Iterator[str]:
    yield from refusing(contract)
    yield from unsuccessful(contract)


@rule("callback-not-given-up-early", clause=SUCCEEDED, cases=failing)
def test_not_given_up(life: Life, case: str) -> None:
    """`callback_succeeded` is not false while the API still tries."""
    life.delivered(case)
    exchange = life.completed(case)
    if exchange.json.get("callback_succeeded") is False:
        raise Broken("no callback_succeeded, or true", "false after the first attempts", exchange)


def unsuccessful(contract: Contract) -> Iterator[str]:
    del contract
    yield from ("refused-always", "redirected-always")


@rule("callback-failure-not-success", clause=SUCCEEDED, cases=unsuccessful)
def test_failure_no_success(life: Life, case: str) -> None:
    """`callback_succeeded` is not true of a callback that was never answered with a 2xx status."""
    life.delivered(case)
    life.settle()
    exchange = life.completed(case)
    if exchange.json.get("callback_succeeded") is True:
        raise Broken("no callback_succeeded, or false", "true", exchange)


@rule("callback-none-after-cancel", clause="cancelTask/description")
def test_none_after_cancel(life: Life) -> None:
    """A canceled task gets no callback."""
    receiver = life.reachable()
    if not life.account.target.journal.tasks[life.tasks["canceled"]["task_id"]].canceled:
        pytest.skip("the task was completed before it could be canceled")
    life.settle()
    if receiver.under("canceled"):
        raise Broken("no callback of a canceled task", "one")
