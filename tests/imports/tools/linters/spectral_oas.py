from collections.abc import Iterable

from tests.imports.bench import Bench
from tests.imports.tools.linters._spectral import lint

TITLE = "Spectral, spectral:oas"
PACKAGE = "npm @stoplight/spectral-cli"
WHAT = "Spectral's own rules for OpenAPI, those too that are off by default."


def run(bench: Bench) -> Iterable[str]:
    return lint(bench, "extends: [['spectral:oas', all]]")
