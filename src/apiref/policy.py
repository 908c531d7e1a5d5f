"""The Content-Security-Policy of a built site: what its pages may load, and which scripts run."""

import base64
import re
from hashlib import sha256
from pathlib import Path

_SCRIPT_TYPES = frozenset({"", "text/javascript", "module"})
_SCRIPT = re.compile(
    r"""<script\b((?:[^>"']|"[^"]*"|'[^']*')*)>(.*?)</script\s*>""", re.DOTALL | re.IGNORECASE
)
_ATTRIBUTE = re.compile(r"""([^\s=/"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
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
    """Give the text of the scripts that run: one of another type, such as JSON, is data."""
    html = re.sub(r"\r\n?", "\n", page.read_text("utf-8", "replace"))
    return [text for attributes, text in _SCRIPT.findall(html) if _runs(attributes)]


def _runs(attributes: str) -> bool:
    given = {name.lower(): value.strip("\"'") for name, value in _ATTRIBUTE.findall(attributes)}
    return "src" not in given and given.get("type", "").lower() in _SCRIPT_TYPES
