"""Runs every command on documents, each document in a process of its own that has limits.

It reads the path of a document from each line of its input, and writes the outcomes as JSON.
"""

import json
import os
import resource
import select
import signal
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import requests
from click.testing import CliRunner

from apiref.check import valid
from apiref.cli import COMMANDS, main
from apiref.sandbox import DEFAULT_ACCOUNTS, Store, create_app, running, seed
from apiref.spec import Operation, SpecError, load

CPU_SECONDS, MEMORY, PATIENCE = 30, 2 << 30, 120

_CONFIG = """site_name: Hostile
theme: {name: null, custom_dir: theme}
nav: [index.md]
markdown_extensions:
  - attr_list
  - md_in_html
  - pymdownx.highlight
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
  - apiref.markdown: {spec: %s}
"""
_PAGE = "# Hostile\n\n::: base-url\n\n::: authentication\n\n::: operations\n\n::: errors\n"
_GOOD = "openapi: 3.1.0\ninfo: {title: Orders, version: '1'}\npaths: {}\n"


def outcomes(document: Path) -> dict[str, Any]:
    """Run the commands on a document, in its folder; give the exit code and output of each."""
    os.chdir(document.parent)
    Path("docs").mkdir(exist_ok=True)
    Path("theme").mkdir(exist_ok=True)
    Path("theme/main.html").write_text(
        "<article class='md-content__inner'>{{ page.content }}</article>"
    )
    Path("mkdocs.yml").write_text(_CONFIG % document.name)
    Path("docs/index.md").write_text(_PAGE)
    Path("good.yaml").write_text(_GOOD)
    name = document.name
    return {
        "check": _run("check", name),
        "build": _run("build"),
        "export": _run("export"),
        "diff": _run("diff", "good.yaml", name),
        "samples": _run("samples", _first_operation(document), "--spec", name),
        "sandbox": _asked(document),
    }


def _run(*arguments: str) -> dict[str, Any]:
    result = CliRunner().invoke(main, arguments)
    output = result.output
    if result.exception and not isinstance(result.exception, SystemExit):
        output += "".join(traceback.format_exception(result.exception))
    return {"code": result.exit_code, "output": output[:100_000]}


def _first_operation(document: Path) -> str:
    try:
        return next((one.id for one in load(document).operations), "none")
    except SpecError:
        return "none"


def _asked(document: Path) -> dict[str, Any]:
    """Start the sandbox and send it a request for each operation; give the statuses."""
    try:
        spec = valid(document)
        store = Store()
        seed(store, spec)
        with running(create_app(spec, store)) as url:
            statuses = [_status(url, one) for one in spec.operations[:20]]
    except SpecError as error:
        return {"code": 1, "output": str(error)[:100_000]}
    except BaseException as error:  # noqa: BLE001 -- what must not be
        return {"code": 1, "output": "".join(traceback.format_exception(error))}
    return {"code": int(500 in statuses), "output": " ".join(map(str, statuses))}


def _status(url: str, operation: Operation) -> int:
    return requests.request(
        operation.method,
        url + operation.path,
        json={f"name{number}": "a" * 50 + "!" for number in range(10)},
        auth=(DEFAULT_ACCOUNTS[0].keys[0], ""),
        timeout=60,
    ).status_code


def _limited(document: Path) -> dict[str, Any]:
    """Give the outcomes of a child; where it did not come to an end, the reason alone."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.write(writing, json.dumps(outcomes(document)).encode())
        os._exit(0)
    os.close(writing)
    answer = b"".join(_read(reading, child))
    os.close(reading)
    _, status = os.waitpid(child, 0)
    return json.loads(answer) if status == 0 else {"all": {"code": -status, "output": "it died"}}


def _read(descriptor: int, child: int) -> Iterator[bytes]:
    while True:
        if not select.select([descriptor], [], [], PATIENCE)[0]:
            os.kill(child, signal.SIGKILL)
            return
        if not (chunk := os.read(descriptor, 65536)):
            return
        yield chunk


if __name__ == "__main__":
    for name in COMMANDS:  # so that no child imports what another has
        main.get_command(None, name)  # type: ignore[arg-type] # the context is not asked
    for line in sys.stdin:
        print(json.dumps(_limited(Path(line.strip()))), flush=True)  # noqa: T201 -- the answer
