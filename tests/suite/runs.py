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
ALL_KEYS = (
    *("--second-api-key", "live_neighbour"),
    *("--test-api-key", "test_sandbox"),
    *("--callback-auth-key", "callback_sandbox"),
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


def run(*arguments: str, key: str = KEY, cwd: Path | None = None, **variables: str) -> Run:
    """Run the suite with a JSON report; the key is in the environment, as it should be."""
    with TemporaryDirectory(prefix="suite-") as folder:
        report = Path(folder) / "report.json"
        done = subprocess.run(
            [sys.executable, "-m", "apiref", "test", *arguments, "--json", str(report)],
            capture_output=True,
            text=True,
            cwd=cwd or folder,
            env={**os.environ, "APIREF_API_KEY": key, **variables},
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
