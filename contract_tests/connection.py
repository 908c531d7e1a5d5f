"""One HTTP/1.1 connection, with a deadline for the whole of an exchange and a limit on its body."""

import socket
import ssl
import time
from dataclasses import dataclass, field

import h11

from contract_tests.exchange import Pairs, Response

PIECE = 64 * 1024


class Trouble(Exception):  # noqa: N818 - told to the reader as a sentence
    """There is no complete, well-formed response; the message says why."""


class Unreachable(Trouble):
    """No connection could be made."""


class Hang(Trouble):
    """The deadline passed first."""


class Stale(Trouble):
    """The server closed a kept-alive connection before it answered anything."""


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
                raise Stale(plain(error)) from None
            raise Trouble(f"the connection broke off: {plain(error)}") from None

    def _closed(self, head: h11.Response | None) -> Trouble:
        silent = head is None and not self.state.trailing_data[0]
        kind = Stale if silent and self.used and not self.cut else Trouble
        return kind("the server closed the connection without a complete response")


def plain(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).lower()


def _pairs(head: h11.Response) -> Pairs:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, value in head.headers.raw_items()
    )
