"""ExampleRequest -> source text. A module in this folder, but for one with a `_`, is a language.

A language's module has the constants NAME (as shown), LEXER (Pygments' name), SUFFIX (of its
files), RUN (the command that a file is given to), VERSION (the command that tells its version),
ORDER (its place among the languages) and `render(request) -> str`, which writes a whole program
that prints the answer's body and ends with an error for an answer that is not a success.

It may also have `receiver(receiver) -> str`, a whole program that listens on port 8080 of
127.0.0.1, prints the body of each request with the right key in its header and answers 200, and
answers 401 to any other; and SERVE, the command that such a file is given to, if it is not RUN.

A language may also be an installed module named by an entry point of the group
`apiref.languages`, or a file of the user's: `language_from_file`.
"""

import importlib
import importlib.util
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType

from apiref import UserError
from apiref.request import ExampleRequest
from apiref.request.receiver import Receiver
from apiref.spec import UnknownName

_PARTS = ("NAME", "LEXER", "SUFFIX", "RUN", "VERSION", "ORDER", "render")


class LanguageError(UserError):
    """A module that is no language; the message names it and what it lacks."""


@dataclass(frozen=True)
class Language:
    """A language that samples are written in; `run` and a file's path are the command to run it.

    `receiver` is None for a language that cannot listen; `serve` and a file's path run what it
    writes.
    """

    id: str
    name: str
    lexer: str
    suffix: str
    run: tuple[str, ...]
    version: tuple[str, ...]
    order: int
    render: Callable[[ExampleRequest], str]
    receiver: Callable[[Receiver], str] | None
    serve: tuple[str, ...]


@cache
def languages() -> tuple[Language, ...]:
    """Give every language in the folder and in entry points, in the order a reader is shown.

    Raises LanguageError for a module that is none.
    """
    names = [
        f"{__name__}.{module.name}"
        for module in pkgutil.iter_modules(__path__)
        if not module.name.startswith("_")
    ]
    modules = [importlib.import_module(name) for name in names]
    modules += [point.load() for point in entry_points(group="apiref.languages")]
    return tuple(sorted(map(_language_from_module, modules), key=lambda one: (one.order, one.id)))


def language_from_file(path: Path) -> Language:
    """Give the language that a Python file describes, as a module of this folder would.

    Its id is the file's name. Raises LanguageError for a file that cannot be read or is none.
    """
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise LanguageError(f"{path}: a language is a Python file; its name ends in .py")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise LanguageError(f"{path}: {type(error).__name__}: {error}") from error
    return _language_from_module(module)


def _language_from_module(module: ModuleType) -> Language:
    missing = [name for name in _PARTS if not hasattr(module, name)]
    if missing:
        raise LanguageError(f"{module.__file__}: a language also has {', '.join(missing)}")
    parts = {name.lower(): getattr(module, name) for name in _PARTS}
    return Language(
        id=module.__name__.rpartition(".")[2],
        receiver=getattr(module, "receiver", None),
        serve=getattr(module, "SERVE", module.RUN),
        **parts,
    )


def language(language_id: str) -> Language:
    """Give a language by its id, or by the path of the file that describes it, which ends in .py.

    Raises UnknownName, with the ids there are, and LanguageError for a file that is none.
    """
    if language_id.endswith(".py"):
        return language_from_file(Path(language_id))
    by_id = {one.id: one for one in languages()}
    if language_id not in by_id:
        raise UnknownName("language", language_id, by_id)
    return by_id[language_id]


def render(language_id: str, request: ExampleRequest) -> str:
    """Write a request in a language, as a whole program. Raises UnknownName."""
    return language(language_id).render(request)
