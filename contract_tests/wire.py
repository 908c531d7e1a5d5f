"""HTTP/1.1 with a limit on everything a server can spend: time, bytes, headers, decompression.

Common clients renew their timeout with each read, follow redirects and unpack what they get. A
suite must end in a verdict on any server, so this one keeps one deadline for the whole exchange.
"""

import queue
import socket
import ssl
import time
import zlib
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import SplitResult

import h11

from contract_tests.exchange import Pairs, Request, Response

PIECE = 64 * 1024


class Trouble(Exception):  # noqa: N818 - told to the reader as a sentence
    """There is no complete, well-formed response; the message says why."""


class Unreachable(Trouble):
    """No connection could be made."""


class Hang(Trouble):
    """The deadline passed first."""


class Stale(Trouble):
    """The server closed a kept-alive connection before it answered anything."""


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
    idle: "queue.LifoQueue[Connection]" = field(default_factory=queue.LifoQueue)

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
        self, connection: "Connection", head: h11.Request, request: Request, deadline: "Deadline"
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

    def _kept(self) -> "Connection | None":
        while True:
            try:
                connection = self.idle.get_nowait()
            except queue.Empty:
                return None
            if connection.quiet():
                return connection
            connection.close()

    def _connect(self, deadline: "Deadline") -> "Connection":
        host, port = self.base.hostname or "", self.base.port
        secure = self.base.scheme == "https"
        try:
            plain = socket.create_connection(
                (host, port or (443 if secure else 80)), deadline.left()
            )
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if not secure:
                return Connection(plain)
            return Connection(_context().wrap_socket(plain, server_hostname=host))
        except ssl.SSLCertVerificationError as error:
            message = f"the TLS certificate of {host} does not verify: {error.verify_message}"
            raise Unreachable(message) from None
        except (OSError, UnicodeError) as error:
            raise Unreachable(f"no connection to {self.base.netloc}: {_plain(error)}") from None

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


@dataclass(slots=True)
class Deadline:
    """A moment in the future; each step of an exchange gets what is left of it."""

    seconds: float
    at: float = field(init=False)

    def __post_init__(self) -> None:
        self.at = time.monotonic() + self.seconds

    def left(self) -> float:
        left = self.at - time.monotonic()
        if left <= 0:
            raise Hang(f"no complete answer within {self.seconds:g} seconds")
        return left


@dataclass(slots=True)
class Connection:
    """One connection, used for one exchange at a time."""

    socket: socket.socket
    state: h11.Connection = field(
        default_factory=lambda: h11.Connection(h11.CLIENT, max_incomplete_event_size=PIECE)
    )
    used: bool = False
    cut: bool = False

    def close(self) -> None:
        self.socket.close()

    def quiet(self) -> bool:
        """Whether an idle connection is still open and the server has sent nothing on it.

        Raises Trouble for bytes that belong to no response: a Content-Length was too small. A
        timeout notice (408), which some proxies send before they close, is none.
        """
        data = self._peek()
        if data and not data.startswith(b"HTTP/1.1 408"):
            raise Trouble("the server sent more bytes than the Content-Length of its response says")
        return data is None

    def reusable(self) -> bool:
        if self.cut or self.state.our_state is not h11.DONE:
            return False
        if self.state.their_state is not h11.DONE:
            return False
        self.state.start_next_cycle()
        return True

    def exchange(
        self, head: h11.Request, body: bytes | None, deadline: Deadline, limit: int
    ) -> Response:
        self._send(head, body, deadline)
        response = self._receive(deadline, limit)
        if self.state.trailing_data[0]:
            raise Trouble("the server sent more bytes than the Content-Length of its response says")
        self.used = True
        return response

    def _send(self, head: h11.Request, body: bytes | None, deadline: Deadline) -> None:
        data = self.state.send(head) or b""
        if body:
            data += self.state.send(h11.Data(data=body)) or b""
        data += self.state.send(h11.EndOfMessage()) or b""
        for start in range(0, len(data), PIECE):
            # A server may refuse a large body before it has read it, and then close the connection.
            if start and self._answered():
                self.cut = True
                return
            if not self._sent(data[start : start + PIECE], deadline):
                return

    def _sent(self, piece: bytes, deadline: Deadline) -> bool:
        self.socket.settimeout(deadline.left())
        try:
            self.socket.sendall(piece)
        except TimeoutError:
            deadline.left()
            raise Hang("the server stopped reading the request") from None
        except OSError:  # it may have answered before it closed
            self.cut = True
            return False
        return True

    def _answered(self) -> bool:
        data = self._peek()
        if data is not None:
            self.state.receive_data(data)
        return data is not None

    def _peek(self) -> bytes | None:
        """Return what has arrived without waiting for it, b"" at the end, None for nothing."""
        self.socket.settimeout(0)
        try:
            return self.socket.recv(PIECE)
        except (BlockingIOError, ssl.SSLWantReadError):
            return None
        except OSError:
            return b""

    def _receive(self, deadline: Deadline, limit: int) -> Response:
        head: h11.Response | None = None
        body = bytearray()
        while True:
            event = self._event(deadline, head)
            if isinstance(event, h11.Response):
                head = event
            elif isinstance(event, h11.Data):
                body += event.data
                if len(body) > limit:
                    raise Trouble(f"the body of the response is longer than {limit} bytes")
            elif isinstance(event, h11.EndOfMessage) and head is not None:
                return Response(head.status_code, _pairs(head), bytes(body))
            elif isinstance(event, h11.ConnectionClosed):
                raise self._closed(head)

    def _event(self, deadline: Deadline, head: h11.Response | None) -> object:
        while True:
            try:
                event = self.state.next_event()
                if event is not h11.NEED_DATA:
                    deadline.left()  # interim responses without an end have one here
                    return event
                self.state.receive_data(self._recv(deadline))
            except h11.RemoteProtocolError as error:
                if self.state.trailing_data[1]:
                    raise self._closed(head) from None
                raise Trouble(f"the response is not valid HTTP: {error}") from None

    def _recv(self, deadline: Deadline) -> bytes:
        self.socket.settimeout(deadline.left())
        try:
            return self.socket.recv(PIECE)
        except TimeoutError:
            deadline.left()
            return self._recv(deadline)
        except OSError as error:
            if self.used and self.state.trailing_data == (b"", False):
                raise Stale(_plain(error)) from None
            raise Trouble(f"the connection broke off: {_plain(error)}") from None

    def _closed(self, head: h11.Response | None) -> Trouble:
        silent = head is None and not self.state.trailing_data[0]
        kind = Stale if silent and self.used and not self.cut else Trouble
        return kind("the server closed the connection without a complete response")


@lru_cache(maxsize=1)
def _context() -> ssl.SSLContext:
    return ssl.create_default_context()


def _plain(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).lower()


def _pairs(head: h11.Response) -> Pairs:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, value in head.headers.raw_items()
    )


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
