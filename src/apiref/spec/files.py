"""The files that a document consists of, found by URI; nothing outside of its folder is read."""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from apiref.spec.fetch import fetched, is_network_allowed
from apiref.spec.pointer import join, member, tokens, value_at
from apiref.spec.source import Source
from apiref.spec.values import LARGEST_FILE

_REFERENCE = re.compile(r"""["']?\$ref["']?\s*:\s*["']?([^\s"'#,}:]+)""")
_ABSOLUTE = re.compile(r"file:|[/\\]|[A-Za-z]:[/\\]", re.IGNORECASE)


class Refused(Exception):  # noqa: N818 -- a reference that is
    """A reference that cannot be followed: what is wrong with it, and the remedy."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


@dataclass(frozen=True)
class Place:
    """A part of a file, and the URI that references within it are relative to."""

    file: Source
    pointer: str
    base: str

    def child(self, key: str | int) -> "Place":
        return replace(self, pointer=join(self.pointer, key))

    def within(self, value: Any) -> "Place":
        """Give the place for what stands in a value: `$id` sets another base."""
        own = value.get("$id") if isinstance(value, dict) else None
        try:
            return replace(self, base=joined(self.base, own)) if isinstance(own, str) else self
        except Refused:
            return self


class Files:
    """The files of a document, each read once."""

    def __init__(self, root: Source) -> None:
        self._path = root.path
        self._folder = root.path.absolute().parent
        self._size = 0
        # By URI: a file, a schema with an `$id`, or, with a fragment, one with an `$anchor`.
        self._places: dict[str, Place] = {}
        self._starts: dict[Source, Place] = {}
        self.start = self._add(root, root.url or root.path.absolute().as_uri())

    def found(self, at: Place, reference: str) -> tuple[Place, Any]:
        """Give what a reference at a place leads to, and its place. Raises Refused, SpecError."""
        uri, fragment = urldefrag(joined(at.base, reference))
        resource = self._places.get(uri) or self._loaded(at, reference)
        if fragment and not fragment.startswith("/"):
            if f"{resource.base}#{fragment}" not in self._places:
                raise Refused("leads nowhere", "Name an `$anchor` that the file has.")
            return _at(self._places[f"{resource.base}#{fragment}"], "")
        for start in (resource, self._starts[resource.file]):
            try:
                return _at(start, unquote(fragment))
            except (LookupError, TypeError, ValueError):
                continue
        if resource.file is self.start.file:  # which the bundle may still put a file into
            return replace(self.start, pointer=unquote(fragment)), None
        raise Refused("leads nowhere", "Point it at a part of the file that exists.")

    def end_of(self, at: Place, reference: str) -> tuple[Place, Any]:
        """Give what a reference leads to, on over all that only refer. Raises as `found` does."""
        seen = set()
        place, value = self.found(at, reference)
        while _only_refers(value) and place.file is not self.start.file:
            if (place.file, place.pointer) in seen:
                raise Refused("leads in a circle", "Let one of the references end somewhere.")
            seen.add((place.file, place.pointer))
            place, value = self.found(place, value["$ref"])
        return place, value

    def _loaded(self, at: Place, reference: str) -> Place:
        """Load what a reference leads to, from where the file stands that holds it."""
        here = self._starts[at.file].base
        uri = urldefrag(joined(here, reference)).url
        if uri in self._places:
            return self._places[uri]
        scheme = urlsplit(uri).scheme
        if scheme == "file" and (not here.startswith("file:") or _ABSOLUTE.match(reference)):
            what = "is an absolute path, which is not followed"
            raise Refused(what, "Write the path from the file that holds the reference.")
        if scheme == "file":
            return self._add(self._local(Path(unquote(urlsplit(uri).path))), uri)
        if scheme in {"http", "https"}:
            return self._add(_remote(uri), uri)
        raise Refused("leads to no file", "Point it at a file, as './schemas/Order.yaml' does.")

    def _local(self, path: Path) -> Source:
        try:
            if not path.resolve().is_relative_to(self._folder.resolve()):
                what = "leads out of the folder of the document"
                raise Refused(what, "Put the file into that folder, or the document further up.")
            if not path.is_file():
                raise Refused("leads to no file", "Mend the path, or write the file.")
        except (OSError, ValueError):
            raise Refused("leads to no file", "Mend the path.") from None
        return Source.read(self._path.parent / os.path.relpath(path, self._folder))

    def _add(self, file: Source, uri: str) -> Place:
        self._size += len(file.raw)
        if self._size > LARGEST_FILE:
            what = f"makes the document larger than {LARGEST_FILE // 1024**2} MB in all"
            raise Refused(what, "Split the document into several.")
        start = self._starts[file] = self._places[uri] = Place(file, "", uri)
        for key, place in _named(start, file.data):
            self._places.setdefault(key, place)
        return start


def named_files(path: Path) -> set[Path]:
    """Give the files that one refers to, and those that these do, read or not.

    It is for a document that cannot be read, and so goes by its text.
    """
    folder, waiting, found = path.parent.resolve(), [path], set[Path]()
    while waiting:
        one = waiting.pop()
        with suppress(OSError, ValueError):
            if one not in found and one.resolve().is_relative_to(folder):
                found.add(one)
                references = _REFERENCE.findall(one.read_text("utf-8", "replace"))
                waiting += [Path(os.path.normpath(one.parent / unquote(ref))) for ref in references]
    return found


def joined(base: str, reference: str) -> str:
    """Resolve a reference against a base (RFC 3986, section 5). Raises Refused if it is none."""
    try:
        return urljoin(base, reference)
    except ValueError:
        raise Refused("is no URI", "Mend it.") from None


def _only_refers(value: Any) -> bool:
    return isinstance(value, dict) and [*value] == ["$ref"] and isinstance(value["$ref"], str)


def _remote(uri: str) -> Source:
    if not is_network_allowed(uri):
        what = "leads to the network, which is not asked"
        raise Refused(what, "Save the file beside the document, or add --allow-network.")
    return Source.from_bytes(Path(), fetched(uri), url=uri)


def _at(start: Place, pointer: str) -> tuple[Place, Any]:
    """Give the value at a pointer from a place, and its own place.

    Raises LookupError, TypeError or ValueError if there is none.
    """
    place, value = start, value_at(start.file.data, start.pointer)
    for token in tokens(pointer):
        place = place.within(value).child(token)
        value = member(value, token)
    return place, value


def _named(place: Place, value: Any) -> Iterator[tuple[str, Place]]:
    """Give the URIs by which `$id` and `$anchor` name parts of a file, and their places."""
    if isinstance(value, dict):
        inner = place.within(value)
        if inner.base != place.base:
            yield urldefrag(inner.base).url, inner
        for key in ("$dynamicAnchor", "$anchor"):
            if isinstance(value.get(key), str):
                yield f"{inner.base}#{value[key]}", inner
        for key, item in value.items():
            if isinstance(item, dict | list):
                yield from _named(inner.child(key), item)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, dict | list):
                yield from _named(place.child(index), item)
