from collections.abc import Iterable

from tests.imports.bench import Bench
from tests.imports.tools.converters._contract import operations, require_same
from tests.imports.tools.converters._postman import converted

TITLE = "openapi-to-postmanv2, names from paths"
PACKAGE = "npm openapi-to-postmanv2"
WHAT = "Every operation becomes a request of a Postman collection, called by its path."


def run(bench: Bench) -> Iterable[str]:
    names, warnings = converted(bench, "URL")
    paths = [path.replace("{", ":").replace("}", "") for path, _, _ in operations(bench)]
    require_same("requests", names, sorted(paths))
    return warnings
