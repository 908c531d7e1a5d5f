"""Commands on a site and the sandbox: build, export, serve, sandbox."""

import tempfile
from pathlib import Path

import click
from starlette.applications import Starlette
from starlette.staticfiles import StaticFiles

from apiref import sandbox as api
from apiref import site
from apiref.check import valid
from apiref.cli import options
from apiref.cli.document import chosen_spec
from apiref.export import export
from apiref.sandbox.serving import PREFIX
from apiref.spec import Spec


@click.command()
@options.config
@options.allow_network
@click.option("--base-url", default="", help="Show this server in every sample.")
def build(config_file: Path, base_url: str) -> None:
    """Build the site. A failed build leaves the last good site in place."""
    click.echo(f"built {site.build(config_file, base_url=base_url)}")


@click.command(name="export")
@options.config
@options.allow_network
def export_command(config_file: Path) -> None:
    """Write what stands beside the pages into the docs folder, as any build needs it."""
    spec_file, docs, wanted = site.settled(config_file)
    export(valid(spec_file), docs, wanted)
    click.echo(f"exported to {docs}")


@click.command()
@options.config
@options.allow_network
@options.port
@options.db
@options.callbacks_anywhere
def serve(config_file: Path, port: int, db: Path | None, callbacks_anywhere: bool) -> None:  # noqa: FBT001 -- click's form
    """Build the site and serve it together with the sandbox, on 127.0.0.1."""
    spec_file, *_ = site.settled(config_file)
    app = _sandbox(valid(spec_file), db, callbacks_anywhere=callbacks_anywhere)
    with tempfile.TemporaryDirectory(prefix="apiref-") as folder:
        pages = site.build(
            config_file,
            base_url=f"http://127.0.0.1:{port}{PREFIX}",
            api_key=api.DEFAULT_ACCOUNTS[0].keys[0],
            site_dir=Path(folder) / "site",
        )
        site_app = StaticFiles(directory=pages, html=True)
        api.serve(app, port=port, site=site_app, started=_announce_site)


@click.command(name="sandbox")
@options.spec
@options.allow_network
@options.port
@options.db
@options.callbacks_anywhere
def sandbox_command(
    spec_file: Path | None,
    port: int,
    db: Path | None,
    callbacks_anywhere: bool,  # noqa: FBT001 -- click's form
) -> None:
    """Serve the sandbox alone, on 127.0.0.1."""
    spec = chosen_spec(spec_file)
    app = _sandbox(spec, db, callbacks_anywhere=callbacks_anywhere)
    api.serve(app, port=port, started=_announce)


def _sandbox(spec: Spec, db: Path | None, *, callbacks_anywhere: bool) -> Starlette:
    store = api.Store(str(db)) if db else api.Store()
    api.seed(store, spec)
    return api.create_app(spec, store, callbacks_anywhere=callbacks_anywhere)


def _announce_site(base_url: str) -> None:
    click.echo(f"Site {base_url.removesuffix(PREFIX)}/")
    _announce(base_url)


def _announce(base_url: str) -> None:
    """Say where the sandbox is, and its keys: they open nothing else."""
    click.echo(f"API  {base_url}")
    for account in api.DEFAULT_ACCOUNTS:
        click.echo(f"Keys of the account {account.name}: {', '.join(account.keys)}")
    click.echo("Ctrl+C stops it.")
