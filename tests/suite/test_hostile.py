"""Whatever a server does, a run ends in a verdict, in bounded time and memory."""

import resource
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from starlette.requests import Request as Asked
from starlette.responses import JSONResponse, Response

from apiref.sandbox import Sandbox
from contract_tests import preflight
from contract_tests.connection import Trouble
from contract_tests.exchange import Request
from contract_tests.options import Options
from contract_tests.wire import Limits, Wire

from . import hostile
from .hostile import Behaviour, misbehaving
from .runs import ALL_KEYS, run, served

# Seconds. Each behaviour goes on for ever, so that only a missing limit takes as long.
LONGEST = 60.0
LONGEST_RUN = 240.0
MOST = 500_000  # kilobytes


@pytest.mark.parametrize("behaviour", hostile.BEHAVIOURS, ids=lambda b: b.__name__)
def test_an_exchange_ends(behaviour: Behaviour) -> None:
    with misbehaving(behaviour) as url:
        wire = Wire(urlsplit(url), Limits(seconds=0.5, body=2**20))
        begun = time.monotonic()
        if behaviour is hostile.redirects_for_ever:
            assert wire.exchange(Request("GET", "/tasks"), ()).status == 302
        else:
            with pytest.raises(Trouble):
                wire.exchange(Request("POST", "/task/transcription", body=b"{}"), ())
        wire.close()
        assert time.monotonic() - begun < LONGEST


@pytest.mark.parametrize("behaviour", hostile.BEHAVIOURS, ids=lambda b: b.__name__)
def test_a_server_that_never_answers_well_is_not_begun_with(behaviour: Behaviour) -> None:
    with misbehaving(behaviour) as url, pytest.raises(preflight.CannotStart):
        preflight.check(Options(base_url=url, api_key="live_sandbox", timeout=0.5))


@pytest.mark.parametrize(
    "behaviour", [hostile.hangs, hostile.sends_an_endless_body, hostile.sends_more_than_its_length]
)
def test_a_run_ends_in_a_verdict(behaviour: Behaviour) -> None:
    begun = time.monotonic()
    with misbehaving(behaviour, spares_lists=True) as url:
        done = run(url, timeout=0.5, rules_only=True)
    assert done.code == 1, done.output
    assert "response-complete" in done.rules("broken")
    assert "Traceback" not in done.output
    assert time.monotonic() - begun < LONGEST_RUN
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < MOST


def test_a_certificate_that_does_not_verify_ends_the_run(tmp_path: Path) -> None:
    certificate = tmp_path / "certificate.pem"
    openssl = shutil.which("openssl")
    if not openssl:
        pytest.skip("openssl is not installed")
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
         "-subj", "/CN=localhost", "-keyout", certificate, "-out", tmp_path / "own.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    with certificate.open("a") as file:
        file.write((tmp_path / "own.pem").read_text())
    with misbehaving(hostile.hangs, certificate=certificate) as url:
        done = run(url)
    assert done.code == 3
    assert "does not verify" in done.output


def test_the_time_of_the_whole_run_is_bounded() -> None:
    with misbehaving(hostile.closes_at_once, spares_lists=True) as url:
        done = run(url, max_time=0.001)
    assert done.code == 1
    assert "seconds are over" in done.output


class Mad(Sandbox):
    """Answers every third request with JSON that is something else."""

    answers: tuple[Any, ...] = (
        [],
        {},
        None,
        "x",
        {"task_id": 7},
        {"docs": "x"},
        {"docs": [None, {}], "total": "1"},
    )
    count = 0

    async def respond(self, request: Asked) -> Response:
        response = await super().respond(request)
        Mad.count += 1
        if request.url.query == "limit=1" or Mad.count % 3:
            return response
        return JSONResponse(self.answers[Mad.count % len(self.answers)], response.status_code)


def test_answers_that_make_no_sense_are_no_failure_of_the_suite() -> None:
    with served(Mad) as url:
        done = run(url, **ALL_KEYS, rules_only=True)
    assert done.code == 1
    assert "response-schema" in done.rules("broken")
    assert not done.rules("error"), done.output
