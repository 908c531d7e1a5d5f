"""What holds for every response: the oracle's rules, here on a tour of their own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from contract_tests.account import JSON, Account
from contract_tests.contract import Contract
from contract_tests.exchange import Exchange
from contract_tests.oracle import Observation, passive
from contract_tests.rules import Rule

PLAIN = (("Content-Type", "text/plain"),)


@dataclass(frozen=True)
class Passive:
    """A rule of the oracle."""

    rule: Rule
    check: Callable[[Observation], None]

    def __str__(self) -> str:
        return self.rule.id


def passive_rules(contract: Contract) -> Iterator[Passive]:
    del contract
    yield from (Passive(rule, check) for rule, check in passive())


@pytest.fixture(scope="module")
def tour(api: Account, stranger: Account) -> list[Exchange]:
    """One success and each error that can be brought about, of each operation."""
    contract = api.target.contract
    task_id = str(api.task()["task_id"])
    exchanges = [api.target.send(stranger.operate(o, task_id)) for o in contract.operations]
    for operation in contract.creations:
        path = operation.path
        exchanges += [api.post(operation, {}), api.send("POST", path, b"{", JSON)]
        exchanges += [api.send("POST", path, b"hello", PLAIN), api.send("DELETE", path)]
        exchanges += [api.send("HEAD", path), api.send("PUT", path, b"{}", JSON)]
    exchanges += [
        api.retrieve(task_id),
        api.retrieve("contract-test-unknown-id"),
        api.retrieve("a b"),
    ]
    exchanges += [
        api.send("DELETE", f"/task/{task_id}"),
        api.send("GET", f"/task/{task_id}/cancel"),
    ]
    exchanges += [
        api.list(),
        api.list(limit=0),
        api.send("GET", "/tasks?next_token=x"),
        api.send("POST", "/tasks"),
    ]
    exchanges += [api.cancel(task_id), api.cancel(task_id), api.cancel("contract-test-unknown-id")]
    return [*exchanges, api.list(limit=1), api.retrieve(task_id)]


def test_tour(tour: list[Exchange], api: Account, case: Passive) -> None:
    """The responses of a tour through all operations keep the rule."""
    for exchange in tour:
        observation = Observation(exchange, api.target.contract, api.target.secrets)
        case.check(observation)


test_tour.cases = passive_rules  # type: ignore[attr-defined] # each case is a rule of its own
