"""The command line: each command a thin line over the module that does the work."""

import traceback
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from apiref import UserError

COMMANDS = {  # where each is; a command is imported when it is asked for
    "build": "site:build",
    "check": "contract:check_command",
    "diff": "contract:diff_command",
    "export": "site:export_command",
    "new": "new:new",
    "samples": "samples:samples",
    "sandbox": "site:sandbox_command",
    "serve": "site:serve",
    "test": "suite:test_command",
}


class _Commands(click.Group):
    """Tells a mistake of the user's in one message; anything else is a mistake of ours."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 -- click's signature
        cmd_name: str,
    ) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(f"apiref.cli.{module}"), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except UserError as error:
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
