"""Everything that is wrong with a document, found at once."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from apiref.check.consistency import contradictory, misfit_defaults, unknown_names
from apiref.check.examples import misfits
from apiref.check.quality import quality
from apiref.check.references import dangling, endless, misplaced
from apiref.check.structure import malformed, unusable
from apiref.spec import Problem, Spec, SpecError
from apiref.spec.parse import read, spec_from_source
from apiref.spec.source import Source


def check(path: Path) -> list[Problem]:
    """Give every error of an OpenAPI 3.0 or 3.1 document, in the order of its lines."""
    return _judged(path, _misfits)


def review(path: Path) -> list[Problem]:
    """Give every error of a document and, of one that is valid, what it lacks for its readers."""
    return _judged(path, _misfits, quality)


def _judged(path: Path, *judges: Callable[[Spec], Iterable[Problem]]) -> list[Problem]:
    try:
        spec = valid(path)
    except SpecError as error:
        return list(error.problems)
    return sorted({problem for judge in judges for problem in judge(spec)})


def _misfits(spec: Spec) -> Iterator[Problem]:
    yield from misfit_defaults(spec.node)
    yield from misfits(spec.node)


def valid(path: Path) -> Spec:
    """Read a document that has no error, though an example may not fit its schema.

    The document is judged in stages, each of which needs what the one before has found sound: what
    else would be said of it follows from that. Raises SpecError with every problem of a stage.
    """
    return valid_source(read(path))


def valid_source(source: Source) -> Spec:
    """Give the contract of a document that has been read and has no error. Raises as `valid`."""
    for judge in (dangling, malformed, misplaced, endless, unusable):
        _require_none(judge(source))
    spec = spec_from_source(source)
    _require_none(contradictory(spec))
    _require_none(unknown_names(spec))
    return spec


def _require_none(problems: Iterator[Problem]) -> None:
    if found := set(problems):
        raise SpecError([*found])
