"""A module in the folder is a language, and nothing else says so."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from apiref import samples
from apiref.request import ExampleRequest
from apiref.request.credentials import Certificate, Digest
from apiref.spec import UnknownName

HTTPIE = """
NAME, LEXER, SUFFIX, ORDER = "HTTPie", "bash", ".http.sh", 15
RUN, VERSION = ("bash",), ("http", "--version")

def render(request):
    return f"http {request.method} {request.url}\\n"
"""
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
    folder.joinpath("httpie.py").write_text(HTTPIE)
    folder.joinpath("_shared.py").write_text("")
    assert [language.name for language in samples.languages()][:3] == ["curl", "HTTPie", "Ruby"]
    assert samples.render("httpie", GET) == "http GET https://api.example.com/v1/tasks\n"


def test_a_credential_that_is_no_key_is_hinted_at_in_curl_and_no_language_fails() -> None:
    request = replace(GET, credentials=(Digest(), Certificate()))
    for one in samples.languages():
        hinted = one.render(request)
        assert ("--digest -u user:password" in hinted) == (one.id == "curl")
        assert ("--cert client.pem" in hinted) == (one.id == "curl")


def test_an_unknown_language_is_told_those_that_there_are() -> None:
    with pytest.raises(UnknownName, match=r"no language is called 'cobol'.*curl, ruby, python"):
        samples.render("cobol", GET)


def test_a_file_of_the_users_is_a_language(tmp_path: Path) -> None:
    path = tmp_path / "httpie.py"
    path.write_text(HTTPIE)
    language = samples.language_from_file(path)
    assert (language.id, language.version) == ("httpie", ("http", "--version"))
    assert language.render(GET) == "http GET https://api.example.com/v1/tasks\n"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("one.py", 'NAME, LEXER = "One", "text"', r"one\.py: a language also has SUFFIX, RUN, "),
        ("one.py", "import no_such_module", r"one\.py: ModuleNotFoundError: No module named"),
        ("one.py", "def", r"one\.py: SyntaxError: invalid syntax"),
        ("one.py", None, r"one\.py: FileNotFoundError: "),
        ("one.txt", "", r"one\.txt: a language is a Python file; its name ends in \.py"),
    ],
)
def test_a_file_that_is_no_language_is_told_why(
    tmp_path: Path, name: str, text: str | None, message: str
) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)
    with pytest.raises(samples.LanguageError, match=message):
        samples.language_from_file(tmp_path / name)


def test_an_entry_point_is_a_language(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "installed_httpie.py").write_text(HTTPIE)
    entry_points = "[apiref.languages]\nhttpie = installed_httpie\n"
    installed = folder / "httpie-1.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: httpie\nVersion: 1\n")
    (installed / "entry_points.txt").write_text(entry_points)
    monkeypatch.setattr(samples, "__path__", samples.__path__[:1])
    monkeypatch.syspath_prepend(folder)
    assert samples.languages()[1].id == "installed_httpie"
