from collections.abc import Iterable

from tests.imports.bench import Bench
from tests.imports.tools.renderers._browser import rendered

TITLE = "Redoc"
PACKAGE = "npm redoc"
WHAT = "Every operation is to be seen in Chromium, and the console has no error."

HTML = """<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<title>The contract</title>
<link rel="icon" href="data:,">
<redoc spec-url="{document}"></redoc>
<script src="{packages}/redoc/bundles/redoc.standalone.js"></script>
</html>
"""


def run(bench: Bench) -> Iterable[str]:
    return rendered(bench, HTML)
