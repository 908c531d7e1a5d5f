"""How far a run is: lines now and then, and a line for each rule once it is found broken."""

import time
from typing import Any, TextIO

import pytest

from contract_tests.ledger import Ledger
from contract_tests.suite import PROPERTY

PAUSE = 5.0  # seconds between two lines


class Progress:
    """Tells of the progress in plain lines."""

    def __init__(self, ledger: Ledger, stream: TextIO) -> None:
        self.ledger, self.stream = ledger, stream
        self.told: set[str] = set()
        self.done, self.total = 0, 0
        self.next_line = time.monotonic() + PAUSE

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        if session.items:
            self.begin(len(session.items))

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        self.begin(len(ids))

    @pytest.hookimpl(trylast=True)  # after the ledger has taken the outcome
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        outcomes: list[Any] = [
            outcome
            for name, value in report.user_properties
            if name == PROPERTY and isinstance(value, list)
            for outcome in value
        ]
        if outcomes:
            self.done += 1
            self.advance(outcomes[0]["rule"])
        for failure in (failure for outcome in outcomes for failure in outcome["failures"]):
            if failure["rule"] not in self.told:
                self.told.add(failure["rule"])
                self.tell(failure["rule"])

    def begin(self, total: int) -> None:
        self.total = total

    def advance(self, _rule_id: str) -> None:
        if time.monotonic() > self.next_line:
            self.next_line = time.monotonic() + PAUSE
            self._print(f"{self.done} of {self.total or '?'} tests")

    def tell(self, rule_id: str) -> None:
        self._print(f"{self.ledger.if_broken(rule_id)} {rule_id}")

    def _print(self, text: str) -> None:
        self.stream.write(f"{text}\n")
        self.stream.flush()
