from collections.abc import Iterable

from tests.imports.bench import Bench
from tests.imports.tools.renderers._browser import rendered

TITLE = "RapiDoc"
PACKAGE = "npm rapidoc"
WHAT = "Every operation is to be seen in Chromium, and the console has no error."

HTML = """<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<title>The contract</title>
<link rel="icon" href="data:,">
<rapi-doc spec-url="{document}" load-fonts="false"></rapi-doc>
<script src="{packages}/rapidoc/dist/rapidoc-min.js"></script>
</html>
"""


def run(bench: Bench) -> Iterable[str]:
    return rendered(bench, HTML)
