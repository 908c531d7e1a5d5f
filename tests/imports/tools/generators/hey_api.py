from collections.abc import Iterable

from tests.imports.bench import Bench, complaints
from tests.imports.tools.generators._typescript import compiled

TITLE = "hey-api"
PACKAGE = "npm @hey-api/openapi-ts"
WHAT = "A client for `fetch`, compiled by `tsc --strict`."


def run(bench: Bench) -> Iterable[str]:
    output = bench.npm("openapi-ts", "-i", bench.document, "-o", "client", "--no-log-file")
    compiled(bench, bench.folder / "client/index.ts")
    return complaints(output)
