import json
from collections.abc import Iterable
from pathlib import Path

from tests.imports.bench import Bench
from tests.imports.tools.converters._contract import operations, require_same

TITLE = "Bruno's converter"
PACKAGE = "npm @usebruno/converters"
WHAT = "`openApiToBruno`: every operation becomes a request, called by its summary."


def run(bench: Bench) -> Iterable[str]:
    *warnings, names = bench.node(Path(__file__).with_suffix(".mjs"), bench.as_json).splitlines()
    expected = sorted(one["summary"] for _, _, one in operations(bench))
    require_same("requests", sorted(json.loads(names)), expected)
    return warnings
