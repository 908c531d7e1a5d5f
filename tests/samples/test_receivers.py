"""The receivers of callbacks, as they stand in the built page, take the sandbox's callbacks."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests

from apiref.local import ACCOUNT, local_sandbox
from apiref.request.receiver import PORT, Receiver
from apiref.samples import Language, languages
from tests.contract_document import load, named
from tests.runtimes import require
from tests.samples.built_pages import receivers_of
from tests.samples.conftest import BuiltSite
from tests.site.site_folder import ROOT

HEADER, STAND_IN = "scale-callback-auth", "your-callback-key"
HOSTILE = """'"$HOME`id`\\#{1+1}%s\\u0041${1}$(id)<?php */ // </script>"""
LISTENING = [one for one in languages() if one.receiver]
WAIT = 60  # seconds

each_language = pytest.mark.parametrize("language", LISTENING, ids=lambda one: one.id)


@dataclass
class Running:
    """A receiver that listens at `url`; once it is stopped, `printed` has all that it printed."""

    url: str
    printed: str = field(default="")

    def post(self, headers: dict[str, str], body: str) -> int:
        return requests.post(
            self.url, data=body.encode(), headers=headers, timeout=WAIT
        ).status_code


@contextmanager
def started(language: Language, text: str, folder: Path) -> Iterator[Running]:
    """Run a receiver on a free port instead of its own."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = str(listener.getsockname()[1])
    program = folder / f"receiver{language.suffix}"
    program.write_text(text.replace(str(PORT), port), "utf-8", newline="")
    command, *options = (part.replace(str(PORT), port) for part in language.serve)
    receiver = Running(f"http://127.0.0.1:{port}/callbacks/scale")
    with subprocess.Popen(
        [require(command), *options, str(program)],
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,  # so that what an interpreter starts is stopped with it
    ) as process:
        try:
            _wait_for(int(port), process)
            yield receiver
        finally:
            # Not an interrupt, which a shell lets its background jobs ignore.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            receiver.printed = process.communicate(timeout=WAIT)[0]


def _wait_for(port: int, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.05)
    raise AssertionError(f"nothing listens on port {port}")


@each_language
def test_a_callback_of_the_sandbox_is_taken(
    built_site: BuiltSite, language: Language, tmp_path: Path
) -> None:
    text = receivers_of(built_site.pages)[language.name]
    assert text.count(STAND_IN) == 1
    with (
        local_sandbox(ROOT / "openapi.yaml") as base_url,
        started(language, text.replace(STAND_IN, ACCOUNT.callback_key), tmp_path) as receiver,
    ):
        task = _called_back(base_url, receiver.url)
    assert task["callback_succeeded"] is True
    assert receiver.printed.count(f'{{"task_id": "{task["task_id"]}", "response": ') == 1


def _called_back(base_url: str, callback_url: str) -> dict[str, object]:
    """Create a task that completes by itself, and give it once its callback is settled."""
    operation = load()["paths"]["/task/transcription"]["post"]
    body = {**named(load(), operation["requestBody"])["receipt"], "callback_url": callback_url}
    auth = (ACCOUNT.keys[1], "")
    created = requests.post(f"{base_url}/task/transcription", auth=auth, json=body, timeout=WAIT)
    deadline = time.monotonic() + WAIT
    task: dict[str, object] = created.json()
    while "callback_succeeded" not in task and time.monotonic() < deadline:
        time.sleep(0.05)
        url = f"{base_url}/task/{task['task_id']}"
        task = requests.get(url, auth=auth, timeout=WAIT).json()
    return task


@each_language
def test_whoever_does_not_know_the_key_is_refused(language: Language, tmp_path: Path) -> None:
    """The right key is taken to the character, whatever characters it has."""
    assert language.receiver
    text = language.receiver(Receiver("POST", HEADER, HOSTILE))
    with started(language, text, tmp_path) as receiver:
        assert receiver.post({}, "from a stranger") == 401
        for wrong in ("", "x", HOSTILE[:-1], HOSTILE + "x", HOSTILE.upper()):
            assert receiver.post({HEADER: wrong}, "from a stranger") == 401
        assert receiver.post({HEADER.upper(): HOSTILE}, "from the API: \N{CHECK MARK}") == 200
    assert "from a stranger" not in receiver.printed
    assert "from the API: \N{CHECK MARK}" in receiver.printed


def test_every_language_but_curl_can_listen(built_site: BuiltSite) -> None:
    assert [one.id for one in languages() if one not in LISTENING] == ["curl"]
    assert list(receivers_of(built_site.pages)) == [one.name for one in LISTENING]
