"""A server of a built site as a host would be: gzip, the site's `_headers`, its own 404 page."""

import functools
import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

TEXT = ("text/", "application/javascript", "application/json", "image/svg+xml")


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a built site on a free loopback port and give its address."""
    handler = functools.partial(_Handler, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def headers_of(site: Path) -> dict[str, str]:
    """Give the headers that the site's `_headers` sets for all of its files."""
    _, *lines = site.joinpath("_headers").read_text("utf-8").splitlines()
    return dict(line.strip().split(": ", 1) for line in lines)


class _Handler(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        if file.is_file():
            self._answer(200, file)
        else:
            self._answer(404, Path(self.directory, "404.html"))

    def _answer(self, status: int, file: Path) -> None:
        body, media_type = file.read_bytes(), self.guess_type(file)
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        for name, value in headers_of(Path(self.directory)).items():
            self.send_header(name, value)
        if media_type.startswith(TEXT):
            body = gzip.compress(body, 9)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass
