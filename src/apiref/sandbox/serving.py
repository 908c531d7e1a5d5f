"""A listener round the application, in the foreground or for as long as a block runs."""

import errno
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import PurePath
from stat import S_ISREG
from threading import Thread
from time import sleep

import uvicorn
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.responses import JSONResponse
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from apiref import UserError

PREFIX = "/v1"
_HOST = "127.0.0.1"


class PortUnavailable(UserError):  # noqa: N818 -- says what it is
    """A port that cannot be listened on; the message names it and the remedy."""


class Mounted:
    """The API below a prefix, and the site, or a pointer to the API, everywhere else.

    What the site has below the prefix is the site's: a path of the API may be called `/assets`.
    """

    def __init__(self, api: ASGIApp, site: StaticFiles | None = None, prefix: str = PREFIX) -> None:
        self.api = api
        self.prefix = prefix
        self.files = site
        self.site = ExceptionMiddleware(site) if site else self._nothing_here

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", self.prefix)  # the lifespan has none, and is the API's
        below = path == self.prefix or path.startswith(self.prefix + "/")
        if below and not self._is_file(scope):
            prefix = scope.get("root_path", "") + self.prefix
            await self.api({**scope, "root_path": prefix}, receive, send)
        else:
            await self.site(scope, receive, send)

    def _is_file(self, scope: Scope) -> bool:
        """Whether a request is for a file of the site; that of a folder is its `index.html`."""
        if self.files is None or scope.get("method") not in ("GET", "HEAD"):
            return False
        path = self.files.get_path(scope)
        page = "index.html" if scope["path"].endswith("/") else ""
        try:
            _, status = self.files.lookup_path(str(PurePath(path, page)))
        except (OSError, ValueError):  # a name that no file can have
            return False
        return status is not None and S_ISREG(status.st_mode)

    async def _nothing_here(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = {"status_code": 404, "error": f"The API is at {self.prefix}."}
        await JSONResponse(body, 404)(scope, receive, send)


def serve(
    api: ASGIApp,
    *,
    port: int = 8000,
    site: StaticFiles | None = None,
    prefix: str = PREFIX,
    started: Callable[[str], None] = lambda _base_url: None,
) -> None:
    """Serve on a loopback port until the process is told to stop.

    The API is below `prefix`, and `site` is everywhere else. `started` is called with the API's
    base URL once connections are accepted; port 0 takes a free one. Raises PortUnavailable.
    """
    listener = _listen(port)
    mounted = Mounted(api, site, prefix)
    server = _Server(mounted, started=lambda: started(_base_url(listener, prefix)))
    with suppress(KeyboardInterrupt):  # uvicorn raises it again once it has stopped
        server.run(sockets=[listener])


@contextmanager
def running(
    api: ASGIApp, *, site: StaticFiles | None = None, prefix: str = PREFIX
) -> Iterator[str]:
    """Serve on a free loopback port in a thread; give the API's base URL."""
    listener = _listen(0)
    server = _Server(Mounted(api, site, prefix))
    thread = Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        while not server.started and thread.is_alive():
            sleep(0.005)
        yield _base_url(listener, prefix)
    finally:
        server.should_exit = True
        thread.join()


class _Server(uvicorn.Server):
    """uvicorn, quiet: no request, and so no key, reaches a log."""

    def __init__(self, app: ASGIApp, started: Callable[[], None] = lambda: None) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                access_log=False,
                log_level="error",
                server_header=False,
                proxy_headers=False,
                http="h11",  # others refuse methods that they do not know
                ws="none",
                lifespan="on",
                timeout_graceful_shutdown=2,
                # A client that pauses must not meet a connection that was closed just now.
                timeout_keep_alive=600,
            )
        )
        self.on_started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.on_started()


def _listen(port: int) -> socket.socket:
    try:
        listener = socket.create_server((_HOST, port))
    except OSError as error:
        in_use = error.errno == errno.EADDRINUSE
        reason = "is in use" if in_use else f"cannot be used: {error.strerror}"
        raise PortUnavailable(
            f"port {port} of {_HOST} {reason}\n  Stop what listens there, or choose another port."
        ) from None
    # asyncio does so only for sockets whose protocol is named; without it each answer waits 40 ms.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _base_url(listener: socket.socket, prefix: str = PREFIX) -> str:
    host, port = listener.getsockname()
    return f"http://{host}:{port}{prefix}"
