"""The site of a large document, GitHub's, beside what peers make of it: `docs/scale.md`."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

from tests.bench.measured import Cost, cost_of
from tests.bench.written import write_section
from tests.imports import bench
from tests.scale.cut import cut

HERE = Path(__file__).parent
CACHE = HERE.parents[1] / ".cache" / "bench"
CUTS = (50, 200, 600, 1200)
NOISE = 1.05  # of a measurement of time
LIMITS = Cost(cpu=60, memory=500_000_000, output=100_000_000, page=90_000)


@dataclass(frozen=True)
class Tool:
    """What makes pages of a document: `run` prepares a folder and gives the cost."""

    name: str
    run: Callable[[Path, Path], Cost]


def tools() -> Iterator[Tool]:
    node = _npm() / "node_modules"
    yield Tool("apiref", _apiref)
    yield Tool(f"Redocly {_version(node, '@redocly/cli')} build-docs", _redocly)
    yield Tool(f"widdershins {_version(node, 'widdershins')}, Markdown only", _widdershins)
    yield Tool("mkdocs-openapi, MkDocs and Material", _mkdocs_openapi)
    yield Tool("neoteroi-mkdocs, MkDocs and Material", _neoteroi)


def document() -> Path:
    """Give GitHub's document, from its npm package."""
    return _npm() / "node_modules/@octokit/openapi/generated/api.github.com.json"


def _apiref(document: Path, folder: Path) -> Cost:
    apiref = (sys.executable, "-m", "apiref")
    new = (*apiref, "new", "site", "--spec", document)
    subprocess.run(new, cwd=folder, stdout=subprocess.DEVNULL, check=True)
    project = folder / "site"
    return cost_of((*apiref, "build"), project, project / "site", "site/operations/*/index.html")


def _redocly(document: Path, folder: Path) -> Cost:
    command = (_npm() / "node_modules/.bin/redocly", "build-docs", document, "-o", "out.html")
    return cost_of(command, folder, folder / "out.html", "out.html")


def _widdershins(document: Path, folder: Path) -> Cost:
    command = (_npm() / "node_modules/.bin/widdershins", document, "-o", "out.md")
    return cost_of(command, folder, folder / "out.md", "out.md")


def _mkdocs_openapi(document: Path, folder: Path) -> Cost:
    nav = [{"Home": "index.md"}, {"Reference": "spec.json"}]
    _mkdocs_site(document, folder, ["search", "openapi"], nav)
    return _mkdocs(folder)


def _neoteroi(document: Path, folder: Path) -> Cost:
    neoteroi_site(document, folder)
    return _mkdocs(folder)


def neoteroi_site(document: Path, folder: Path) -> Path:
    """Make a site of MkDocs and neoteroi's plugin; give its copy of the document."""
    nav = [{"Home": "index.md"}]
    return _mkdocs_site(document, folder, ["search", "neoteroi.mkdocsoad"], nav)


def _mkdocs_site(
    document: Path, folder: Path, plugins: Sequence[str], nav: list[dict[str, str]]
) -> Path:
    docs = folder / "docs"
    docs.mkdir(parents=True)
    copy = docs / f"spec{document.suffix}"
    shutil.copy(document, copy)
    docs.joinpath("index.md").write_text(f"# Home\n\n[OAD(./docs/{copy.name})]\n")
    settings = {"site_name": "S", "theme": {"name": "material"}, "plugins": plugins, "nav": nav}
    folder.joinpath("mkdocs.yml").write_text(json.dumps(settings))
    return copy


def _mkdocs(folder: Path) -> Cost:
    """Build a site of MkDocs with the plugins, which are installed in an environment of its own."""
    command = (venv() / "bin" / "mkdocs", "build", "-q")
    return cost_of(command, folder, folder / "site", "site/**/index.html")


def _npm() -> Path:
    return bench.npm_folder(HERE / "npm", CACHE / "npm")


def venv() -> Path:
    return bench.venv_folder("peers", HERE / "venvs", CACHE / "venvs")


def _version(node: Path, package: str) -> str:
    return str(json.loads((node / package / "package.json").read_text("utf-8"))["version"])


def _tried(tool: Tool, document: Path) -> Cost:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        cost = tool.run(document, Path(folder))
    click.echo(_row(tool.name, cost))
    return cost


def _row(name: str, cost: Cost) -> str:
    cells = [f"{cost.cpu:.1f}", f"{cost.memory / 1e6:.0f}"]
    cells += [f"{cost.output / 1e6:.1f}", f"{cost.page / 1e3:.0f}"]
    if cost.failure:
        cells[2:] = [cost.failure, ""]
    return f"| {name} | {' | '.join(cells)} |"


def _table(first: str, costs: Mapping[Any, Cost]) -> str:
    rows = [_row(str(name), cost) for name, cost in costs.items()]
    head = f"| {first} | CPU, s | memory, MB | output, MB | largest page, gzipped, KB |"
    return "\n".join([head, "| --- | --- | --- | --- | --- |", *rows])


def _cuts(folder: Path) -> Iterator[tuple[int, Path]]:
    whole = json.loads(document().read_text("utf-8"))
    for count in CUTS:
        path = folder / f"{count}.json"
        path.write_text(json.dumps(cut(whole, count), indent=2), "utf-8")
        yield count, path


@click.command()
@click.option("--page", type=click.Path(path_type=Path), help="The page to write the tables to.")
@click.option("--ours", is_flag=True, help="Measure no peer.")
def main(page: Path | None, ours: bool) -> None:  # noqa: FBT001 -- click's form
    """Measure and print the tables; exit 1 if this program is over a limit, or grows too fast."""
    chosen = [*tools()][: 1 if ours else None]
    whole = {tool.name: _tried(tool, document()) for tool in chosen}
    with tempfile.TemporaryDirectory() as folder:
        cuts = {count: _tried(chosen[0], path) for count, path in _cuts(Path(folder))}
    tables = {
        "GitHub's document": _table("1 223 operations", whole),
        "Growth": _table("Operations", cuts),
    }
    for title, table in tables.items():
        if page:
            write_section(page, title, table)
    costs = [whole[chosen[0].name], *cuts.values()]
    raise SystemExit(int(any(map(_over, costs)) or faster_than_linear(cuts)))


def _over(cost: Cost) -> bool:
    return bool(cost.failure) or any(
        getattr(cost, name) > getattr(LIMITS, name) for name in ("cpu", "memory", "output", "page")
    )


def faster_than_linear(cuts: Mapping[int, Cost]) -> bool:
    """Say whether an operation costs more time or output in a larger document than in a smaller."""
    return any(
        getattr(larger, name) / many > NOISE * getattr(smaller, name) / few
        for name in ("cpu", "output")
        for (few, smaller), (many, larger) in pairwise(cuts.items())
    )


if __name__ == "__main__":
    main()
