from collections.abc import Iterable

from tests.imports.bench import Bench, complaints
from tests.imports.tools.generators._typescript import compiled

TITLE = "swagger-typescript-api"
PACKAGE = "npm swagger-typescript-api"
WHAT = "A client for `fetch`, compiled by `tsc --strict`."


def run(bench: Bench) -> Iterable[str]:
    output = bench.npm("swagger-typescript-api", "generate", "-p", bench.document, "-o", "client")
    compiled(bench, bench.folder / "client/Api.ts")
    return complaints(output)
