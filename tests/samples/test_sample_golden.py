"""The samples of hard requests: their form is kept in `golden`, and each one is run."""

import os
from pathlib import Path

import pytest

from apiref.samples import Language, languages
from tests.runtimes import require
from tests.samples.comparison import differences
from tests.samples.echo_server import ANSWER, Echo
from tests.samples.hard_requests import BASE_URL, REQUESTS
from tests.samples.programs import run, run_all

GOLDEN = Path(__file__).parent / "golden"
REWRITE = "REWRITE_GOLDEN"

each_language = pytest.mark.parametrize("language", languages(), ids=lambda one: one.id)
each_request = pytest.mark.parametrize("name", REQUESTS)


def path_of(language: Language, name: str) -> Path:
    return GOLDEN / language.id / f"{name}{language.suffix}"


@each_language
@each_request
def test_form(language: Language, name: str) -> None:
    path, text = path_of(language, name), language.render(REQUESTS[name])
    if os.environ.get(REWRITE):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    assert path.exists(), f"create {path}, or run again with {REWRITE}=1 and read what it wrote"
    assert text == path.read_bytes().decode()


@each_language
def test_arrival(language: Language, echo: Echo, tmp_path: Path) -> None:
    """Every golden program sends what its request says, and prints the answer."""
    require(language.run[0])
    texts = [path_of(language, name).read_bytes().decode() for name in REQUESTS]
    ended = run_all(language, [text.replace(BASE_URL, echo.base_url) for text in texts], tmp_path)
    assert len(echo.arrived) == len(REQUESTS), ended.stderr[-2000:]
    wrong = {
        name: differences(request, arrived)
        for (name, request), arrived in zip(REQUESTS.items(), echo.arrived, strict=True)
    }
    assert {name: lines for name, lines in wrong.items() if lines} == {}
    assert ended.returncode == 0, ended.stderr[-2000:]
    with_answer = sum(request.method != "HEAD" for request in REQUESTS.values())
    assert ended.stdout.count(ANSWER) == with_answer


@each_language
def test_a_program_that_is_started_alone(language: Language, echo: Echo, tmp_path: Path) -> None:
    ended = run(language, written(language, "json-quotes", echo, tmp_path))
    assert (ended.returncode, ended.stdout.strip()) == (0, ANSWER), ended.stderr
    assert differences(REQUESTS["json-quotes"], echo.arrived[0]) == []


def written(language: Language, name: str, echo: Echo, folder: Path) -> Path:
    program = folder / f"sample{language.suffix}"
    text = path_of(language, name).read_bytes().decode()
    program.write_text(text.replace(BASE_URL, echo.base_url), encoding="utf-8", newline="")
    return program


@each_language
def test_error_is_noticed(language: Language, echo: Echo, tmp_path: Path) -> None:
    """A sample ends with an error and shows the answer when the status is not a success."""
    echo.status = 409
    ended = run(language, written(language, "key-basic", echo, tmp_path))
    assert ended.returncode != 0
    assert "409" in ended.stderr
    assert ANSWER in ended.stdout + ended.stderr


def test_no_golden_file_is_left_over() -> None:
    wanted = {path_of(language, name) for language in languages() for name in REQUESTS}
    assert {path for path in GOLDEN.rglob("*") if path.is_file()} == wanted
