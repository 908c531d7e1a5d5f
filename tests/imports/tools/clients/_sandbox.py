"""What every generated client does on the sandbox, and what it must report of it."""

import json
from collections.abc import Callable
from pathlib import Path

from apiref.sandbox import DEFAULT_ACCOUNTS, create_app, running
from apiref.spec import load

CONTRACT = Path(__file__).parents[4] / "openapi.yaml"
# The types of the task and of the errors, as the client's own classes name them, and their values.
STEPS = [
    ["create", "TranscriptionTask", "pending"],
    ["retrieve", "TranscriptionTask", "pending"],
    ["list", "TaskList", 1],
    ["cancel", "TranscriptionTask", "canceled"],
    ["cancel again", "ErrorResponse", 409],
    ["retrieve another", "ErrorResponse", 404],
    ["create without a key", "ErrorResponse", 401],
]


def steps_of(program: Callable[[str, str], str]) -> object:
    """Run a program with the sandbox's address and a live key, and give the steps it reports."""
    live = DEFAULT_ACCOUNTS[0].keys[0]
    with running(create_app(load(CONTRACT))) as url:
        printed = program(url, live).splitlines()
    return [json.loads(line) for line in printed if line.startswith("[[")][-1]
