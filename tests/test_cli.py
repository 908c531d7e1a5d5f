"""What a user sees of a mistake: one message, a remedy, an exit code, and never a traceback."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SITE = """\
site_name: Tasks
theme: {name: material, font: false}
plugins: []
markdown_extensions:
  - apiref.markdown: {spec: openapi.yaml}
"""
CONTRACT = """\
openapi: 3.1.0
info: {title: Tasks, version: "1"}
servers: [{url: "https://tasks.invalid"}]
paths:
  /tasks:
    get:
      operationId: listTasks
      summary: List tasks
      description: Gives the tasks.
      tags: [Tasks]
      responses: {"200": {description: Tasks.}, "401": {description: No key.}}
"""
RETRIEVE = """\
  /tasks/{id}:
    get:
      operationId: retrieveTask
      summary: Retrieve a task
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {"200": {description: The task.}}
"""


def apiref(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "apiref", *arguments]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Write a small site that builds."""
    (tmp_path / "mkdocs.yml").write_text(SITE)
    (tmp_path / "openapi.yaml").write_text(CONTRACT)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Tasks\n\n::: operation listTasks\n")
    return tmp_path


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def refused(result: subprocess.CompletedProcess[str], *words: str) -> None:
    assert result.returncode not in (0, None), result.stdout
    assert "Traceback" not in result.stderr
    for word in words:
        assert word in result.stderr


def test_check_reports_every_problem(project: Path) -> None:
    broken = CONTRACT.replace("{description", "{descriptoin") + "x: 1\n"
    (project / "openapi.yaml").write_text(broken)
    refused(apiref(project, "check"), "openapi.yaml:11:", "descriptoin", "'x'")


def test_check_tells_what_a_valid_document_lacks(project: Path) -> None:
    (project / "openapi.yaml").write_text(CONTRACT.replace("summary: List tasks", "summary: TODO"))
    refused(apiref(project, "check"), "openapi.yaml:8: warning", "TODO")


def test_check_says_that_there_is_no_problem(project: Path) -> None:
    result = apiref(project, "check", "openapi.yaml")
    assert (result.returncode, result.stdout) == (0, "openapi.yaml: no problem found\n")


def test_a_site_is_built_with_its_contract_beside_it(project: Path) -> None:
    result = apiref(project, "build")
    assert result.returncode == 0, result.stderr
    assert "List tasks" in (project / "site" / "index.html").read_text()
    assert (project / "site" / "openapi.yaml").read_text() == CONTRACT


BROKEN = {
    "contract": ("openapi.yaml", "openapi: [", ("openapi.yaml:", "not valid YAML")),
    "operation": (
        "docs/index.md",
        "# Tasks\n\n::: operation listTask\n",
        ("index.md", "3", "listTask", "listTasks"),
    ),
    "directive": ("docs/index.md", "::: operatoin listTasks\n", ("index.md", "operatoin")),
    "language": (
        "mkdocs.yml",
        SITE.replace("yaml}", "yaml, languages: [cobol]}"),
        ("cobol", "ruby"),
    ),
    "contract's path": ("mkdocs.yml", SITE.replace("openapi.yaml", "api.yaml"), ("api.yaml",)),
    "link": ("docs/index.md", "[The list](list.md)\n", ("index.md", "list.md")),
    "configuration": ("mkdocs.yml", "site_name: [", ("mkdocs.yml",)),
    "extension": ("mkdocs.yml", "site_name: Tasks\n", ("apiref.markdown", "markdown_extensions")),
}


@pytest.mark.parametrize(("file", "text", "words"), BROKEN.values(), ids=BROKEN)
def test_a_failed_build_leaves_the_last_good_site(
    project: Path, file: str, text: str, words: tuple[str, ...]
) -> None:
    site = project / "site"
    site.mkdir()
    (site / "index.html").write_text("the last good site")
    (project / file).write_text(text)
    refused(apiref(project, "build"), *words)
    assert [path.name for path in project.glob("*site*")] == ["site"]
    assert (site / "index.html").read_text() == "the last good site"


def test_an_operation_that_no_page_places_has_a_page_of_its_own(project: Path) -> None:
    (project / "openapi.yaml").write_text(CONTRACT + RETRIEVE)
    assert apiref(project, "build").returncode == 0
    page = (project / "site" / "operations" / "retrievetask" / "index.html").read_text()
    assert "<title>Retrieve a task" in page
    assert 'href="operations/retrievetask/"' in (project / "site" / "index.html").read_text()


def test_a_port_in_use_is_named(project: Path, busy_port: int) -> None:
    for command in ("sandbox", "serve"):
        refused(apiref(project, command, "--port", str(busy_port)), str(busy_port), "in use")


@pytest.mark.parametrize("command", ["build", "serve", "export"])
def test_a_missing_configuration_is_named(tmp_path: Path, command: str) -> None:
    refused(apiref(tmp_path, command, "--config", "absent.yml"), "absent.yml")


def test_a_database_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "tasks.db").write_text("not a database, but long enough to be taken for one")
    refused(apiref(tmp_path, "sandbox", "--db", "tasks.db"), "tasks.db")
