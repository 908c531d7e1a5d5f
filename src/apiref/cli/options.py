"""Options that several commands share."""

from pathlib import Path

import click

from apiref.spec.fetch import network_allowed

FILE = click.Path(path_type=Path, dir_okay=False)

config = click.option(
    "--config",
    "config_file",
    type=FILE,
    default=Path("mkdocs.yml"),
    show_default=True,
    help="The site's configuration.",
)
spec = click.option(
    "--spec",
    "spec_file",
    type=FILE,
    help="The OpenAPI document; by default ./openapi.yaml, else the Scale API's.",
)
port = click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help="The port of 127.0.0.1 to listen on.",
)
db = click.option("--db", type=FILE, help="Keep tasks in this SQLite file; by default in memory.")


def _allow_network(ctx: click.Context, _parameter: click.Parameter, allowed: bool) -> None:  # noqa: FBT001 -- click's form
    if allowed:
        ctx.with_resource(network_allowed())


allow_network = click.option(
    "--allow-network",
    is_flag=True,
    expose_value=False,
    callback=_allow_network,
    help="Load what the document refers to on the network; by default only files are read.",
)
callbacks_anywhere = click.option(
    "--callbacks-anywhere",
    is_flag=True,
    help="Deliver callbacks to any address; by default to loopback addresses only.",
)
