"""What is wrong with a document, told to the person who wrote it."""

from collections.abc import Sequence
from dataclasses import dataclass

from apiref import UserError


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: where it stands, which rule it breaks, what is wrong, the remedy.

    `path` is that of a file, or a URL.
    """

    path: str
    line: int
    rule: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}\n  {self.remedy}"


class SpecError(UserError):
    """A document that cannot be used; `problems` holds every reason, in the order of the lines."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


def shortened(message: str, limit: int = 200) -> str:
    """Give a message, cut where it is too long to read."""
    return message if len(message) <= limit else f"{message[:limit]}…"
