"""Problems as text for a person, as JSON for a program, and as annotations of a GitHub run."""

import json
from collections import Counter
from collections.abc import Callable, Iterable

from apiref.check.quality import REMEDIES
from apiref.spec import Problem


def level(problem: Problem) -> str:
    """Give "error" for what makes a document invalid, "warning" for what it lacks for readers."""
    return "warning" if problem.rule in REMEDIES else "error"


def as_text(problems: Iterable[Problem]) -> str:
    """Give two lines for each problem: where it is, what it is and its rule; and the remedy.

    If there are several, a line at the end says how many of which rule.
    """
    found = list(problems)
    rules = Counter(one.rule for one in found).most_common()
    counts = ", ".join(f"{count} {rule}" for rule, count in rules)
    return told(found) + (f"{len(found)} problems: {counts}\n" if len(found) > 1 else "")


def told(problems: Iterable[Problem], level: Callable[[Problem], str] = level) -> str:
    """Give the two lines for each problem alone."""
    return "".join(
        f"{one.path}:{one.line}: {level(one)}: {_line(one.message)} [{one.rule}]\n"
        f"  {_line(one.remedy)}\n"
        for one in problems
    )


def _line(text: str) -> str:
    """Give a text as one line that no terminal takes for a command."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def as_json(problems: Iterable[Problem]) -> str:
    """Give an array of objects with `file`, `line`, `level`, `rule`, `message` and `remedy`."""
    found = [
        {
            "file": str(one.path),
            "line": one.line,
            "level": level(one),
            "rule": one.rule,
            "message": one.message,
            "remedy": one.remedy,
        }
        for one in problems
    ]
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def as_github(problems: Iterable[Problem]) -> str:
    """Give a workflow command for each problem, which GitHub shows at its line."""
    return "".join(
        f"::{level(one)} file={_property(str(one.path))},line={one.line},"
        f"title={_property(one.rule)}::{_data(f'{one.message}. {one.remedy}')}\n"
        for one in problems
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
