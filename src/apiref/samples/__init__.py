"""ExampleRequest -> source text. A module in this folder, but for one with a `_`, is a language.

A language's module has the constants NAME (as shown), LEXER (Pygments' name), SUFFIX (of its
files), RUN (the command that a file is given to), ORDER (its place among the languages) and
`render(request) -> str`, which writes a whole program that prints the answer's body and ends with
an error for an answer that is not a success.
"""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from apiref.request import ExampleRequest
from apiref.spec import UnknownName


@dataclass(frozen=True)
class Language:
    """A language that samples are written in; `run` and a file's path are the command to run it."""

    id: str
    name: str
    lexer: str
    suffix: str
    run: tuple[str, ...]
    order: int
    render: Callable[[ExampleRequest], str]


@cache
def languages() -> tuple[Language, ...]:
    """Give every language in the folder, in the order that a reader is shown."""
    found = [
        _language_from_module(importlib.import_module(f"{__name__}.{module.name}"))
        for module in pkgutil.iter_modules(__path__)
        if not module.name.startswith("_")
    ]
    return tuple(sorted(found, key=lambda one: (one.order, one.id)))


def _language_from_module(module: ModuleType) -> Language:
    return Language(
        id=module.__name__.rpartition(".")[2],
        name=module.NAME,
        lexer=module.LEXER,
        suffix=module.SUFFIX,
        run=module.RUN,
        order=module.ORDER,
        render=module.render,
    )


def language(language_id: str) -> Language:
    """Give a language by its id. Raises UnknownName, with the ids there are."""
    by_id = {one.id: one for one in languages()}
    if language_id not in by_id:
        raise UnknownName("language", language_id, by_id)
    return by_id[language_id]


def render(language_id: str, request: ExampleRequest) -> str:
    """Write a request in a language, as a whole program. Raises UnknownName."""
    return language(language_id).render(request)
