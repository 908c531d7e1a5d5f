"""The two tools that look for a fault: the contract suite, and schemathesis with its defaults."""

import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from apiref.bundled import contract_path

from .parts import ACCOUNT, NEIGHBOUR

LONGEST = 900  # seconds
KEYS = {
    "--api-key": ACCOUNT.keys[0],
    "--test-api-key": ACCOUNT.keys[1],
    "--second-api-key": NEIGHBOUR.keys[0],
    "--callback-auth-key": ACCOUNT.callback_key,
}


@dataclass(frozen=True)
class Verdict:
    """What a tool says of a server: its exit code, and what it found in the order of its report."""

    code: int
    found: tuple[str, ...]
    seconds: float


def rules() -> dict[str, str]:
    """Give MUST or SHOULD for each rule of the suite, by its id."""
    command = [sys.executable, "-m", "apiref", "test", "--list-rules"]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return {words[0]: words[1] for words in map(str.split, lines)}


def suite(url: str | None, *options: str, keys: Mapping[str, str] = KEYS) -> Verdict:
    """Run the suite; what it found are the ids of broken rules, SHOULDs included."""
    given = [word for pair in keys.items() for word in pair]
    command = [sys.executable, "-m", "apiref", "test", url or "", "--strict", *given, *options]
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        code, seconds = _run([*command, "--json", str(report)], folder)
        rules = json.loads(report.read_text())["rules"] if report.exists() else []
    return Verdict(code, tuple(r["id"] for r in rules if r["verdict"] == "broken"), seconds)


def schemathesis(url: str) -> Verdict:
    """Run `schemathesis run` with all checks, all phases, and nothing else but a seed.

    What it found are operations, each with the code of a failure, such as `GET /tasks ST202`.
    """
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", "none.toml", "run"]
    command += [str(contract_path()), "--url", url, "--auth", f"{ACCOUNT.keys[0]}:"]
    command += ["--checks", "all", "--phases", "examples,coverage,fuzzing,stateful", "--seed", "1"]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "none.toml").touch()
        report = Path(folder) / "report.xml"
        command += ["--report", "junit", "--report-junit-path", str(report)]
        code, seconds = _run(command, folder)
        found = _failures(report.read_text()) if report.exists() else ()
    return Verdict(code, found, seconds)


def _run(command: Sequence[str], folder: str) -> tuple[int, float]:
    begun = time.monotonic()
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=LONGEST, check=False)
    return done.returncode, round(time.monotonic() - begun, 1)


def _failures(report: str) -> tuple[str, ...]:
    return tuple(
        f"{case.get('name')} {code}"
        for case in ET.fromstring(report).iter("testcase")
        for failure in case.iter("failure")
        for code in dict.fromkeys(re.findall(r"^- (ST\d+)", failure.text or "", re.MULTILINE))
    )
