from collections.abc import Iterable

from tests.imports.bench import Bench
from tests.imports.tools.generators._openapi_generator import COMMON, generate

TITLE = "openapi-generator, Java"
PACKAGE = "pypi openapi-generator-cli in generator"
WHAT = (
    "A client for Java; every file of it is parsed by `javac`. It is not compiled: the libraries "
    "that it needs are to be had from Maven only."
)
OWN_REASONS = {
    **COMMON,
    r"Ignoring complex example on request body": (
        "The Java generator has no place for an example that is an object."
    ),
}


def run(bench: Bench) -> Iterable[str]:
    warnings = generate(bench, "java")
    files = sorted((bench.folder / "client" / "src" / "main").rglob("*.java"))
    parse_only = ("-XDshould-stop.ifNoError=PARSE", "-XDshould-stop.ifError=PARSE")
    bench.run("javac", "-proc:none", *parse_only, *files)
    return warnings
