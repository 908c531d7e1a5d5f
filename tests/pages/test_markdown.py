from pathlib import Path

import pytest

from apiref.directives import directives_in
from apiref.markdown import DirectiveError
from apiref.spec import SpecError
from tests.pages.parsed import html_of, parse
from tests.pages.specs import PETSTORE

SPEC = str(PETSTORE)


def test_a_directive_becomes_its_part() -> None:
    page = parse(html_of("# Pets\n\n::: operation listPets\n\nThe end.", spec=SPEC))
    assert "listpets" in page.anchors
    assert "The end." in page.text
    assert ":::" not in page.text


def test_headings_of_directives_are_in_the_table_of_contents() -> None:
    page = html_of("[TOC]\n\n::: operations pets", spec=SPEC)
    assert '<a href="#showpetbyid">' in page.partition("ar-split")[0]
    assert "listpets-query-limit" not in page.partition("ar-split")[0]


@pytest.mark.parametrize(
    "text",
    [
        "```\n::: operation listPets\n```",
        "~~~~ markdown\n```\n::: operation listPets\n~~~~",
        "1. x\n\n    ```\n    ::: operation listPets\n    ```",
        "    ::: operation listPets",
        "Write `::: operation listPets` on a line.",
        "a ::: operation listPets",
    ],
)
def test_a_directive_that_is_shown_stays_as_it_is(text: str) -> None:
    page = parse(html_of(text, spec=SPEC))
    assert "::: operation listPets" in page.text
    assert "listpets" not in page.anchors


def test_a_directive_after_a_fence_counts() -> None:
    lines = ["```", ":::", "```", "::: errors", "``` `not a fence` ```", "::: schema  Pet "]
    assert [(one.line, str(one)) for one in directives_in(lines)] == [
        (4, "::: errors"),
        (6, "::: schema Pet"),
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("::: operation listDogs", "no operation is called 'listDogs'.*listPets"),
        ("::: operations dogs", "no tag is called 'dogs'.*pets"),
        ("::: schema Dog", "no schema is called 'Dog'.*Pet"),
        ("::: callback onPet", "no callback is called 'onPet'"),
        ("::: operatoin listPets", "no such directive.*\n.*operation, operations, schema"),
        ("::: operation", "a name is missing.*\n.*::: operation NAME"),
        ("::: errors all", "takes no name.*\n.*::: errors"),
    ],
)
def test_a_directive_that_cannot_be_followed_is_told(line: str, message: str) -> None:
    with pytest.raises(DirectiveError, match=f"(?s)^line 3: `{line}`.*{message}"):
        html_of(f"# Pets\n\n{line}", spec=SPEC)


def test_a_language_that_is_not_there_is_told() -> None:
    with pytest.raises(DirectiveError, match=r"^line 1: .*'cobol'.*curl"):
        html_of("::: operation listPets", spec=SPEC, languages=["cobol"])


def test_a_document_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match=r"openapi\.yaml:1"):
        html_of("::: errors", spec=str(tmp_path / "openapi.yaml"))


def test_a_page_without_directives_needs_no_document(tmp_path: Path) -> None:
    assert html_of("Hello", spec=str(tmp_path / "openapi.yaml")) == "<p>Hello</p>"


def test_a_changed_document_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text(PETSTORE.read_text())
    assert "List all pets" in html_of("::: operation listPets", spec=str(path))
    path.write_text(PETSTORE.read_text().replace("List all pets", "List every pet there is"))
    assert "List every pet there is" in html_of("::: operation listPets", spec=str(path))


def test_no_key_is_a_stand_in() -> None:
    spec = str(PETSTORE.parents[2] / "openapi.yaml")
    assert "YOUR_API_KEY" in parse(html_of("::: authentication", spec=spec, api_key="")).text
