"""The suite as a program: from options to an exit code."""

import gc
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from contract_tests.options import Options, UsageError, options_from_values
from contract_tests.preflight import CannotStart
from contract_tests.progress import Progress
from contract_tests.report import conclude
from contract_tests.start import started
from contract_tests.suite import GENERATED, NAME, Suite

UNNEEDED = (  # of pytest's own plugins: what prints, and what costs time for each test
    *("cacheprovider", "terminal", "logging", "doctest", "unittest", "tmpdir", "recwarn"),
    *("unraisableexception", "threadexception", "faulthandler", "setuponly", "setupplan"),
    *("stepwise", "debugging", "junitxml", "pastebin", "legacypath", "subtests"),
)
COLLECTION = 20_000  # objects that are made between two searches for garbage
HERE = Path(__file__).parent


def main(values: Mapping[str, Any]) -> int:
    """Run the suite with the options of `options.TABLE`, by name, and print what it finds.

    Returns 0 if the contract is kept, 1 if a MUST is broken, 2 for options that cannot be used,
    3 if the server is not reached or refuses the key, 4 if the suite itself failed.
    """
    try:
        with started(options_from_values(values)) as suite:
            return _run(suite)
    except UsageError as error:
        sys.stderr.write(f"Error: {error}\n")
        return 2
    except CannotStart as error:
        sys.stderr.write(f"Error: {error}\n")
        return 3


def _run(suite: Suite) -> int:
    with _undisturbed(), _collecting_seldom():
        status = pytest.main(
            _arguments(suite.options),
            plugins=[_Named(suite), _progress(suite)],
        )
    if status in {pytest.ExitCode.INTERNAL_ERROR, pytest.ExitCode.USAGE_ERROR}:
        suite.ledger.crashes.append("pytest did not get to its end")
    return conclude(suite.ledger, suite.options)


def _progress(suite: Suite) -> Progress:
    if not sys.stderr.isatty():
        return Progress(suite.ledger, sys.stderr)
    from contract_tests.bar import Bar  # noqa: PLC0415 - costs a start-up

    return Bar(suite.ledger, sys.stderr)


class _Named:
    """Registers the suite under its name, so that conftest.py finds it there."""

    def __init__(self, suite: object) -> None:
        self.suite = suite

    @pytest.hookimpl(tryfirst=True)
    def pytest_addoption(self, pluginmanager: pytest.PytestPluginManager) -> None:
        pluginmanager.register(self.suite, NAME)


def _arguments(options: Options) -> list[str]:
    """Return pytest's arguments: its own configuration and nothing of the reader's folder."""
    arguments = [str(HERE), "-c", str(HERE / "pytest.ini"), "--rootdir", str(HERE)]
    arguments += [word for name in UNNEEDED for word in ("-p", f"no:{name}")]
    arguments += ["--disable-plugin-autoload", "-s"]
    if options.rules_only:
        arguments += [f"--ignore={HERE / f'test_{section}.py'}" for section in GENERATED]
    if options.fail_fast:
        arguments.append("--maxfail=1")
    if options.workers > 1 and not options.rules_only and not options.rule:
        # The rules alone are over before another process has started.
        arguments += ["-p", "xdist", "-n", str(options.workers), "--dist", "loadgroup"]
    return arguments


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Spend less on the search for garbage, a tenth of a run otherwise: little is in cycles."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(COLLECTION)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep pytest's variables of the reader's environment out of the run."""
    kept = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("PYTEST_")}
    try:
        yield
    finally:
        os.environ.update(kept)
