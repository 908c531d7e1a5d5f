from collections.abc import Iterable

from tests.imports.bench import Bench, npm_folder
from tests.imports.tools.servers._serving import ask, free_port, serving

TITLE = "Prism"
PACKAGE = "npm @stoplight/prism-cli"
WHAT = "A mock: every example request is answered with 200, every one with a fault is refused."


def run(bench: Bench) -> Iterable[str]:
    port = free_port()
    prism = npm_folder() / "node_modules" / ".bin" / "prism"
    with serving(bench, port, prism, "mock", "-p", str(port), "-v", "warn", bench.document):
        ask(bench, f"http://127.0.0.1:{port}")
    return []
