"""The record of a run: kept in a file, and believed only while the samples are those that ran."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from apiref.request import requests_from_operation
from apiref.sample_runs import SampleRun
from apiref.sample_runs.interpreters import interpreter_of
from apiref.samples import languages
from apiref.spec import Spec


@dataclass(frozen=True)
class Record:
    """A run in which every sample passed whose interpreter was there.

    `date` is that of the run in UTC; `interpreters` have their versions, one for each language.
    `digest` is that of all samples of the document as they were then.
    """

    date: str
    samples: int
    interpreters: tuple[str, ...]
    digest: str


def write_record(path: Path, spec: Spec, runs: Sequence[SampleRun]) -> None:
    """Record a run of all samples in a file, or delete the file if one failed or none passed."""
    passed = [run for run in runs if run.outcome == "passed"]
    if not passed or any(run.outcome == "failed" for run in runs):
        path.unlink(missing_ok=True)
        return
    ran = dict.fromkeys(run.language for run in passed)
    record = Record(
        date=datetime.now(UTC).date().isoformat(),
        samples=len(passed),
        interpreters=tuple(map(interpreter_of, ran)),
        digest=_digest(spec),
    )
    path.write_text(json.dumps(asdict(record), indent=2) + "\n", "utf-8")


def read_record(path: Path, spec: Spec) -> Record | None:
    """Give the record in a file; None without one, or if the samples have changed since."""
    try:
        data = json.loads(path.read_text("utf-8"))
        record = Record(**{**data, "interpreters": tuple(data["interpreters"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return record if record.digest == _digest(spec) else None


def _digest(spec: Spec) -> str:
    texts = [
        one.render(request)
        for operation in spec.operations
        for request in requests_from_operation(operation).values()
        for one in languages()
    ]
    return hashlib.sha256("\0".join(texts).encode(errors="surrogatepass")).hexdigest()
