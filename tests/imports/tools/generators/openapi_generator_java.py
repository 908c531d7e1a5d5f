from collections.abc import Iterable

from tests.imports.bench import Bench
from tests.imports.tools.generators._openapi_generator import COMMON, generate

TITLE = "openapi-generator, Java"
PACKAGE = "pypi openapi-generator-cli in generator"
WHAT = "A client for Java."
OWN_REASONS = {
    **COMMON,
    r"Ignoring complex example on request body": (
        "The Java generator has no place for an example that is an object."
    ),
}


def run(bench: Bench) -> Iterable[str]:
    return generate(bench, "java")
