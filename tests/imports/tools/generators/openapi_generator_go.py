from collections.abc import Iterable

from tests.imports.bench import Bench
from tests.imports.tools.generators._openapi_generator import COMMON, generate

TITLE = "openapi-generator, Go"
PACKAGE = "pypi openapi-generator-cli in generator"
WHAT = "A client for Go."
OWN_REASONS = {
    **COMMON,
    r"\(reserved word\) cannot be used as": (
        "`type` and `string` are words of the language Go, and a file called `…_test.go` is a test "
        "there, so the generator renames what is called so in its own code; the API's names stay."
    ),
}


def run(bench: Bench) -> Iterable[str]:
    return generate(bench, "go")
