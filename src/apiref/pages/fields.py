"""Fields: the parameters and properties of an operation as the rows that a page shows."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from apiref.pages.anchors import Anchors, slug
from apiref.pages.text import shown
from apiref.pages.words import Fact, facts, kinds_of, type_words
from apiref.spec import Discriminator, Header, Schema

ANY_NAME = "*"
_MANY_ROWS = 8  # a schema of as many is shown once on a page, and linked to from elsewhere
_LEVELS = 2  # a schema of as many that lies deeper is not shown where it has a page of its own

Href = Callable[[str, str], str]
"""Gives the link from this page to an "operation" or a "schema" by name; "" if no page has it."""


@dataclass(frozen=True)
class Value:
    """A value of an enum."""

    anchor: str
    text: str


@dataclass(frozen=True)
class Shape:
    """What a schema holds: fields, and where it is one of several, the kinds to choose from."""

    fields: tuple["Field", ...] = ()
    kinds: tuple["Kind", ...] = ()
    choice: str = ""  # how one of the kinds is chosen, in words
    discriminator: str = ""  # the property that chooses, which follows those words
    same_as: str = ""  # the anchor of the row that shows this schema already
    page: str = ""  # the link to the page that shows it
    name: str = ""  # the name of that schema

    def __bool__(self) -> bool:
        return bool(self.fields or self.kinds)

    @cached_property
    def rows(self) -> int:
        """How many rows there are, folded ones counted."""
        inner = [*(one.shape for one in self.fields), *(one.shape for one in self.kinds)]
        return len(self.fields) + sum(shape.rows for shape in inner)

    @property
    def summary(self) -> str:
        """What folds open, such as "3 properties"."""
        if [field.name for field in self.fields] == [ANY_NAME]:
            return "Each property"
        parts = [(len(self.fields), "property", "properties"), (len(self.kinds), "kind", "kinds")]
        return " and ".join(f"{n} {one if n == 1 else many}" for n, one, many in parts if n)


@dataclass(frozen=True)
class Kind:
    """One alternative of a choice; `label` is its discriminator's value, its title or its type."""

    anchor: str
    label: str
    description: str
    facts: tuple[Fact, ...]
    shape: Shape


@dataclass(frozen=True)
class Field:
    """A parameter, header or property."""

    anchor: str
    name: str
    type: str
    description: str
    required: bool
    deprecated: bool
    facts: tuple[Fact, ...]
    values: tuple[Value, ...]
    example: str
    shape: Shape


class Fields:
    """Makes the rows of one page; every row has an anchor of its own on it."""

    def __init__(self, anchors: Anchors, href: Href = lambda _kind, _name: "") -> None:
        self._anchors = anchors
        self._href = href
        self._long: dict[str, str] = {}  # the schemas of many rows on this page, and where they are

    def of_parameters(self, parameters: Iterable[Header], *path: str) -> tuple[Field, ...]:
        return tuple(self._of_parameter(one, path) for one in parameters)

    def of_schema(self, schema: Schema | None, *path: str) -> Shape:
        """Give what a body of this schema holds; of an array, what its items hold."""
        return self._shape(schema, path, {}, slug(*path)) if schema else Shape()

    def _of_parameter(self, parameter: Header, path: tuple[str, ...]) -> Field:
        schema = parameter.schema or Schema(parameter.node.child("schema"))
        path = (*path, parameter.name)
        anchor = self._anchors.take(*path)
        return Field(
            anchor=anchor,
            name=parameter.name,
            type=type_words(schema),
            description=parameter.description or schema.description,
            required=parameter.required,
            deprecated=parameter.deprecated or schema.deprecated,
            facts=facts(schema),
            values=self._values(schema, path),
            example=_example([one.value for one in parameter.examples] or schema.examples, schema),
            shape=self._shape(schema, path, {}, anchor),
        )

    def _field(
        self,
        name: str,
        schema: Schema,
        path: tuple[str, ...],
        around: Mapping[str, str],
        *,
        required: bool = False,
    ) -> Field:
        path = (*path, name)
        anchor = self._anchors.take(*path)
        return Field(
            anchor=anchor,
            name=name,
            type=type_words(schema) or "any value",
            description=schema.description or _first_description(schema),
            required=required,
            deprecated=schema.deprecated,
            facts=facts(schema),
            values=self._values(schema, path),
            example=_example(schema.examples, schema),
            shape=self._shape_once(schema, path, around, anchor),
        )

    def _values(self, schema: Schema, path: tuple[str, ...]) -> tuple[Value, ...]:
        enum = schema.enum or (schema.items.enum if schema.items else ())
        return tuple(Value(self._anchors.take(*path, shown(one)), shown(one)) for one in enum)

    def _shape_once(
        self, schema: Schema, path: tuple[str, ...], around: Mapping[str, str], anchor: str
    ) -> Shape:
        """Give what a schema holds, unless it holds much and has been, or is elsewhere, shown."""
        inner = schema.items or schema
        if inner.pointer in self._long:
            return Shape(same_as=self._long[inner.pointer], name=inner.name or "")
        if inner.name and len({*around.values()}) >= _LEVELS and len(_own(inner)[0]) >= _MANY_ROWS:
            page = self._href("schema", inner.name)
            if page:
                return Shape(page=page, name=inner.name)
        return self._shape(schema, path, around, anchor)

    def _shape(
        self,
        schema: Schema,
        path: tuple[str, ...],
        around: Mapping[str, str],
        anchor: str,
        without: Collection[str] = (),
    ) -> Shape:
        """Give what a schema holds. `around` maps the schemas around it to their anchors."""
        if schema.pointer in around:
            return Shape(same_as=around[schema.pointer], name=schema.name or "")
        around = {**around, schema.pointer: anchor}
        if schema.items:
            return self._shape(schema.items, path, around, anchor)
        kinds = [kind for part in _parts(schema) for kind in kinds_of(part)]
        shared, discriminator = _shared(kinds), _discriminator(schema)
        shape = Shape(
            fields=tuple(
                self._field(name, one, path, around, required=name in required)
                for properties, required in (_own(schema), shared)
                for name, one in properties.items()
                if name not in without
            ),
            kinds=self._kinds(schema, kinds, shared[0], path, around),
            choice=_choice(schema, discriminator),
            discriminator=discriminator.property_name if discriminator else "",
        )
        if shape.rows >= _MANY_ROWS and not without:
            self._long.setdefault(schema.pointer, anchor)
        return shape

    def _kinds(
        self,
        schema: Schema,
        kinds: list[Schema],
        shared: Mapping[str, Schema],
        path: tuple[str, ...],
        around: Mapping[str, str],
    ) -> tuple[Kind, ...]:
        if not any(_own(kind)[0] or kinds_of(kind) for kind in kinds):
            return self._simple_kinds(kinds, path)
        labels = _labels(schema, kinds)
        return tuple(
            self._kind(labels[index], kind, shared, path, around)
            for index, kind in enumerate(kinds)
        )

    def _simple_kinds(self, kinds: list[Schema], path: tuple[str, ...]) -> tuple[Kind, ...]:
        """Give the kinds of a choice between plain values: none, unless one demands something."""
        if not any(facts(kind) for kind in kinds):
            return ()
        return tuple(
            Kind(
                self._anchors.take(*path, type_words(kind)),
                type_words(kind),
                kind.description,
                facts(kind),
                Shape(),
            )
            for kind in kinds
        )

    def _kind(
        self,
        label: str,
        kind: Schema,
        shared: Mapping[str, Schema],
        path: tuple[str, ...],
        around: Mapping[str, str],
    ) -> Kind:
        path = (*path, label)
        anchor = self._anchors.take(*path)
        shape = self._shape(kind, path, around, anchor, without=shared)
        return Kind(anchor, label, kind.description, (), shape)


def _parts(schema: Schema) -> Iterator[Schema]:
    """Give a schema and all that its `allOf` joins to it."""
    seen: set[str] = set()
    waiting = [schema]
    while waiting:
        part = waiting.pop(0)
        if part.pointer not in seen:
            seen.add(part.pointer)
            yield part
            waiting[:0] = part.all_of


def _own(schema: Schema) -> tuple[dict[str, Schema], frozenset[str]]:
    """Give the properties of a schema, and which of them are required."""
    parts = list(_parts(schema))
    properties = {name: one for part in parts for name, one in part.properties.items()}
    required = frozenset[str]().union(*(part.required for part in parts))
    for part in parts:
        rest = part.additional_properties
        if rest is not None and _tells_more(rest):
            properties.setdefault(ANY_NAME, rest)
    return properties, required


def _tells_more(schema: Schema) -> bool:
    """Whether a schema has more to say than its type and what is demanded of its values."""
    data = schema.data
    return any(
        data.get(key) for key in ("description", "properties", "items", "enum", "allOf")
    ) or (bool(kinds_of(schema)) or bool(schema.additional_properties))


def _shared(kinds: list[Schema]) -> tuple[dict[str, Schema], frozenset[str]]:
    """Give the properties that are the same in all kinds, so that a page shows them once."""
    if len(kinds) < 2:  # noqa: PLR2004 -- nothing to share
        return {}, frozenset()
    (first, required), *others = (_own(kind) for kind in kinds)
    shared = {
        name: one
        for name, one in first.items()
        if all(
            name in properties
            and properties[name].data == one.data
            and (name in demanded) == (name in required)
            for properties, demanded in others
        )
    }
    return shared, required


def _discriminator(schema: Schema) -> Discriminator | None:
    return next((part.discriminator for part in _parts(schema) if part.discriminator), None)


def _choice(schema: Schema, discriminator: Discriminator | None) -> str:
    if discriminator:
        return "Depends on"
    return "At least one of" if schema.any_of else "One of"


def _labels(schema: Schema, kinds: list[Schema]) -> list[str]:
    discriminator = _discriminator(schema)
    values = (
        {kind.pointer: value for value, kind in discriminator.mapping.items()}
        if discriminator
        else {}
    )
    return [
        values.get(kind.pointer) or kind.title or kind.name or type_words(kind) for kind in kinds
    ]


def _example(values: Sequence[Any], schema: Schema) -> str:
    """Give the first example, unless the values to choose from are shown anyhow."""
    return shown(values[0]) if values and not schema.enum else ""


def _first_description(schema: Schema) -> str:
    return next((part.description for part in _parts(schema) if part.description), "")
