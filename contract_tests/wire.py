"""HTTP/1.1 with a limit on everything a server can spend: time, bytes, headers, decompression.

Common clients renew their timeout with each read, follow redirects and unpack what they get. A
suite must end in a verdict on any server, so this one keeps one deadline for the whole exchange.
"""

import queue
import socket
import ssl
import zlib
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import SplitResult

import h11

from contract_tests.connection import Connection, Deadline, Stale, Trouble, Unreachable, plain
from contract_tests.exchange import Pairs, Request, Response


@dataclass(frozen=True, slots=True)
class Limits:
    """The seconds for one exchange, connecting included, and the bytes of one body, unpacked."""

    seconds: float = 10.0
    body: int = 8 * 1024 * 1024


@dataclass(slots=True)
class Wire:
    """A pool of kept-alive connections to one server."""

    base: SplitResult
    limits: Limits = field(default_factory=Limits)
    idle: queue.LifoQueue[Connection] = field(default_factory=queue.LifoQueue)

    def exchange(self, request: Request, headers: Pairs) -> Response:
        """Send the request and return the complete response.

        Raises Trouble with the reason where there is none within the limits, Unreachable where
        there is no connection.
        """
        deadline = Deadline(self.limits.seconds)
        head = self._head(request, headers)
        kept = self._kept()
        if kept is not None:
            try:
                return self._once(kept, head, request, deadline)
            except Stale:  # it was closed while the request was on its way
                pass
        return self._once(self._connect(deadline), head, request, deadline)

    def close(self) -> None:
        while not self.idle.empty():
            self.idle.get_nowait().close()

    def _once(
        self, connection: Connection, head: h11.Request, request: Request, deadline: Deadline
    ) -> Response:
        try:
            response = connection.exchange(head, request.body, deadline, self.limits.body)
        except BaseException:
            connection.close()
            raise
        if connection.reusable():
            self.idle.put(connection)
        else:
            connection.close()
        return _unpacked(response, self.limits.body)

    def _kept(self) -> Connection | None:
        while True:
            try:
                connection = self.idle.get_nowait()
            except queue.Empty:
                return None
            if connection.quiet():
                return connection
            connection.close()

    def _connect(self, deadline: Deadline) -> Connection:
        host, port = self.base.hostname or "", self.base.port
        secure = self.base.scheme == "https"
        try:
            link = socket.create_connection(
                (host, port or (443 if secure else 80)), deadline.left()
            )
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if not secure:
                return Connection(link)
            return Connection(_context().wrap_socket(link, server_hostname=host))
        except ssl.SSLCertVerificationError as error:
            message = f"the TLS certificate of {host} does not verify: {error.verify_message}"
            raise Unreachable(message) from None
        except (OSError, UnicodeError) as error:
            raise Unreachable(f"no connection to {self.base.netloc}: {plain(error)}") from None

    def _head(self, request: Request, headers: Pairs) -> h11.Request:
        framing: Pairs = ()
        if request.chunked:
            framing = (("Transfer-Encoding", "chunked"),)
        elif request.body is not None or request.method in {"POST", "PUT", "PATCH"}:
            framing = (("Content-Length", str(len(request.body or b""))),)
        host = self.base.netloc.rpartition("@")[2]
        return h11.Request(
            method=request.method,
            target=self.base.path.rstrip("/") + request.path,
            headers=[
                (name.encode("ascii"), value.encode("latin-1"))
                for name, value in (("Host", host), *headers, *framing)
            ],
        )


@lru_cache(maxsize=1)
def _context() -> ssl.SSLContext:
    return ssl.create_default_context()


def _unpacked(response: Response, limit: int) -> Response:
    """Undo a content coding, which the suite has not asked for, and no further than the limit.

    The body of one that the suite does not know stays as it is, and will be no JSON.
    """
    coding = (response.header("Content-Encoding") or "identity").lower()
    windows = {"gzip": 31, "x-gzip": 31, "deflate": 15}
    if coding not in windows or not response.body:
        return response
    unpacker = zlib.decompressobj(windows[coding])
    try:
        body = unpacker.decompress(response.body, limit)
    except zlib.error as error:
        raise Trouble(f"the body is not valid {coding}: {error}") from None
    if unpacker.unconsumed_tail:
        raise Trouble(f"the body of the response is longer than {limit} bytes when unpacked")
    return Response(response.status, response.headers, body)
