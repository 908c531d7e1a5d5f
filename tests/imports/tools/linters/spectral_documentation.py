from collections.abc import Iterable

from tests.imports.bench import Bench
from tests.imports.tools.linters._spectral import lint

TITLE = "Spectral, documentation ruleset"
PACKAGE = "npm @stoplight/spectral-documentation"
WHAT = "The rules for what a reader needs: summaries, descriptions, examples."


def run(bench: Bench) -> Iterable[str]:
    return lint(bench, "extends: [['@stoplight/spectral-documentation', all]]")
