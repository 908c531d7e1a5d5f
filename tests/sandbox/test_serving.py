"""Serving: below /v1 beside a site, on a port that is free, quietly."""

import logging
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from threading import active_count

import pytest
import requests
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from apiref.sandbox import PortUnavailable, Sandbox, create_app, running, serve
from apiref.sandbox.rules import Rules
from apiref.spec import Spec

from .client import TRANSCRIPTION, Client

SERVE = """
from apiref.bundled import contract_path
from apiref.sandbox import create_app, serve
from apiref.spec import load

serve(create_app(load(contract_path())), port=0, started=lambda url: print(url, flush=True))
print("stopped", flush=True)
"""


@pytest.fixture
def site(tmp_path: Path) -> StaticFiles:
    (tmp_path / "index.html").write_text("<title>Introduction</title>")
    (tmp_path / "404.html").write_text("<title>Not here</title>")
    return StaticFiles(directory=tmp_path, html=True)


def test_the_api_lives_beside_a_site(spec: Spec, site: StaticFiles) -> None:
    with running(create_app(spec), site=site) as base_url:
        root = base_url.removesuffix("/v1")
        Client(base_url, spec).create()
        assert requests.get(root + "/", timeout=20).text == "<title>Introduction</title>"
        for path in ("/missing", "/v1x", "/tasks", "/..%2f..%2fetc/passwd"):
            response = requests.get(root + path, timeout=20)
            assert (response.status_code, response.text) == (404, "<title>Not here</title>")
        assert requests.get(root + "/%00", timeout=20).status_code == 404


def test_without_a_site_the_api_is_pointed_to(base_url: str) -> None:
    response = requests.get(base_url.removesuffix("/v1") + "/tasks", timeout=20)
    assert response.status_code == 404
    assert response.json() == {"status_code": 404, "error": "The API is at /v1."}


def test_it_can_be_mounted_in_another_application(spec: Spec) -> None:
    outer = Starlette(routes=[Mount("/deep", create_app(spec))])
    with running(outer) as base_url:
        Client(base_url + "/deep", spec).create()


def test_a_port_in_use_is_named(spec: Spec) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(PortUnavailable, match=rf"port {port} .* is in use\n .*another port"):
            serve(create_app(spec), port=port)


def test_nothing_is_left_running(spec: Spec) -> None:
    before = active_count()
    with running(create_app(spec)) as base_url:
        Client(base_url, spec, "test_sandbox").create()
    assert active_count() == before
    with pytest.raises(requests.ConnectionError):
        requests.get(base_url, timeout=20)


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_in_the_foreground_until_stopped(spec: Spec, stop: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SERVE],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONWARNINGS": "error"},
    ) as process:
        assert process.stdout
        base_url = process.stdout.readline().strip()
        Client(base_url, spec).create()
        Client(base_url, spec)("GET", "/tasks", params={"live_sandbox": "live_sandbox"})
        process.send_signal(stop)
        output, errors = process.communicate(timeout=20)
    assert errors == ""
    assert output == ("stopped\n" if stop is signal.SIGINT else "")


def test_a_failure_of_the_sandbox_is_an_answer(
    spec: Spec, caplog: pytest.LogCaptureFixture
) -> None:
    class Failing(Rules):
        def shown(self, _: object) -> dict[str, object]:
            raise RuntimeError("out of order")

    class FailingSandbox(Sandbox):
        rules = Failing

    with (
        running(create_app(spec, sandbox=FailingSandbox)) as base_url,
        caplog.at_level(logging.ERROR),
    ):
        client = Client(base_url, spec)
        assert client("POST", "/task/transcription", json=TRANSCRIPTION).status_code == 500
        assert client("GET", "/task/unknown").status_code == 404
    assert "out of order" in caplog.text
    assert "live_sandbox" not in caplog.text


def test_a_client_that_leaves_breaks_nothing(client: Client) -> None:
    address, _, _ = client.base_url.removeprefix("http://").partition("/")
    host, _, port = address.partition(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(
            b"POST /v1/task/transcription HTTP/1.1\r\n"
            b"Host: 127.0.0.1\r\n"
            b"Authorization: Basic bGl2ZV9zYW5kYm94Og==\r\n"
            b"Content-Type: application/json\r\n"
            b"Content-Length: 99\r\n\r\n{"
        )
    client.create()
