"""What changed between two versions of a contract, in words, and what of it breaks clients.

There is no well-kept library for this in Python; oasdiff is a program in Go, and the packages on
PyPI are young and compare a part of a schema. So this is our own.
"""

from apiref.diff.change import Change
from apiref.diff.changelog import changelog, published
from apiref.diff.documents import diff
from apiref.diff.report import as_json, as_markdown, as_text

__all__ = ["Change", "as_json", "as_markdown", "as_text", "changelog", "diff", "published"]
