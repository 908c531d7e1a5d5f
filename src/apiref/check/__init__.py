"""Everything that is wrong with a document, found at once."""

from collections.abc import Iterator
from pathlib import Path

from apiref.check.examples import misfits
from apiref.check.references import dangling, endless
from apiref.check.structure import contradictory, malformed, unknown_names
from apiref.spec import Problem, SpecError, load
from apiref.spec.parse import require_openapi
from apiref.spec.source import Source


def check(path: Path) -> list[Problem]:
    """Give every problem of an OpenAPI 3.0 or 3.1 document, in the order of its lines.

    The document is judged in stages, each of which needs what the one before has found sound: what
    else would be said of it follows from that.
    """
    try:
        source = Source.read(path)
        require_openapi(source)
        return next((found for stage in _stages(source) if (found := sorted(set(stage)))), [])
    except SpecError as error:
        return list(error.problems)


def require_valid(path: Path) -> None:
    """Raise SpecError, with every problem, unless the document is without one."""
    if problems := check(path):
        raise SpecError(problems)


def _stages(source: Source) -> Iterator[list[Problem]]:
    yield [*dangling(source)]
    yield [*malformed(source)]
    yield [*endless(source)]
    yield [*contradictory(source)]
    spec = load(source.path)
    yield [*unknown_names(spec), *misfits(spec.node)]
