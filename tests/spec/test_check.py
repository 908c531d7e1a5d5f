from pathlib import Path

import pytest

from apiref.check import check

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
    assert "Convert it" in str(problem)
