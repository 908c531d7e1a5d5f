"""A fault: a part of the sandbox with one thing wrong, and the rules that must find it."""

import importlib
import pkgutil
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from starlette.types import ASGIApp

from apiref.sandbox import Sandbox, Store, create_app
from apiref.sandbox.auth import Authenticator
from apiref.sandbox.bodies import BodyReader
from apiref.sandbox.completion import Completion
from apiref.sandbox.delivery import Delivery
from apiref.sandbox.parameters import ParameterReader
from apiref.sandbox.reading import RequestReader
from apiref.sandbox.rules import Rules
from apiref.spec import Spec

SEAMS: dict[str, type] = {
    "authenticator": Authenticator,
    "reader": RequestReader,
    "rules": Rules,
    "delivery": Delivery,
    "completion": Completion,
}
READERS: dict[str, type] = {"parameter_reader": ParameterReader, "body_reader": BodyReader}


@dataclass(frozen=True)
class Fault:
    """A named fault; `part` is the subclass of a part of the sandbox that has it."""

    name: str
    kind: str
    says: str
    rules: tuple[str, ...]
    part: type

    def app(self, spec: Spec) -> ASGIApp:
        """Give a server that keeps the contract but for this fault."""
        store = self.part() if issubclass(self.part, Store) else Store()
        return create_app(spec, store, sandbox=sandbox_with(self.part))


FAULTS: dict[str, Fault] = {}
Part = TypeVar("Part", bound=type)


def caught_by(*rules: str) -> Callable[[Part], Part]:
    """Enter a part into the table as a fault that each of the rules must find.

    The class's name, in small letters with hyphens, is the fault's; its docstring says it.
    """

    def enter(part: Part) -> Part:
        name = re.sub(r"(?<!^)(?=[A-Z]|(?<!\d)\d)", "-", part.__name__).lower()
        kind = part.__module__.rpartition(".")[2]
        if name in FAULTS:
            raise ValueError(f"two faults are called {name}")
        FAULTS[name] = Fault(name, kind, " ".join((part.__doc__ or "").split()), rules, part)
        return part

    return enter


def faults() -> tuple[Fault, ...]:
    """Give the faults of all modules of this folder, in the order of the files."""
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        if not module.name.startswith(("_", "test_")):
            importlib.import_module(f"{__package__}.{module.name}")
    return tuple(FAULTS.values())


def sandbox_with(part: type) -> type[Sandbox]:
    """Give the sandbox in which a part is the one given. Raises TypeError for no such part."""
    if issubclass(part, Sandbox):
        return part
    if issubclass(part, Store):
        return Sandbox
    for seam, base in READERS.items():
        if issubclass(part, base):
            part = type("FaultyReader", (RequestReader,), {seam: part})
    for seam, base in SEAMS.items():
        if issubclass(part, base):
            return type("FaultySandbox", (Sandbox,), {seam: part})
    raise TypeError(f"{part.__name__} is no part of a sandbox")
