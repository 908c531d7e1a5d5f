"""The site tells of the last run of its samples, as long as they are the ones that ran."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from apiref.sample_runs import SampleRun
from apiref.sample_runs.interpreters import interpreter_of, missing_command
from apiref.sample_runs.record import read_record, write_record
from apiref.samples import language, languages
from apiref.spec import Spec
from tests.runtimes import require
from tests.samples.documents import spec_of
from tests.site.site_folder import ROOT

SITE = """\
site_name: Tasks
theme: {name: material, font: false}
plugins: []
validation: {links: {anchors: ignore}}
markdown_extensions:
  - md_in_html
  - pymdownx.superfences
  - apiref.markdown: {spec: openapi.yaml}
"""
CONTRACT = """\
openapi: 3.1.0
info: {title: Tasks, version: "1"}
servers: [{url: "https://tasks.invalid"}]
security: [{key: []}]
paths:
  /tasks:
    get:
      operationId: listOrders
      summary: List tasks
      responses:
        "200": {description: Tasks, content: {application/json: {example: [1, 2]}}}
        "401": {description: No key.}
components: {securitySchemes: {key: {type: http, scheme: basic}}}
"""


def spec(path: str = "/tasks") -> Spec:
    return spec_of(paths={path: {"get": {"operationId": "listOrders"}}})


def run(outcome: str) -> SampleRun:
    return SampleRun("listOrders", "example", language("curl"), outcome, "", "")


def test_a_record_is_read_while_the_samples_are_those_that_ran(tmp_path: Path) -> None:
    require("curl")
    path = tmp_path / "run.json"
    write_record(path, spec(), [run("passed"), run("passed"), run("skipped")])
    record = read_record(path, spec())
    assert record
    assert (record.samples, record.interpreters) == (2, (interpreter_of(language("curl")),))
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", record.date)
    assert re.fullmatch(r"curl \d+\.\d+\.\d+", record.interpreters[0])
    assert read_record(path, spec("/orders")) is None


@pytest.mark.parametrize("outcomes", [["passed", "failed"], ["skipped"], []])
def test_a_run_that_does_not_pass_leaves_no_record(tmp_path: Path, outcomes: list[str]) -> None:
    path = tmp_path / "run.json"
    path.write_text("{}")
    write_record(path, spec(), [run(one) for one in outcomes])
    assert not path.exists()


@pytest.mark.parametrize("text", [None, "{", "[]", "{}", '{"interpreters": 1}'])
def test_a_file_that_is_no_record_is_none(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "run.json"
    if text:
        path.write_text(text)
    assert read_record(path, spec()) is None


def apiref(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "apiref", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_page_tells_of_the_run_that_its_site_was_built_after(tmp_path: Path) -> None:
    require("curl")
    (tmp_path / "mkdocs.yml").write_text(SITE)
    (tmp_path / "openapi.yaml").write_text(CONTRACT)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Tasks\n\n::: last-run docs/run.json\n")
    apiref(tmp_path, "build")
    page = tmp_path / "site/index.html"
    assert "Last run" not in page.read_text("utf-8")

    installed = [interpreter_of(one) for one in languages() if missing_command(one) is None]
    assert f"{len(installed)} passed" in apiref(
        tmp_path, "samples", "--run", "--record", "docs/run.json"
    )
    date = json.loads((tmp_path / "docs/run.json").read_text())["date"]
    apiref(tmp_path, "build")
    count = len(installed)
    line = f"Last run: {date}, {count} samples in {count} languages, all passed: "
    assert line + ", ".join(installed) in page.read_text("utf-8")
    assert line in (tmp_path / "site/index.md").read_text("utf-8")


def test_the_site_tells_of_its_last_run() -> None:
    page = (ROOT / "docs/contract-tests.md").read_text("utf-8")
    assert "\n::: last-run docs/sample-run.json\n" in page
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert "apiref samples --run --record docs/sample-run.json\n\t$(BIN)/apiref build" in makefile
