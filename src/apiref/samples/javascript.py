"""Samples for JavaScript, with fetch, as a module: for Node.js 18 and later, and for browsers."""

from apiref.samples._fetch import Fetch

NAME = "JavaScript"
LEXER = "javascript"
SUFFIX = ".mjs"
RUN = ("node",)
VERSION = ("node", "--version")
ORDER = 40

_DIALECT = Fetch()
render, receiver = _DIALECT.render, _DIALECT.receiver
