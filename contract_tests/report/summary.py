"""The end of a run in plain text."""

from collections.abc import Iterator

from contract_tests.ledger import Ledger, counts
from contract_tests.results import Failure, Result, Verdict

SHOWN = 2  # failures of a rule
LONGEST = 1000  # bytes of a request body on a terminal
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
    broken = next((r.rule.id for r in results if r.verdict is Verdict.BROKEN), None)
    if broken:
        yield f"One rule alone: apiref test {ledger.run.target} --rule {broken}"
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
    for failure in result.failures[:SHOWN]:
        yield f"    openapi.yaml:{failure.line} {failure.pointer} {failure.case}".rstrip()
        yield f"    expected {failure.expected}"
        yield f"    received {failure.received}"
        yield from _request(failure)
    if len(result.failures) > SHOWN:
        yield f"    … and {len(result.failures) - SHOWN} more"


def _request(failure: Failure) -> Iterator[str]:
    """Yield the failing request as a command to paste, or by its name where that would be long."""
    request = failure.request
    if request is None:
        return
    command = ""
    if request.size <= LONGEST and (not request.credentials or request.credentials[0] == "$"):
        # What renders requests is not needed for a server that keeps the contract.
        from contract_tests.report.reproduction import reproductions  # noqa: PLC0415

        command = reproductions(request).get("curl", "")
    yield from (
        f"    {line}" for line in (command or f"{request.method} {request.url}").splitlines()
    )
