"""A pattern gives a text that it matches, and no pattern takes long."""

import pytest

from apiref.example.pattern import matches, text_from_pattern


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("^[a-z]{3}-[0-9]+$", "aaa-0"),
        (r"^(?<year>\d{4})-\k<year>?$", None),
        (r"^(\w)\1\1$", "000"),
        ("^(red|green)$", "red"),
        ("^[^0-9]$", "A"),
        ("^[\u3042]$", "\u3042"),
        (r"^\p{L}$", "H"),
        ("(", None),
        ("^a{20000}$", None),
        (r"^(\w+\s?)+!$", "0!"),
        (r"(.*)*\1!", "!"),
    ],
)
def test_the_shortest_text_is_found(pattern: str, text: str | None) -> None:
    assert text_from_pattern(pattern, 0, 100) == text


@pytest.mark.parametrize("pattern", ["^[a-z]+$", "^(ab)*$", "^x?[0-9]{2,}y*$", r"^(?=.*\d).*$"])
def test_a_longer_text_is_found(pattern: str) -> None:
    text = text_from_pattern(pattern, 40, 41)
    assert text is not None
    assert matches(pattern, text)
