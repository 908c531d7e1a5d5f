"""A pattern -> a text that it matches, found without trying: no pattern takes long."""

import re
import re._constants as op  # type: ignore[import-not-found] # has no stubs
import re._parser as parser  # type: ignore[import-not-found] # has no stubs
import string
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import Any

import jsonschema_rs

from apiref.example.keywords import LONGEST

_CHARACTERS = string.digits + string.ascii_uppercase + string.ascii_lowercase + "-_./:@ +#é\n"
_CATEGORIES: Mapping[Any, Callable[[str], bool]] = {
    op.CATEGORY_DIGIT: str.isdigit,
    op.CATEGORY_SPACE: str.isspace,
    op.CATEGORY_WORD: lambda one: one.isalnum() or one == "_",
    op.CATEGORY_NOT_DIGIT: lambda one: not one.isdigit(),
    op.CATEGORY_NOT_SPACE: lambda one: not one.isspace(),
    op.CATEGORY_NOT_WORD: lambda one: not (one.isalnum() or one == "_"),
}
_ATTEMPTS = tuple(product((False, True), (0, 1, 2)))  # mixed characters, and the alternative


def matches(pattern: str, text: str) -> bool:
    """Whether a text matches, as JSON Schema 2020-12 says (section 6.3.3)."""
    if not pattern:
        return True
    try:
        return jsonschema_rs.Draft202012Validator({"pattern": pattern}).is_valid(text)
    except jsonschema_rs.ValidationError:
        return False


def text_from_pattern(pattern: str, least: int, most: float) -> str | None:
    """Give a text of `least` to `most` characters that matches; None if none is found soon."""
    try:
        tree = parser.parse(_as_python(pattern))
        texts = (text for attempt in _ATTEMPTS for text in _texts(tree, least, *attempt))
        fitting = (one for one in texts if least <= len(one) <= most)
        return next((one for one in fitting if matches(pattern, one)), None)
    except (re.error, RecursionError, OverflowError, _NoText):
        return None


def _as_python(pattern: str) -> str:
    """Write what ECMA 262 has and Python has not: named groups and classes of Unicode."""
    named = re.sub(r"\(\?<(?![=!])", "(?P<", pattern)
    return re.sub(r"\\p\{[^}]*\}", r"\\w", named)


def _texts(tree: Any, least: int, mixed: bool, branch: int) -> Iterator[str]:  # noqa: FBT001 -- as `product` gives it
    """Give the shortest text, and one with more repetitions if it is too short."""
    shortest = _Writer(0, branch, mixed=mixed).written(tree)
    yield shortest
    if len(shortest) < least:
        yield _Writer(least - len(shortest), branch, mixed=mixed).written(tree)


class _NoText(Exception):  # noqa: N818 -- says what there is
    """A pattern that only a text longer than any reader wants can match."""


class _Writer:
    """One walk through a parsed pattern.

    `missing` is how many characters more than the least repetitions give are wanted.
    """

    def __init__(self, missing: int, branch: int, *, mixed: bool) -> None:
        self._missing = missing
        self._branch = branch
        self._mixed = mixed
        self._place = 0
        self._groups: dict[int, str] = {}

    def written(self, tree: Any) -> str:
        return "".join(self._part(kind, value) for kind, value in tree)

    def _part(self, kind: Any, value: Any) -> str:
        if kind in {op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN}:
            return self._character(kind, value)
        if kind in {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}:
            return self._repeated(*value)
        if kind is op.SUBPATTERN:
            self._groups[value[0]] = text = self.written(value[3])
            return text
        if kind is op.BRANCH:
            return self.written(value[1][min(self._branch, len(value[1]) - 1)])
        if kind is op.GROUPREF:
            return self._groups.get(value, "")
        return self.written(value) if kind is op.ATOMIC_GROUP else ""

    def _repeated(self, least: int, most: int, item: Any) -> str:
        text = self.written(item)
        size = max(1, len(text))
        count = min(most, least + -(-self._missing // size)) if text else least
        if count * size > LONGEST:
            raise _NoText
        self._missing -= (count - least) * size
        return text * count

    def _character(self, kind: Any, value: Any) -> str:
        if kind is op.LITERAL:
            return chr(value)
        self._place += self._mixed * 17
        start = self._place % len(_CHARACTERS)
        choice = _CHARACTERS[start:] + _CHARACTERS[:start]
        allowed = {op.ANY: lambda one: one != "\n", op.NOT_LITERAL: lambda one: ord(one) != value}
        fits = allowed.get(kind) or (lambda one: _is_in(one, value))
        return next((one for one in choice if fits(one)), None) or _first_of(value)


def _is_in(character: str, members: Any) -> bool:
    negated = members[0][0] is op.NEGATE
    return bool(negated) != any(_is_member(character, *one) for one in members[negated:])


def _is_member(character: str, kind: Any, value: Any) -> bool:
    if kind is op.LITERAL:
        return bool(ord(character) == value)
    if kind is op.RANGE:
        return bool(value[0] <= ord(character) <= value[1])
    return kind is op.CATEGORY and bool(_CATEGORIES.get(value, str.isprintable)(character))


def _first_of(members: Any) -> str:
    """Give a character of a class that has none of the usual ones."""
    kind, value = members[0]
    return chr(value if kind is op.LITERAL else value[0]) if kind in {op.LITERAL, op.RANGE} else ""
