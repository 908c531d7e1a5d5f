"""The command line: each command a thin line over the module that does the work."""

import traceback
from pathlib import Path
from typing import Any

import click

from apiref.cli.contract import check_command, diff_command
from apiref.cli.samples import samples
from apiref.cli.site import build, export_command, sandbox_command, serve
from apiref.cli.suite import test_command
from apiref.samples import LanguageError
from apiref.sandbox import PortUnavailable, StoreUnusable
from apiref.site import SiteError
from apiref.spec import SpecError, UnknownName

_EXPECTED = (SpecError, UnknownName, LanguageError, SiteError, PortUnavailable, StoreUnusable)


class _Commands(click.Group):
    """Tells a mistake of the user's in one message; anything else is a mistake of ours."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except _EXPECTED as error:
            raise click.ClickException(str(error)) from None
        except (click.exceptions.Exit, click.ClickException, click.Abort):
            raise
        except Exception as error:  # noqa: BLE001 -- no traceback reaches a user
            raise click.ClickException(_our_mistake(error)) from None


def _our_mistake(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name}:{frame.lineno}"
    return (
        f"apiref failed where it should have told what is wrong: {type(error).__name__}: {error}"
        f" ({place})\n  Please report it with the input that led to it."
    )


@click.group(cls=_Commands)
@click.version_option(package_name="apiref")
def main() -> None:
    """Make of one OpenAPI document a site, run samples, a sandbox and a contract suite."""


for _command in (
    build,
    check_command,
    diff_command,
    export_command,
    samples,
    sandbox_command,
    serve,
    test_command,
):
    main.add_command(_command)
