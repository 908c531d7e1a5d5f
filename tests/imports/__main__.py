"""Take the contract into every tool, and write what came of it.

The exit code is 1 if a tool refuses a document or warns without a reason of its own.
"""

import json
import shutil
import time
from dataclasses import asdict
from pathlib import Path

import click
import yaml

from apiref.openapi30 import to_openapi_30
from apiref.spec.source import Source
from tests.imports.bench import CACHE, HERE, WORK
from tests.imports.table import markdown
from tests.imports.tool import Outcome, Tool, tools

ROOT = HERE.parents[1]
LAST_WORDS = 60  # lines
MARK = "<!-- The rest of this page is written by `make imports`. -->\n"


@click.command()
@click.argument("names", nargs=-1)
@click.option("--page", type=Path, help="Write the tables into this Markdown page.")
def main(names: tuple[str, ...], page: Path | None) -> None:
    """Run the tools whose title holds one of NAMES, or all of them."""
    shutil.rmtree(WORK, ignore_errors=True)
    documents = written_documents()
    results = [
        (tool, [tried(tool, version, documents[version]) for version in tool.documents])
        for tool in tools()
        if not names or any(name.lower() in tool.title.lower() for name in names)
    ]
    report = [{**_head(tool), "outcomes": [asdict(one) for one in made]} for tool, made in results]
    (CACHE / "result.json").write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n")
    if page:
        head, mark, _ = page.read_text("utf-8").partition(MARK)
        page.write_text(f"{head}{mark}\n{markdown(results)}", "utf-8")
    stale = [line for tool, made in results for line in unused_reasons(tool, made)]
    for line in stale:
        click.echo(line)
    unclean = [
        f"{tool.title} at {one.document}"
        for tool, made in results
        for one in made
        if not one.is_clean
    ]
    for name in unclean:
        click.echo(f"not clean: {name}; what it said stands above, beside its name")
    raise SystemExit(1 if unclean or stale else 0)


def written_documents() -> dict[str, Path]:
    """Write the contract and the 3.0.3 made from it, as YAML and as JSON."""
    source = Source.read(ROOT / "openapi.yaml")
    folder = CACHE / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    documents = {"3.1": source.data, "3.0.3": to_openapi_30(source)}
    for version, data in documents.items():
        text = yaml.safe_dump(data, sort_keys=False, allow_unicode=True)
        (folder / f"openapi-{version}.yaml").write_text(text, "utf-8")
        as_json = json.dumps(data, ensure_ascii=False, indent=2)
        (folder / f"openapi-{version}.json").write_text(as_json, "utf-8")
    return {version: folder / f"openapi-{version}.yaml" for version in documents}


def tried(tool: Tool, version: str, document: Path) -> Outcome:
    start = time.monotonic()
    outcome = tool.tried(version, document)
    verdict = "ok" if outcome.is_clean else "REFUSED" if outcome.refusal else "WARNED"
    click.echo(f"{verdict:8}{tool.title} {tool.version} at {version}", nl=False)
    click.echo(f" ({time.monotonic() - start:.0f} s, {len(outcome.explained)} explained)")
    for line in (*outcome.refusal.splitlines()[-LAST_WORDS:], *outcome.unexplained):
        click.echo(f"        {line}")
    return outcome


def unused_reasons(tool: Tool, made: list[Outcome]) -> list[str]:
    """Name each reason that explains no warning: it would silence the next one unseen."""
    seen = {tool.reason(warning) for outcome in made for warning in outcome.explained}
    unused = [sentence for sentence in tool.own_reasons.values() if sentence not in seen]
    return [f"{tool.title}: no warning has this reason any more: {one}" for one in unused]


def _head(tool: Tool) -> dict[str, str]:
    names = ("section", "title", "package", "version", "what")
    return {name: getattr(tool, name) for name in names}


if __name__ == "__main__":
    main()
