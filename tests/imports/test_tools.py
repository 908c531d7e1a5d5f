"""The tools that are installed anyway, and what the runner makes of a tool."""

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.imports.__main__ import unused_reasons, written_documents
from tests.imports.bench import Bench, Refused, venv_folder
from tests.imports.table import markdown
from tests.imports.tool import Outcome, Tool, tools

INSTALLED = [
    tool for tool in tools() if tool.package.split()[0] == "pypi" and " in " not in tool.package
]


@pytest.fixture(scope="module")
def documents() -> dict[str, Path]:
    return written_documents()


@pytest.mark.parametrize("version", ["3.1", "3.0.3"])
@pytest.mark.parametrize("tool", INSTALLED, ids=lambda tool: tool.title)
def test_an_installed_tool_takes_the_contract(
    tool: Tool, version: str, documents: dict[str, Path]
) -> None:
    assert tool.tried(version, documents[version]) == Outcome(version, "", (), ())


def test_every_tool_says_what_it_is_and_does() -> None:
    """A folder of `tools/` is a section, a module in it is a tool."""
    found = list(tools())
    assert len({tool.title for tool in found}) == len(found)
    assert all(tool.what.endswith((".", ")")) for tool in found)


def warning(_bench: Bench) -> Iterable[str]:
    return ["beta: it is a beta", "lost: a schema is lost"]


TOOL = Tool(
    "linters", "Linter", "pypi pytest", "`lint`.", ("3.1",), {"^beta": "So it says."}, warning
)


def refusing(_bench: Bench) -> Iterable[str]:
    raise Refused("no")


def test_a_warning_without_a_reason_is_not_clean(tmp_path: Path) -> None:
    outcome = TOOL.tried("3.1", tmp_path)
    assert (outcome.explained, outcome.unexplained) == (
        ("beta: it is a beta",),
        ("lost: a schema is lost",),
    )
    assert not outcome.is_clean
    assert not replace(TOOL, run=refusing).tried("3.1", tmp_path).is_clean


def test_a_tool_that_breaks_is_refused_with_what_it_said(tmp_path: Path) -> None:
    def breaking(_bench: Bench) -> Iterable[str]:
        raise KeyError("paths")

    assert "KeyError: 'paths'" in replace(TOOL, run=breaking).tried("3.1", tmp_path).refusal


def test_a_tool_whose_packages_are_not_to_be_had_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an installer says is told of each tool that needs it, and it is run once."""
    installer = tmp_path / "python"
    installer.write_text(f"#!/bin/sh\necho tried >> {tmp_path}/tries; echo No space left.; exit 1")
    installer.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(installer))

    def needing(_bench: Bench) -> Iterable[str]:
        return [str(venv_folder("models", environments=tmp_path))]

    tool = replace(TOOL, package="pypi absent", run=needing)
    for _ in range(2):
        assert tool.tried("3.1", tmp_path).refusal.endswith("No space left.")
    assert tool.version == "(not installed)"
    assert (tmp_path / "tries").read_text() == "tried\n"


def test_a_reason_that_explains_nothing_any_more_is_named() -> None:
    clean = Outcome("3.1", "", (), ())
    assert unused_reasons(TOOL, [clean]) == [
        "Linter: no warning has this reason any more: So it says."
    ]
    assert unused_reasons(TOOL, [replace(clean, explained=("beta",))]) == []


def test_the_table_says_how_a_tool_fared() -> None:
    explained = Outcome("3.1", "", ("beta", "beta again"), ())
    refused = Outcome("3.0.3", "no", (), ())
    page = markdown([(TOOL, [explained, refused])])
    assert f"| Linter {TOOL.version} | `lint`. | accepted, 2 warnings (note 1) | refused |" in page
    assert "1. So it says." in page
