"""`make power`: what the contract suite finds of what can be wrong with a server."""

import json
import logging
import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from apiref.bundled import contract_path
from apiref.spec import load

from .correct import CORRECT
from .fault import Fault, faults
from .judgement import problems
from .page import markdown, rows
from .power import AGAIN, NONE, SCHEMATHESIS, SUITE, Bench, Finding, Findings, Job, Journal, look
from .tools import rules

ROOT = Path(__file__).parents[2]
JOURNAL = Journal(ROOT / "reports" / "power.jsonl")


@click.command()
@click.option(
    "--only", default="", help="A pattern for the names of the faults; no page is written."
)
@click.option("--workers", default=os.cpu_count() or 1, help="So many servers at a time.")
@click.option("--resume", is_flag=True, help="Go on where an earlier run was interrupted.")
@click.option("--baseline/--no-baseline", default=True, help="Run schemathesis as well.")
@click.option("--turns", default=20, help="So many runs on each server without a fault.")
def main(only: str, workers: int, resume: bool, baseline: bool, turns: int) -> None:  # noqa: FBT001 -- flags
    """Run the suite, and schemathesis beside it, against servers with one fault each.

    Servers without a fault must pass, every time.
    """
    logging.disable(logging.CRITICAL)  # the servers are meant to fail
    chosen = [fault for fault in faults() if re.search(only, fault.name)]
    tools = (SUITE, SCHEMATHESIS) if baseline else (SUITE,)
    jobs = [Job(tool, name) for tool in tools for name in (NONE, *(f.name for f in chosen))]
    if not only:
        jobs += [Job(AGAIN, name, turn) for name in CORRECT for turn in range(1, turns + 1)]
    findings = _findings(jobs, workers, resume=resume)
    binding = [rule for rule, level in rules().items() if level == "MUST"]
    found = list(problems(findings, chosen, () if only else binding))
    click.echo("\n".join([*found, f"{len(chosen)} faults, {len(found)} problems."]))
    if baseline and not only:
        _write(findings, chosen)
    sys.exit(1 if found else 0)


def _findings(jobs: list[Job], workers: int, *, resume: bool) -> Findings:
    if not resume:
        JOURNAL.begin()
    findings = JOURNAL.findings()
    bench = Bench(load(contract_path()), {fault.name: fault for fault in faults()})
    left = [job for job in jobs if job not in findings]
    for number, finding in enumerate(look(bench, left, JOURNAL, workers), 1):
        findings[finding.job] = finding
        click.echo(f"{number}/{len(left)} {_told(finding)}")
    return findings


def _told(finding: Finding) -> str:
    verdict = finding.verdict
    found = ", ".join(verdict.found) or f"nothing (exit code {verdict.code})"
    turn = f" {finding.job.turn}" if finding.job.turn else ""
    return f"{finding.job.tool} {finding.job.fault}{turn} {verdict.seconds:.1f} s: {found}"


def _write(findings: Findings, chosen: Iterable[Fault]) -> None:
    written = rows(findings, chosen)
    docs = ROOT / "docs"
    (docs / "power.md").write_text(markdown(written, findings), encoding="utf-8")
    text = json.dumps(written, ensure_ascii=False, indent=1)
    (docs / "power.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
