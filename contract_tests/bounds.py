"""Request bodies at the bounds of the contract's schemas, from both sides, each with its reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from contract_tests.boundaries import KEYWORDS
from contract_tests.contract import Contract, Operation
from contract_tests.places import Field, Path, fields


@dataclass(frozen=True, eq=False)
class Case:
    """A request body that differs in one place from a valid one; `clause` is what it is about."""

    operation: Operation
    path: Path
    keyword: str
    reason: str
    body: Any
    valid: bool
    clause: str

    def __str__(self) -> str:
        place = ".".join(map(str, (self.operation.id, *self.path)))
        return f"{place}: {self.reason}"


@lru_cache(maxsize=256)
def cases(contract: Contract, keyword: str, *, valid: bool) -> tuple[Case, ...]:
    """Return the cases of a keyword of JSON Schema for all fields of all request bodies.

    Each is judged again by the whole schema, so that a value which happens to fit, or to break
    another bound as well, is not used for what it is not. A schema that several fields share is
    tested to the full in the first, and with one case in each of the others.
    """
    chosen: list[Case] = []
    complete: set[str] = set()
    for operation in contract.creations:
        for field in fields(contract, operation):
            found = [
                case
                for case in _field_cases(field, keyword)
                if case.valid is valid and _is_valid(contract, case) is valid
            ]
            schema = contract.clause(field.pointer).pointer
            chosen += found[:1] if schema in complete else found
            complete.add(schema)
    return tuple(chosen)


def _field_cases(field: Field, keyword: str) -> Iterable[Case]:
    bound = field.schema.get(keyword)
    if bound is None or (not field.path and keyword == "type"):
        return
    for reason, value, valid in KEYWORDS[keyword](field, bound):
        body = field.with_value(value) if field.path else value
        clause = f"{field.pointer}/{keyword}"
        yield Case(field.operation, field.path, keyword, reason, body, valid, clause)


def _is_valid(contract: Contract, case: Case) -> bool:
    pointer = f"{case.operation.id}/requestBody/content/application~1json/schema"
    return contract.problem(pointer, case.body) is None
