from collections.abc import Iterable

from tests.imports.bench import Bench
from tests.imports.tools.generators._openapi_generator import COMMON, generate

TITLE = "openapi-generator, Ruby"
PACKAGE = "pypi openapi-generator-cli in generator"
WHAT = "A client for Ruby; every file of it is parsed by `ruby -c`."
OWN_REASONS = COMMON


def run(bench: Bench) -> Iterable[str]:
    warnings = generate(bench, "ruby")
    for path in sorted((bench.folder / "client" / "lib").rglob("*.rb")):
        bench.run("ruby", "-c", path)
    return warnings
