import json
from collections.abc import Iterable
from pathlib import Path

from tests.imports.bench import Bench
from tests.imports.tools.converters._contract import operations, require_same

TITLE = "FastMCP"
PACKAGE = "pypi fastmcp in fastmcp"
WHAT = "An MCP server by `from_openapi`, with a tool for every operation."


def run(bench: Bench) -> Iterable[str]:
    script = Path(__file__).with_name("_fastmcp_tools.py")
    *warnings, names = bench.pip("fastmcp", "python", "-P", script, bench.as_json).splitlines()
    expected = sorted(one["operationId"] for _, _, one in operations(bench))
    require_same("tools", json.loads(names), expected)
    return warnings
