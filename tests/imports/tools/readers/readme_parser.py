from collections.abc import Iterable
from pathlib import Path

from tests.imports.bench import Bench

TITLE = "ReadMe's openapi-parser"
PACKAGE = "npm @readme/openapi-parser"
WHAT = "`validate`, every rule as it is by default."


def run(bench: Bench) -> Iterable[str]:
    return bench.node(Path(__file__).with_suffix(".mjs"), bench.as_json).splitlines()
