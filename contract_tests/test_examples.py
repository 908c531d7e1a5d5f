"""What the contract shows works as shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from contract_tests.account import Account, expect_same, expect_status, found
from contract_tests.contract import Contract, Operation
from contract_tests.rules import rule

JSON_CONTENT = "requestBody/content/application~1json"


@dataclass(frozen=True, eq=False)
class Example:
    """A documented request body, with the documented answer of the same name."""

    operation: Operation
    name: str
    body: dict[str, Any]
    answer: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.operation}.{self.name}"


def examples(contract: Contract) -> Iterator[Example]:
    for operation in contract.creations:
        asked = contract.at(f"{operation.id}/{JSON_CONTENT}")["examples"]
        answers = contract.at(f"{operation.id}/responses/200/content/application~1json")["examples"]
        for name, example in asked.items():
            yield Example(operation, name, example["value"], answers.get(name, {}).get("value", {}))


@rule(
    "example-request-accepted",
    clause=f"createTranscriptionTask/{JSON_CONTENT}/examples",
    cases=examples,
)
def test_request(api: Account, case: Example) -> None:
    """A documented request is accepted and answered as documented."""
    exchange = expect_status(api.create(case.operation, case.body), 200)
    for name in ("type", "instruction", "params", "urgency", "callback_url"):
        if name in case.answer:
            expect_same(exchange.json.get(name), case.answer[name], name, exchange)
    sent = api.target.tagged(case.body)["metadata"]
    expect_same(found(exchange.json, "metadata"), sent, "metadata", exchange)


@dataclass(frozen=True, eq=False)
class Query:
    """A documented value of a query parameter."""

    operation: Operation
    name: str
    value: str

    def __str__(self) -> str:
        return f"{self.operation}.{self.name}={self.value}"


def parameters(contract: Contract) -> Iterator[Query]:
    for operation in contract.operations:
        for parameter in map(contract.resolved, operation.definition.get("parameters", ())):
            if parameter["in"] == "query":
                schema = contract.resolved(parameter["schema"])
                for value in (parameter.get("example"), *schema.get("examples", ())):
                    if value is not None:
                        yield Query(operation, parameter["name"], str(value))


@rule("example-parameter-accepted", clause="listTasks/parameters", cases=parameters)
def test_parameter(api: Account, case: Query) -> None:
    """A documented value of a parameter is accepted."""
    expect_status(api.list(**{"limit": "1", case.name: case.value}), 200)
