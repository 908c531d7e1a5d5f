"""Commands on a site and the sandbox: build, export, serve, sandbox."""

import tempfile
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import click
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from apiref import sandbox as api
from apiref import site
from apiref.check import valid
from apiref.cli import options
from apiref.cli.document import chosen_spec
from apiref.cli.progress import progress
from apiref.export import export
from apiref.live import Live
from apiref.served import Served
from apiref.spec import Spec
from apiref.watch import watching


@click.command()
@options.config
@options.allow_network
@click.option("--base-url", default="", help="Show this server in every sample.")
def build(config_file: Path, base_url: str) -> None:
    """Build the site. A failed build leaves the last good site in place."""
    with progress("Building the pages") as tell:
        folder = site.build(config_file, base_url=base_url, tell=tell)
    click.echo(f"built {folder}")


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
    """Build the site and serve it with the sandbox, on 127.0.0.1; a change shows in the browser.

    What is changed wrongly is told, and the site stays as it was.
    """
    spec_file, *_ = site.settled(config_file)
    spec = valid(spec_file)
    prefix = _prefix(spec)
    api_app = _Replaced(_sandbox(spec, db, callbacks_anywhere=callbacks_anywhere))
    with tempfile.TemporaryDirectory(prefix="apiref-", ignore_cleanup_errors=True) as folder:
        base_url, key = f"http://127.0.0.1:{port}{prefix}", api.DEFAULT_ACCOUNTS[0].keys[0]
        live = Live(config_file, Path(folder), base_url, key)

        def changed() -> None:
            store = api_app.app.state.store
            api_app.app = api.create_app(live.spec, store, callbacks_anywhere=callbacks_anywhere)
            click.echo("The site has changed.")

        announce = partial(_announce_site, prefix=prefix)
        with watching(live, changed, partial(click.echo, err=True)):
            api.serve(api_app, port=port, site=Served(live), prefix=prefix, started=announce)


class _Replaced:
    """An application that another may take the place of."""

    def __init__(self, app: Starlette) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


def _prefix(spec: Spec) -> str:
    """Give where the API is: at the path of the document's first server."""
    path = urlsplit(spec.servers[0].url).path.rstrip("/")
    usable = path.startswith("/") and not set("{}%?#").intersection(path)
    return path if usable else "/sandbox"


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


def _announce_site(base_url: str, prefix: str) -> None:
    click.echo(f"Site {base_url.removesuffix(prefix)}/")
    _announce(base_url)


def _announce(base_url: str) -> None:
    """Say where the sandbox is, and its keys: they open nothing else."""
    click.echo(f"API  {base_url}")
    for account in api.DEFAULT_ACCOUNTS:
        click.echo(f"Keys of the account {account.name}: {', '.join(account.keys)}")
    click.echo("Ctrl+C stops it.")
