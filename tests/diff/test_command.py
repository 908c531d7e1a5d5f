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
