"""The command that begins a site: new."""

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
    click.echo(
        f"{folder}: a site for {' '.join(spec.title.split())}, {len(spec.operations)} operations"
    )
    if spec.node.source.places:
        click.echo("  the files of the document became one")
    click.echo(f"  cd {folder}; apiref serve")
