"""Documents of 50 MB, each large in a way of its own, built within limits of time and memory.

`python -m tests.hostile.large [NAME …]` builds them all, tells how each ended and what it cost, and
exits 1 if one did not end as it must.
"""

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from tests.hostile.documents import document_of_paths
from tests.hostile.documents import document_with_body as _body

SIZE = 50_000_000
_TEXT = "What it is, in very many words. "


def _operation(**more: Any) -> dict[str, Any]:
    return {"get": {"responses": {"200": {"description": "All."}}, **more}}


def _operations(count: int, **more: Any) -> dict[str, Any]:
    return document_of_paths({f"/orders/{n}": _operation(**more) for n in range(count)})


def _described(text: str, count: int = 1) -> dict[str, Any]:
    return _operations(count, description=text)


def _properties(count: int, words: int) -> dict[str, Any]:
    one = {"type": "string", "description": _TEXT * words}
    return _body({"type": "object", "properties": {f"size{n}": one for n in range(count)}})


def _examples(size: int) -> dict[str, Any]:
    """Give operations of which each has the largest example that is shown."""
    example = [{"id": number, "name": f"Order {number}"} for number in range(3_300)]
    content = {"application/json": {"schema": {"type": "array"}, "example": example}}
    count = size // (2 * len(json.dumps(example)))
    response = {"200": {"description": "All.", "content": content}}
    return _operations(count, requestBody={"content": content}, responses=response)


def _parameters(size: int) -> dict[str, Any]:
    one = {"in": "query", "description": _TEXT * 6, "schema": {"type": "string"}}
    many = [{"name": f"size{n}", **one} for n in range(size // 280)]
    return document_of_paths({"/orders": _operation(parameters=many)})


def _kind(number: int) -> dict[str, Any]:
    own = {f"size{number}": {"type": "string", "description": _TEXT * 6}}
    return {"type": "object", "required": [f"size{number}"], "properties": own}


def _components(size: int) -> dict[str, Any]:
    one = {"type": "object", "properties": {"size": {"description": _TEXT * 10}}}
    schemas = {f"Order{number}": one for number in range(size // 420)}
    return document_of_paths({"/orders": _operation()}, schemas=schemas)


def _responses(size: int) -> dict[str, Any]:
    one = {"description": _TEXT * 40}
    items = {
        f"/orders/{number}": _operation(responses={str(code): one for code in range(100, 600)})
        for number in range(size // 660_000)
    }
    return document_of_paths(items)


def _members(size: int) -> list[Any]:
    return [{"id": n, "name": f"Order {n}"} for n in range(size // 36)]


# A document of about so many bytes, by what is large about it. A body is sent and received.
SHAPES: Mapping[str, Callable[[int], dict[str, Any]]] = {
    "operations": lambda size: _described(_TEXT * 1000, size // 32_100),
    "short operations": lambda size: _operations(size // 75),
    "10 000 operations": lambda size: _described(_TEXT * 155, size // 5_000),
    "a description": lambda size: _described((_TEXT * 20 + "\n\n") * (size // 642)),
    "long descriptions": lambda size: _described(_TEXT * 31_000, size // 1_000_000),
    "descriptions of brackets": lambda size: _described("[" * 1_000_000, size // 1_000_000),
    "a table": lambda size: _described("|a|b|\n|-|-|\n" + "| c | d |\n" * (size // 11)),
    "an enum": lambda size: _body({"enum": [f"value {n}" for n in range(size // 34)]}),
    "properties": lambda size: _properties(size // 500, 6),
    "20 000 properties": lambda size: _properties(size // 2_500, 37),
    "parameters": _parameters,
    "kinds": lambda size: _body({"oneOf": [_kind(number) for number in range(size // 660)]}),
    "required": lambda size: _body({"required": [f"name {n}" for n in range(size // 32)]}),
    "an example": lambda size: _body({"type": "array", "examples": [_members(size // 2)]}),
    "many examples": _examples,
    "a long example": lambda size: _body({"type": "string", "examples": ["x" * (size // 2)]}),
    "schemas that nobody uses": _components,
    "responses": _responses,
    "tags": lambda size: {
        **_operations(1),
        "tags": [{"name": f"tag {n}", "description": _TEXT} for n in range(size // 70)],
    },
    "servers": lambda size: {
        **_operations(1),
        "servers": [{"url": f"https://{n}.orders.invalid"} for n in range(size // 45)],
    },
    "an extension": lambda size: {**_operations(1), "x-orders": _members(size)},
}


def texts(*names: str, size: int = SIZE) -> Iterator[tuple[str, bytes]]:
    """Give documents, all unless some are named: as JSON, and the first as YAML too."""
    for name in names or SHAPES:
        yield name, json.dumps(SHAPES[name](size)).encode()
    if not names:
        document = SHAPES["operations"](size)
        yield "YAML", yaml.dump(document, Dumper=yaml.CSafeDumper, sort_keys=False).encode()


LIMITS: Mapping[int, int] = MappingProxyType(
    {resource.RLIMIT_CPU: 1200, resource.RLIMIT_AS: 3 << 30}  # seconds; bytes
)


@dataclass(frozen=True)
class Ending:
    """How the making of a site ended: the last command, its exit code, what it told, and costs."""

    command: str
    code: int
    told: str
    costs: str

    @property
    def is_clear(self) -> bool:
        """Whether it ended in a site, or in an error that says what is wrong."""
        if self.code == 0:
            return self.command == "build"
        told = "Error: " in self.told and "apiref failed" not in self.told
        return self.code == 1 and told and "Traceback" not in self.told


def made(folder: Path, raw: bytes) -> Ending:
    """Make a site of a document, each command within the limits."""
    file = folder / ("openapi.json" if raw.startswith(b"{") else "openapi.yaml")
    file.write_bytes(raw)
    site = folder / "site"
    commands = (
        ("new", str(site), "--spec", str(file)),
        ("build", "--config", str(site / "mkdocs.yml")),
    )
    before = _used()
    for command in commands:
        done = _run(*command)
        if done.returncode:
            break
    output = sum(one.stat().st_size for one in (site / "site").rglob("*") if one.is_file())
    costs = f"{_used() - before:.0f} s of CPU, {output / 1e6:.1f} MB"
    return Ending(command[0], done.returncode, done.stderr.strip(), costs)


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "apiref", *command],
        preexec_fn=_limit,
        capture_output=True,
        text=True,
        check=False,
    )


def _limit() -> None:
    for kind, most in LIMITS.items():
        resource.setrlimit(kind, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(names: list[str]) -> int:
    unclear = 0
    for name, raw in texts(*names):
        with tempfile.TemporaryDirectory() as folder:
            ending = made(Path(folder), raw)
        told = ending.told.replace(folder, "").partition("\n")[0] or "built"
        mark = "" if ending.is_clear else f"NOT CLEAR, {ending.command} exits {ending.code}: "
        print(f"{name}: {len(raw) / 1e6:.0f} MB: {ending.costs}: {mark}{told}", flush=True)  # noqa: T201 -- the answer
        unclear += not ending.is_clear
    return int(unclear > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
