"""Two schemas side by side, and how a change between them is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apiref.diff.change import Changes
from apiref.spec import Schema

WORDS = frozenset(
    ("title", "description", "example", "examples", "$comment", "externalDocs", "deprecated")
)


@dataclass(frozen=True)
class Place:
    """Where a schema stands: its subject, what is described by it, and which way the value goes.

    `path` leads on within that, such as `docs[].task_id`; `sent` is whether the client sends it.
    """

    subject: str
    what: str
    sent: bool
    path: str = ""

    @property
    def name(self) -> str:
        return f"`{self.path}`" if self.path else self.what

    def within(self, schema: Schema) -> "Place":
        """Begin anew at a schema of the components, which is a subject of its own."""
        return Place(name, "the value", self.sent) if (name := _component_of(schema)) else self


def _component_of(schema: Schema) -> str | None:
    """Give the name of a component, but not where a keyword stands beside the reference to it."""
    components = schema.node.source.data.get("components", {}).get("schemas", {})
    component = components.get(schema.name)
    if component is schema.data:
        return schema.name
    return schema.name if _judging(component) == _judging(schema.data) else None


def _judging(data: Any) -> Any:
    """Give the keywords by which a value is judged, without the words about it."""
    if not isinstance(data, Mapping):
        return data
    return {key: value for key, value in data.items() if key not in WORDS}


@dataclass(frozen=True)
class Comparison:
    old: Schema
    new: Schema
    place: Place
    changes: Changes

    @property
    def name(self) -> str:
        return self.place.name

    def narrowed(self, sentence: str) -> None:
        self.told(sentence, breaking=self.place.sent)

    def widened(self, sentence: str) -> None:
        self.told(sentence, breaking=not self.place.sent)

    def told(self, sentence: str, *, breaking: bool = False) -> None:
        sentence = sentence[0].upper() + sentence[1:]
        self.changes.add(self.place.subject, sentence, breaking=breaking)

    def values(self, key: str) -> tuple[Any, Any]:
        return self.old.data.get(key), self.new.data.get(key)

    def named(self, name: str) -> str:
        """Give the name of a property, with the path to it."""
        return f"`{f'{self.place.path}.{name}'.removeprefix('.')}`"
