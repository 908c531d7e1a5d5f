"""Directives: the lines of a page that stand for a part of the contract."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DIRECTIVE = re.compile(r":::\s+(?P<name>\S+)(?:\s+(?P<argument>.*?))?\s*$")
_TITLE = re.compile(r"#(?!#)|=+\s*$|<h1\b")
_FENCE = re.compile(r"[ >]*(?P<mark>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)")


@dataclass(frozen=True)
class Directive:
    """A line `::: name argument`; `line` counts from 1."""

    line: int
    name: str
    argument: str

    def __str__(self) -> str:
        return f"::: {self.name} {self.argument}".rstrip()


def directives_in(lines: list[str]) -> Iterator[Directive]:
    """Give the directives of a page. One in a code fence, or indented, is none."""
    for number, line in _prose(lines):
        if directive := _DIRECTIVE.match(line):
            yield Directive(number, directive["name"], directive["argument"] or "")


def has_title(lines: list[str]) -> bool:
    """Say whether a page has a heading of the first level."""
    return any(_TITLE.match(line) for _, line in _prose(lines))


def _prose(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Give the lines that are in no code fence, with their numbers."""
    closing = ""
    for number, line in enumerate(lines, 1):
        fence = _FENCE.match(line)
        if closing:
            if fence and fence["mark"].startswith(closing) and not fence["info"].strip():
                closing = ""
        elif fence:
            closing = fence["mark"]
        else:
            yield number, line
