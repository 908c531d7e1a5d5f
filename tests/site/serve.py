"""`apiref serve` of a project, as another process: what it says, and what it answers."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

PATIENCE = 60  # seconds; what a change takes is measured by `make bench`


@dataclass(frozen=True)
class Project:
    """A project whose site is served, and the file that has all that the server has said."""

    folder: Path
    url: str
    output: Path

    @property
    def said(self) -> str:
        return self.output.read_text("utf-8")

    @property
    def state(self) -> dict[str, str]:
        """Give what an open page is told."""
        state: dict[str, str] = requests.get(f"{self.url}apiref.state", timeout=PATIENCE).json()
        return state

    def until_served(self) -> None:
        self.until(lambda: "Site http" in self.said)

    def get(self, path: str) -> str:
        return requests.get(self.url + path, timeout=PATIENCE).text

    def replace(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    def until(self, condition: Callable[[], object]) -> None:
        """Wait for a condition."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline, self.said
            time.sleep(0.02)


@contextmanager
def serving(folder: Path) -> Iterator[Project]:
    """Serve the site of a folder until the block ends; what is served is built meanwhile."""
    output = folder.with_name(f"{folder.name}.txt")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    command = (sys.executable, "-u", "-m", "apiref", "serve", "--port", str(port))
    with output.open("w") as written:
        server = subprocess.Popen(command, cwd=folder, stdout=written, stderr=subprocess.STDOUT)
    try:
        yield Project(folder, f"http://127.0.0.1:{port}/", output)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()
