"""How far a run is: a bar on a terminal, a line now and then elsewhere."""

import time
from typing import Any

import pytest
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from contract_tests.ledger import Ledger
from contract_tests.results import Verdict
from contract_tests.suite import PROPERTY

PAUSE = 5.0  # seconds between two lines


class Bar:
    """A bar that moves with each test, and a line for each rule once it is found broken."""

    def __init__(self, ledger: Ledger, console: Console) -> None:
        self.ledger, self.console = ledger, console
        self.told: set[str] = set()
        self.is_terminal = console.is_terminal
        self.progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not self.is_terminal,
        )
        self.task = self.progress.add_task("Collecting the rules", total=None)
        self.next_line = time.monotonic() + PAUSE

    def pytest_sessionstart(self) -> None:
        self.progress.start()

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        if session.items:
            self.progress.update(self.task, total=len(session.items))

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        self.progress.update(self.task, total=len(ids))

    @pytest.hookimpl(trylast=True)  # after the ledger has taken the outcome
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        outcomes: list[Any] = [
            outcome
            for name, value in report.user_properties
            if name == PROPERTY and isinstance(value, list)
            for outcome in value
        ]
        if outcomes:
            rule_id = outcomes[0]["rule"]
            self.progress.update(self.task, advance=1, description=f"{rule_id:36.36}")
        for failure in (failure for outcome in outcomes for failure in outcome["failures"]):
            self._tell(failure["rule"])
        if not self.is_terminal and time.monotonic() > self.next_line:
            self.next_line = time.monotonic() + PAUSE
            task = self.progress.tasks[0]
            self.console.print(
                f"{task.completed:.0f} of {task.total or '?'} tests", highlight=False
            )

    def _tell(self, rule_id: str) -> None:
        if rule_id not in self.told:
            self.told.add(rule_id)
            verdict = self.ledger.if_broken(rule_id)
            style = "red" if verdict is Verdict.BROKEN else "yellow"
            self.console.print(f"[{style}]{verdict}[/] {rule_id}", highlight=False)

    def pytest_sessionfinish(self) -> None:
        self.progress.update(self.task, description="Canceling what was created")

    def pytest_unconfigure(self) -> None:
        self.progress.stop()
