"""A document in several files as one, in which every reference leads to a part of itself."""

import re
from collections import deque
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote, urlsplit

from apiref.spec.files import Files, Place, Refused
from apiref.spec.kinds import kind_below
from apiref.spec.pointer import join, tokens
from apiref.spec.problem import Problem, SpecError, shortened
from apiref.spec.source import Source
from apiref.spec.values import bounded, unreadable

# The section of the components for a part of a kind. What has none is written where it is used.
_SECTIONS = {
    "schema": "schemas",
    "response": "responses",
    "parameter": "parameters",
    "example": "examples",
    "request body": "requestBodies",
    "header": "headers",
    "link": "links",
    "callback": "callbacks",
    "security scheme": "securitySchemes",
}
_MOST_OBJECTS = 300_000  # out of files that are written in place
# What names a schema for references, which lead to components instead.
_NAMING = {"$id", "$anchor", "$dynamicAnchor"}
# What else of a file of schemas has its place only there.
_OF_A_FILE = {"$schema", "$defs", "definitions"}
# What makes a value of a discriminator's mapping a reference, and no name (section 4.8.25).
_REFERENCE = re.compile(r"[/#]|\.(?:ya?ml|json)$")


def bundled(source: Source) -> Source:
    """Give a document with what it refers to in other files put into it, as components.

    Each part keeps its file and line. A document that needs no other is given back as it is.
    Raises SpecError for references that cannot be followed, and for what is outside of the folder.
    """
    if not _needs_bundling(source.data):
        return source
    try:
        return _Bundle(source).source()
    except RecursionError:
        remedy = "Let a file not contain itself in what is written in place, such as path items."
        raise unreadable(source.name, 1, "files contain one another too deep", remedy) from None


def _needs_bundling(value: Any) -> bool:
    """Whether a reference may lead elsewhere than a pointer within the document says."""
    left = [value]
    while left:
        part = left.pop()
        if isinstance(part, dict):
            reference = part.get("$ref")
            if isinstance(reference, str) and not (reference == "#" or reference[:2] == "#/"):
                return True
            if isinstance(part.get("$id"), str) or "$dynamicRef" in part:
                return True
        left += part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    return False


class _Bundle:
    """One walk through a document and the files that it refers to."""

    def __init__(self, root: Source) -> None:
        self._root = root
        self._files = Files(root)
        self._objects = 0
        self._problems: list[Problem] = []
        self._places: dict[str, tuple[Source, str]] = {}
        # The components: pointers by section and place; and what is still to be written.
        self._pointers: dict[tuple[str, Source, str], str] = {}
        self._left: deque[tuple[str, Place, str, Any]] = deque()
        self._open: list[tuple[Source, str]] = []

    def source(self) -> Source:
        self._keep_names()
        data = self._written("document", self._files.start, "", self._root.data)
        while self._left:
            kind, place, pointer, value = self._left.popleft()
            self._places[pointer] = place.file, place.pointer
            _, section, name = tokens(pointer)
            components = self._object_in(data, "", "components")
            members = self._object_in(components, "/components", section)
            members[name] = self._written(kind, place, pointer, value)
        if self._problems:
            raise SpecError(self._problems)
        return replace(self._root, data=bounded(self._root.name, data), places=self._places)

    def _object_in(self, holder: dict[str, Any], pointer: str, key: str) -> dict[str, Any]:
        """Give the object at a key of the document, made if it is not there."""
        if holder.get(key) is None:
            holder[key] = {}
        value = holder[key]
        if isinstance(value, dict):
            return value
        place, what = join(pointer, key), f"not valid OpenAPI: `{key}` is no object"
        problem = self._root.problem(place, "valid-openapi", what, "Make it an object.")
        raise SpecError([*self._problems, problem])

    def _keep_names(self) -> None:
        """Let what the document's own components refer to be the component of that name."""
        for section in _SECTIONS.values():
            start = self._files.start.child("components").child(section)
            for name, value in _object(_object(self._root.data, "components"), section).items():
                if isinstance(value, dict) and [*value] == ["$ref"]:
                    found = self._found(start.child(name), value["$ref"])
                    if found and found[0].file is not self._root:
                        key = section, found[0].file, found[0].pointer
                        self._pointers.setdefault(key, join("/components", section, name))
        self._problems.clear()  # the walk meets them again

    def _found(self, at: Place, reference: str) -> tuple[Place, Any] | None:
        """Give what a reference leads to in the end; None, and a problem, if it leads nowhere."""
        try:
            return self._files.end_of(at, reference)
        except Refused as refused:
            message = f"the reference {shortened(reference)!r} {refused.what}"
            problem = at.file.problem(at.pointer, "reference-resolves", message, refused.remedy)
            self._problems.append(problem)
        except SpecError as error:
            self._problems += error.problems
        return None

    def _written(self, kind: str, at: Place, target: str, value: Any) -> Any:
        """Give a part of a file as it stands in the bundle, at the pointer `target`."""
        if kind == "schema":
            value = _static(value)
        if isinstance(value, dict) and isinstance(value.get("$ref"), str):
            return self._referring(kind, at, target, value)
        at = at.within(value) if kind == "schema" else at
        if isinstance(value, list) and kind.endswith("[]"):
            return [
                self._written(kind[:-2], at.child(index), join(target, index), item)
                for index, item in enumerate(value)
            ]
        if not isinstance(value, dict):
            return value
        self._count_on()
        written = {
            key: self._written(below, at.child(key), join(target, key), item)
            if (below := kind_below(kind, key))
            else item
            for key, item in value.items()
            if not (kind == "schema" and self._is_dropped(at, key))
        }
        if kind == "schema" and isinstance(value.get("discriminator"), dict):
            written["discriminator"] = self._mapped(at, value["discriminator"])
        return written

    def _count_on(self) -> None:
        """Refuse files of which each is written twice into the one before."""
        self._objects += bool(self._open)
        if self._objects > _MOST_OBJECTS:
            what = f"its files have more than {_MOST_OBJECTS} objects, written in place"
            remedy = "Let its files not hold one another many times over."
            raise unreadable(self._root.name, 1, what, remedy)

    def _is_dropped(self, at: Place, key: str) -> bool:
        return key in _NAMING or (key in _OF_A_FILE and at.file is not self._root)

    def _referring(self, kind: str, at: Place, target: str, value: dict[str, Any]) -> Any:
        """Give what stands in the bundle for a reference and what stands beside it."""
        reference = value["$ref"]
        beside = {key: item for key, item in value.items() if key != "$ref"}
        beside = self._written(kind, at, target, beside)
        if self._is_own(at, reference) or not (found := self._found(at, reference)):
            return {"$ref": reference, **beside}
        pointer = self._pointer(kind, *found)
        if pointer is not None and pointer != target:
            return {"$ref": f"#{quote(pointer)}", **beside}
        content = self._in_place(kind, *found, target)
        for key in beside:
            self._places[join(target, key)] = at.file, join(at.pointer, key)
        return {**content, **beside} if beside and isinstance(content, dict) else content

    def _is_own(self, at: Place, reference: str) -> bool:
        """Whether a reference leads from the document to itself already."""
        start = self._files.start
        return (at.file, at.base) == (start.file, start.base) and reference[:2] in {"#", "#/"}

    def _in_place(self, kind: str, place: Place, content: Any, target: str) -> Any:
        here = place.file, place.pointer
        if here in self._open:
            what, remedy = "the file contains itself", "Let it contain itself only in schemas."
            problem = place.file.problem(place.pointer, "reference-resolves", what, remedy)
            raise SpecError([problem])
        self._open.append(here)
        self._places[target] = here
        content = self._written(kind, place, target, content)
        self._open.pop()
        return content

    def _pointer(self, kind: str, place: Place, content: Any) -> str | None:
        """Give the pointer in the bundle of a part of a file; None to write it where it is used."""
        section = _SECTIONS.get(kind)
        if place.file is self._files.start.file or not section:
            return place.pointer if place.file is self._files.start.file else None
        key = section, place.file, place.pointer
        if key not in self._pointers:
            self._pointers[key] = self._free_pointer(section, place)
            self._left.append((kind, place, self._pointers[key], content))
        return self._pointers[key]

    def _free_pointer(self, section: str, place: Place) -> str:
        """Give a component that is not there yet, called as the part or its file is."""
        path = urlsplit(place.file.url).path or str(place.file.path)
        called = [*tokens(place.pointer)][-1:] or [PurePosixPath(path).name.partition(".")[0]]
        name = unique = re.sub(r"[^A-Za-z0-9._-]+", "_", called[0])[:100] or "_"
        own = _object(_object(self._root.data, "components"), section)
        taken, count = {*self._pointers.values()}, 1
        while unique in own or join("/components", section, unique) in taken:
            count += 1
            unique = f"{name}-{count}"
        return join("/components", section, unique)

    def _mapped(self, at: Place, discriminator: dict[str, Any]) -> dict[str, Any]:
        """Let the values of a discriminator lead to the components that its schemas became."""
        mapping = _object(discriminator, "mapping")
        mapped = {value: self._kind_of(at, name) for value, name in mapping.items()}
        return {**discriminator, "mapping": mapped} if mapping else discriminator

    def _kind_of(self, at: Place, name: Any) -> Any:
        """Give a reference for one of a mapping; a name, and what leads nowhere, as it is."""
        if not isinstance(name, str) or not _REFERENCE.search(name) or self._is_own(at, name):
            return name
        try:
            pointer = self._pointer("schema", *self._files.end_of(at, name))
        except (Refused, SpecError):
            return name
        return f"#{quote(pointer or '')}"


def _static(schema: Any) -> Any:
    """Take a `$dynamicRef` for a `$ref`, which it is unless a schema around it is another's base.

    That needs a dialect of the document's own (JSON Schema 2020-12, section 8.2.3.2).
    """
    if isinstance(schema, dict) and isinstance(schema.get("$dynamicRef"), str):
        reference = {"$ref": schema["$dynamicRef"]}
        return {**reference, **{key: one for key, one in schema.items() if key != "$dynamicRef"}}
    return schema


def _object(value: Any, key: str) -> dict[str, Any]:
    """Give the object at a key; an empty one where there is none."""
    item = value.get(key) if isinstance(value, dict) else None
    return item if isinstance(item, dict) else {}
