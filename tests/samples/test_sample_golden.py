"""The samples of hard requests: their form is kept in `golden`, and each one is run."""

import os
from pathlib import Path

import pytest
from comparison import differences
from echo_server import ANSWER, Echo
from hard_requests import BASE_URL, REQUESTS
from programs import run

from apiref.samples import Language, languages

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
@each_request
def test_arrival(language: Language, name: str, echo: Echo, tmp_path: Path) -> None:
    path = path_of(language, name)
    program = tmp_path / path.name
    text = path.read_bytes().decode().replace(BASE_URL, echo.base_url)
    program.write_text(text, encoding="utf-8", newline="")
    ended = run(language, program)
    assert ended.returncode == 0, ended.stderr
    if REQUESTS[name].method != "HEAD":
        assert ended.stdout.strip() == ANSWER
    assert len(echo.arrived) == 1
    assert differences(REQUESTS[name], echo.arrived[0]) == []


@each_language
def test_error_is_noticed(language: Language, echo: Echo, tmp_path: Path) -> None:
    """A sample ends with an error and shows the answer when the status is not a success."""
    echo.status = 409
    program = tmp_path / f"Main{language.suffix}"
    text = language.render(REQUESTS["key-basic"]).replace(BASE_URL, echo.base_url)
    program.write_text(text, encoding="utf-8", newline="")
    ended = run(language, program)
    assert ended.returncode != 0
    assert "409" in ended.stderr
    assert ANSWER in ended.stdout + ended.stderr


def test_no_golden_file_is_left_over() -> None:
    wanted = {path_of(language, name) for language in languages() for name in REQUESTS}
    assert {path for path in GOLDEN.rglob("*") if path.is_file()} == wanted
