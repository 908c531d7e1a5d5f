from pathlib import Path

import pytest

from apiref.check import check, valid

HEAD = 'openapi: 3.1.0\ninfo: {title: Names, version: "1"}\n'
PROBLEMS = sorted((Path(__file__).parent / "problems").glob("*.yaml"))


@pytest.mark.parametrize("path", PROBLEMS, ids=lambda path: path.stem)
def test_every_marked_line_is_a_problem_and_no_other(path: Path) -> None:
    """A line that ends in `# ! RULE` breaks that rule."""
    lines = path.read_text().splitlines()
    marked = {
        (number, line.split("# ! ")[1])
        for number, line in enumerate(lines, start=1)
        if "# ! " in line
    }
    assert {(problem.line, problem.rule) for problem in check(path)} == marked


def test_what_is_new_in_3_2_is_said_to_be_unread_and_the_rest_is_read(
    caplog: pytest.LogCaptureFixture,
) -> None:
    path = PROBLEMS[0].parents[1] / "newer.yaml"
    [problem] = check(path)
    assert (problem.line, problem.rule) == (21, "valid-schema")
    check(path)
    [note] = caplog.messages
    for new in ("server `name`", "path item `query`", "media type `itemSchema`", "querystring"):
        assert new in note


def test_faults_are_told_each_time_that_they_are_others(
    caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    path = tmp_path / "openapi.yaml"
    for bound, times in (("many", 1), ("many", 1), ("1", 1), ("many", 2), ("few", 3)):
        schema = f"{{type: string, maxLength: {bound}}}"
        path.write_text(f"{HEAD}components: {{schemas: {{Name: {schema}}}}}\n")
        assert [one.line for one in valid(path).faults] == ([3] if bound != "1" else [])
        assert len(caplog.messages) == times
    assert f"{path}:3: warning: " in caplog.messages[-1]


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    [problem] = check(tmp_path / "absent.yaml")
    assert "no such file" in problem.message


def test_a_file_in_another_encoding_is_a_problem_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "latin1.yaml"
    path.write_bytes("openapi: 3.1.0\ninfo: {title: Übung}".encode("latin-1"))
    [problem] = check(path)
    assert (problem.line, problem.message) == (2, "the file is not UTF-8")


def test_a_problem_says_file_line_and_remedy() -> None:
    [problem] = check(PROBLEMS[0].with_name("swagger-2.yaml"))
    assert str(problem).startswith(f"{problem.path}:2: this is Swagger 2.0")
    assert "npx swagger2openapi" in str(problem)


def test_a_file_in_utf_16_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "utf16.yaml"
    path.write_text("openapi: 3.1.0\n", "utf-16")
    [problem] = check(path)
    assert problem.message == "the file is UTF-16, and not UTF-8"


@pytest.mark.parametrize(
    "value", ["1e400", ".nan", "-.inf", '"\\ud800"', '{"\\udfff": 1}'], ids=ascii
)
def test_what_json_cannot_hold_is_a_problem_at_its_line(tmp_path: Path, value: str) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text(f"openapi: 3.1.0\nx-values:\n  - 1\n  - {value}\n")
    [problem] = check(path)
    assert (problem.line, problem.rule) == (4, "readable-document")


@pytest.mark.parametrize("version", ["3.1", '"3.1"', "3.0"])
def test_a_version_of_two_parts_is_told_what_to_write(tmp_path: Path, version: str) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text(f"info: {{}}\nopenapi: {version}\n")
    [problem] = check(path)
    assert (problem.line, problem.rule) == (2, "openapi-version")
    assert "has two parts, and must have three" in problem.message
    assert problem.remedy == f'Write "{version.strip(chr(34))}.0".'


def test_an_anchor_that_stands_twice_is_told_with_both_lines(tmp_path: Path) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text("openapi: 3.1.0\ninfo: &one {}\npaths: {}\nx-one: &one {}\n")
    [problem] = check(path)
    assert (problem.line, problem.message) == (4, "the anchor of line 2 stands here again")
