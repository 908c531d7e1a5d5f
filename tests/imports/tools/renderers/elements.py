from collections.abc import Iterable

from tests.imports.bench import Bench
from tests.imports.tools.renderers._browser import rendered

TITLE = "Stoplight Elements"
PACKAGE = "npm @stoplight/elements"
WHAT = "Every operation is to be seen in Chromium, and the console has no error."
OWN_REASONS = {
    r"React Router Future Flag Warning": (
        "The router inside Elements tells its developers of its own next version."
    ),
}

HTML = """<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<title>The contract</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{packages}/@stoplight/elements/styles.min.css">
<elements-api apiDescriptionUrl="{document}" router="hash" layout="sidebar"></elements-api>
<script src="{packages}/@stoplight/elements/web-components.min.js"></script>
</html>
"""


def run(bench: Bench) -> Iterable[str]:
    return rendered(bench, HTML, "Create tasks", "Task operations")
