"""Every faulty server against both tools."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp

from apiref.sandbox import create_app, running
from apiref.spec import Spec

from .correct import CORRECT
from .fault import Fault
from .tools import Verdict, schemathesis, suite

NONE = "none"  # the name of the server without a fault
SUITE, SCHEMATHESIS, AGAIN = "suite", "schemathesis", "suite, again"


@dataclass(frozen=True)
class Job:
    """A tool on the server with a fault; `turn` counts the runs on one without any."""

    tool: str
    fault: str
    turn: int = 0


@dataclass(frozen=True)
class Finding:
    """What came of a job; `rules` are those that must find the fault and, run by themselves, do."""

    job: Job
    verdict: Verdict
    rules: tuple[str, ...] = ()


Findings = dict[Job, Finding]


@dataclass(frozen=True)
class Bench:
    """Looks for faults; each run of a tool has a server of its own."""

    spec: Spec
    faults: Mapping[str, Fault]

    def look(self, job: Job) -> Finding:
        if job.tool == SCHEMATHESIS:
            return Finding(job, self._run(job.fault, schemathesis))
        if job.tool == AGAIN:
            server = CORRECT[job.fault]
            with server.serve() as url:
                return Finding(job, suite(url, keys=server.keys))
        verdict = self._run(job.fault, suite, "--fail-fast")
        expected = set(self.faults[job.fault].rules) if job.fault != NONE else set()
        return Finding(job, verdict, tuple(sorted(self._confirmed(job.fault, expected, verdict))))

    def _confirmed(self, name: str, expected: set[str], verdict: Verdict) -> set[str]:
        """Give the expected rules that are broken, though the suite stopped at the first one.

        What is left is run alone. A rule of what holds for every response looks on while others
        are tested, so the rules all together have the last word.
        """
        broken = expected & set(verdict.found)
        alone = [word for rule in sorted(expected - broken) for word in ("--rule", rule)]
        for options in (alone, ["--rules-only"]):
            if broken != expected:
                broken |= expected & set(self._run(name, suite, *options).found)
        return broken

    def _run(self, name: str, tool: Callable[..., Verdict], *options: str) -> Verdict:
        with running(self._app(name)) as url:
            return tool(url, *options)

    def _app(self, name: str) -> ASGIApp:
        return create_app(self.spec) if name == NONE else self.faults[name].app(self.spec)


@dataclass(frozen=True)
class Journal:
    """A file with a finding on each line, so that a run that was interrupted goes on."""

    path: Path

    def begin(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text("", encoding="utf-8")

    def add(self, finding: Finding) -> None:
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(finding)) + "\n")

    def findings(self) -> Findings:
        lines = self.path.read_text(encoding="utf-8").splitlines() if self.path.exists() else ()
        found = [_finding_from_data(json.loads(line)) for line in lines]
        return {finding.job: finding for finding in found}


def look(bench: Bench, jobs: Iterable[Job], journal: Journal, workers: int) -> Iterator[Finding]:
    """Do the jobs, so many at a time, and yield each finding once it is in the journal."""
    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(bench.look, job) for job in jobs]
        try:
            for future in as_completed(futures):
                journal.add(future.result())
                yield future.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _finding_from_data(data: dict[str, Any]) -> Finding:
    verdict = Verdict(**{**data["verdict"], "found": tuple(data["verdict"]["found"])})
    return Finding(Job(**data["job"]), verdict, tuple(data["rules"]))
