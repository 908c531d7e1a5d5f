"""What a page shows of a document, as a short text that changes when that does."""

import json
import re
from hashlib import sha256
from typing import Any

from apiref.directives import Directive
from apiref.pages.page import MOST_USERS
from apiref.spec import Spec
from apiref.spec.pointer import tokens

_REFERENCE = re.compile(r'"\$ref": "#(/[^"]*)"')
_EVERYWHERE = ("servers", "security", "tags", "openapi")
_METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}


class Fingerprints:
    """The fingerprints of a document's parts, each made of all that it refers to."""

    def __init__(self, spec: Spec) -> None:
        self._spec = spec
        self._data = spec.node.source.data
        schemes = self._data.get("components", {}).get("securitySchemes")
        everywhere = {key: self._data.get(key) for key in _EVERYWHERE} | {"schemes": schemes}
        self._everywhere = _written(everywhere)
        self._whole = sha256(_written(self._data).encode()).hexdigest()
        self._parts: dict[str, str] = {}

    def of(self, directive: Directive) -> str:
        """Give the fingerprint of what a directive shows: if it is not one part, of all."""
        operations = self._spec.by_id
        name = directive.argument
        if directive.name == "operation" and name in operations:
            pointer = operations[name].node.pointer
            item = self._at(pointer.rpartition("/")[0])
            beside = {key: value for key, value in item.items() if key not in _METHODS}
            return self._fingerprint(_written([operations[name].node.data, beside]))
        if directive.name == "schema" and name in self._spec.schemas:
            users = [(one.id, one.summary) for one in self._spec.users(name, MOST_USERS + 1)]
            return self._fingerprint(_written([self._spec.schemas[name].node.data, users]))
        return self._whole

    def _fingerprint(self, text: str) -> str:
        made_of = sha256((self._everywhere + text).encode())
        waiting, seen = [*_REFERENCE.findall(text)], set[str]()
        while waiting:
            pointer = waiting.pop()
            if pointer not in seen:
                seen.add(pointer)
                waiting += _REFERENCE.findall(self._part(pointer))
        for pointer in sorted(seen):
            made_of.update(self._part(pointer).encode())
        return made_of.hexdigest()

    def _part(self, pointer: str) -> str:
        if pointer not in self._parts:
            self._parts[pointer] = _written(self._at(pointer))
        return self._parts[pointer]

    def _at(self, pointer: str) -> Any:
        value = self._data
        for token in tokens(pointer):
            try:
                value = value[int(token) if isinstance(value, list) else token]
            except (LookupError, TypeError, ValueError):
                return {}
        return value


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
