from collections.abc import Iterable

from tests.imports.bench import Bench, complaints
from tests.imports.tools.generators._typescript import compiled

TITLE = "openapi-zod-client"
PACKAGE = "npm openapi-zod-client"
WHAT = "A client with Zod schemas, compiled by `tsc --strict`."


def run(bench: Bench) -> Iterable[str]:
    output = bench.npm("openapi-zod-client", bench.document, "-o", "client.ts", "--export-schemas")
    compiled(bench, bench.folder / "client.ts")
    return complaints(output)
