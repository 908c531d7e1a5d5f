"""A receiver of callbacks, on this machine."""

import ipaddress
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread
from typing import Any

QUERY = "from=a+b&x=%7e%2F&x=&y"  # in each URL, to arrive as it is
LARGEST = 8 * 1024 * 1024


@dataclass(frozen=True)
class Delivery:
    """A request that arrived, with the status that it was answered."""

    name: str
    method: str
    target: str  # the path and the query, as they arrived
    headers: Mapping[str, str]
    body: bytes
    answered: int


@dataclass
class Receiver:
    """What arrived under each name; `plan` has the statuses of a name, the last for good."""

    base_url: str
    plan: dict[str, tuple[int, ...]] = field(default_factory=dict)
    deliveries: list[Delivery] = field(default_factory=list)
    changed: Condition = field(default_factory=Condition)

    def url(self, name: str, *statuses: int) -> str:
        """Return a URL that answers these statuses, one after the other."""
        self.plan[name] = statuses or (200,)
        return f"{self.base_url}/{name}?{QUERY}"

    def under(self, name: str) -> list[Delivery]:
        with self.changed:
            return [delivery for delivery in self.deliveries if delivery.name == name]

    def wait(self, name: str, count: int, seconds: float) -> list[Delivery]:
        """Return what arrived under a name once there is so much, or after so long."""
        with self.changed:
            self.changed.wait_for(lambda: self._count(name) >= count, seconds)
        return self.under(name)

    def take(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> int:
        name = path.partition("?")[0].strip("/")
        with self.changed:
            plan = self.plan.get(name, (404,))
            status = plan[min(self._count(name), len(plan) - 1)]
            self.deliveries.append(Delivery(name, method, path, headers, body, status))
            self.changed.notify_all()
        return status

    def _count(self, name: str) -> int:
        return sum(delivery.name == name for delivery in self.deliveries)


@contextmanager
def receiving(host: str, *, is_local: bool) -> Iterator[Receiver]:
    """Listen for callbacks; `host` is how the server names this machine, a port with it if need be.

    The listener is bound to the loopback address, and to all only for a server elsewhere.
    """
    name, _, port = host.partition(":") if host.count(":") == 1 else (host, "", "")
    receiver = Receiver("")
    listener = ThreadingHTTPServer(
        ("127.0.0.1" if is_local else "", int(port or 0)), _handler(receiver)
    )
    listener.daemon_threads = True
    receiver.base_url = f"http://{name}:{listener.server_address[1]}"
    thread = Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        listener.shutdown()
        listener.server_close()


def is_local(host: str) -> bool:
    name = host.rpartition(":")[0] if host.count(":") == 1 else host
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def _handler(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 10

        def answer(self) -> None:
            length = min(int(self.headers.get("Content-Length") or 0), LARGEST)
            body = self.rfile.read(length)
            status = receiver.take(self.command, self.path, dict(self.headers.items()), body)
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", f"{receiver.base_url}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_POST = do_GET = do_PUT = do_PATCH = do_HEAD = answer  # noqa: N815 - http.server's names

        def log_message(self, *_: Any) -> None:
            """Log nothing: the requests hold keys."""

    return Handler
