"""Commands on a document: check, diff."""

from pathlib import Path

import click

from apiref import UserError
from apiref import diff as changes
from apiref.check import formats, review
from apiref.cli.options import FILE, allow_network

_PROBLEM_FORMATS = {
    "text": formats.as_text,
    "json": formats.as_json,
    "github": formats.as_github,
}
_CHANGE_FORMATS = {
    "text": changes.as_text,
    "markdown": changes.as_markdown,
    "json": changes.as_json,
}


class _Unreadable(click.ClickException):
    exit_code = 2


@click.command(name="check")
@click.argument("spec_file", type=FILE, default=Path("openapi.yaml"))
@allow_network
@click.option(
    "--format",
    "form",
    type=click.Choice(list(_PROBLEM_FORMATS)),
    default="text",
    show_default=True,
    help="How to write the problems: for a person, a program, or a GitHub run.",
)
def check_command(spec_file: Path, form: str) -> None:
    """Report every problem of an OpenAPI document at once; exit 1 if there is one.

    An error makes the document invalid; a warning is what it lacks for its readers.
    """
    problems = review(spec_file)
    click.echo(_PROBLEM_FORMATS[form](problems), nl=False, err=form == "text")
    if problems:
        raise SystemExit(1)
    if form == "text":
        click.echo(f"{spec_file}: no problem found")


@click.command(name="diff")
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@allow_network
@click.option(
    "--format",
    "form",
    type=click.Choice(list(_CHANGE_FORMATS)),
    default="text",
    show_default=True,
    help="How to write the changes: for a terminal, a page, or a program.",
)
def diff_command(old: Path, new: Path, form: str) -> None:
    """Say what changed between two documents.

    Exits with 1 if a change breaks clients, and with 2 if a document cannot be read.
    """
    try:
        found = changes.diff(old, new)
    except UserError as error:
        raise _Unreadable(str(error)) from None
    click.echo(_CHANGE_FORMATS[form](found), nl=False)
    raise SystemExit(int(any(change.breaking for change in found)))
