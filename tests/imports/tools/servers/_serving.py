"""A server of a tool, started on loopback, asked, and stopped."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests as http

from tests.imports.bench import QUIET, Bench, Refused
from tests.imports.tools.servers._requests import requests

PATIENCE = 1200  # tenths of a second: the slowest tool, on a machine that is busy


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def serving(bench: Bench, port: int, *command: str | Path, **env: str) -> Iterator[None]:
    """Run a server until the block ends; it begins once the port answers."""
    with (bench.folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [str(part) for part in command],
            cwd=bench.folder,
            env={**os.environ, **QUIET, **env},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(server, port, bench.folder / "server.log")
            yield
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(PATIENCE):
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise Refused(f"the server does not start: {log.read_text('utf-8', 'replace')}")


def ask(bench: Bench, base_url: str, *, passes_null: bool = False) -> None:
    """Send every request of the document. Raises Refused with each answer that is wrong.

    With `passes_null`, the requests whose one fault is a null are left out.
    """
    wrong = []
    for request in requests(bench):
        if passes_null and request.wrong.startswith("null"):
            continue
        answer = http.request(
            request.method,
            f"{base_url}{request.path}{request.query}",
            json=request.body,
            auth=(request.key, "") if request.key else None,
            timeout=30,
        )
        if answer.status_code not in request.statuses:
            wrong.append(f"{request}: {answer.status_code} {answer.text[:300]}")
    if wrong:
        raise Refused("\n".join(wrong))
