from collections.abc import Iterable

from tests.imports.bench import Bench
from tests.imports.tools.renderers._browser import rendered

TITLE = "Swagger UI"
PACKAGE = "npm swagger-ui-dist"
WHAT = "Every operation is to be seen in Chromium, and the console has no error."

HTML = """<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<title>The contract</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{packages}/swagger-ui-dist/swagger-ui.css">
<div id="page"></div>
<script src="{packages}/swagger-ui-dist/swagger-ui-bundle.js"></script>
<script>SwaggerUIBundle({ url: "{document}", dom_id: "#page", validatorUrl: null });</script>
</html>
"""


def run(bench: Bench) -> Iterable[str]:
    return rendered(bench, HTML)
