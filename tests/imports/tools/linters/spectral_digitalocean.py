from collections.abc import Iterable
from pathlib import Path

from tests.imports.bench import Bench
from tests.imports.tools.linters._spectral import lint

TITLE = "Spectral, DigitalOcean's rules"
PACKAGE = "npm @stoplight/spectral-cli"
WHAT = (
    "Those rules of DigitalOcean's public ruleset that hold for any API, in words of our own. "
    "Left out are those on its own house: paths under `/v2`, operations in files of their own, "
    "names of components and operations in its style, and its rate limit headers."
)
OWN_REASONS = {
    r"parameter-example: .*/tasks/get/parameters/6\b": (  # next_token
        "`next_token` has no example: only a token that the API has given out is valid, so any "
        "that stood there would be refused."
    ),
}


def run(bench: Bench) -> Iterable[str]:
    return lint(bench, Path(__file__).with_suffix(".yaml").read_text("utf-8"))
