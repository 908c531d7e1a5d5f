"""A walk through a document: each field of each object, with the words that a page must have."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.torture.standard import BOOLEANS, FAR, KINDS, Unseen

MARKED = ("description", "name", "summary")


@dataclass(frozen=True)
class Mark:
    """Words that stand on a page near others: near those of the object that the field is of.

    `near` are the descriptions of the objects around the field, the innermost first.
    """

    pointer: str
    near: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    pointer: str = ""
    near: tuple[str, ...] = ()

    def at(self, key: Any) -> "Place":
        step = str(key).replace("~", "~0").replace("/", "~1")
        return Place(f"{self.pointer}/{step}", self.near)

    def mark(self, *words: str) -> Mark:
        return Mark(self.pointer, self.near, words)


def marks(kind: str, given: Any, place: Place = Place()) -> Iterator[Mark]:
    """Give the marks of an object and of all within it; references are not followed."""
    if kind.endswith("{}"):
        for key, one in given.items():
            if kind == "schema{}" or not key.startswith("x-"):
                yield from _member(kind[:-2], key, one, place.at(key))
    elif kind.endswith("[]"):
        for index, one in enumerate(given):
            yield from marks(kind[:-2], one, place.at(index))
    elif isinstance(given, bool):
        yield from _boolean(given, place)
    elif kind == "callback" and "$ref" not in given:
        yield from marks("path item{}", given, Place(place.pointer))
    else:
        yield from _object(kind, given, place)


def _member(kind: str, key: str, given: Any, place: Place) -> Iterator[Mark]:
    """Give the marks of a member of a map: of its name too, where the map's names are shown."""
    near = Place(place.pointer, (_about(given), *place.near)) if _about(given) else place
    if _is_named(kind, key, place.pointer):
        yield near.mark(key)
    yield from marks(kind, given, place)


def _is_named(kind: str, key: str, pointer: str) -> bool:
    if kind in {"example", "callback"} or key == "application/json":
        return False  # JSON goes without saying; the others are told by what they lead to
    if kind == "schema":
        return "/properties/" in pointer and "/$defs/" not in pointer
    return kind in {"server variable", "security scheme"} or not pointer.startswith("/components")


def _about(given: Any) -> str:
    return str(given.get("description", "")) if isinstance(given, dict) else ""


def _boolean(given: object, place: Place) -> Iterator[Mark]:
    around, keyword = ["", *place.pointer.split("/")][-2:]
    if around == "properties" and given is False:
        yield place.mark("not allowed")
    elif isinstance(given, bool) and (keyword, given) in BOOLEANS:
        yield place.mark(BOOLEANS[keyword, given])


def _object(kind: str, given: Any, place: Place) -> Iterator[Mark]:
    if _about(given):
        place = Place(place.pointer, (_about(given), *place.near))
    for key, one in given.items():
        if key.startswith("x-") and key not in KINDS[kind]:
            continue
        if key == "$ref":
            continue
        field = KINDS[kind][key]
        if isinstance(field, str):
            yield from marks(field, one, place.at(key))
        elif not isinstance(field, Unseen):
            at = place.at(key) if (kind, key) not in FAR else Place(place.at(key).pointer)
            yield at.mark(*field(one, given))
    for name in given.get("required", ()) if kind == "schema" else ():
        about = _about(given.get("properties", {}).get(name, {}))
        if about:
            yield Mark(f"{place.pointer}/required/{name}", (about, *place.near), ("required",))
