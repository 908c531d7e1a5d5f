import json
from dataclasses import replace
from pathlib import Path

import pytest

from apiref.check import check, review
from apiref.check.formats import as_github, as_json, as_text, level
from apiref.spec import Problem

DOCUMENTS = sorted((Path(__file__).parent / "documents").glob("*.yaml"))
CONTRACT = Path(__file__).parents[2] / "openapi.yaml"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_marked_line_lacks_what_its_mark_says_and_no_other(path: Path) -> None:
    """A line that ends in `# ! RULE …` breaks those rules, in a document that is valid."""
    marked = {
        (number, rule)
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        for rule in line.partition("# ! ")[2].split()
    }
    assert {(problem.line, problem.rule) for problem in review(path)} == marked
    assert check(path) == []


def test_the_contract_lacks_nothing() -> None:
    assert review(CONTRACT) == []


def test_what_a_document_lacks_is_told_beside_an_example_that_does_not_fit(tmp_path: Path) -> None:
    path = tmp_path / "openapi.yaml"
    schema = "{type: integer, examples: [one]}"
    head = "openapi: 3.1.0\ninfo: {title: Tasks, version: '1', description: TODO}\npaths: {}\n"
    path.write_text(f"{head}components: {{schemas: {{Count: {schema}}}}}\n")
    assert [problem.rule for problem in review(path)] == ["no-placeholder", "example-fits-schema"]


def test_what_an_unreadable_document_lacks_is_not_told(tmp_path: Path) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text("openapi: 3.1.0\ninfo: {title: Lorem, version: 1}\npaths: []\n")
    assert {level(problem) for problem in review(path)} == {"error"}


INVALID = Problem("a,b.yaml", 7, "valid-openapi", "50% of it\nis wrong", "Mend it.")
POOR = Problem("b.yaml", 8, "body-example", "no example", "Give one.")


def test_text_says_file_line_level_rule_and_remedy() -> None:
    assert as_text([POOR]) == "b.yaml:8: warning: no example [body-example]\n  Give one.\n"
    assert level(INVALID) == "error"


def test_text_takes_a_line_whatever_the_document_holds() -> None:
    problem = replace(POOR, message="GET /tasks\n\x1b[31m has no summary", remedy="Give “one”.")
    assert as_text([problem]) == (
        "b.yaml:8: warning: GET /tasks\\n\\x1b[31m has no summary [body-example]\n  Give “one”.\n"
    )


def test_text_of_several_problems_ends_in_a_count_for_each_rule() -> None:
    told = as_text([POOR, INVALID, POOR])
    assert told.endswith("\n3 problems: 2 body-example, 1 valid-openapi\n")


def test_json_holds_every_part() -> None:
    assert json.loads(as_json([INVALID])) == [
        {
            "file": "a,b.yaml",
            "line": 7,
            "level": "error",
            "rule": "valid-openapi",
            "message": "50% of it\nis wrong",
            "remedy": "Mend it.",
        }
    ]
    assert json.loads(as_json([])) == []


def test_a_github_annotation_escapes_what_would_end_it() -> None:
    assert as_github([INVALID, POOR]) == (
        "::error file=a%2Cb.yaml,line=7,title=valid-openapi::"
        "50%25 of it%0Ais wrong. Mend it.\n"
        "::warning file=b.yaml,line=8,title=body-example::no example. Give one.\n"
    )
