"""The keys of a run: looked for in what a server sends, and kept out of what the suite writes."""

import base64
import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote, unquote

ESCAPES = re.compile(r"[\\%&]")
CODE = re.compile(r"\\u([0-9a-fA-F]{4})")
SHORTEST = 8  # a shorter "key" may well be an ordinary word of a response


@dataclass(frozen=True)
class Secrets:
    """The secrets of a run, by the name that a reader knows them under, such as `$API_KEY`."""

    values: Mapping[str, str]

    def leaked(self, text: str) -> str | None:
        """Return the name of a secret that stands in the text in any of its spellings, or None."""
        for read in {text, _decoded(text)}:
            for spelling, name in self._spellings:
                if len(spelling) >= SHORTEST and spelling in read:
                    return name
        return None

    def redact(self, text: str) -> str:
        """Return the text with the name of each secret in place of its spellings.

        A text that holds one in an encoding, which has many spellings, is left out whole.
        """
        for spelling, name in self._spellings:
            text = text.replace(spelling, name)
        read = _decoded(text)
        hidden = next((name for spelling, name in self._spellings if spelling in read), None)
        return f"(a text that holds {hidden} in an encoding)" if hidden else text

    @cached_property
    def _spellings(self) -> list[tuple[str, str]]:
        """Longest first, so that no spelling leaves a part of a longer one behind."""
        found = {
            spelling: name
            for name, value in self.values.items()
            for spelling in _spellings(value)
            if spelling
        }
        return sorted(found.items(), key=lambda pair: -len(pair[0]))


def basic(user: str, password: str = "") -> str:
    """Return the value of the Authorization header; an API key is the user, without a password."""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def _decoded(text: str) -> str:
    """Return the text as whoever undoes the escapes of JSON, URLs and HTML in it would read it."""
    if not ESCAPES.search(text):
        return text
    text = CODE.sub(lambda match: chr(int(match[1], 16)), text).replace("\\/", "/")
    return html.unescape(unquote(unquote(text)))


def _spellings(value: str) -> Iterator[str]:
    yield value
    yield value.upper()
    yield value.lower()
    yield value.swapcase()  # the suite sends it, to see it refused
    yield value[:-1] if len(value) > SHORTEST else ""  # the same
    yield quote(value, safe="")
    yield json.dumps(value)[1:-1]
    for text in (value, value + ":", ":" + value):
        raw = text.encode()
        yield raw.hex()
        yield raw.hex().upper()
        yield from _base64_cores(raw)


def _base64_cores(raw: bytes) -> Iterator[str]:
    """Yield what stays the same of the base64 of `raw` wherever it stands in a longer text."""
    yield base64.b64encode(raw).decode()
    for before in range(3):
        encoded = base64.b64encode(b"\0" * before + raw).decode().rstrip("=")
        core = encoded[(before * 8 + 5) // 6 : (before + len(raw)) * 8 // 6]
        yield core
        yield core.replace("+", "-").replace("/", "_")
