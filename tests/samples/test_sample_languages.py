"""A module in the folder is a language, and nothing else says so."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from apiref import samples
from apiref.request import ExampleRequest
from apiref.spec import UnknownName

GET = ExampleRequest("GET", "https://api.example.com/v1/tasks")


def test_the_languages_stand_in_the_order_that_readers_are_shown() -> None:
    ids = [language.id for language in samples.languages()]
    assert ids[:4] == ["curl", "ruby", "python", "javascript"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a folder that counts as part of the languages' own."""
    monkeypatch.setattr(samples, "__path__", [*samples.__path__, str(tmp_path)])
    samples.languages.cache_clear()
    yield tmp_path
    samples.languages.cache_clear()


def test_a_file_in_the_folder_is_a_language(folder: Path) -> None:
    folder.joinpath("httpie.py").write_text(
        'NAME, LEXER, SUFFIX, RUN, ORDER = "HTTPie", "bash", ".http.sh", ("bash",), 15\n'
        'def render(request): return f"http {request.method} {request.url}\\n"\n'
    )
    folder.joinpath("_shared.py").write_text("")
    assert [language.name for language in samples.languages()][:3] == ["curl", "HTTPie", "Ruby"]
    assert samples.render("httpie", GET) == "http GET https://api.example.com/v1/tasks\n"


def test_an_unknown_language_is_told_those_that_there_are() -> None:
    with pytest.raises(UnknownName, match=r"no language is called 'cobol'.*curl, ruby, python"):
        samples.render("cobol", GET)
