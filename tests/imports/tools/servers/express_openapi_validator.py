import shutil
from collections.abc import Iterable
from pathlib import Path

from tests.imports.bench import Bench, npm_folder
from tests.imports.tools.servers._serving import ask, free_port, serving

TITLE = "express-openapi-validator"
PACKAGE = "npm express-openapi-validator"
WHAT = "A server that validates requests, keys and its own answers, the examples of the document."


def run(bench: Bench) -> Iterable[str]:
    port = free_port()
    npm_folder()
    script = Path(shutil.copy(Path(__file__).with_suffix(".mjs"), bench.folder))
    with serving(bench, port, "node", script, bench.as_json, str(port)):
        ask(bench, f"http://127.0.0.1:{port}/v1")
    return []
