"""A server on a loopback port that keeps every request that arrives, from any page of a browser."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

ANSWER = '{"received": "\N{CHECK MARK}"}'


@dataclass(frozen=True)
class Arrived:
    """A request as it came over the wire; `target` is its path and query, undecoded."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        values = [value for key, value in self.headers if key.lower() == name.lower()]
        return ", ".join(values) if values else None


@dataclass
class Echo:
    """The server's address, and what has arrived; `status` is what it answers."""

    base_url: str
    arrived: list[Arrived] = field(default_factory=list)
    status: int = 200


@contextmanager
def echo_server() -> Iterator[Echo]:
    server = _Server(("127.0.0.1", 0), _Handler)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield server.echo
    finally:
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    @cached_property
    def echo(self) -> Echo:
        return Echo(f"http://127.0.0.1:{self.server_port}")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def __getattr__(self, name: str) -> Callable[[], None]:
        if name.startswith("do_"):
            return self._answer
        raise AttributeError(name)

    def _answer(self) -> None:
        echo = self.server.echo
        body = self._body()
        headers = tuple(self.headers.items())
        echo.arrived.append(Arrived(self.command, self.path, headers, body))
        answer = ANSWER.encode()
        self.send_response(echo.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.send_header("Connection", "close")
        self.send_header("Access-Control-Allow-Origin", "*")
        asked = self.headers.get("Access-Control-Request-Headers", "")
        self.send_header("Access-Control-Allow-Headers", asked)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer)

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "") == "chunked":
            return b"".join(iter(self._chunk, b""))
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def _chunk(self) -> bytes:
        data = self.rfile.read(int(self.rfile.readline().split(b";")[0], 16))
        self.rfile.readline()
        return data

    def log_message(self, *_: Any) -> None:
        pass
