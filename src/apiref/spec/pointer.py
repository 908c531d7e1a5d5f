"""JSON pointers (RFC 6901)."""

from collections.abc import Iterator
from functools import reduce
from typing import Any


def tokens(pointer: str) -> Iterator[str]:
    """Split a JSON pointer into its unescaped reference tokens (RFC 6901, section 4)."""
    for token in pointer.split("/")[1:]:
        yield token.replace("~1", "/").replace("~0", "~")


def value_at(value: Any, pointer: str) -> Any:
    """Give what a JSON pointer leads to within a value.

    Raises LookupError, TypeError or ValueError where it leads nowhere (RFC 6901, section 7).
    """
    return reduce(member, tokens(pointer), value)


def member(value: Any, token: str) -> Any:
    """Give the member or item that an unescaped token names. Raises as `value_at` does."""
    return value[int(token)] if isinstance(value, list) else value[token]


def join(pointer: str, *keys: str | int) -> str:
    """Append reference tokens to a JSON pointer, escaped (RFC 6901, section 3)."""
    for key in keys:
        token = str(key)
        if "~" in token or "/" in token:
            token = token.replace("~", "~0").replace("/", "~1")
        pointer = f"{pointer}/{token}"
    return pointer
