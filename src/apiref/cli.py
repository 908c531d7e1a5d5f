"""The command line: each command a thin line over the module that does the work."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from starlette.staticfiles import StaticFiles

from apiref import sandbox as api
from apiref import site
from apiref.bundled import contract_path
from apiref.check import check, require_valid
from apiref.export import export
from apiref.sandbox.serving import PREFIX
from apiref.spec import Spec, SpecError, UnknownName, load
from contract_tests import options as suite_options
from contract_tests import rules
from contract_tests.run import main as suite_main

_EXPECTED = (SpecError, UnknownName, site.SiteError, api.PortUnavailable, api.StoreUnusable)
_FILE = click.Path(path_type=Path, dir_okay=False)


class _Commands(click.Group):
    """Tells a mistake of the user's in one message; anything else is a mistake of ours."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except _EXPECTED as error:
            raise click.ClickException(str(error)) from None


@click.group(cls=_Commands)
@click.version_option(package_name="apiref")
def main() -> None:
    """Make of one OpenAPI document a site, run samples, a sandbox and a contract suite."""


config_option = click.option(
    "--config",
    "config_file",
    type=_FILE,
    default=Path("mkdocs.yml"),
    show_default=True,
    help="The site's configuration.",
)
spec_option = click.option(
    "--spec",
    "spec_file",
    type=_FILE,
    default=None,
    help="The OpenAPI document; by default ./openapi.yaml, else the Scale API's.",
)
port_option = click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
db_option = click.option(
    "--db", type=_FILE, default=None, help="Keep tasks in this SQLite file; by default in memory."
)
callbacks_option = click.option(
    "--callbacks-anywhere",
    is_flag=True,
    help="Deliver callbacks to any address; by default to loopback addresses only.",
)


@main.command(name="check")
@click.argument("spec_file", type=_FILE, default=Path("openapi.yaml"))
def check_command(spec_file: Path) -> None:
    """Report every problem of an OpenAPI document at once; exit 1 if there is one."""
    problems = check(spec_file)
    for problem in problems:
        click.echo(str(problem), err=True)
    if problems:
        raise SystemExit(1)
    click.echo(f"{spec_file}: no problem found")


@main.command()
@config_option
@click.option("--base-url", default="", help="Show this server in every sample.")
def build(config_file: Path, base_url: str) -> None:
    """Build the site. A failed build leaves the last good site in place."""
    click.echo(f"built {site.build(config_file, base_url=base_url)}")


@main.command(name="export")
@config_option
def export_command(config_file: Path) -> None:
    """Write what stands beside the pages into the docs folder, as any build needs it."""
    spec_file, docs = site.contract_and_docs(config_file)
    require_valid(spec_file)
    export(load(spec_file), docs)
    click.echo(f"exported to {docs}")


@main.command()
@config_option
@port_option
@db_option
@callbacks_option
def serve(config_file: Path, port: int, db: Path | None, callbacks_anywhere: bool) -> None:  # noqa: FBT001 -- click's form
    """Build the site and serve it together with the sandbox, on 127.0.0.1."""
    spec_file, _ = site.contract_and_docs(config_file)
    require_valid(spec_file)
    app = _sandbox(load(spec_file), db, callbacks_anywhere=callbacks_anywhere)
    with tempfile.TemporaryDirectory(prefix="apiref-") as folder:
        pages = site.build(
            config_file,
            base_url=f"http://127.0.0.1:{port}{PREFIX}",
            api_key=api.DEFAULT_ACCOUNTS[0].keys[0],
            site_dir=Path(folder) / "site",
        )
        site_app = StaticFiles(directory=pages, html=True)
        api.serve(app, port=port, site=site_app, started=_announce_site)


@main.command(name="sandbox")
@spec_option
@port_option
@db_option
@callbacks_option
def sandbox_command(
    spec_file: Path | None,
    port: int,
    db: Path | None,
    callbacks_anywhere: bool,  # noqa: FBT001 -- click's form
) -> None:
    """Serve the sandbox alone, on 127.0.0.1."""
    app = _sandbox(_spec(spec_file), db, callbacks_anywhere=callbacks_anywhere)
    api.serve(app, port=port, started=_announce)


def _suite_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of the suite's own table."""
    kinds = {"number": float, "path": _FILE}
    for option in reversed([one for one in suite_options.TABLE if one.name != "base_url"]):
        command = click.option(
            option.flag,
            type=kinds.get(option.kind),
            is_flag=option.kind == "flag",
            multiple=option.kind == "texts",
            help=option.help,
        )(command)
    return command


@main.command(name="test")
@click.argument("url", default="")
@click.option("--list-rules", is_flag=True, help="Print the table of rules and run nothing.")
@_suite_options
@click.pass_context
def test_command(ctx: click.Context, /, url: str, list_rules: bool, **values: Any) -> None:  # noqa: FBT001 -- click's form
    """Test whether a server keeps the contract; without a URL, the sandbox."""
    if list_rules:
        for rule in rules.table():
            click.echo(f"{rule.id:40} {rule.level:6} {rule.says}")
        return
    ctx.exit(suite_main({**values, "base_url": url}))


def _spec(spec_file: Path | None) -> Spec:
    here = Path("openapi.yaml")
    chosen = spec_file or (here if here.is_file() else contract_path())
    require_valid(chosen)
    return load(chosen)


def _sandbox(spec: Spec, db: Path | None, *, callbacks_anywhere: bool) -> Any:
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
