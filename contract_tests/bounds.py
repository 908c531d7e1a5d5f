"""Request bodies at the bounds of the contract's schemas, from both sides, each with its reason."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from contract_tests.boundaries import KEYWORDS
from contract_tests.contract import Contract, Operation
from contract_tests.places import Field, Path, fields, replaced


@dataclass(frozen=True, eq=False)
class Case:
    """A request body that differs in one place from a valid one; `clause` is what it is about.

    One with `parts` differs in the place of each of them at once.
    """

    operation: Operation
    path: Path
    reason: str
    value: Any
    body: Any
    clause: str
    parts: tuple["Case", ...] = ()

    @property
    def names(self) -> set[str]:
        """The properties of the body that differ."""
        return {str(part.path[0]) for part in self.parts or (self,) if part.path}

    def __str__(self) -> str:
        if self.parts:
            return f"{self.operation.id}: {len(self.parts)} values at once"
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
                for case in _field_cases(field, keyword, valid=valid)
                if _is_valid(contract, case) is valid
            ]
            schema = contract.clause(field.pointer).pointer
            chosen += found[:1] if schema in complete else found
            complete.add(schema)
    return tuple(chosen)


def gathered(contract: Contract, chosen: Iterable[Case]) -> tuple[Case, ...]:
    """Return valid cases put together into as few requests as hold them, all still valid."""
    put: list[Case] = []
    for case in chosen:
        for number, other in enumerate(put):
            both = _both(other, case)
            if both and _is_valid(contract, both):
                put[number] = both
                break
        else:
            put.append(case)
    return tuple(put)


def _both(one: Case, other: Case) -> Case | None:
    """Return a case with the value of another in its place as well, None where places meet."""
    parts = one.parts or (one,)
    if one.operation != other.operation or any(_meet(part.path, other.path) for part in parts):
        return None
    body = replaced(one.body, other.path, other.value)
    return replace(one, body=body, parts=(*parts, other))


def _meet(one: Path, other: Path) -> bool:
    """Whether one place is the other or holds it."""
    return all(a == b for a, b in zip(one, other, strict=False))


def _field_cases(field: Field, keyword: str, *, valid: bool) -> Iterable[Case]:
    bound = field.schema.get(keyword)
    if bound is None or (not field.path and keyword == "type"):
        return
    for reason, value, is_valid in KEYWORDS[keyword](field, bound):
        if is_valid is valid:
            clause = f"{field.pointer}/{keyword}"
            body = field.with_value(value) if field.path else value
            yield Case(field.operation, field.path, reason, value, body, clause)


def _is_valid(contract: Contract, case: Case) -> bool:
    pointer = f"{case.operation.id}/requestBody/content/application~1json/schema"
    return contract.problem(pointer, case.body) is None
