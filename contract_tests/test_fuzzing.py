"""What schemathesis generates: examples, the coverage of the schemas, fuzzing, links."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from contract_tests.broken import Unmet
from contract_tests.contract import Contract, Operation
from contract_tests.rules import rule
from contract_tests.suite import Suite

if TYPE_CHECKING:
    from schemathesis import BaseSchema

    from contract_tests.generated import Generator


@pytest.fixture(scope="session")
def schema(suite: Suite) -> "BaseSchema":
    from contract_tests import generated  # noqa: PLC0415 - schemathesis is not needed for the rules

    return generated.load(suite.contract)


@pytest.fixture
def generator(suite: Suite, schema: "BaseSchema") -> "Generator":
    from contract_tests import generated  # noqa: PLC0415

    return generated.Generator(suite.target, schema)


def operations(contract: Contract) -> Iterator[Operation]:
    yield from contract.operations


def run(generator: "Generator", operation: Operation, phase: str) -> None:
    generator.run(operation, phase)
    if not generator.sent:
        raise Unmet(f"schemathesis generated no request of {operation}")


@rule("generated-examples-conform", clause="/paths", cases=operations)
def test_examples(generator: "Generator", case: Operation) -> None:
    """The examples, as schemathesis puts them together, are answered as described."""
    run(generator, case, "examples")


@rule("generated-coverage-conforms", clause="/paths", cases=operations)
def test_coverage(generator: "Generator", case: Operation) -> None:
    """Requests that cover the schemas' keywords, valid and invalid, are answered as described."""
    run(generator, case, "coverage")


@rule("generated-fuzzing-conforms", clause="/paths", cases=operations)
def test_fuzzing(generator: "Generator", case: Operation) -> None:
    """Random requests, valid and invalid, are answered as described."""
    run(generator, case, "fuzzing")


@rule("generated-links-hold", clause="/components/links")
def test_links(generator: "Generator") -> None:
    """What an operation answers can be used in the operations that its links name."""
    generator.run_links()
    if not generator.sent:
        raise Unmet("schemathesis followed no link")
