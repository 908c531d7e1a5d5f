"""Options that several commands share."""

from pathlib import Path

import click

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
callbacks_anywhere = click.option(
    "--callbacks-anywhere",
    is_flag=True,
    help="Deliver callbacks to any address; by default to loopback addresses only.",
)
