"""What is added to the contract or to the samples' folder is enough: no Python is touched."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import Response

from apiref.sandbox import Sandbox, create_app, running
from apiref.sandbox.content import Content
from apiref.spec import load

ROOT = Path(__file__).parents[1]
PATH_ITEM = """\
  /task/{task_id}/note:
    post:
      operationId: addNote
      tags: [Task operations]
      summary: Add a note to a task
      description: The person who works on the task sees the note.
      parameters:
        - name: task_id
          in: path
          required: true
          description: The task.
          schema: {$ref: '#/components/schemas/TaskId'}
          example: 58b7c0e3aa9d139b20a42c01
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [note]
              additionalProperties: false
              properties:
                note: {type: string, minLength: 1, maxLength: 100, description: What to tell.}
            examples:
              address:
                value: {note: 'The second page is upside down.'}
      responses:
        '200':
          description: The note.
          content:
            application/json:
              schema: {type: object, required: [note], properties: {note: {type: string}}}
              examples:
                address:
                  value: {note: 'The second page is upside down.'}
        '400': {$ref: '#/components/responses/InvalidBody'}
        '401': {$ref: '#/components/responses/Unauthorized'}
        '404': {$ref: '#/components/responses/NotFound'}
        '405': {$ref: '#/components/responses/MethodNotAllowed'}
        '413': {$ref: '#/components/responses/ContentTooLarge'}
        '415': {$ref: '#/components/responses/UnsupportedMediaType'}
"""


@pytest.fixture(scope="module")
def contract(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("contract") / "openapi.yaml"
    text = (ROOT / "openapi.yaml").read_text("utf-8")
    path.write_text(text.replace("\ncomponents:\n", f"\n{PATH_ITEM}components:\n", 1), "utf-8")
    return path


def test_a_new_path_item_has_its_page_and_samples_in_all_languages(contract: Path) -> None:
    folder = contract.parent
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(ROOT / "docs", folder / "docs")
    _run("build", "--config", str(folder / "mkdocs.yml"))
    page = _text(folder / "site/operations/addnote/index.html")
    assert "Add a note to a task" in page
    for written in ("curl http", "Net::HTTP", "requests.post", "await fetch"):
        assert written in page
    assert "operations/addnote/" in (folder / "site/index.html").read_text("utf-8")


def _text(page: Path) -> str:
    """Give the text of a page, without the marks of highlighting."""
    return re.sub(r"<[^>]+>", "", page.read_text("utf-8"))


class Wordless(Sandbox):
    """Answers a note without the note, which the contract requires."""

    def success(self, status: int, body: Any) -> Response:
        wordless = isinstance(body, Content) and "note" in body.value
        return super().success(status, {} if wordless else body)


@pytest.mark.parametrize(("sandbox", "verdict"), [(Sandbox, 0), (Wordless, 1)])
def test_a_new_path_item_is_fuzzed(contract: Path, sandbox: type[Sandbox], verdict: int) -> None:
    with running(create_app(load(contract), sandbox=sandbox)) as url:
        fuzzing = ("--contract", str(contract), "--rule", "generated-fuzzing-conforms")
        _run("test", url, "--api-key", "live_sandbox", *fuzzing, status=verdict)


def _run(*arguments: str, status: int = 0) -> None:
    command = [sys.executable, "-m", "apiref", *arguments]
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert result.returncode == status, result.stdout + result.stderr
