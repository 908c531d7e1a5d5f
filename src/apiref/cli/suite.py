"""The command of the contract suite; its options are the suite's own table."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from apiref.bundled import contract_path
from contract_tests import options as suite_options
from contract_tests.contract import Contract
from contract_tests.report import table
from contract_tests.run import main as suite_main


def _suite_options(command: Callable[..., None]) -> Callable[..., None]:
    kinds = {"number": float, "count": int, "path": click.Path(path_type=Path, dir_okay=False)}
    for option in reversed([one for one in suite_options.TABLE if one.name != "base_url"]):
        command = click.option(
            option.flag,
            type=kinds.get(option.kind),
            is_flag=option.kind == "flag",
            multiple=option.kind == "texts",
            help=option.help,
        )(command)
    return command


@click.command(name="test")
@click.argument("url", default="")
@click.option("--list-rules", is_flag=True, help="Print the table of rules and run nothing.")
@_suite_options
@click.pass_context
def test_command(ctx: click.Context, /, url: str, list_rules: bool, **values: Any) -> None:  # noqa: FBT001 -- click's form
    """Test whether a server keeps the contract; without a URL, the sandbox."""
    if list_rules:
        click.echo(table.text(Contract(Path(values["contract"] or contract_path()))))
        return
    ctx.exit(suite_main({**values, "base_url": url}))
