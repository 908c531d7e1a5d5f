from collections.abc import Iterator

import pytest
from echo_server import Echo, echo_server
from runtimes import MISSING


@pytest.fixture
def echo() -> Iterator[Echo]:
    with echo_server() as server:
        yield server


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end which runtimes were missing and how many tests that cost."""
    skipped = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", ())]
    missing = [reason.partition(MISSING)[2].rstrip("')") for reason in skipped if MISSING in reason]
    for name in sorted(set(missing)):
        terminalreporter.write_line(f"{MISSING}{name}; {missing.count(name)} tests were skipped")
