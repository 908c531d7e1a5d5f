"""The suite as a pytest plugin: it makes outcomes of what the tests do to their target."""

import base64
import traceback
from collections.abc import Generator
from dataclasses import asdict
from tempfile import NamedTemporaryFile
from typing import Any

import pytest

from contract_tests.broken import Broken, Unmet
from contract_tests.exchange import Request
from contract_tests.janitor import tidy
from contract_tests.options import Options
from contract_tests.report import summary, write
from contract_tests.results import (
    FailedRequest,
    Failure,
    Ledger,
    Outcome,
    Share,
    Verdict,
    outcome_from_data,
)
from contract_tests.rules import Rule
from contract_tests.secrets import Secrets
from contract_tests.target import Journal, Record, Target
from contract_tests.wire import Limits

GENERATED = frozenset({"fuzzing"})  # the sections that schemathesis fills
NAME = "contract-suite"  # of the plugin that a Suite is
# What pytest says of a run that came to its end.
ORDINARY = {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED}
PROPERTY = "contract"  # the name under which a report carries its outcome
LARGEST_SHOWN = 20_000  # bytes of a request body in a report
KEYS = {"api": "api_key", "second": "second_api_key", "test": "test_api_key"}


class Suite:
    """One run on one server; in a process of pytest-xdist, its share of the run."""

    def __init__(self, options: Options, ledger: Ledger) -> None:
        self.options, self.ledger, self.contract = options, ledger, ledger.contract
        self.secrets = Secrets(options.secrets)
        self.target = _target(options, ledger, self.secrets)
        self.record = Record()
        self.shared = NamedTemporaryFile(prefix="contract-suite-")  # noqa: SIM115 - until the end

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        cases = getattr(metafunc.function, "cases", None)
        if cases:
            metafunc.parametrize("case", list(cases(self.contract)), ids=str)

    @pytest.hookimpl(tryfirst=True)  # before pytest-xdist looks at the groups
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        chosen = [item for item in items if self._is_chosen(item)]
        for item in chosen:
            if rule_of(item).section not in GENERATED:  # the rules of a section share their tasks
                item.add_marker(pytest.mark.xdist_group(_group(item)))
        items[:] = sorted(chosen, key=_turn)

    def _is_chosen(self, item: pytest.Item) -> bool:
        rule = rule_of(item)
        if self.options.rule:
            return rule.id in self.options.rule
        return not (self.options.rules_only and rule.section in GENERATED)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        with self.target.recording() as self.record:
            handled = yield
        if self.target.hopeless:
            item.session.shouldstop = self.target.hopeless
        return handled

    @pytest.hookimpl(wrapper=True)
    def pytest_pyfunc_call(self) -> Generator[None, object, object]:
        """Take findings out of pytest's hands: it would spend its time on their tracebacks."""
        try:
            return (yield)
        except (Broken, Unmet) as ended:
            self.record.ended = ended
            return True

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if call.when == "call" or (call.when == "setup" and call.excinfo):
            ended = call.excinfo.value if call.excinfo else self.record.ended
            outcome = self._outcome(item, ended, call.duration)
            report.user_properties.append((PROPERTY, outcome.as_data()))
            self._settle(report, outcome, rule_of(item))
        return report

    def _outcome(self, item: pytest.Item, ended: BaseException | None, seconds: float) -> Outcome:
        rule = rule_of(item)
        case = label_of(item)
        state, reason = self._state(ended)
        failures = [
            self._failure(f.broken, self.ledger.rule(f.rule), case) for f in self._findings()
        ]
        if isinstance(ended, Broken):
            failures.insert(0, self._failure(ended, rule, case))
        return Outcome(
            rule=rule.id,
            case=case,
            state=state,
            reason=self._clean(reason),
            seconds=seconds,
            requests=len(self.record.exchanges),
            failures=tuple(failures),
        )

    def _findings(self) -> list[Any]:
        """Return each passive rule that was broken once for a test, and of those asked for only."""
        by_rule = {finding.rule: finding for finding in reversed(self.record.findings)}
        asked = self.options.rule
        return [finding for rule, finding in by_rule.items() if not asked or rule in asked]

    def _state(self, error: BaseException | None) -> tuple[str, str]:
        match error:
            case None:
                return "kept", ""
            case Broken():
                return "broken", str(error)
            case Unmet():
                return "unmet", str(error)
            case pytest.skip.Exception():
                return "skipped", str(error.msg)
            case _:
                last = traceback.extract_tb(error.__traceback__)[-1]
                return "error", f"{type(error).__name__}: {error} ({last.filename}:{last.lineno})"

    def _failure(self, broken: Broken, rule: Rule, case: str) -> Failure:
        clause = self.contract.clause(broken.clause or rule.clause)
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

    def _settle(self, report: pytest.TestReport, outcome: Outcome, rule: Rule) -> None:
        """Make pytest's outcome agree with ours: warned and known failures are expected ones."""
        failing = {f.rule for f in outcome.failures}
        fatal = {r for r in failing if self._is_fatal(r)}
        if outcome.state in {"unmet", "error"} and self._is_fatal(rule.id):
            fatal.add(rule.id)
        if fatal:
            report.outcome, report.longrepr = "failed", told(outcome)
        elif failing or outcome.state in {"unmet", "error"}:
            report.outcome, report.longrepr = "skipped", told(outcome)
            report.wasxfail = "a SHOULD, or a known failure"

    def _is_fatal(self, rule_id: str) -> bool:
        return self.ledger.if_broken(rule_id) is Verdict.BROKEN

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        for name, value in report.user_properties:
            if name == PROPERTY and isinstance(value, dict):
                self.ledger.outcomes.append(outcome_from_data(value))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.ledger.crashes.append(self._clean(f"{report.nodeid}: {report.longreprtext}"))

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        share = Share(tidy(self.target), self.target.journal)
        self.target.wire.close()
        self.shared.close()
        output = getattr(session.config, "workeroutput", None)
        if output is not None:
            output[PROPERTY] = share.as_data()
            return
        self.ledger.add(share.as_data())
        self.ledger.ended = str(session.shouldstop or session.shouldfail or "")
        self.ledger.run.end()
        if session.exitstatus in ORDINARY:
            session.exitstatus = self.ledger.exit_code()

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Print and write what `apiref test`, which has no such reporter, does by itself."""
        terminalreporter.section("contract")
        terminalreporter.write(summary.text(self.ledger))
        write(self.ledger, self.options)

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        node.workerinput[PROPERTY] = {
            "options": asdict(self.options),
            "run_id": self.ledger.run.id,
            "turnstile": self.shared.name,
        }

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        share = getattr(node, "workeroutput", {}).get(PROPERTY)
        if share:
            self.ledger.add(share)


def _group(item: pytest.Item) -> str:
    return "later" if "later" in item.keywords else rule_of(item).section


def _turn(item: pytest.Item) -> tuple[bool, bool]:
    """Put the rules first, those last for which something has to come by itself."""
    return rule_of(item).section in GENERATED, "later" in item.keywords


def rule_of(item: pytest.Item) -> Rule:
    """Return the rule that a test tests: its own, or the passive one that it is run for."""
    case = getattr(item, "callspec", None)
    passive = case and getattr(case.params.get("case"), "rule", None)
    rule: Rule = passive or item.function.rule  # type: ignore[attr-defined] # all items are functions
    return rule


def label_of(item: pytest.Item) -> str:
    """Return what tells the cases of a rule apart, or the empty string where there is one only."""
    params = getattr(getattr(item, "callspec", None), "params", {})
    return ", ".join(map(str, params.values()))


def told(outcome: Outcome) -> str:
    """Return an outcome in the words of a failing test."""
    lines = [f"{outcome.rule}: {outcome.state} {outcome.reason}"]
    for failure in outcome.failures:
        lines += [
            f"{failure.rule} (openapi.yaml:{failure.line} {failure.pointer})",
            f"  expected {failure.expected}",
            f"  received {failure.received}",
        ]
    return "\n".join(lines)


def _target(options: Options, ledger: Ledger, secrets: Secrets) -> Target:
    return Target(
        base_url=options.base_url,
        contract=ledger.contract,
        keys={name: getattr(options, option) for name, option in KEYS.items()},
        secrets=secrets,
        limits=Limits(seconds=options.timeout),
        max_rate=options.max_rate,
        max_time=options.max_time,
        journal=Journal(ledger.run.id),
    )
