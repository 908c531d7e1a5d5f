import sys
from collections.abc import Iterable

from tests.imports.bench import Bench

TITLE = "openapi-spec-validator"
PACKAGE = "pypi openapi-spec-validator"
WHAT = "The command, with every error; a warning is an error too."


def run(bench: Bench) -> Iterable[str]:
    strict = ("-W", "error", "-m", "openapi_spec_validator", "--errors", "all")
    bench.run(sys.executable, *strict, bench.document)
    return []
