"""The interpreters that samples run in: looked for, and said where one is missing."""

import os
import shutil
import sys

import pytest

MISSING = "runtime not found: "


def require(command: str) -> str:
    """Give the path of an interpreter; without it the test is skipped, or fails if CI=true."""
    path = sys.executable if command == "python3" else shutil.which(command)
    if path:
        return path
    if os.environ.get("CI") == "true":
        pytest.fail(f"{MISSING}{command}")
    pytest.skip(f"{MISSING}{command}")
