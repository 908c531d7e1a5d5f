"""A receiver of callbacks: a real listener on a loopback port."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import monotonic, sleep
from typing import Any


@dataclass(frozen=True)
class Received:
    """One request that arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any


class Receiver:
    """Keeps what arrives; answers with each status in turn, the last one for ever."""

    def __init__(self, *statuses: int) -> None:
        self.url = ""
        self.statuses = list(statuses)
        self.received: list[Received] = []

    def next_status(self) -> int:
        return self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]

    def wait_for(self, count: int) -> list[Received]:
        deadline = monotonic() + 20
        while len(self.received) < count:
            assert monotonic() < deadline, f"only {len(self.received)} of {count} arrived"
            sleep(0.02)
        return self.received


class Handler(BaseHTTPRequestHandler):
    """Hands each request to the receiver; a redirect that is followed arrives, too."""

    def __init__(self, receiver: Receiver, *args: Any) -> None:
        self.receiver = receiver
        super().__init__(*args)

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"] or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = json.loads(content or b"null")
        self.receiver.received.append(Received(self.command, self.path, headers, body))
        self.answer()

    def do_GET(self) -> None:
        self.do_POST()

    def answer(self) -> None:
        self.send_response(self.receiver.next_status())
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the base class's name
        pass


@contextmanager
def receiving(*statuses: int, handler: type[Handler] = Handler) -> Iterator[Receiver]:
    """Listen, and give the receiver."""
    receiver = Receiver(*(statuses or (200,)))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, receiver))
    receiver.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
