"""A server that does to each request what no server should do."""

import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
PAGE = b'{"docs": [], "total": 0, "limit": 1, "offset": 0, "has_more": false}'
PATIENCE = 20  # seconds after which a server that waits for ever gives up, so that tests end

Behaviour = Callable[[socket.socket], None]


def hangs(connection: socket.socket) -> None:
    connection.settimeout(PATIENCE)
    while connection.recv(4096):
        pass


def drips(connection: socket.socket) -> None:
    connection.sendall(OK + b"Content-Length: 100\r\n\r\n")
    for _ in range(PATIENCE * 10):
        time.sleep(0.1)
        connection.sendall(b" ")


def drips_headers(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    for _ in range(PATIENCE * 10):
        time.sleep(0.1)
        connection.sendall(b"x")


def closes_at_once(connection: socket.socket) -> None:
    del connection


def closes_mid_body(connection: socket.socket) -> None:
    connection.sendall(OK + b'Content-Length: 1000\r\n\r\n{"docs": [')


def closes_mid_chunk(connection: socket.socket) -> None:
    connection.sendall(OK + b"Transfer-Encoding: chunked\r\n\r\n40\r\n{")


def sends_an_endless_body(connection: socket.socket) -> None:
    connection.sendall(OK + b"Transfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"10000\r\n" + b" " * 65536 + b"\r\n")


def sends_endless_headers(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X-More: " + b"x" * 1000 + b"\r\n")


def sends_endless_interim_responses(connection: socket.socket) -> None:
    while True:
        connection.sendall(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100)


def redirects_for_ever(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: /v1/tasks\r\nContent-Length: 0\r\n\r\n")


def speaks_no_http(connection: socket.socket) -> None:
    connection.sendall(b"220 mail.example ESMTP\r\n")


def breaks_a_header(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nno colon here\r\nContent-Length: 2\r\n\r\n{}")


def contradicts_its_length(connection: socket.socket) -> None:
    connection.sendall(OK + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}")


def sends_more_than_its_length(connection: socket.socket) -> None:
    connection.sendall(OK + b"Content-Length: 10\r\n\r\n" + PAGE)


def sends_less_than_its_length(connection: socket.socket) -> None:
    connection.sendall(OK + b"Content-Length: 100\r\n\r\n" + PAGE)
    time.sleep(PATIENCE)


def sends_a_gzip_bomb(connection: socket.socket) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    body = b"".join(packer.compress(b" " * 2**20) for _ in range(2**10)) + packer.flush()
    head = OK + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
    connection.sendall(head % len(body) + body)


def sends_broken_gzip(connection: socket.socket) -> None:
    connection.sendall(OK + b"Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nGZIP")


BEHAVIOURS = (
    hangs, drips, drips_headers, closes_at_once, closes_mid_body, closes_mid_chunk,
    sends_an_endless_body, sends_endless_headers, sends_endless_interim_responses,
    redirects_for_ever, speaks_no_http, breaks_a_header, contradicts_its_length,
    sends_more_than_its_length, sends_less_than_its_length, sends_a_gzip_bomb, sends_broken_gzip,
)  # fmt: skip


@contextmanager
def misbehaving(
    behaviour: Behaviour, *, spares_lists: bool = False, certificate: Path | None = None
) -> Iterator[str]:
    """Serve on a free port, over TLS with a certificate; lists are answered well if spared."""
    listener = socket.create_server(("127.0.0.1", 0))
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        listener = context.wrap_socket(listener, server_side=True)

    def serve() -> None:
        while True:
            try:
                connection = listener.accept()[0]
            except ssl.SSLError:
                continue
            except OSError:
                return
            threading.Thread(
                target=_answer, args=(connection, behaviour, spares_lists), daemon=True
            ).start()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    scheme = "https" if certificate else "http"
    try:
        yield f"{scheme}://127.0.0.1:{listener.getsockname()[1]}/v1"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(1)


def _answer(connection: socket.socket, behaviour: Behaviour, spares_lists: bool) -> None:  # noqa: FBT001
    with connection:
        try:
            while request := connection.recv(65536):
                if spares_lists and request.startswith(b"GET /v1/tasks?limit=1 "):
                    connection.sendall(OK + b"Content-Length: %d\r\n\r\n" % len(PAGE) + PAGE)
                    continue
                behaviour(connection)
                return
        except OSError:
            """The client has gone, as it should."""
