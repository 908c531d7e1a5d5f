"""Everything that is wrong with a document, found at once."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
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
        spec = _readable(read(path))
    except SpecError as error:
        return list(error.problems)
    return sorted({*spec.faults, *(problem for judge in judges for problem in judge(spec))})


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
    spec = _readable(source)
    _tell(spec)
    return spec


def _readable(source: Source) -> Spec:
    """Give the contract of a document, with the faults in spite of which it can be read.

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
    return replace(spec, faults=tuple(sorted(faults)))


_told: dict[str, tuple[Problem, ...]] = {}  # the faults of each document that was read last


def _tell(spec: Spec) -> None:
    """Tell of the faults of a document, unless it had the same when it was last read."""
    name = spec.node.source.name
    if spec.faults != _told.get(name, ()):
        _told[name] = spec.faults
        if spec.faults:
            logging.getLogger("apiref").warning("%s", warning(spec))


def warning(spec: Spec) -> str:
    """Say what is wrong with a document that can be read, if anything.

    Of many faults, these are the first, and how to see all.
    """
    if not spec.faults:
        return ""
    name, count = spec.node.source.name, len(spec.faults)
    counted = f"{count} faults" if count > 1 else "a fault"
    first = told(spec.faults[:_FIRST], lambda _: "warning")
    more = f"  `apiref check {name}` tells all.\n" if count > _FIRST else ""
    return f"{name} has {counted}; the pages do without what is wrong\n{first}{more}".rstrip()


def _require_none(problems: Iterable[Problem]) -> None:
    if found := {*problems}:
        raise SpecError([*found])
