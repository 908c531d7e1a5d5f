from collections.abc import Iterable

from tests.imports.bench import Bench
from tests.imports.tools.renderers._browser import rendered

TITLE = "Scalar"
PACKAGE = "npm @scalar/api-reference"
WHAT = "Every operation is to be seen in Chromium, and the console has no error."
OWN_REASONS = {
    r"document validation errors|\[Object, Object\]": (
        "Scalar's schema of a schema asks for a `type` beside `oneOf`, which OpenAPI does not; it "
        "shows the two schemas that have none all the same."
    ),
}

HTML = """<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<title>The contract</title>
<link rel="icon" href="data:,">
<body>
<div id="page"></div>
<script src="{packages}/@scalar/api-reference/dist/browser/standalone.js"></script>
<script>Scalar.createApiReference("#page", { url: "{document}", telemetry: false });</script>
</body>
</html>
"""


def run(bench: Bench) -> Iterable[str]:
    return rendered(bench, HTML, "Task operations")
