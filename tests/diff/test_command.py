import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from apiref.cli import main

HEAD = "openapi: 3.1.0\ninfo: {title: Tasks, version: '1'}\n"
OPERATION = "{get: {responses: {'200': {description: Done.}}}}"
NONE = f"{HEAD}paths: {{}}\n"
ONE = f"{HEAD}paths: {{/tasks: {OPERATION}}}\n"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [(ONE, ONE, 0), (NONE, ONE, 0), (ONE, NONE, 1), (ONE, "openapi: 2", 2), ("{", ONE, 2)],
    ids=["no change", "a safe one", "a breaking one", "new unreadable", "old unreadable"],
)
def test_the_exit_code_says_whether_a_change_breaks(
    old: str, new: str, code: int, tmp_path: Path
) -> None:
    assert ran(tmp_path, old, new).exit_code == code


@pytest.mark.parametrize(
    ("paths", "says"),
    [
        ("/a: {get: {responses: {'200': {description: Ok, headers: {X: null}}}}}", "null is not"),
        ("/a: {get: {responses: {'': {description: Ok}}}}", "is a required property"),
        ("/a: {get: {parameters: [1]}}", "1 is not of type"),
        ("/a: {get: {security: [{key: []}]}}", "security scheme 'key' is not described"),
    ],
)
def test_a_document_is_compared_only_if_it_is_valid(paths: str, says: str, tmp_path: Path) -> None:
    for old, new in ((ONE, f"{HEAD}paths: {{{paths}}}\n"), (f"{HEAD}paths: {{{paths}}}\n", ONE)):
        result = ran(tmp_path, old, new)
        assert (result.exit_code, "apiref failed" in result.output) == (2, False)
        assert says in result.output


def test_a_response_without_a_status_is_passed_over(tmp_path: Path) -> None:
    nameless = ONE.replace("responses: {", "responses: {'': {description: Done.}, ")
    result = ran(tmp_path, ONE, nameless)
    assert (result.exit_code, result.stdout) == (0, "Nothing changed that a client can see.\n")


def test_each_format_tells_the_change(tmp_path: Path) -> None:
    assert ran(tmp_path, ONE, NONE).stdout.startswith("GET /tasks\n  breaks The operation is gone.")
    page = ran(tmp_path, ONE, NONE, "--format", "markdown").stdout
    assert page == "**GET /tasks**\n\n- **Breaks clients.** The operation is gone.\n"
    (change,) = json.loads(ran(tmp_path, ONE, NONE, "--format", "json").stdout)
    assert change["breaking"]


def ran(folder: Path, old: str, new: str, *options: str) -> Result:
    paths = folder / "old.yaml", folder / "new.yaml"
    for path, text in zip(paths, (old, new), strict=True):
        path.write_text(text)
    return CliRunner().invoke(main, ["diff", *map(str, paths), *options])
