from collections.abc import Iterable

from tests.imports.bench import Bench, complaints
from tests.imports.tools.generators._typescript import compiled

TITLE = "openapi-typescript"
PACKAGE = "npm openapi-typescript"
WHAT = "The types of every operation, compiled by `tsc --strict`."


def run(bench: Bench) -> Iterable[str]:
    output = bench.npm("openapi-typescript", bench.document, "-o", "types.ts")
    compiled(bench, bench.folder / "types.ts")
    return complaints(output)
