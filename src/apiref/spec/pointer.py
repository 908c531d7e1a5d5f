"""JSON pointers (RFC 6901)."""

from collections.abc import Iterator


def tokens(pointer: str) -> Iterator[str]:
    """Split a JSON pointer into its unescaped reference tokens (RFC 6901, section 4)."""
    for token in pointer.split("/")[1:]:
        yield token.replace("~1", "/").replace("~0", "~")


def join(pointer: str, *keys: str | int) -> str:
    """Append reference tokens to a JSON pointer, escaped (RFC 6901, section 3)."""
    for key in keys:
        token = str(key)
        if "~" in token or "/" in token:
            token = token.replace("~", "~0").replace("/", "~1")
        pointer = f"{pointer}/{token}"
    return pointer
