"""Samples for TypeScript, with fetch, as a module that tsx runs."""

from apiref.samples._fetch import Fetch

NAME = "TypeScript"
LEXER = "typescript"
SUFFIX = ".mts"
RUN = ("tsx",)
VERSION = ("tsx", "--version")
ORDER = 50

_DIALECT = Fetch(response="response: Response", part="part: string", asserted="!")
render, receiver = _DIALECT.render, _DIALECT.receiver
