"""What the rulesets of Spectral have in common: the command and its report."""

import json

from tests.imports.bench import Bench, Refused


def lint(bench: Bench, ruleset: str) -> list[str]:
    """Lint with a ruleset, given as its text; each problem of any severity is one line."""
    path = bench.folder / "ruleset.yaml"
    path.write_text(ruleset, "utf-8")
    report = bench.folder / "report.json"
    report.unlink(missing_ok=True)
    arguments = ("--ruleset", path, "--format", "json", "--output", report, "--quiet")
    try:
        bench.npm("spectral", "lint", *arguments, bench.document)
    except Refused:
        if not report.exists():
            raise
    return [_line(problem) for problem in json.loads(report.read_text("utf-8"))]


def _line(problem: dict[str, object]) -> str:
    assert isinstance(problem["path"], list)
    return f"{problem['code']}: {problem['message']} ({'/'.join(map(str, problem['path']))})"
