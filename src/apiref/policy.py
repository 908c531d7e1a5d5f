"""The Content-Security-Policy of a built site: what its pages may load, and which scripts run."""

import base64
import re
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

_SCRIPT_TYPES = frozenset({"", "text/javascript", "module"})
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}


def write(site: Path) -> None:
    """Write `_headers` into a built site: the policy for hosts that read such a file."""
    headers = {"Content-Security-Policy": policy_of(site), **_HEADERS}
    lines = "".join(f"  {name}: {value}\n" for name, value in headers.items())
    site.joinpath("_headers").write_text(f"/*\n{lines}", "utf-8")


def policy_of(site: Path) -> str:
    """Give the strictest policy that the pages of a site run under.

    Scripts run that are files of the site, or stand in its pages now. A request of "Try it" may go
    to whatever server the reader names.
    """
    hashes = sorted({_hash(script) for page in site.rglob("*.html") for script in _inline(page)})
    directives = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *hashes]),
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self' https: http://127.0.0.1:* http://localhost:*",
        "worker-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(sha256(script.encode()).digest()).decode()}'"


def _inline(page: Path) -> list[str]:
    reader = _ScriptReader()
    reader.feed(re.sub(r"\r\n?", "\n", page.read_text("utf-8")))
    return reader.scripts


class _ScriptReader(HTMLParser):
    """Gathers the text of the scripts that run: one of another type, such as JSON, is data."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        runs = (given.get("type") or "").lower() in _SCRIPT_TYPES
        self._inside = tag == "script" and "src" not in given and runs
        if self._inside:
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.scripts[-1] += data

    def handle_endtag(self, _tag: str) -> None:
        self._inside = False
