"""Everything that is wrong with a document, found at once."""

import logging
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from apiref.check.consistency import contradictory, misfit_defaults, unknown_schemes
from apiref.check.examples import misfits
from apiref.check.formats import told
from apiref.check.quality import quality
from apiref.check.references import dangling, endless, misplaced
from apiref.check.structure import Malformed, unusable
from apiref.spec import Problem, Spec, SpecError
from apiref.spec.parse import read, spec_from_source
from apiref.spec.source import Source

_FIRST = 3  # faults that are told in full


def check(path: Path) -> list[Problem]:
    """Give every error of an OpenAPI 3.0 or 3.1 document, in the order of its lines."""
    return _judged(path, _misfits)


def review(path: Path) -> list[Problem]:
    """Give every error of a document and, of one that is readable, what it lacks for readers."""
    return _judged(path, _misfits, quality)


def _judged(path: Path, *judges: Callable[[Spec], Iterable[Problem]]) -> list[Problem]:
    try:
        spec, faults = _readable(read(path))
    except SpecError as error:
        return list(error.problems)
    return sorted({*faults, *(problem for judge in judges for problem in judge(spec))})


def _misfits(spec: Spec) -> Iterator[Problem]:
    yield from misfit_defaults(spec.node)
    yield from misfits(spec.node)


def valid(path: Path) -> Spec:
    """Read a document that is fit to be shown. Raises SpecError as `valid_source` does."""
    return valid_source(read(path))


def valid_source(source: Source) -> Spec:
    """Give the contract of a document that has been read and is fit to be shown.

    It may have faults that leave it readable, such as those within schemas and examples, and parts
    that contradict one another. These are told on stderr. Raises SpecError for all else.
    """
    spec, faults = _readable(source)
    if faults:
        _tell(source.name, faults)
    return spec


def _readable(source: Source) -> tuple[Spec, tuple[Problem, ...]]:
    """Give the contract of a document, and the faults in spite of which it can be read.

    It is judged in stages, each of which needs what the one before has found sound: what else
    would be said of the document follows from that. Raises SpecError with all of a stage.
    """
    _require_none(dangling(source))
    malformed = Malformed(source)
    _require_none(malformed.beyond_reading)
    for judge in (misplaced, endless, unusable):
        _require_none(judge(source))
    spec = spec_from_source(source)
    faults = {*source.faults, *malformed.readable, *contradictory(spec)}
    if unknown := {*unknown_schemes(spec)}:
        raise SpecError([*unknown, *faults])
    return spec, tuple(sorted(faults))


@cache
def _tell(name: str, faults: tuple[Problem, ...]) -> None:
    """Tell once of faults; of many, the first, and how to see all."""
    counted = f"{len(faults)} faults" if len(faults) > 1 else "a fault"
    first = told(faults[:_FIRST], lambda _: "warning")
    more = f"  `apiref check {name}` tells all.\n" if len(faults) > _FIRST else ""
    message = f"{name} has {counted}; the pages do without what is wrong\n{first}{more}"
    logging.getLogger("apiref").warning("%s", message.rstrip())


def _require_none(problems: Iterable[Problem]) -> None:
    if found := {*problems}:
        raise SpecError([*found])
