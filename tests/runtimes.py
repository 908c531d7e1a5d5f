"""The interpreters that samples run in: looked for, and said where one is missing."""

import os
import shutil
import sys
from pathlib import Path

import pytest

MISSING = "runtime not found: "


def found(command: str) -> str | None:
    """Give the path of an interpreter, or of a file that one needs, if it is there."""
    if command == "python3":
        return sys.executable
    return shutil.which(command) or (command if Path(command).is_file() else None)


def require(command: str) -> str:
    """Give the path of an interpreter; without it the test is skipped, or fails if CI=true."""
    path = found(command)
    if path:
        return path
    if os.environ.get("CI") == "true":
        pytest.fail(f"{MISSING}{command}")
    pytest.skip(f"{MISSING}{command}")
