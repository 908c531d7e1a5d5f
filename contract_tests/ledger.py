"""All that a run found out, put together to a verdict for each rule."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from contract_tests.contract import Contract
from contract_tests.results import Cleanup, Failure, Outcome, Result, Verdict
from contract_tests.rules import Level, Rule

OUT_OF_REACH = {429, 500, 503}  # no client can bring them about at will
FATAL = {Verdict.BROKEN, Verdict.NOT_EXERCISED}


@dataclass
class Run:
    """What a run is of, and when it was."""

    id: str
    target: str
    started_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    seconds: float = 0.0

    def end(self) -> None:
        self.seconds = (datetime.now(UTC) - self.started_at).total_seconds()


@dataclass
class Ledger:
    """All outcomes of a run, on the process that reports."""

    run: Run
    contract: Contract
    rules: tuple[Rule, ...]
    known: frozenset[str] = frozenset()
    strict: bool = False
    outcomes: list[Outcome] = field(default_factory=list)
    seen: Counter[tuple[str, int]] = field(default_factory=Counter)
    cleanup: Cleanup = field(default_factory=Cleanup)
    ended: str = ""  # why a run ended before its last rule
    crashes: list[str] = field(default_factory=list)
    requests: int = 0
    checked: Counter[str] = field(default_factory=Counter)  # responses that a passive rule fits

    def add(self, share: Mapping[str, Any]) -> None:
        """Take in what one process did, as `Share.as_data` gives it."""
        self.cleanup.add(share["cleanup"])
        self.requests += share["requests"]
        self.checked.update(share["checked"])
        self.seen.update({(name, status): count for name, status, count in share["seen"]})

    @property
    def is_broken(self) -> bool:
        return any(outcome.failures for outcome in self.outcomes)

    def results(self) -> tuple[Result, ...]:
        """Return a result for each rule, in the order of the table."""
        own, failures = defaultdict(list), defaultdict(list)
        for outcome in self.outcomes:
            own[outcome.rule].append(outcome)
            for failure in outcome.failures:
                failures[failure.rule].append(failure)
        return tuple(
            self._result(rule, own[rule.id], tuple(failures[rule.id])) for rule in self.rules
        )

    def _result(self, rule: Rule, own: list[Outcome], failures: tuple[Failure, ...]) -> Result:
        verdict, reason = self._verdict(rule, own, failures)
        return Result(
            rule=rule,
            clause=self.contract.clause(rule.clause),
            verdict=verdict,
            reason=reason,
            cases=len(own),
            requests=sum(outcome.requests for outcome in own),
            seconds=sum(outcome.seconds for outcome in own),
            failures=failures,
        )

    def _verdict(
        self, rule: Rule, own: list[Outcome], failures: tuple[Failure, ...]
    ) -> tuple[Verdict, str]:
        if failures:
            reason = f"expected {failures[0].expected}; received {failures[0].received}"
            return self.if_broken(rule.id), reason
        for state, verdict in (("error", Verdict.ERROR), ("unmet", Verdict.NOT_EXERCISED)):
            reasons = [outcome.reason for outcome in own if outcome.state == state]
            if reasons:
                return verdict, reasons[0]
        if self.checked[rule.id] or any(outcome.state == "kept" for outcome in own):
            return Verdict.KEPT, ""
        if own:
            return Verdict.SKIPPED, own[0].reason
        return Verdict.NOT_EXERCISED, self.ended or "the run ended before this rule"

    def if_broken(self, rule_id: str) -> Verdict:
        """Return what a rule is called that is not kept."""
        if rule_id in self.known:
            return Verdict.KNOWN
        binding = self.strict or self.rule(rule_id).level is Level.MUST
        return Verdict.BROKEN if binding else Verdict.WARNED

    def rule(self, rule_id: str) -> Rule:
        return next(rule for rule in self.rules if rule.id == rule_id)

    def responses(self) -> Iterator[tuple[str, int, int]]:
        """Yield each status that can be brought about from outside, and how often it was seen."""
        for operation in self.contract.operations:
            for status in map(int, filter(str.isdecimal, operation.statuses)):
                if status not in OUT_OF_REACH:
                    yield operation.id, status, self.seen[operation.id, status]

    def passing_again(self) -> tuple[str, ...]:
        """Return the known failures that are kept now, so that the file can be shortened."""
        kept = {result.rule.id for result in self.results() if result.verdict is Verdict.KEPT}
        return tuple(sorted(self.known & kept))

    def exit_code(self) -> int:
        """Return 0 if the contract is kept, 1 if it is not, 4 if the suite itself failed."""
        results = self.results()
        verdicts = {
            result.verdict for result in results if result.rule.level is Level.MUST or self.strict
        }
        if Verdict.BROKEN in verdicts:
            return 1
        if self.crashes or any(result.verdict is Verdict.ERROR for result in results):
            return 4
        return 1 if verdicts & FATAL else 0


def counts(results: Iterable[Result]) -> Counter[Verdict]:
    return Counter(result.verdict for result in results)
