from collections.abc import Iterable
from pathlib import Path

from tests.imports.bench import Bench

TITLE = "oas-kit"
PACKAGE = "npm oas-validator"
WHAT = "`validate` with its linter; it reads 3.0 only."
DOCUMENTS = ("3.0.3",)


def run(bench: Bench) -> Iterable[str]:
    return bench.node(Path(__file__).with_suffix(".mjs"), bench.as_json).splitlines()
