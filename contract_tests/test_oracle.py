"""What holds for every response: the oracle's rules, here on a tour of their own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from contract_tests.account import JSON, Account, example
from contract_tests.contract import Contract
from contract_tests.exchange import Exchange
from contract_tests.oracle import Observation, passive
from contract_tests.rules import Rule
from contract_tests.secrets import basic

if TYPE_CHECKING:
    from contract_tests.life import Life

PLAIN = (("Content-Type", "text/plain"),)


@dataclass(frozen=True)
class Passive:
    """A rule of the oracle."""

    rule: Rule
    check: Callable[[Observation], bool]

    def __str__(self) -> str:
        return self.rule.id


def passive_rules(contract: Contract) -> Iterator[Passive]:
    del contract
    yield from (Passive(rule, check) for rule, check in passive())


@pytest.fixture(scope="module")
def tour(api: Account, stranger: Account, request: pytest.FixtureRequest) -> list[Exchange]:
    """One success and each error that can be brought about, of each operation."""
    task_id = str(api.task()["task_id"])
    exchanges = [*_strangers(api, stranger, task_id), *_creations(api)]
    exchanges += [api.retrieve(i) for i in (task_id, "contract-test-unknown-id", "a b")]
    exchanges += [api.list(), api.list(limit=1), api.list(limit=0)]
    exchanges += [api.send("GET", "/tasks?next_token=x"), api.send("POST", "/tasks")]
    exchanges += [api.send("DELETE", f"/task/{task_id}")]
    exchanges += [api.send("GET", f"/task/{task_id}/cancel")]
    exchanges += [api.cancel(task_id), api.cancel(task_id), api.cancel("contract-test-unknown-id")]
    if api.target.keys["test"]:
        life: Life = request.getfixturevalue("life")
        exchanges += [life.completed(name) for name in life.tasks if name != "canceled"]
        exchanges += [life.account.list(status="completed")]
    return [*exchanges, api.retrieve(task_id)]


def _strangers(api: Account, stranger: Account, task_id: str) -> Iterator[Exchange]:
    """Yield refusals of credentials: none, and the key where it does not belong."""
    key = api.target.keys[api.key]
    for operation in api.target.contract.operations:
        request = api.operate(operation, task_id)
        for value in ("", f"Bearer {key}", basic("", key), basic(f"{key}x")):
            note = "the key in the wrong place" if value else ""
            yield api.target.send(replace(request, authorization=value, credentials_note=note))
    yield stranger.send("GET", f"/tasks?api_key={key}")


def _creations(api: Account) -> Iterator[Exchange]:
    for operation in api.target.contract.creations:
        path = operation.path
        yield api.create(operation, example(api.target, operation))
        yield api.post(operation, {})
        yield api.send("POST", path, b"{", JSON)
        yield api.send("POST", path, b"hello", PLAIN)
        yield api.send("PUT", path, b"{}", JSON)
        yield api.send("HEAD", path)
    yield api.send("POST", path, b" " * (1024 * 1024 + 1), JSON)


@pytest.mark.later
def test_tour(tour: list[Exchange], api: Account, case: Passive) -> None:
    """The responses of a tour through all operations keep the rule."""
    fitting = 0
    for exchange in tour:
        observation = Observation(exchange, api.target.contract, api.target.secrets)
        fitting += case.check(observation)
    if not fitting:
        pytest.skip("no response that the rule is about was seen")


test_tour.cases = passive_rules  # type: ignore[attr-defined] # each case is a rule of its own
