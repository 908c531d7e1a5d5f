from collections.abc import Iterable
from pathlib import Path

from tests.imports.bench import Bench

TITLE = "Scalar's openapi-parser"
PACKAGE = "npm @scalar/openapi-parser"
WHAT = "`validate` and `dereference`."


def run(bench: Bench) -> Iterable[str]:
    return bench.node(Path(__file__).with_suffix(".mjs"), bench.as_json).splitlines()
