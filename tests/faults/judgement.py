"""What the findings say of the suite."""

from collections.abc import Iterable, Iterator

from .fault import Fault
from .power import AGAIN, NONE, SCHEMATHESIS, SUITE, Findings, Job

BROKEN = 1  # the exit code of the suite for a contract that is not kept


def by_suite(findings: Findings, fault: Fault) -> tuple[str, ...]:
    """Give the rules at which the suite stopped.

    It may also stop where a rule could not be exercised, such as for want of any task. Then these
    are the rules that say why.
    """
    finding = findings.get(Job(SUITE, fault.name))
    if finding is None or finding.verdict.code != BROKEN:
        return ()
    return finding.verdict.found or finding.rules


def by_schemathesis(findings: Findings, fault: Fault) -> tuple[str, ...]:
    """Give what schemathesis found on this server and not on the one without a fault."""
    finding = findings.get(Job(SCHEMATHESIS, fault.name))
    without = findings.get(Job(SCHEMATHESIS, NONE))
    always = without.verdict.found if without else ()
    return tuple(one for one in finding.verdict.found if one not in always) if finding else ()


def problems(findings: Findings, faults: Iterable[Fault], rules: Iterable[str]) -> Iterator[str]:
    """Yield, each in a sentence, what is wrong with a suite whose binding rules are these."""
    control = findings[Job(SUITE, NONE)].verdict
    if control.code != 0:
        yield f"The server without a fault does not pass: {control.code}, {control.found}."
    for job, finding in findings.items():
        if job.tool == AGAIN and finding.verdict.code != 0:
            said = f"{finding.verdict.code}, {finding.verdict.found}"
            yield f"Turn {job.turn} on {job.fault}, which has no fault, does not pass: {said}."
    used: set[str] = set()
    for fault in faults:
        confirmed = findings[Job(SUITE, fault.name)].rules
        used |= {*confirmed, *by_suite(findings, fault)}
        if not by_suite(findings, fault):
            yield f"{fault.name} is not found; it must be by {', '.join(fault.rules)}."
        for rule in sorted(set(fault.rules) - set(confirmed)):
            yield f"{fault.name} is not found by {rule}."
    yield from (f"{rule} finds no fault." for rule in rules if rule not in used)
