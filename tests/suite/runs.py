"""Runs of `apiref test` as a user starts it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from apiref.bundled import contract_path
from apiref.sandbox import Sandbox, Store, create_app, running
from apiref.spec import load

KEY = "live_sandbox"
ALL_KEYS: dict[str, Any] = {
    "second_api_key": "live_neighbour",
    "test_api_key": "test_sandbox",
    "callback_auth_key": "callback_sandbox",
}
# What `apiref test` does, without the time that the rest of the program takes to start.
PROGRAM = (
    "import json, sys; from contract_tests.run import main; sys.exit(main(json.loads(sys.argv[1])))"
)


@dataclass(frozen=True)
class Run:
    """How a run ended, what it printed, and its JSON report if it wrote one."""

    code: int
    output: str
    report: Mapping[str, Any]

    def rules(self, *verdicts: str) -> set[str]:
        return {rule["id"] for rule in self.report["rules"] if rule["verdict"] in verdicts}

    def rule(self, rule_id: str) -> dict[str, Any]:
        return next(rule for rule in self.report["rules"] if rule["id"] == rule_id)


def run(base_url: str = "", /, *, key: str = KEY, folder: Path | None = None, **values: Any) -> Run:
    """Run the suite in a process and, unless one is given, a folder of its own, with a JSON report.

    `values` are options by name; the key is in the environment, where it should be.
    """
    with TemporaryDirectory(prefix="suite-") as own:
        report = Path(own) / "report.json"
        given = json.dumps({**values, "base_url": base_url, "json": str(report)})
        done = subprocess.run(
            [sys.executable, "-P", "-W", "error", "-c", PROGRAM, given],
            capture_output=True,
            text=True,
            cwd=folder or own,
            env={**os.environ, "APIREF_API_KEY": key},
            timeout=300,
            check=False,
        )
        written = json.loads(report.read_text("utf-8")) if report.is_file() else {}
        return Run(done.returncode, done.stdout + done.stderr, written)


@contextmanager
def served(sandbox: type[Sandbox] = Sandbox, store: Store | None = None) -> Iterator[str]:
    """Serve the contract, by a sandbox of one's own if need be, and give the base URL."""
    with running(create_app(load(contract_path()), store, sandbox=sandbox)) as base_url:
        yield base_url
