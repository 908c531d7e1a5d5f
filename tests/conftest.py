"""What every test of the project shares: the runtimes that were missing are told at the end."""

import pytest

from contract_tests import rules
from tests.runtimes import MISSING

# A rule's id is a pytest marker. Made here, before pytest is configured, they are no typing errors
# to --strict-markers.
rules.table()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which runtimes were missing and how many tests that cost."""
    skipped = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", ())]
    missing = [reason.partition(MISSING)[2].rstrip("')") for reason in skipped if MISSING in reason]
    for name in sorted(set(missing)):
        terminalreporter.write_line(f"{MISSING}{name}; {missing.count(name)} tests were skipped")
