"""The command that begins a site: new."""

import shlex
import shutil
import sys
from pathlib import Path

import click

from apiref.cli import options
from apiref.new import new_site


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--spec", "document", required=True, help="The OpenAPI document: a file or a URL.")
@click.option(
    "--pages",
    type=click.Choice(["operation", "tag"]),
    help="What has a page; by default each tag, or each operation where tags have many.",
)
@options.allow_network
def new(folder: Path, document: str, pages: str | None) -> None:
    """Begin a site for any OpenAPI document in a new or empty folder."""
    spec = new_site(folder, document, pages or "")
    count = len(spec.operations)
    counted = f"{count} operation{'s' if count != 1 else ''}"
    click.echo(f"{folder}: a site for {' '.join(spec.title.split())}, {counted}")
    if spec.node.source.places:
        click.echo("  the files of the document became one")
    click.echo(f"  cd {shlex.quote(str(folder))} && {_program()} serve")


def _program() -> str:
    """Give what starts this program in any folder: its name, if that is enough, or its path."""
    started = Path(sys.argv[0])
    if started.name == "__main__.py":
        return shlex.join([sys.executable, "-m", "apiref"])
    found = shutil.which(started.name)
    is_found = found is not None and Path(found).resolve() == started.resolve()
    return started.name if is_found else shlex.quote(str(started.absolute()))
