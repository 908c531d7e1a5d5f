"""The interpreters of samples: whether they are there, which they are, and a program run by one."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from apiref.samples import Language

TIME_LIMIT = 120  # seconds that one program may take


class ProgramFailed(Exception):  # noqa: N818 -- how a program ended
    """A program that did not end with 0; the message has its exit status and what it printed."""


def missing_command(one: Language) -> str | None:
    """Give the first command that a language's samples need and that is not installed."""
    commands = (one.run[0], one.version[0])
    return next((name for name in commands if _path(name) is None), None)


def version_of(one: Language) -> str:
    """Give the first line that a language's interpreter tells of itself."""
    command, *arguments = one.version
    told = subprocess.run(  # noqa: S603 -- the language's own command
        [_path(command) or command, *arguments], capture_output=True, text=True, check=True
    )
    return told.stdout.partition("\n")[0].strip()


def interpreter_of(one: Language) -> str:
    """Give a language's interpreter with its version, such as `ruby 3.1.2`."""
    number = re.search(r"\d+(\.\d+)+", version_of(one))
    return f"{one.version[0]} {number[0] if number else ''}".strip()


def output_of(one: Language, program: Path, variables: Mapping[str, str]) -> str:
    """Run a program in its own folder, with these variables too, and give what it printed.

    Raises ProgramFailed.
    """
    command, *options = one.run
    try:
        ended = subprocess.run(  # noqa: S603 -- the language's own command
            [_path(command) or command, *options, str(program)],
            cwd=program.parent,
            env={**os.environ, **variables},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=TIME_LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ProgramFailed(f"the program had not ended after {TIME_LIMIT} s") from None
    if ended.returncode:
        printed = (ended.stderr + ended.stdout).strip()
        raise ProgramFailed(f"exit status {ended.returncode}: {printed}")
    return ended.stdout


def _path(command: str) -> str | None:
    """Give a command's path; Python is this one, which has what its samples import."""
    return sys.executable if command == "python3" else shutil.which(command)
