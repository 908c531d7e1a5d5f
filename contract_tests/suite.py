"""The suite as a pytest plugin: it gives each rule its cases, and takes their outcomes."""

import inspect
import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from tempfile import NamedTemporaryFile
from typing import Any

import pytest

from contract_tests.janitor import tidy
from contract_tests.journal import Journal, Record
from contract_tests.judge import KEYS, Judge, Trial
from contract_tests.ledger import Ledger
from contract_tests.options import Options
from contract_tests.report import summary, write
from contract_tests.results import Outcome, Share, Verdict, outcome_from_data
from contract_tests.rules import Rule
from contract_tests.secrets import Secrets
from contract_tests.target import Target
from contract_tests.wire import Limits

AT_ONCE = 4  # cases of a rule that run at the same time, so that no side waits for the other
GENERATED = frozenset({"fuzzing"})  # the sections that schemathesis fills
NAME = "contract-suite"  # of the plugin that a Suite is
# What pytest says of a run that came to its end.
ORDINARY = {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED}
PROPERTY = "contract"  # the name under which a report carries its outcomes


class Suite:
    """One run on one server; in a process of pytest-xdist, its share of the run."""

    def __init__(self, options: Options, ledger: Ledger) -> None:
        self.options, self.ledger, self.contract = options, ledger, ledger.contract
        self.target = _target(options, ledger)
        self.judge = Judge(options, ledger, self.target.secrets)
        self.record = Record()
        self.trials: Sequence[Trial] = ()
        self.pool = ThreadPoolExecutor(AT_ONCE)
        self.shared = NamedTemporaryFile(prefix="contract-suite-")  # noqa: SIM115 - until the end

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Make a test of each case where it is a rule of its own, or takes long."""
        rule, cases = _attributes(metafunc.function)
        if cases and (rule is None or rule.section in GENERATED):
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
        self.trials = ()
        with self.target.recording() as self.record:
            handled = yield
        if self.target.hopeless:
            item.session.shouldstop = self.target.hopeless
        return handled

    @pytest.hookimpl(tryfirst=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool:
        """Run a rule with each of its cases, and keep what ended them.

        Exceptions are not for pytest, which would spend its time on their tracebacks.
        """
        rule, cases = _attributes(pyfuncitem.function)
        names = inspect.signature(pyfuncitem.function).parameters
        given = {name: pyfuncitem.funcargs[name] for name in names}
        if cases is None or hasattr(pyfuncitem, "callspec"):
            label = str(given.get("case", ""))
            self.trials = [self._trial(rule_of(pyfuncitem), label, pyfuncitem.obj, given)]
            return True
        assert rule is not None
        self.trials = list(
            self.pool.map(
                lambda case: self._trial(rule, str(case), pyfuncitem.obj, {**given, "case": case}),
                cases(self.contract),
            )
        )
        return True

    def _trial(
        self, rule: Rule, case: str, function: Callable[..., None], given: dict[str, Any]
    ) -> Trial:
        trial = Trial(rule, case)
        begun = time.monotonic()
        with self.target.recording() as trial.record:
            try:
                function(**given)
            except (Exception, pytest.skip.Exception) as ended:  # noqa: BLE001 - it is judged
                trial.ended = ended
        trial.seconds = time.monotonic() - begun
        return trial

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if call.when == "call" or (call.when == "setup" and call.excinfo):
            ended = call.excinfo.value if call.excinfo else None
            setup = Trial(rule_of(item), "", self.record, ended, call.duration)
            trials = [*self.trials, setup] if ended or self.record.findings else self.trials
            outcomes = [self.judge.outcome(trial) for trial in trials]
            report.user_properties.append((PROPERTY, [one.as_data() for one in outcomes]))
            self._settle(report, outcomes)
        return report

    def _settle(self, report: pytest.TestReport, outcomes: list[Outcome]) -> None:
        """Make pytest's outcome agree with ours: warned and known failures are expected ones."""
        bad = {f.rule for o in outcomes for f in o.failures}
        bad |= {o.rule for o in outcomes if o.state in {"unmet", "error"}}
        text = "\n".join(told(o) for o in outcomes if o.failures or o.state != "kept")
        if any(self.ledger.if_broken(rule_id) is Verdict.BROKEN for rule_id in bad):
            report.outcome, report.longrepr = "failed", text
        elif bad:
            report.outcome, report.longrepr = "skipped", text
            report.wasxfail = "a SHOULD, or a known failure"
        elif outcomes and all(o.state == "skipped" for o in outcomes):
            report.outcome, report.longrepr = "skipped", (report.nodeid, 0, outcomes[0].reason)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        for name, value in report.user_properties:
            if name == PROPERTY and isinstance(value, list):
                self.ledger.outcomes += map(outcome_from_data, value)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.ledger.crashes.append(
                self.target.secrets.redact(f"{report.nodeid}: {report.longreprtext}")
            )

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        if excinfo.type is KeyboardInterrupt:  # pytest has kinds of its own, for a run that stops
            self.ledger.crashes.append("the run was interrupted")

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        self.pool.shutdown()
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


def _turn(item: pytest.Item) -> tuple[bool, bool, bool]:
    """Put the rules first, those last for which something has to come by itself.

    Large tasks are made when no list will show them any more.
    """
    return rule_of(item).section in GENERATED, "later" in item.keywords, "large" in item.keywords


def rule_of(item: pytest.Item) -> Rule:
    """Return the rule that a test tests: its own, or the passive one that it is run for."""
    callspec = getattr(item, "callspec", None)
    passive = callspec and getattr(callspec.params.get("case"), "rule", None)
    rule: Rule = passive or item.function.rule  # type: ignore[attr-defined] # all are functions
    return rule


def _attributes(function: Callable[..., object]) -> tuple[Rule | None, Any]:
    return getattr(function, "rule", None), getattr(function, "cases", None)


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


def _target(options: Options, ledger: Ledger) -> Target:
    return Target(
        base_url=options.base_url,
        contract=ledger.contract,
        keys={name: getattr(options, option) for name, option in KEYS.items()},
        secrets=Secrets(options.secrets),
        limits=Limits(seconds=options.timeout),
        max_rate=options.max_rate,
        max_time=options.max_time,
        journal=Journal(ledger.run.id),
    )
