"""A site that is served while its files change: each answer is whole, each save is told of once."""

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
import requests

from apiref.new import new_site
from tests.site.serve import Project, serving

DOCUMENT = """\
openapi: 3.1.0
info: {title: Loans, version: 1.0.0, description: Lends books.}
paths:
  /loans:
    get:
      operationId: listLoans
      summary: List loans
      description: Gives the loans.
      tags: [Loans]
      responses:
        "200":
          description: The loans.
          content:
            application/json:
              schema: {type: array, minItems: 0, items: {$ref: "#/components/schemas/Loan"}}
  /loans/{loan_id}:
    get:
      operationId: getLoan
      summary: Get a loan
      description: Gives a loan.
      tags: [Loans]
      parameters:
        - {name: loan_id, in: path, required: true, schema: {type: string}}
      responses:
        "200":
          description: The loan.
          content: {application/json: {schema: {$ref: "#/components/schemas/Loan"}}}
components:
  schemas:
    Loan: {type: object, properties: {id: {type: string, description: The id.}}}
"""
NEW = """\
  /books:
    get:
      operationId: listBooks
      summary: List books
      tags: [Books]
      responses: {"200": {description: The books.}}
components:
"""
PAGE = "operations/getloan/"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    document = tmp_path / "loans.yaml"
    document.write_text(DOCUMENT)
    new_site(tmp_path / "site", str(document), "operation")
    return tmp_path / "site"


@pytest.fixture
def project(folder: Path) -> Iterator[Project]:
    with serving(folder) as project:
        project.until_served()
        yield project
        assert "Traceback" not in project.said


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("minItems: 0", "minItems: many", "openapi.yaml:15: warning: "),
        (
            "name: loan_id",
            "name: loan",
            "openapi.yaml:17: warning: the path parameter 'loan' is not",
        ),
    ],
)
def test_a_fault_is_told_each_time_that_it_is_made(
    project: Project, right: str, wrong: str, told: str
) -> None:
    for times in (1, 2):
        project.replace("openapi.yaml", right, wrong)
        project.until(lambda: project.state["warning"])
        warning = project.state["warning"]
        assert told in warning
        assert project.said.count(warning) == times
        project.replace("openapi.yaml", wrong, right)
        project.until(lambda: not project.state["warning"])


def test_a_fault_stays_told_when_something_else_changes(project: Project) -> None:
    project.replace("openapi.yaml", "minItems: 0", "minItems: many")
    project.until(lambda: project.state["warning"])
    told = project.state["warning"]
    project.replace("docs/index.md", "# ", "# Zebra ")
    project.until(lambda: "Zebra" in project.get(""))
    assert project.state["warning"] == told
    assert project.said.count(told) == 1


def test_each_answer_is_whole_while_files_are_written(project: Project) -> None:
    paths = (
        "",
        PAGE,
        "operations/getloan.md",
        "llms.txt",
        "llms-full.txt",
        "openapi.yaml",
        "openapi.json",
        "postman-collection.json",
        "assets/apiref.css",
    )
    done = Event()

    def poll(path: str) -> int:
        count = 0
        with requests.Session() as session:
            while not done.is_set():
                answer = session.get(project.url + path, timeout=60)
                assert answer.status_code == 200, path
                assert answer.text, path
                if path.endswith(".json"):
                    json.loads(answer.text)
                count += 1
                time.sleep(0.01)
        return count

    with ThreadPoolExecutor(len(paths)) as pool:
        polls = [pool.submit(poll, path) for path in paths]
        try:
            _change(project)
        finally:
            done.set()
        assert all(poll.result() for poll in polls)


def _change(project: Project) -> None:
    path = project.folder / "openapi.yaml"
    for number in range(8):
        text = DOCUMENT.replace("components:\n", NEW) if number % 4 == 3 else DOCUMENT
        words = f"Id number {number}. " + "Long. " * (number % 2 * 2000)
        path.write_text(text.replace("The id.", words))
        project.until(lambda: words[:-1] in project.get("llms-full.txt"))  # noqa: B023 -- called now


@pytest.mark.parametrize("length", [0, 400])
def test_a_save_in_two_steps_raises_no_alarm(project: Project, length: int) -> None:
    path = project.folder / "openapi.yaml"
    text = DOCUMENT.replace("The id.", "The zebra.")
    for number in range(12):
        new = text.replace("zebra", f"zebra {number}")
        time.sleep(number * 0.03)  # so that the looks at the files fall otherwise each time
        with path.open("w") as file:
            file.write(new[:length])
            file.flush()
            time.sleep(0.25)
            file.write(new[length:])
        project.until(lambda: f"zebra {number}" in project.get(PAGE))  # noqa: B023 -- called now
        assert project.state["problem"] == ""
    assert "openapi.yaml:" not in project.said


def test_nothing_is_built_while_a_file_is_being_saved(project: Project) -> None:
    path = project.folder / "openapi.yaml"
    for number in range(100):
        path.write_text(DOCUMENT.replace("The id.", f"Id number {number}."))
        time.sleep(0.02)
    project.until(lambda: "Id number 99." in project.get(PAGE))
    assert project.said.count("The site has changed.") <= 2


def test_the_last_of_many_saves_is_shown(project: Project) -> None:
    for number in range(40):
        text = DOCUMENT.replace("The id.", f"Id number {number}.")
        project.folder.joinpath("openapi.yaml").write_text(text)
        time.sleep(0.15)
    project.until(lambda: "Id number 39." in project.get(PAGE))
    assert "openapi.yaml:" not in project.said


def test_what_is_saved_during_the_first_build_is_shown(folder: Path) -> None:
    with serving(folder) as project:
        project.until((folder / "docs" / "operations").exists)
        project.replace("openapi.yaml", "The id.", "The zebra.")
        project.until_served()
        project.until(lambda: "The zebra." in project.get("openapi.json"))


def test_a_document_that_is_gone_is_told_until_it_is_back(project: Project) -> None:
    path = project.folder / "openapi.yaml"
    path.rename(path.with_suffix(".away"))
    project.until(lambda: "openapi.yaml:1: cannot be read" in project.state["problem"])
    assert "Get a loan" in project.get(PAGE)
    path.with_suffix(".away").rename(path)
    project.until(lambda: not project.state["problem"])


def test_a_file_that_the_document_refers_to_is_looked_at(project: Project) -> None:
    part = project.folder / "parts" / "id.yaml"
    project.replace("openapi.yaml", "{type: string, description: The id.}", "{$ref: parts/id.yaml}")
    project.until(lambda: "leads to no file" in project.state["problem"])
    part.parent.mkdir()
    part.write_text("type: [")
    project.until(lambda: "parts/id.yaml:2: not valid YAML" in project.state["problem"])
    for animal in ("zebra", "okapi"):
        part.write_text(f"type: string\ndescription: The {animal}.\n")
        project.until(lambda: f"The {animal}." in project.get(PAGE))  # noqa: B023 -- called now
        project.until(lambda: not project.state["problem"])


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("nav:", "nav: [", "mkdocs.yml"),
        ("errors.md", "absent.md", "absent.md"),
        ("spec: openapi.yaml", "spec: absent.yaml", "absent.yaml"),
    ],
)
def test_settings_with_an_error_are_told_until_it_is_mended(
    project: Project, right: str, wrong: str, told: str
) -> None:
    project.replace("mkdocs.yml", right, wrong)
    project.until(lambda: told in project.state["problem"])
    assert "Get a loan" in project.get(PAGE)
    project.replace("mkdocs.yml", wrong, right)
    project.until(lambda: not project.state["problem"])
    project.replace("mkdocs.yml", "Introduction:", "Zebras:")
    project.until(lambda: "Zebras" in project.get(PAGE))


def test_a_new_operation_is_in_the_navigation_and_the_search(project: Project) -> None:
    project.replace("openapi.yaml", "components:\n", NEW)
    project.until(lambda: "List books" in project.get("operations/listbooks/"))
    assert "List books" in project.get("operations/listbooks/")
    assert "List books" in project.get(PAGE)
    assert "List books" in project.get("search/index.json")
    project.replace("openapi.yaml", NEW, "components:\n")
    project.until(lambda: "Page not found" in project.get("operations/listbooks/"))
    assert "apiref.live.js" in project.get("operations/listbooks/")


def test_stopping_while_pages_are_built_is_no_error(folder: Path) -> None:
    with serving(folder) as project:
        project.until_served()
        project.replace("openapi.yaml", "components:\n", NEW)
        project.until((folder / "docs" / "operations" / "listbooks.md").exists)
    assert "Error" not in project.said


def test_a_page_of_ones_own_among_the_generated_is_looked_at(project: Project) -> None:
    """What is saved while others are written is not taken for what is generated."""
    own = project.folder / "docs" / "operations" / "own.md"
    project.replace("openapi.yaml", "components:\n", NEW)
    project.until(own.with_name("listbooks.md").exists)
    number = 0
    while "List books" not in project.get("operations/listbooks/"):
        number += 1
        own.write_text(f"# Own number {number}\n")
    project.until(lambda: f"Own number {number}<" in project.get("operations/own/"))
