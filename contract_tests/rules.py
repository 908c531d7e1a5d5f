"""The table of rules: what a server is held to, and where the contract says so."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeAlias, TypeVar

import pytest

if TYPE_CHECKING:
    from contract_tests.contract import Contract


class Level(StrEnum):
    """How binding a rule is: a broken MUST fails a run, a broken SHOULD warns."""

    MUST = "MUST"
    SHOULD = "SHOULD"


MUST, SHOULD = Level.MUST, Level.SHOULD


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that a server must or should do; `clause` is a place in the contract."""

    id: str
    level: Level
    clause: str
    says: str
    section: str


Cases: TypeAlias = Callable[["Contract"], Iterable[object]]
P = ParamSpec("P")
R = TypeVar("R")

TABLE: dict[str, Rule] = {}


def rule(
    rule_id: str, *, clause: str, level: Level = MUST, cases: Cases | None = None
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Put the function into the table, its docstring as the sentence, and mark it with the id.

    With `cases` the function is run once for each of them, as its argument `case`.
    """

    def enter(function: Callable[P, R]) -> Callable[P, R]:
        says = inspect.getdoc(function) or ""
        module = function.__module__.rpartition(".")[2]
        section = "responses" if module == "oracle" else module.removeprefix("test_")
        entry = Rule(rule_id, level, clause, " ".join(says.split()), section)
        if TABLE.setdefault(rule_id, entry) != entry:
            raise ValueError(f"two rules have the id {rule_id}")
        marked: Any = getattr(pytest.mark, rule_id)(function)
        marked.rule, marked.cases = entry, cases
        return marked  # type: ignore[no-any-return] # pytest's marks keep the function's type

    return enter


def table() -> tuple[Rule, ...]:
    """Return all rules in the order of the sections' files."""
    package = Path(__file__).parent
    for module in sorted(pkgutil.iter_modules([str(package)]), key=lambda module: module.name):
        if module.name.startswith("test_"):
            importlib.import_module(f"{__package__}.{module.name}")
    return tuple(TABLE.values())
