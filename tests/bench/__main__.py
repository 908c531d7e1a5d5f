"""The contract suite against `schemathesis run`: wall time on one sandbox, turn by turn."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

import click

from apiref.bundled import contract_path
from apiref.sandbox import create_app, running
from apiref.spec import load

ROUNDS = 3
WARM_UP = 1  # a round that compiles what an installed package has compiled
KEY = "live_sandbox"
LIMITS = {"the rules alone": 0.1, "the whole suite": 0.5}


def commands(url: str, settings: Path) -> Mapping[str, Sequence[str]]:
    """Give what is measured; schemathesis with its defaults and no settings of ours."""
    test = (sys.executable, "-m", "apiref", "test", url, "--api-key", KEY)
    schemathesis = (sys.executable, "-m", "schemathesis.cli", "--config-file", str(settings))
    return {
        "the rules alone": (*test, "--rules-only"),
        "the whole suite": test,
        "schemathesis run": (
            *schemathesis,
            "run",
            str(contract_path()),
            "-u",
            url,
            "-a",
            f"{KEY}:",
        ),
    }


def seconds(command: Sequence[str]) -> float:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    begun = time.monotonic()
    subprocess.run(
        command,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return time.monotonic() - begun


def measured() -> dict[str, list[float]]:
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "schemathesis.toml"
        settings.touch()
        with running(create_app(load(contract_path()))) as url:
            turns = [
                {name: seconds(command) for name, command in commands(url, settings).items()}
                for _ in range(WARM_UP + ROUNDS)
            ][WARM_UP:]
    return {name: [turn[name] for turn in turns] for name in turns[0]}


def main() -> int:
    """Print a row for each, and return 1 if a ratio is over its limit."""
    times = measured()
    peer = times["schemathesis run"]
    click.echo(f"| {ROUNDS} rounds, medians | seconds | of schemathesis run | at most |")
    click.echo("| --- | --- | --- | --- |")
    over = False
    for name, taken in times.items():
        ratio = median(one / other for one, other in zip(taken, peer, strict=True))
        limit = LIMITS.get(name)
        over |= limit is not None and ratio > limit
        click.echo(f"| {name} | {median(taken):.1f} | {ratio:.2f} | {limit or ''} |")
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
