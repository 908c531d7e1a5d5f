from collections.abc import Iterable
from pathlib import Path

from tests.imports.bench import Bench

TITLE = "openapi-schema-validator"
PACKAGE = "npm @seriousme/openapi-schema-validator"
WHAT = "`validate` against the schemas of the OpenAPI Initiative."


def run(bench: Bench) -> Iterable[str]:
    return bench.node(Path(__file__).with_suffix(".mjs"), bench.as_json).splitlines()
