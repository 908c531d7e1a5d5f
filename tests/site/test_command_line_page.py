import click
import pytest

from apiref.cli import COMMANDS, main
from tests.site.site_folder import ROOT

PAGES = {"test": "contract-tests.md"}


def _command(name: str) -> click.Command:
    command = main.get_command(click.Context(main), name)
    assert command
    return command


PARAMETERS = [
    (name, option)
    for name in COMMANDS
    for parameter in _command(name).params
    if isinstance(parameter, click.Option)
    for option in parameter.opts
]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_on_its_page(name: str) -> None:
    assert f"apiref {name}" in _page_of(name)


@pytest.mark.parametrize(("name", "option"), PARAMETERS)
def test_every_option_is_on_the_page_of_its_command(name: str, option: str) -> None:
    assert f"`{option}`" in _page_of(name)


def _page_of(name: str) -> str:
    return ROOT.joinpath("docs", PAGES.get(name, "command-line.md")).read_text("utf-8")
