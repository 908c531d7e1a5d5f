from collections.abc import Iterable
from pathlib import Path

from tests.imports.bench import Bench

TITLE = "swagger-parser"
PACKAGE = "npm @apidevtools/swagger-parser"
WHAT = "`validate`: the structure, the references and the parameters."


def run(bench: Bench) -> Iterable[str]:
    return bench.node(Path(__file__).with_suffix(".mjs"), bench.as_json).splitlines()
