from collections.abc import Iterable

from tests.imports.bench import Bench
from tests.imports.tools.generators._openapi_generator import COMMON, generate

TITLE = "openapi-generator, Python"
PACKAGE = "pypi openapi-generator-cli in generator"
WHAT = "A client for Python; every module of it is compiled."
OWN_REASONS = COMMON


def run(bench: Bench) -> Iterable[str]:
    warnings = generate(bench, "python")
    bench.pip("generator", "python", "-W", "error", "-m", "compileall", "-q", "client")
    return warnings
