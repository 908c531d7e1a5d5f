import click
import pytest
from site_folder import ROOT

from apiref.cli import main

PAGE = ROOT.joinpath("docs/command-line.md").read_text("utf-8")
PARAMETERS = [
    (name, option)
    for name, command in main.commands.items()
    for parameter in command.params
    if isinstance(parameter, click.Option)
    for option in parameter.opts
]


@pytest.mark.parametrize("name", main.commands)
def test_every_command_is_on_the_page(name: str) -> None:
    assert f"`apiref {name}" in PAGE


@pytest.mark.parametrize(("name", "option"), PARAMETERS)
def test_every_option_is_on_the_page(name: str, option: str) -> None:
    assert f"`{option}`" in PAGE, f"`apiref {name} {option}` is not in docs/command-line.md"
