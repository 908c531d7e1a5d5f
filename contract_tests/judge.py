"""From what a test did to its outcome, in words that may leave the process."""

import base64
import traceback
from dataclasses import dataclass, field

import pytest

from contract_tests.broken import Broken, Unmet
from contract_tests.exchange import Request
from contract_tests.journal import Finding, Record
from contract_tests.ledger import Ledger
from contract_tests.options import Options
from contract_tests.results import FailedRequest, Failure, Outcome
from contract_tests.rules import Rule
from contract_tests.secrets import Secrets

LARGEST_SHOWN = 20_000  # bytes of a request body in a report
KEYS = {"api": "api_key", "second": "second_api_key", "test": "test_api_key"}


@dataclass(slots=True)
class Trial:
    """One case of a rule: what was sent and seen, and what ended it if not its end."""

    rule: Rule
    case: str
    record: Record = field(default_factory=Record)
    ended: BaseException | None = None
    seconds: float = 0.0


@dataclass(frozen=True)
class Judge:
    """Makes outcomes of trials; no secret gets past it."""

    options: Options
    ledger: Ledger
    secrets: Secrets

    def outcome(self, trial: Trial) -> Outcome:
        state, reason = _state(trial.ended)
        if state == "error" and (trial.record.findings or self.ledger.is_broken):
            # What the suite stumbled over is what a rule has said already.
            state, reason = "unmet", "a response was not as the rule needs it to look further"
        found = [(f.broken, self.ledger.rule(f.rule)) for f in self._findings(trial.record)]
        if isinstance(trial.ended, Broken):
            found.insert(0, (trial.ended, trial.rule))
        return Outcome(
            rule=trial.rule.id,
            case=trial.case,
            state=state,
            reason=self._clean(reason),
            seconds=trial.seconds,
            requests=len(trial.record.exchanges),
            failures=tuple(self._failure(broken, rule, trial.case) for broken, rule in found),
        )

    def _findings(self, record: Record) -> list[Finding]:
        """Return each passive rule that was broken once for a trial, and only those asked for."""
        by_rule = {finding.rule: finding for finding in reversed(record.findings)}
        asked = self.options.rule
        return [finding for rule, finding in by_rule.items() if not asked or rule in asked]

    def _failure(self, broken: Broken, rule: Rule, case: str) -> Failure:
        clause = self.ledger.contract.clause(broken.clause or rule.clause)
        return Failure(
            rule=rule.id,
            case=self._clean(case),
            expected=self._clean(broken.expected),
            received=self._clean(broken.received),
            pointer=clause.pointer,
            line=clause.line,
            request=self._shown(broken.request) if broken.request else None,
        )

    def _clean(self, text: str) -> str:
        """Return a text that may leave the process: no secret, and no lone surrogate."""
        if not text:
            return text
        return self.secrets.redact(text).encode("utf-8", "backslashreplace").decode()

    def _shown(self, request: Request) -> FailedRequest:
        name = f"${KEYS[request.key].upper()}" if request.key else request.credentials_note
        body, is_binary = self._shown_body(request.body)
        return FailedRequest(
            method=request.method,
            url=self._clean(self.options.base_url.rstrip("/") + request.path),
            headers=tuple((n, self._clean(v)) for n, v in request.headers),
            body=body,
            is_binary=is_binary,
            size=len(request.body or b""),
            credentials=self._clean(name),
        )

    def _shown_body(self, body: bytes | None) -> tuple[str | None, bool]:
        if body is None or len(body) > LARGEST_SHOWN:
            return None, False
        try:
            return self._clean(body.decode("utf-8")), False
        except UnicodeDecodeError:
            known = self.secrets.leaked(body.decode("latin-1"))
            return None if known else base64.b64encode(body).decode(), True


def _state(ended: BaseException | None) -> tuple[str, str]:
    match ended:
        case None:
            return "kept", ""
        case Broken():
            return "broken", str(ended)
        case Unmet():
            return "unmet", str(ended)
        case pytest.skip.Exception():
            return "skipped", str(ended.msg)
        case _:
            last = traceback.extract_tb(ended.__traceback__)[-1]
            return "error", f"{type(ended).__name__}: {ended} ({last.filename}:{last.lineno})"
