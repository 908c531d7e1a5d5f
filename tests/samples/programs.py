"""Start a sample with its real interpreter."""

import os
import subprocess
from pathlib import Path

from comparison import FILES, KEY
from runtimes import require

from apiref.samples import Language


def run(language: Language, program: Path) -> subprocess.CompletedProcess[str]:
    """Run a program where the files are that a sample may send, with a key in the environment."""
    command, *options = language.run
    return subprocess.run(
        [require(command), *options, str(program)],
        cwd=FILES,
        env={**os.environ, "API_KEY": KEY, "no_proxy": "127.0.0.1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
