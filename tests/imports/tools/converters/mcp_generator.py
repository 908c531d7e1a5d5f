import shutil
from collections.abc import Iterable

from tests.imports.bench import Bench, complaints
from tests.imports.tools.converters._contract import operations, require_same

TITLE = "openapi-mcp-generator"
PACKAGE = "npm openapi-mcp-generator"
WHAT = "An MCP server, compiled by `tsc`, with a tool for every operation."


def run(bench: Bench) -> Iterable[str]:
    server = bench.folder / "server"
    shutil.rmtree(server, ignore_errors=True)
    url = "http://127.0.0.1:8000/v1"
    output = bench.npm(
        "openapi-mcp-generator", "-i", bench.document, "-o", server, "-b", url, "--force"
    )
    index = (server / "src" / "index.ts").read_text("utf-8")
    lost = [
        one["operationId"] for _, _, one in operations(bench) if one["operationId"] not in index
    ]
    require_same("operations without a tool", lost, [])
    bench.npm("tsc", "--noEmit", "-p", server)
    return complaints(output)
