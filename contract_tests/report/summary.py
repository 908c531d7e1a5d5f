"""The end of a run in plain text."""

from collections.abc import Iterator

from contract_tests.ledger import Ledger, counts
from contract_tests.results import Result, Verdict

PLURAL = {Verdict.KNOWN: "known failures", Verdict.ERROR: "errors"}


def text(ledger: Ledger) -> str:
    """Return what was found: each rule that is not kept, the counts, and what is left."""
    return "\n".join((*_lines(ledger), ""))


def _lines(ledger: Ledger) -> Iterator[str]:
    results = ledger.results()
    for result in results:
        if result.verdict is not Verdict.KEPT and not _was_not_reached(result, ledger):
            yield from _told(result)
    unreached = sum(_was_not_reached(result, ledger) for result in results)
    if unreached:
        yield f"NOT EXERCISED {unreached} rules: {ledger.ended}"
    for rule_id in ledger.passing_again():
        yield f"{rule_id} is kept again: take it out of the known failures"
    yield from ledger.crashes
    numbers = counts(results)
    told = ", ".join(f"{numbers[v]} {PLURAL.get(v, v)}" for v in Verdict if numbers[v])
    yield f"{len(results)} rules: {told}; {ledger.requests} requests"
    cleanup = ledger.cleanup
    if cleanup.created:
        left = "".join(f", {count} {state}" for state, count in sorted(cleanup.left.items()))
        yield f"{cleanup.created} tasks created: {cleanup.canceled} canceled{left}"


def _was_not_reached(result: Result, ledger: Ledger) -> bool:
    return bool(ledger.ended) and result.reason == ledger.ended


def _told(result: Result) -> Iterator[str]:
    yield f"{result.verdict.upper()} {result.rule.level} {result.rule.id}: {result.rule.says}"
    if not result.failures:
        yield f"    {result.reason}"
    for failure in result.failures[:3]:
        yield f"    openapi.yaml:{failure.line} {failure.pointer} {failure.case}".rstrip()
        if failure.request:
            yield f"    {failure.request.method} {failure.request.url}"
        yield f"    expected {failure.expected}"
        yield f"    received {failure.received}"
    if len(result.failures) > 3:
        yield f"    … and {len(result.failures) - 3} more"
