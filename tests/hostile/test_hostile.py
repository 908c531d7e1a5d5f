"""No document harms who reads it: each ends in a clear error or a correct page, within bounds."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.hostile import documents, large
from tests.site.html_page import HtmlPage

pytestmark = pytest.mark.xdist_group("hostile")

Run = Callable[[Path], dict[str, Any]]
REFUSED = [pytest.param(text, says, id=name) for name, text, says in documents.refused()]
SHOWN = [pytest.param(text, shows, id=name) for name, text, shows in documents.shown()]


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    """Give a function that runs every command on a document, and gives how each ended."""
    command = [sys.executable, "-m", "tests.hostile.driver"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as driver:
        questions, answers = driver.stdin, driver.stdout
        assert questions
        assert answers

        def answered(document: Path) -> dict[str, Any]:
            print(document, file=questions, flush=True)
            found: dict[str, Any] = json.loads(answers.readline())
            return found

        yield answered
        questions.close()


@pytest.mark.parametrize(("text", "says"), REFUSED)
def test_what_cannot_be_read_is_told(
    run: Run, tmp_path: Path, text: str | bytes, says: str
) -> None:
    outcomes = run(_written(tmp_path, text))
    for name, outcome in outcomes.items():
        assert outcome["code"] == 1 or name == "diff", (name, outcome["output"])
        assert "Traceback" not in outcome["output"], outcome["output"]
        assert "apiref failed" not in outcome["output"], outcome["output"]
    assert says in outcomes["check"]["output"]
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(("text", "shows"), SHOWN)
def test_what_can_be_read_is_shown(run: Run, tmp_path: Path, text: str, shows: str) -> None:
    outcomes = run(_written(tmp_path, text))
    for name in ("build", "export", "samples", "sandbox"):
        assert outcomes[name]["code"] == 0, (name, outcomes[name]["output"])
    for name, outcome in outcomes.items():
        assert "Traceback" not in outcome["output"], (name, outcome["output"])
        assert "apiref failed" not in outcome["output"], (name, outcome["output"])
    paths = [*(tmp_path / "site").rglob("*.html")]
    assert any(shows in HtmlPage.read(path).text for path in paths)
    for path in paths:
        html = path.read_text("utf-8")
        assert not any(code in html for code in ("<script>alert", "<img src=x", '="javascript:'))


@pytest.mark.parametrize("name", ["long descriptions", "parameters"])
def test_a_document_of_50_mb_ends_in_a_site_or_a_clear_error(tmp_path: Path, name: str) -> None:
    ((_, raw),) = large.texts(name)
    assert len(raw) > 45_000_000
    ending = large.made(tmp_path, raw)
    assert ending.is_clear, ending
    assert (ending.code == 0) is (name != "parameters")


def _written(folder: Path, text: str | bytes) -> Path:
    raw = text if isinstance(text, bytes) else text.encode()
    path = folder / ("openapi.json" if raw.startswith(b"{") else "openapi.yaml")
    path.write_bytes(raw)
    return path
