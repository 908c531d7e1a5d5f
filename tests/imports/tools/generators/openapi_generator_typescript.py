from collections.abc import Iterable

from tests.imports.bench import Bench
from tests.imports.tools.generators._openapi_generator import COMMON, generate
from tests.imports.tools.generators._typescript import compiled

TITLE = "openapi-generator, TypeScript"
PACKAGE = "pypi openapi-generator-cli in generator"
WHAT = "A client for `fetch`, compiled by `tsc --strict`."
OWN_REASONS = COMMON


def run(bench: Bench) -> Iterable[str]:
    warnings = generate(bench, "typescript-fetch")
    compiled(bench, bench.folder / "client" / "index.ts")
    return warnings
