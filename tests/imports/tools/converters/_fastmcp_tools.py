"""Run where FastMCP is installed: print the names of the tools made of a document."""

import asyncio
import json
import sys
from pathlib import Path

from fastmcp import FastMCP  # type: ignore[import-not-found]  # installed in its own environment

document = json.loads(Path(sys.argv[1]).read_text("utf-8"))
tools = asyncio.run(FastMCP.from_openapi(document).list_tools())
sys.stdout.write(json.dumps(sorted(tool.name for tool in tools)))
