"""Keywords of a string or a number -> a value within its bounds."""

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from apiref.example.keywords import LONGEST, Keywords
from apiref.example.pattern import matches, text_from_pattern

_STRINGS = {
    "byte": "c3RyaW5n",
    "date": "2026-01-15",
    "date-time": "2026-01-15T09:30:00.000Z",
    "duration": "P1D",
    "email": "person@example.com",
    "hostname": "example.com",
    "idn-email": "person@example.com",
    "idn-hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "iri": "https://example.com/",
    "iri-reference": "/",
    "json-pointer": "/key",
    "regex": "^[a-z]+$",
    "relative-json-pointer": "0",
    "time": "09:30:00Z",
    "uri": "https://example.com/",
    "uri-reference": "/",
    "uri-template": "https://example.com/{id}",
    "url": "https://example.com/",
    "uuid": "5f8d0c1e-7a42-4b6c-9d3e-1a2b3c4d5e6f",
}


def string_from_keywords(keywords: Keywords) -> str:
    """Give a string of a given format, or one that its pattern and its bounds allow."""
    least = min(keywords.get("minLength", 0), LONGEST)
    most = keywords.get("maxLength", math.inf)
    pattern = keywords.get("pattern", "")
    usual = _STRINGS.get(keywords.get("format", ""), "string")
    for text in (usual, _resized(usual, least, most)):
        if least <= len(text) <= most and matches(pattern, text):
            return text
    return text_from_pattern(pattern, least, most) or usual


def _resized(text: str, least: int, most: float) -> str:
    repeated = text * (least // len(text) + 1)
    return repeated[: int(min(most, max(least, len(text))))]


def number_from_keywords(keywords: Keywords) -> int | float:
    """Give a number within bounds: 1 where they allow it, or else one near a bound."""
    step = _step(keywords)
    for wanted in _wanted(*_bounds(keywords)):
        for number in (
            (math.ceil(wanted / step) * step, math.floor(wanted / step) * step)
            if step
            else (wanted,)
        ):
            if _within(keywords, number):
                return _plain(number)
    return 1


def _step(keywords: Keywords) -> Fraction | None:
    whole = "integer" in keywords.get("type", ())
    multiple = keywords.get("multipleOf")
    if multiple is None:
        return Fraction(1) if whole else None
    step = Fraction(str(multiple))
    return Fraction(step.numerator) if whole else step


def _bounds(keywords: Keywords) -> tuple[Fraction | None, Fraction | None]:
    lower = (_limit(keywords, key) for key in ("minimum", "exclusiveMinimum"))
    upper = (_limit(keywords, key) for key in ("maximum", "exclusiveMaximum"))
    return (
        max((limit for limit in lower if limit is not None), default=None),
        min((limit for limit in upper if limit is not None), default=None),
    )


def _limit(keywords: Keywords, key: str) -> Fraction | None:
    value = keywords.get(key)
    return None if value is None or isinstance(value, bool) else Fraction(str(value))


def _wanted(low: Fraction | None, high: Fraction | None) -> Iterator[Fraction]:
    yield Fraction(1)
    if low is not None and high is not None:
        yield from (low, (low + high) / 2, high)
    if low is not None:
        yield from (low, low + 1)
    if high is not None:
        yield from (high, high - 1)


def _within(keywords: Keywords, number: Fraction) -> bool:
    low, high = _bounds(keywords)
    above = low is None or (number > low if _open(keywords, "Minimum", low) else number >= low)
    below = high is None or (number < high if _open(keywords, "Maximum", high) else number <= high)
    return above and below


def _open(keywords: Keywords, bound: str, limit: Fraction) -> bool:
    """Whether a bound is itself no value; in 3.0 `exclusiveMinimum` is a boolean."""
    exclusive: Any = keywords.get(f"exclusive{bound}")
    return (
        exclusive if isinstance(exclusive, bool) else limit == _limit(keywords, f"exclusive{bound}")
    )


def _plain(number: Fraction) -> int | float:
    return number.numerator if number.denominator == 1 else float(number)
